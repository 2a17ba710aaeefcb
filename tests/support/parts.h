// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "readers/unpack.h"
#include "support/tables.h"

#include <filesystem>
#include <string>
#include <vector>

namespace khronika::test {

/// Keeps all parts in memory.
struct KeptParts : readers::PartSink {
    struct Part {
        readers::PartHead head;
        std::string bytes;
    };
    void begin(const readers::PartHead& head) override { open = {head, {}}; }
    void bytes(std::string_view run) override { open.bytes += run; }
    void end() override { parts.push_back(std::move(open)); }
    void abandon() override { ++abandoned; }
    void note(const std::string& words) override { notes.push_back(words); }

    [[nodiscard]] bool noted(std::string_view words) const
    {
        for (const std::string& note : notes) {
            if (note.find(words) != std::string::npos) {
                return true;
            }
        }
        return false;
    }
    [[nodiscard]] const Part* find(std::string_view path) const
    {
        for (const Part& part : parts) {
            if (part.head.path == path) {
                return &part;
            }
        }
        return nullptr;
    }

    Part open;
    std::vector<Part> parts;
    std::vector<std::string> notes;
    int abandoned = 0;
};

/// The readers' tables of data/.
inline const readers::Tables& reader_tables()
{
    static const readers::Tables tables = [] {
        std::vector<readers::TableFile> files;
        for (const auto& entry : std::filesystem::directory_iterator(std::string(KHRONIKA_SOURCE_DIR) + "/data/readers")) {
            if (entry.path().extension() == ".tsv") {
                files.push_back({entry.path().string(), support::read_file(entry.path())});
            }
        }
        return readers::read_tables(files);
    }();
    return tables;
}

/// An item as the worker reads it, without a sandbox.
struct Unpacked {
    readers::Reading reading;
    KeptParts kept;
};

inline Unpacked unpacked(std::string_view bytes, const readers::Request& request = {}, const readers::PartLimits& limits = {})
{
    Unpacked out;
    readers::Parts parts(out.kept, limits);
    out.reading = readers::read_item(bytes, request, reader_tables(), parts);
    return out;
}

} // namespace khronika::test
