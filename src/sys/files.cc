// SPDX-License-Identifier: GPL-3.0-or-later
#include "sys/files.h"

#include <cerrno>
#include <system_error>

namespace khronika::sys {

namespace {

constexpr std::size_t chunk_size = std::size_t{1} << 18;

std::string_view mend_for(int error_number)
{
    switch (error_number) {
    case EACCES:
    case EPERM:
        return "; give this account the right to it, or run as its owner";
    case EROFS:
        return "; the medium is read-only: mount it for writing or choose another folder";
    case ENOENT:
        return "; check the path";
    case EMFILE:
    case ENFILE:
        return "; close other programs or raise the limit of open files";
    case EIO:
        return "; the medium fails: copy what is on it elsewhere before going on";
    default:
        return "";
    }
}

} // namespace

void fail_io(std::string_view action, const std::string& path, int error_number)
{
    const auto full = [&](std::string_view why) {
        throw DiskFull(fmt::format("cannot {} {}: {} and run the command again", action, path, why), error_number);
    };
    switch (error_number) {
    case ENOSPC:
        full("the disk is full; free some space");
        break;
    case EDQUOT:
        full("the account's disk quota is used up; free some space");
        break;
    case EFBIG:
        full("the file would pass the allowed size; raise the limit (ulimit -f)");
        break;
    default:
        break;
    }
    throw IoError(fmt::format("cannot {} {}: {}{}", action, path, std::generic_category().message(error_number), mend_for(error_number)),
                  error_number);
}

std::string read_all(Files& files, const std::string& path, std::uint64_t limit)
{
    std::string out;
    each_chunk(files, path, [&](std::string_view bytes) {
        if (out.size() + bytes.size() > limit) {
            fail("{} is longer than {} bytes, the most that is read at once", path, limit);
        }
        out += bytes;
    });
    return out;
}

void each_chunk(Files& files, const std::string& path, const std::function<void(std::string_view)>& take)
{
    const auto source = files.open(path);
    const auto buffer = std::make_unique_for_overwrite<char[]>(chunk_size);
    while (const std::size_t count = source->read({buffer.get(), chunk_size})) {
        take({buffer.get(), count});
    }
}

void write_new(Files& files, const std::string& path, std::string_view bytes)
{
    const auto sink = files.create(path);
    sink->write(bytes);
    sink->sync();
}

void replace(Files& files, const std::string& path, std::string_view bytes)
{
    const std::string fresh = path + ".new";
    if (files.status(fresh)) {
        files.remove(fresh);
    }
    write_new(files, fresh, bytes);
    files.rename(fresh, path);
    files.sync_folder(folder_of(path));
}

void make_folders(Files& files, const std::string& folder)
{
    if (folder.empty() || files.status(folder)) {
        return;
    }
    make_folders(files, folder_of(folder));
    files.make_folder(folder);
}

void remove_tree(Files& files, const std::string& folder)
{
    for (const Listed& entry : files.list(folder)) {
        const std::string path = join(folder, entry.name);
        if (entry.kind == Kind::folder) {
            remove_tree(files, path);
        } else {
            files.remove(path);
        }
    }
    files.remove_folder(folder);
}

std::string join(std::string_view folder, std::string_view name)
{
    if (folder.empty()) {
        return std::string(name);
    }
    return fmt::format("{}{}{}", folder, folder.ends_with('/') ? "" : "/", name);
}

std::string folder_of(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) {
        return ".";
    }
    return slash == 0 ? "/" : std::string(path.substr(0, slash));
}

std::string name_of(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

} // namespace khronika::sys
