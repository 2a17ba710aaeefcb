// SPDX-License-Identifier: GPL-3.0-or-later
// What a backup says of itself: a text of lines, signed by the archive's key (vault/note.h), the last file of its tar.
//
//     khronika-backup 1
//     archive ULID
//     time RFC3339
//     tree SIZE ROOT
//     files NUMBER
//     SHA256 SIZE PATH            (a line a file, in the order of the tar)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace khronika::app {

inline constexpr const char* backup_manifest_name = "MANIFEST";
/// The journal, an entry a line.
inline constexpr const char* backup_journal_name = "journal.jsonl";

struct BackupManifest {
    std::string archive; ///< id
    std::string time;    ///< UTC, RFC 3339
    std::uint64_t entries = 0;
    std::string root; ///< of the journal's tree, hex
    std::uint64_t files = 0;
    std::string lines; ///< of the files
    bool operator==(const BackupManifest&) const = default;
};

[[nodiscard]] std::string backup_line(std::string_view sha256, std::uint64_t size, std::string_view path);
[[nodiscard]] std::string to_text(const BackupManifest& manifest);
/// Throws Error that begins with `where` and names the line; a newer form is refused by name.
[[nodiscard]] BackupManifest parse_backup_manifest(std::string_view text, std::string_view where);

} // namespace khronika::app
