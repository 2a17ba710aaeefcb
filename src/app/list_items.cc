// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/list_items.h"

#include <unordered_map>

namespace khronika::app {

std::vector<ListedItem> list_items(const Archive& archive)
{
    std::vector<ListedItem> out;
    std::unordered_map<std::string, std::size_t> places;
    for (Item& item : archive.store().items()) {
        places.emplace(item.sha256, out.size());
        out.push_back({std::move(item), std::nullopt, std::nullopt});
    }
    for (store::TextHead& head : archive.store().text_heads()) {
        if (const auto place = places.find(head.item); place != places.end()) {
            out[place->second].text = std::move(head);
        }
    }
    for (store::FailedReading& failed : archive.store().failed_readings()) {
        if (const auto place = places.find(failed.item); place != places.end()) {
            out[place->second].failure = std::move(failed.reason);
        }
    }
    return out;
}

} // namespace khronika::app
