// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "readers/part.h"
#include "readers/read.h"
#include "readers/wire.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::sys {
class HandedFile;
}

namespace khronika::readers {

/// Reads files, each in a worker process of its own that can open, send and start nothing (docs/sandbox.md). One object
/// serves one thread; it starts its nursery when first used and anew after a worker that broke.
class SandboxedReader {
public:
    /// `tables` must be readable by read_tables. `program` is the binary that calls worker_main.
    explicit SandboxedReader(std::vector<TableFile> tables, std::string program = "/proc/self/exe");
    ~SandboxedReader();
    SandboxedReader(const SandboxedReader&) = delete;
    SandboxedReader& operator=(const SandboxedReader&) = delete;

    /// The text of `bytes`, or why there is none: what read() says, or that the worker crashed, tried what it may not, or
    /// took longer than `patience`. PDF, pictures, XLSX and ODS are read by the program khronika-reader, which stands beside
    /// this one: they have `patience` to begin and `request.limits.page_seconds` for each page; a page on which the worker breaks
    /// down is passed over by another, with a note, up to three of a file. Throws Error where this machine lacks what the
    /// sandbox needs, for then nothing is read.
    [[nodiscard]] Reading read(std::string_view bytes, const Request& request,
                               std::chrono::milliseconds patience = std::chrono::seconds(20));

    /// The same for a file of any size that may be a container: its bytes are not copied, and its parts go to `parts` as they are
    /// found. The worker may stay silent for `patience`, and wait for all in all a minute and a second a mebibyte. Where it breaks
    /// down, parts that were ended before stand, and one that was begun is abandoned. What `parts` throws ends the worker.
    [[nodiscard]] Reading read(const sys::HandedFile& file, const Request& request, PartSink& parts,
                               std::chrono::milliseconds patience = std::chrono::seconds(20));

private:
    class Deadline;
    [[nodiscard]] Reading read_once(std::string_view bytes, const Request& request, std::chrono::milliseconds patience);
    [[nodiscard]] Reading read_document(std::string_view bytes, const Request& request, std::chrono::milliseconds patience);
    void start();
    /// Ends the nursery and its worker; gives its exit status.
    int stop(bool kill);
    [[nodiscard]] bool send(std::string_view bytes, const Deadline& deadline) const;
    [[nodiscard]] bool receive(int descriptor, char* out, std::size_t size, const Deadline& deadline) const;
    [[nodiscard]] Reading failure(const Deadline& deadline);

    std::vector<TableFile> m_tables;
    std::string m_program;
    int m_process = 0; ///< 0 where none runs
    int m_socket = -1;
    int m_ended = -1;
    std::uint64_t m_pages = 0;                    ///< begun by the worker of the last file
    std::unique_ptr<SandboxedReader> m_documents; ///< by khronika-reader; made when first needed
};

/// Where the program khronika-reader is looked for: beside this program.
[[nodiscard]] std::string document_program();

/// One file by a reader of its own; for more than a few files keep a SandboxedReader.
[[nodiscard]] Reading read_sandboxed(std::string_view bytes, const Request& request, const std::vector<TableFile>& tables);

} // namespace khronika::readers
