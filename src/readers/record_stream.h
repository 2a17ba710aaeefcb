// SPDX-License-Identifier: GPL-3.0-or-later
// A file of records, plain or packed by gzip, as one stream of bytes that knows where in the file it is.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct z_stream_s;

namespace khronika::readers {

class RecordStream {
public:
    explicit RecordStream(std::string_view file);
    ~RecordStream();
    RecordStream(const RecordStream&) = delete;
    RecordStream& operator=(const RecordStream&) = delete;

    /// The next bytes, at most 256 KiB; empty at the end alone, or where the packing is damaged.
    [[nodiscard]] std::string_view peek();
    void skip(std::size_t count);
    /// Up to and with the next newline; absent where there is none within `longest` bytes.
    [[nodiscard]] std::optional<std::string> line(std::size_t longest);
    /// Of the file: where the next byte stands or, in a packed one, where the member begins that holds it.
    [[nodiscard]] std::size_t position() const;
    [[nodiscard]] bool packed() const { return m_packed; }
    /// The packing is damaged, or breaks off, at position().
    [[nodiscard]] bool broken() const { return m_broken; }
    /// Goes to the next place after `after` (of the file) where `mark` begins a line or a member; false where there is none.
    bool find(std::string_view mark, std::size_t after);

private:
    void begin_member();
    void refill();

    std::string_view m_file;
    bool m_packed;
    bool m_broken = false;
    std::size_t m_at = 0;     ///< of the file: the next byte to take
    std::size_t m_member = 0; ///< of the file: where the member that is open begins
    bool m_open = false;
    std::unique_ptr<z_stream_s> m_stream;
    std::string m_buffer;
    std::size_t m_used = 0; ///< of the buffer
};

/// The first bytes of what a gzip file holds, at most `size`; as far as they come, where it is damaged.
[[nodiscard]] std::string inflated_head(std::string_view file, std::size_t size);

} // namespace khronika::readers
