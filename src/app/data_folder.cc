// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/data_folder.h"

#include "base/error.h"
#include "sys/read_file.h"

#include <cstdlib>
#include <filesystem>

namespace khronika::app {

namespace {

constexpr std::uint64_t largest_table = 16ULL << 20U;
constexpr const char* installed = "/usr/share/khronika/data";

} // namespace

std::string data_folder()
{
    if (const char* set = std::getenv("KHRONIKA_DATA"); set != nullptr && *set != '\0') {
        if (!sys::is_folder(set)) {
            fail("{}: is no folder; set KHRONIKA_DATA to the folder of the data tables, or unset it", set);
        }
        return set;
    }
    std::error_code error;
    std::filesystem::path above = std::filesystem::read_symlink("/proc/self/exe", error);
    while (!error && above.has_relative_path()) {
        above = above.parent_path();
        if (sys::is_folder((above / "data" / "readers").string())) {
            return (above / "data").string();
        }
    }
    if (sys::is_folder(installed)) {
        return installed;
    }
    fail("the data tables are not found; set KHRONIKA_DATA to their folder");
}

std::vector<readers::TableFile> load_reader_tables(const std::string& data_folder)
{
    std::vector<readers::TableFile> files;
    std::vector<std::string> unreadable;
    for (const std::string& path : sys::files_below(data_folder + "/readers", unreadable)) {
        if (path.ends_with(".tsv")) {
            files.push_back({path, sys::read_file(path, largest_table)});
        }
    }
    if (files.empty()) {
        fail("{}/readers: holds no tables; set KHRONIKA_DATA to the folder of the data tables", data_folder);
    }
    (void)readers::read_tables(files);
    return files;
}

} // namespace khronika::app
