// SPDX-License-Identifier: GPL-3.0-or-later
// Which files a collect takes, and what their sidecars say of them.
#pragma once

#include "app/collect.h"

#include <functional>
#include <string>
#include <vector>

namespace khronika::sys {
class Files;
}

namespace khronika::app {

/// Calls `take` for each file under `paths` in a stable order: as given, and within a folder by the bytes of their names.
/// Sidecars, hidden files, links, devices and other archives are passed over, counted in `report` and, where a person may not
/// expect it, told. What cannot be listed is told and counted as failed. One folder's names are in memory at a time, and those
/// of the folders above it.
void each_file_to_collect(sys::Files& files, const std::vector<std::string>& paths, const std::function<void(const std::string&)>& told,
                          CollectReport& report, const std::function<void(const std::string& path)>& take);

/// How many there are; tells nothing.
[[nodiscard]] std::uint64_t count_files_to_collect(sys::Files& files, const std::vector<std::string>& paths);

/// What `stated` says, over what `FILE.meta.json` says. Unknown keys are told. Throws Error that names file and field.
[[nodiscard]] Metadata metadata_of(sys::Files& files, const std::string& file, const Metadata& stated,
                                   const std::function<void(const std::string&)>& told, CollectReport& report);

} // namespace khronika::app
