// SPDX-License-Identifier: GPL-3.0-or-later
// Reads an item: its text with the claims, and its parts, each in turn.
#include "app/collect.h"
#include "app/part_keeper.h"
#include "archive/canonical_json.h"
#include "base/error.h"
#include "base/utf8.h"
#include "model/json.h"
#include "sys/files.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <new>

namespace khronika::app {

namespace {

using nlohmann::ordered_json;

constexpr int deepest = 8;
constexpr std::size_t batch = 32; // readings in one durable transaction

ordered_json failed_entry(const std::string& item, const std::string& reason)
{
    return {{"type", "reading_failed"}, {"item", item}, {"reason", utf8::repaired(reason)}};
}

/// A reader's text that has a canonical form, or the reason why there is none.
ReadOutcome read_safely(const Pipeline& pipeline, const std::string& path, const Item& item, const Metadata& stated,
                        readers::PartSink& parts)
{
    try {
        ReadOutcome outcome = pipeline.unpack ? pipeline.unpack(path, item, stated, parts) : pipeline.read(path, item, stated);
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

/// Entries of readings, some to a transaction.
class Batch {
public:
    explicit Batch(Archive& archive) : m_archive(archive) {}
    void add(std::vector<ordered_json> entries)
    {
        std::move(entries.begin(), entries.end(), std::back_inserter(m_entries));
        if (++m_readings >= batch) {
            flush();
        }
    }
    void flush()
    {
        if (!m_entries.empty()) {
            m_archive.append_all(m_entries);
        }
        m_entries.clear();
        m_readings = 0;
    }

private:
    Archive& m_archive;
    std::vector<ordered_json> m_entries;
    std::size_t m_readings = 0;
};

/// An item and what is nested in it.
class Nest {
public:
    Nest(const Services& services, Archive& archive, const Pipeline& pipeline, const CollectWatch& watch, CollectReport& report)
        : m_archive(archive), m_pipeline(pipeline), m_watch(watch), m_report(report), m_media(services, watch), m_batch(archive)
    {
    }

    void read(const Item& item, const Metadata& stated, int depth)
    {
        if (!m_done.insert(fmt::format("{} {}", item.sha256, json_line(to_json(stated)))).second) {
            return;
        }
        PartKeeper keeper(m_archive, item, m_media, m_budget, m_watch, m_report);
        ReadOutcome outcome = read_safely(m_pipeline, m_archive.items().path(item.sha256), item, stated, keeper);
        keeper.flush();
        std::vector<ordered_json> entries;
        if (!outcome.container.empty()) {
            entries.push_back(keeper.entry(outcome));
            m_report.parts_left_out += outcome.left_out + keeper.left_out();
        }
        add_reading(item, outcome, entries);
        m_batch.add(std::move(entries));
        read_parts(keeper.kept(), depth);
    }

    void finish() { m_batch.flush(); }

private:
    void add_reading(const Item& item, const ReadOutcome& outcome, std::vector<ordered_json>& entries)
    {
        if (!outcome.text && (outcome.container.empty() || !outcome.reason.empty())) {
            entries.push_back(failed_entry(item.sha256, outcome.reason));
            m_watch.told(fmt::format("item {}: kept, but not read: {}", item.sha256, outcome.reason));
            ++m_report.unreadable;
        }
        if (!outcome.text) {
            return;
        }
        for (const std::string& note : outcome.text->notes) {
            m_watch.told(fmt::format("item {}: {}", item.sha256, note));
        }
        entries.push_back({{"type", "text_read"}, {"item", item.sha256}, {"text", to_json(*outcome.text)}});
        ++m_report.read;
        if (m_pipeline.extract) {
            ordered_json claims = extracted(m_archive, *outcome.text, m_pipeline, m_watch, m_report);
            m_report.claims += claims.size();
            entries.push_back(
                {{"type", "claims_extracted"}, {"item", item.sha256}, {"engine", m_pipeline.engine}, {"claims", std::move(claims)}});
        }
    }

    void read_parts(std::vector<KeptPart>& parts, int depth)
    {
        const bool any = std::any_of(parts.begin(), parts.end(), [](const KeptPart& part) { return part.read; });
        if (any && depth >= deepest) {
            m_watch.told(fmt::format("what is nested {} containers deep is kept, but not read: item {} and its like", deepest,
                                     parts.front().item.sha256));
            for (const KeptPart& part : parts) {
                m_batch.add({failed_entry(part.item.sha256, fmt::format("it is nested {} containers deep", deepest))});
                ++m_report.unreadable;
            }
            return;
        }
        for (KeptPart& part : parts) {
            if (!part.read) {
                continue;
            }
            std::map<std::string, std::string> siblings;
            if (part.item.media_type == "application/json" || part.path.ends_with(".json")) {
                for (const KeptPart& other : parts) {
                    siblings[other.path] = other.item.sha256;
                }
            }
            m_media.set_siblings(std::move(siblings));
            read(part.item, part.stated, depth + 1);
        }
    }

    Archive& m_archive;
    const Pipeline& m_pipeline;
    const CollectWatch& m_watch;
    CollectReport& m_report;
    MediaBeside m_media;
    PartBudget m_budget;
    Batch m_batch;
    std::set<std::string> m_done;
};

} // namespace

bool should_read(const Archive& archive, const Item& before, const Metadata& stated)
{
    if (!archive.store().text(before.sha256) && !archive.store().container(before.sha256)) {
        return true;
    }
    return std::none_of(before.collections.begin(), before.collections.end(),
                        [&](const Collection& collection) { return collection.stated == stated; });
}

void read_item(const Services& services, Archive& archive, const Item& item, const Metadata& stated, const Pipeline& pipeline,
               const CollectWatch& watch, CollectReport& report)
{
    if (!pipeline.read && !pipeline.unpack) {
        return;
    }
    Nest nest(services, archive, pipeline, watch, report);
    nest.read(item, stated, 0);
    nest.finish();
}

} // namespace khronika::app
