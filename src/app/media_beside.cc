// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/media_beside.h"

#include "archive/items.h"
#include "archive/source_error.h"
#include "model/json.h"
#include "readers/item_type.h"
#include "sys/files.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace khronika::app {

namespace {

using nlohmann::ordered_json;

bool leads_out(const std::string& path)
{
    return path.empty() || path.front() == '/' || ("/" + path + "/").find("/../") != std::string::npos ||
           path.find('\0') != std::string::npos;
}

ordered_json entry_of(const Collection& message, const std::string& sha256, std::uint64_t size, const std::string& media_type,
                      const std::string& path)
{
    Collection collection;
    collection.part_of = PartOf{message.item, path, std::nullopt, {}};
    return {{"type", "item_collected"},
            {"item", sha256},
            {"size", size},
            {"media_type", media_type},
            {"from", message.from + " > " + path},
            {"how", "part"},
            {"stated", to_json(Metadata{})},
            {"part_of", to_json(collection)["part_of"]}};
}

} // namespace

bool MediaBeside::is_file_below(const std::string& folder, const std::string& path)
{
    std::string at = folder;
    std::size_t begin = 0;
    while (begin <= path.size()) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string name = path.substr(begin, end - begin);
        auto listed = m_listed.find(at);
        if (listed == m_listed.end()) {
            listed = m_listed.emplace(at, std::map<std::string, int>{}).first;
            for (const sys::Listed& entry : m_services.files.list(at)) {
                listed->second[entry.name] = static_cast<int>(entry.kind);
            }
        }
        const auto found = listed->second.find(name);
        const sys::Kind wanted = end == path.size() ? sys::Kind::file : sys::Kind::folder;
        if (found == listed->second.end() || found->second != static_cast<int>(wanted)) {
            return false;
        }
        at = sys::join(at, name);
        begin = end + 1;
    }
    return true;
}

void MediaBeside::add(Archive& archive, const Collection& message, const readers::PartHead& head, const Item& container,
                      std::vector<ordered_json>& entries, CollectReport& report)
{
    for (const std::string& path : head.media) {
        if (leads_out(path)) {
            m_watch.told(fmt::format("{}: its media '{}' lies outside the export and is left alone", message.from, path));
            ++report.media_missing;
            continue;
        }
        const Collection& source = container.collections.back();
        std::optional<archive::StoredItem> stored;
        std::string media_type;
        if (source.how == "file") {
            const std::string folder = sys::folder_of(source.from);
            if (is_file_below(folder, path)) {
                stored = archive.put_item(sys::join(folder, path));
                media_type = readers::item_type(stored->beginning);
            }
        } else if (source.part_of) {
            const std::size_t slash = source.part_of->path.rfind('/');
            const std::string prefix = slash == std::string::npos ? "" : source.part_of->path.substr(0, slash + 1);
            const auto found = m_siblings.find(prefix + path);
            const auto item = found == m_siblings.end() ? std::nullopt : archive.store().item(found->second);
            if (item) {
                stored = archive::StoredItem{item->sha256, item->size, false, {}};
                media_type = item->media_type;
            }
        }
        if (!stored) {
            ++report.media_missing;
            continue;
        }
        entries.push_back(entry_of(message, stored->sha256, stored->size, media_type, path));
        ++report.media_bound;
    }
}

} // namespace khronika::app
