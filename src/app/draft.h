// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace khronika::sys {
class Files;
class Sink;
} // namespace khronika::sys

namespace khronika::app {

/// A new folder beside `place` that vanishes with what it holds unless it was put in place, so that a crash or an error
/// leaves at `place` what was there before. Every method throws Error where the disk refuses.
class Draft {
public:
    /// `id` tells this draft's folder from others'.
    Draft(sys::Files& files, std::string place, const std::string& id);
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft();

    /// Writes and syncs a file at `path` within the folder; folders on the way are made.
    void write(const std::string& path, std::string_view bytes);
    /// A file that is written in runs; the caller syncs it.
    [[nodiscard]] std::unique_ptr<sys::Sink> create(const std::string& path);
    /// Copies the item at `source` and throws Error where its bytes have another hash than `sha256` (hex).
    void copy(const std::string& source, const std::string& path, const std::string& sha256);

    /// Where `path` lies until the draft is put in place.
    [[nodiscard]] std::string path(const std::string& path) const;

    /// Syncs all folders and renames the draft to its place; what stood there is removed.
    void put_in_place();
    /// Syncs and renames one file of the draft to `place`, and removes the draft.
    void put_file_in_place(const std::string& path);

private:
    std::string make_room(const std::string& path);

    sys::Files& m_files;
    std::string m_place;
    std::string m_folder;
    std::string m_old;
    std::set<std::string> m_folders;
};

/// `folder` without slashes at its end.
[[nodiscard]] std::string without_slash(std::string folder);

} // namespace khronika::app
