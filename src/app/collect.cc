// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collect.h"

#include "app/collect_walk.h"
#include "archive/items.h"
#include "archive/source_error.h"
#include "base/error.h"
#include "base/utf8.h"
#include "model/json.h"
#include "readers/item_type.h"
#include "sys/clock.h"
#include "sys/files.h"

#include <nlohmann/json.hpp>

#include <chrono>
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

    /// On the way out of a failure, such as a full disk: what was written before it is made durable if that can be.
    void keep_what_fits()
    {
        try {
            end();
        } catch (const std::exception&) { // the first error is on its way to the user, and nothing of the group was acknowledged
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

CollectReport collect(const Services& services, Archive& archive, const CollectRequest& request, const Pipeline& pipeline,
                      const CollectWatch& watch)
{
    CollectReport report;
    const std::uint64_t of = watch.at ? count_files_to_collect(services.files, request.paths) : 0;
    Group group(services, archive, request.group, watch);
    CollectWatch grouped = watch; // parts too are acknowledged once their group is durable
    grouped.acknowledged = [&](const Collected& part) { group.add(part); };
    std::uint64_t done = 0;
    each_file_to_collect(services.files, request.paths, watch.told, report, [&](const std::string& path) {
        if (watch.at) {
            watch.at(done++, of);
        }
        try {
            Metadata stated;
            try {
                stated = repaired(metadata_of(services.files, path, request.stated, watch.told, report));
            } catch (const Error& error) {
                throw archive::SourceError(fmt::format("{} (so that {} was not collected; mend it and collect again)", error.what(), path));
            }
            group.begin();
            const archive::StoredItem stored = archive.put_item(path);
            const Item before = archive.store().item(stored.sha256).value_or(Item{stored.sha256, stored.size, "", {}});
            const std::string media_type = readers::item_type(stored.beginning);
            const std::string from = utf8::repaired(path);
            const std::string id = archive.append(collected_entry(stored, media_type, from, stated));
            ++report.collected;
            report.fresh += before.collections.empty() ? 1 : 0;
            group.add({stored.sha256, stored.size, media_type, from, id, before.collections.empty()});
            if (should_read(archive, before, stated)) {
                read_item(services, archive,
                          {stored.sha256, stored.size, media_type, {{id, stored.sha256, "", "", from, "file", stated, {}}}}, stated,
                          pipeline, grouped, report);
            }
            group.end_if_large(stored.size);
        } catch (const archive::SourceError& error) {
            watch.told(error.what());
            ++report.failed;
        } catch (...) {
            group.keep_what_fits();
            throw;
        }
    });
    group.end();
    return report;
}

} // namespace khronika::app
