// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collect.h"

#include "app/collect_walk.h"
#include "app/media_type.h"
#include "archive/canonical_json.h"
#include "archive/items.h"
#include "archive/source_error.h"
#include "base/error.h"
#include "base/utf8.h"
#include "model/json.h"
#include "sys/clock.h"
#include "sys/files.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <new>
#include <utility>

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

ordered_json failed_entry(const std::string& item, const std::string& reason)
{
    return {{"type", "reading_failed"}, {"item", item}, {"reason", utf8::repaired(reason)}};
}

/// A reader's text that has a canonical form, or the reason why there is none.
ReadOutcome read_safely(const Pipeline& pipeline, const std::string& path, const Item& item, const Metadata& stated)
{
    try {
        ReadOutcome outcome = pipeline.read(path, item, stated);
        if (outcome.text) {
            outcome.text->item = item.sha256;
            (void)archive::canonical(to_json(*outcome.text));
        }
        return outcome;
    } catch (const sys::IoError&) {
        throw; // the archive's own medium fails: that is no fault of the item
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& error) {
        return {std::nullopt, error.what()};
    }
}

/// The claims that have a canonical form; the others are told and counted.
ordered_json extracted(Archive& archive, const Text& text, const Pipeline& pipeline, const CollectWatch& watch, CollectReport& report)
{
    ordered_json out = ordered_json::array();
    for (Claim& claim : pipeline.extract(text)) {
        claim.id = archive.new_id();
        claim.item = text.item;
        ordered_json form = to_json(claim);
        try {
            (void)archive::canonical(form);
            out.push_back(std::move(form));
        } catch (const Error& error) {
            watch.told(fmt::format("item {}, claim at byte {}: left out: {}", text.item, claim.span.begin, error.what()));
            ++report.claims_left_out;
        }
    }
    return out;
}

/// Whether a reader has to look at the item: it has not yet, or something else is stated of it now.
bool should_read(const Archive& archive, const Item& before, const Metadata& stated)
{
    if (!archive.store().text(before.sha256)) {
        return true;
    }
    return std::none_of(before.collections.begin(), before.collections.end(),
                        [&](const Collection& collection) { return collection.stated == stated; });
}

/// Files that become durable together: acknowledgements wait for it. A group ends when it has its number of files, holds many
/// bytes, or has lasted a second.
class Group {
public:
    Group(const Services& services, Archive& archive, std::size_t most, const CollectWatch& watch)
        : m_services(services), m_archive(archive), m_most(most), m_watch(watch)
    {
    }

    void begin()
    {
        if (!m_archive.in_group()) {
            m_archive.begin_group();
            m_begin = m_services.clock.now();
        }
    }

    void add(const Collected& item) { m_waiting.push_back(item); }

    void end_if_large(std::uint64_t bytes)
    {
        m_bytes += bytes;
        if (m_waiting.size() >= m_most || m_bytes >= (std::uint64_t{32} << 20) ||
            m_services.clock.now() - m_begin >= std::chrono::seconds(1)) {
            end();
        }
    }

    void end()
    {
        if (m_archive.in_group()) {
            m_archive.end_group();
        }
        m_bytes = 0;
        for (const Collected& item : std::exchange(m_waiting, {})) {
            if (m_watch.acknowledged) {
                m_watch.acknowledged(item);
            }
        }
    }

private:
    Services m_services;
    Archive& m_archive;
    std::size_t m_most;
    const CollectWatch& m_watch;
    sys::Instant m_begin{};
    std::uint64_t m_bytes = 0;
    std::vector<Collected> m_waiting;
};

} // namespace

void read_item(Archive& archive, const Item& item, const Metadata& stated, const Pipeline& pipeline, const CollectWatch& watch,
               CollectReport& report)
{
    if (!pipeline.read) {
        return;
    }
    const ReadOutcome outcome = read_safely(pipeline, archive.items().path(item.sha256), item, stated);
    if (!outcome.text) {
        archive.append(failed_entry(item.sha256, outcome.reason));
        watch.told(fmt::format("item {}: kept, but not read: {}", item.sha256, outcome.reason));
        ++report.unreadable;
        return;
    }
    for (const std::string& note : outcome.text->notes) {
        watch.told(fmt::format("item {}: {}", item.sha256, note));
    }
    std::vector<ordered_json> entries{{{"type", "text_read"}, {"item", item.sha256}, {"text", to_json(*outcome.text)}}};
    std::uint64_t found = 0;
    if (pipeline.extract) {
        ordered_json claims = extracted(archive, *outcome.text, pipeline, watch, report);
        found = claims.size();
        entries.push_back(
            {{"type", "claims_extracted"}, {"item", item.sha256}, {"engine", pipeline.engine}, {"claims", std::move(claims)}});
    }
    archive.append_all(entries);
    ++report.read;
    report.claims += found;
}

CollectReport collect(const Services& services, Archive& archive, const CollectRequest& request, const Pipeline& pipeline,
                      const CollectWatch& watch)
{
    CollectReport report;
    const std::vector<std::string> paths = files_to_collect(services.files, request.paths, watch.told, report);
    Group group(services, archive, request.group, watch);
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
            group.begin();
            const archive::StoredItem stored = archive.put_item(paths[i]);
            const Item before = archive.store().item(stored.sha256).value_or(Item{stored.sha256, stored.size, "", {}});
            const std::string media_type = media_type_of(stored.beginning);
            const std::string from = utf8::repaired(paths[i]);
            const std::string id = archive.append(collected_entry(stored, media_type, from, stated));
            ++report.collected;
            report.fresh += before.collections.empty() ? 1 : 0;
            group.add({stored.sha256, stored.size, media_type, from, id, before.collections.empty()});
            if (should_read(archive, before, stated)) {
                Item item{stored.sha256, stored.size, media_type, {}};
                item.collections.emplace_back().from = from; // readers tell tables of text by the file's name
                read_item(archive, item, stated, pipeline, watch, report);
            }
            group.end_if_large(stored.size);
        } catch (const archive::SourceError& error) {
            watch.told(error.what());
            ++report.failed;
        }
    }
    group.end();
    return report;
}

} // namespace khronika::app
