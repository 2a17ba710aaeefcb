// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/collect.h"
#include "readers/part.h"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <string>
#include <vector>

namespace khronika::app {

/// The files beside an export that its messages name: in the export's folder on the disk, or in the container that holds the export.
/// Each is kept as an item that is a part of its message. A path that leads out of the folder, or over a link, is not followed: the
/// export may be made to have other files of this computer collected.
class MediaBeside {
public:
    MediaBeside(const Services& services, const CollectWatch& watch) : m_services(services), m_watch(watch) {}

    /// The parts of the container that holds what is read next, by path; empty where it was collected as a file.
    void set_siblings(std::map<std::string, std::string> siblings) { m_siblings = std::move(siblings); }

    /// Keeps the media of the part `message` of `container`, and adds an entry for each.
    void add(Archive& archive, const Collection& message, const readers::PartHead& head, const Item& container,
             std::vector<nlohmann::ordered_json>& entries, CollectReport& report);

private:
    [[nodiscard]] bool is_file_below(const std::string& folder, const std::string& path);

    Services m_services;
    const CollectWatch& m_watch;
    std::map<std::string, std::string> m_siblings;
    std::map<std::string, std::map<std::string, int>> m_listed; ///< folder, name, kind
};

} // namespace khronika::app
