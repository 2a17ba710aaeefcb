// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a backup on their way to the disk. What they are is judged by the caller, once all are there.
#pragma once

#include "app/archive.h"
#include "app/backup.h"
#include "app/backup_manifest.h"
#include "sys/files.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace khronika::app {

class RestoredFiles {
public:
    /// Complaints begin with `name`. Everything goes into `folder`, the journal into `archive`, which is open in it.
    RestoredFiles(sys::Files& files, std::string name, std::string folder, Archive& archive)
        : m_files(files), m_name(std::move(name)), m_folder(std::move(folder)), m_archive(archive)
    {
    }

    /// Throws Error where something in it cannot be a backup's: a path that leads elsewhere, an item that is not as its name
    /// says, an entry that is none, a file after the manifest, no manifest.
    void unpack(sys::Source& tar, const BackupProgress& progress);

    [[nodiscard]] const std::string& archive_toml() const { return m_toml; }
    [[nodiscard]] const std::string& manifest() const { return m_manifest; }
    /// As the manifest must list them.
    [[nodiscard]] const std::string& lines() const { return m_lines; }
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

private:
    class Journal;
    void take(class TarReader& tar, const struct TarEntry& entry);
    void take_own(class TarReader& tar, const struct TarEntry& entry);
    void take_item(class TarReader& tar, const struct TarEntry& entry);
    void take_journal(class TarReader& tar, const struct TarEntry& entry);
    void note(const std::string& sha256, const struct TarEntry& entry);
    [[nodiscard]] std::string whole(class TarReader& tar, const struct TarEntry& entry, std::uint64_t limit) const;

    sys::Files& m_files;
    std::string m_name;
    std::string m_folder;
    Archive& m_archive;
    std::string m_toml;
    std::string m_manifest;
    std::string m_lines;
    std::uint64_t m_count = 0;
    std::uint64_t m_bytes = 0;
};

} // namespace khronika::app
