// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collect.h"

#include "app/collect_walk.h"
#include "app/media_type.h"
#include "archive/items.h"
#include "archive/source_error.h"
#include "base/error.h"
#include "base/utf8.h"
#include "model/json.h"
#include "sys/files.h"

#include <nlohmann/json.hpp>

namespace khronika::app {

namespace {

using nlohmann::ordered_json;

Metadata repaired(const Metadata& stated)
{
    return {utf8::repaired(stated.title), utf8::repaired(stated.outlet), stated.language, stated.published, utf8::repaired(stated.url)};
}

ordered_json collected_entry(const archive::StoredItem& stored, const std::string& media_type, const std::string& from,
                             const Metadata& stated)
{
    return {{"type", "item_collected"}, {"item", stored.sha256}, {"size", stored.size},
            {"media_type", media_type}, {"from", from},          {"how", "file"},
            {"stated", to_json(stated)}};
}

} // namespace

CollectReport collect(const Services& services, Archive& archive, const CollectRequest& request, const Pipeline& pipeline,
                      const CollectWatch& watch)
{
    CollectReport report;
    const std::vector<std::string> paths = files_to_collect(services.files, request.paths, watch.told, report);
    for (std::size_t i = 0; i < paths.size(); ++i) {
        if (watch.at) {
            watch.at(i, paths.size());
        }
        try {
            Metadata stated;
            try {
                stated = repaired(metadata_of(services.files, paths[i], request.stated, watch.told, report));
            } catch (const Error& error) {
                throw archive::SourceError(
                    fmt::format("{} (so that {} was not collected; mend it and collect again)", error.what(), paths[i]));
            }
            const archive::StoredItem stored = archive.put_item(paths[i]);
            const Item before = archive.store().item(stored.sha256).value_or(Item{stored.sha256, stored.size, "", {}});
            const std::string media_type = item_type(stored.beginning);
            const std::string from = utf8::repaired(paths[i]);
            const std::string id = archive.append(collected_entry(stored, media_type, from, stated));
            ++report.collected;
            report.fresh += before.collections.empty() ? 1 : 0;
            if (watch.acknowledged) {
                watch.acknowledged({stored.sha256, stored.size, media_type, from, id, before.collections.empty()});
            }
            if (should_read(archive, before, stated)) {
                read_item(services, archive,
                          {stored.sha256, stored.size, media_type, {{id, stored.sha256, "", "", from, "file", stated, {}}}}, stated,
                          pipeline, watch, report);
            }
        } catch (const archive::SourceError& error) {
            watch.told(error.what());
            ++report.failed;
        }
    }
    return report;
}

} // namespace khronika::app
