// SPDX-License-Identifier: GPL-3.0-or-later
#include "sys/read_file.h"

#include "base/error.h"
#include "sys/files.h"

#include <algorithm>

namespace khronika::sys {

namespace {

void list(const std::string& folder, std::vector<std::string>& files, std::vector<std::string>& unreadable)
{
    std::vector<Listed> entries;
    try {
        entries = real_files().list(folder);
    } catch (const Error&) {
        unreadable.push_back(folder);
    }
    for (const Listed& entry : entries) {
        if (entry.name.starts_with('.')) {
            continue;
        }
        const std::string path = join(folder, entry.name);
        // A link to a folder is not followed: it may lead in a circle.
        if (entry.kind == Kind::folder) {
            list(path, files, unreadable);
            continue;
        }
        try {
            if (const auto status = real_files().status(path); status && status->kind == Kind::file) {
                files.push_back(path);
            }
        } catch (const Error&) {
            unreadable.push_back(path);
        }
    }
}

} // namespace

std::string read_file(const std::string& path, std::uint64_t limit)
{
    const auto status = real_files().status(path);
    if (!status) {
        fail("{}: No such file or directory; check the path", path);
    }
    if (status->kind != Kind::file) {
        fail("{}: is no regular file; name a file", path);
    }
    if (status->size > limit) {
        fail("{}: {} bytes are more than the limit of {}; split the file", path, status->size, limit);
    }
    return read_all(real_files(), path, limit);
}

std::vector<std::string> files_below(const std::string& folder, std::vector<std::string>& unreadable)
{
    std::vector<std::string> files;
    list(folder, files, unreadable);
    std::ranges::sort(files);
    return files;
}

bool is_folder(const std::string& path)
{
    const auto status = real_files().status(path);
    return status && status->kind == Kind::folder;
}

} // namespace khronika::sys
