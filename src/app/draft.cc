// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draft.h"

#include "archive/sha256.h"
#include "base/error.h"
#include "sys/files.h"

namespace khronika::app {

Draft::Draft(sys::Files& files, std::string place, const std::string& id)
    : m_files(files), m_place(std::move(place)), m_folder(m_place + ".making-" + id), m_old(m_place + ".old-" + id)
{
    sys::make_folders(files, sys::folder_of(m_place));
    m_files.make_folder(m_folder);
}

Draft::~Draft()
{
    try {
        if (m_files.status(m_folder)) {
            sys::remove_tree(m_files, m_folder);
        }
    } catch (const Error&) {
        // The first error is on its way to the user; what is left behind bears a name that tells what it is.
    }
}

void Draft::write(const std::string& path, std::string_view bytes)
{
    sys::write_new(m_files, make_room(path), bytes);
}

std::unique_ptr<sys::Sink> Draft::create(const std::string& path)
{
    return m_files.create(make_room(path));
}

void Draft::copy(const std::string& source, const std::string& path, const std::string& sha256)
{
    const auto sink = m_files.create(make_room(path));
    archive::Sha256 hash;
    sys::each_chunk(m_files, source, [&](std::string_view bytes) {
        hash.add(bytes);
        sink->write(bytes);
    });
    sink->sync();
    if (archive::hex(hash.finish()) != sha256) {
        fail("item {} is damaged: its bytes have another hash; run `khronika verify`", sha256);
    }
}

std::string Draft::path(const std::string& path) const
{
    return sys::join(m_folder, path);
}

void Draft::put_in_place()
{
    for (const std::string& folder : m_folders) {
        m_files.sync_folder(folder);
    }
    m_files.sync_folder(m_folder);
    const bool replaces = m_files.status(m_place).has_value();
    if (replaces) {
        m_files.rename(m_place, m_old);
    }
    m_files.rename(m_folder, m_place);
    m_files.sync_folder(sys::folder_of(m_place));
    if (replaces) {
        sys::remove_tree(m_files, m_old);
    }
}

void Draft::put_file_in_place(const std::string& path)
{
    m_files.rename(this->path(path), m_place);
    m_files.sync_folder(sys::folder_of(m_place));
    sys::remove_tree(m_files, m_folder);
}

std::string Draft::make_room(const std::string& path)
{
    std::string full = this->path(path);
    const std::string folder = sys::folder_of(full);
    if (folder != m_folder && m_folders.insert(folder).second) {
        sys::make_folders(m_files, folder);
        m_folders.insert(sys::folder_of(folder));
    }
    return full;
}

std::string without_slash(std::string folder)
{
    while (folder.size() > 1 && folder.ends_with('/')) {
        folder.pop_back();
    }
    return folder;
}

} // namespace khronika::app
