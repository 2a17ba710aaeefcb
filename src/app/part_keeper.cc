// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/part_keeper.h"

#include "app/sidecar.h"
#include "model/json.h"
#include "readers/item_type.h"

#include <nlohmann/json.hpp>

namespace khronika::app {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t batch = 64; // each batch is one durable transaction

std::string key_of(const std::string& item, const PartOf& part)
{
    return fmt::format("{} {} {}", item, part.span ? fmt::format("{}", part.span->begin) : "-", part.path);
}

} // namespace

struct PartKeeper::Pending {
    readers::PartHead head;
    std::unique_ptr<archive::ItemWriter> writer; ///< null where the part is beyond the budget
    archive::StoredItem stored;
};

PartKeeper::PartKeeper(Archive& archive, const Item& container, MediaBeside& media, PartBudget& budget, const CollectWatch& watch,
                       CollectReport& report)
    : m_archive(archive), m_container(container), m_media(media), m_budget(budget), m_watch(watch), m_report(report)
{
    for (const Collection& collection : archive.store().parts(container.sha256)) {
        m_known.insert(key_of(collection.item, *collection.part_of));
    }
}

PartKeeper::~PartKeeper() = default;

void PartKeeper::guarded(const std::function<void()>& act)
{
    try {
        act();
    } catch (...) {
        m_error = std::current_exception();
        throw;
    }
}

void PartKeeper::begin(const readers::PartHead& head)
{
    guarded([&] {
        m_open = std::make_unique<Pending>();
        m_open->head = head;
        if (m_budget.parts == 0 || m_budget.bytes == 0) {
            if (m_beyond++ == 0) {
                note(fmt::format("left out from {} on: the containers within one file hold too many parts, or too large ones", head.path));
            }
            return;
        }
        --m_budget.parts;
        m_open->writer = m_archive.begin_item();
    });
}

void PartKeeper::bytes(std::string_view run)
{
    guarded([&] {
        if (!m_open->writer) {
            return;
        }
        if (run.size() > m_budget.bytes) {
            m_budget.bytes = 0;
            ++m_beyond;
            note(fmt::format("left out from {} on: the containers within one file hold too much", m_open->head.path));
            m_open->writer.reset();
            return;
        }
        m_budget.bytes -= run.size();
        m_open->writer->write(run);
    });
}

void PartKeeper::end()
{
    guarded([&] {
        if (m_open->writer) {
            m_open->stored = m_open->writer->finish();
            m_open->writer.reset();
            m_pending.push_back(std::move(*m_open));
            ++m_parts;
        }
        m_open.reset();
        if (m_pending.size() >= batch) {
            append();
        }
    });
}

void PartKeeper::abandon()
{
    m_open.reset();
}

void PartKeeper::note(const std::string& words)
{
    m_notes.push_back(words);
    m_watch.told(fmt::format("item {}: {}", m_container.sha256, words));
}

void PartKeeper::flush()
{
    if (m_error) {
        std::rethrow_exception(m_error);
    }
    append();
}

void PartKeeper::append()
{
    std::vector<ordered_json> entries;
    std::vector<Collected> acknowledged;
    std::set<std::string> here;
    const std::string& source = m_container.collections.back().from;
    for (Pending& pending : m_pending) {
        const readers::PartHead& head = pending.head;
        const archive::StoredItem& stored = pending.stored;
        const Metadata said = said_of(head);
        const std::string media_type = head.media_type.empty() ? readers::item_type(stored.beginning) : head.media_type;
        Collection collection{{}, stored.sha256, {}, {}, fmt::format("{} > {}", source, head.path), "part", said, {}};
        collection.part_of = PartOf{m_container.sha256, head.path, head.span, head.date};
        const Item before = m_archive.store().item(stored.sha256).value_or(Item{stored.sha256, stored.size, media_type, {}});
        const bool read = head.readable && should_read(m_archive, before, said);
        if (m_known.insert(key_of(stored.sha256, *collection.part_of)).second) {
            ordered_json entry = {{"type", "item_collected"}, {"item", stored.sha256},
                                  {"size", stored.size},      {"media_type", media_type},
                                  {"from", collection.from},  {"how", "part"},
                                  {"stated", to_json(said)},  {"part_of", to_json(collection)["part_of"]}};
            entries.push_back(std::move(entry));
            const bool fresh = before.collections.empty() && here.insert(stored.sha256).second;
            acknowledged.push_back({stored.sha256, stored.size, media_type, collection.from, {}, fresh});
            m_media.add(m_archive, collection, head, m_container, entries, m_report);
        }
        m_kept.push_back({{stored.sha256, stored.size, media_type, {collection}}, said, head.path, read});
    }
    m_pending.clear();
    if (entries.empty()) {
        return;
    }
    const std::vector<std::string> ids = m_archive.append_all(entries);
    std::size_t next = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const bool part = next < acknowledged.size() && entries[i]["item"] == acknowledged[next].sha256 &&
                          entries[i]["part_of"]["item"] == m_container.sha256;
        if (!part) {
            continue;
        }
        Collected& collected = acknowledged[next++];
        collected.collection = ids[i];
        ++m_report.parts;
        m_report.fresh_parts += collected.fresh ? 1 : 0;
        if (m_watch.acknowledged) {
            m_watch.acknowledged(collected);
        }
    }
}

/// What the container says of a part, over what is stated of the container: outlet and language hold for all that it holds, the rest for
/// the page that was captured.
Metadata PartKeeper::said_of(const readers::PartHead& head) const
{
    const Collection& source = m_container.collections.back();
    Metadata under{"", source.stated.outlet, source.stated.language, "", ""};
    if (source.how == "capture" && head.stated.url == source.stated.url) {
        under = source.stated;
    }
    return merged(head.stated, under);
}

ordered_json PartKeeper::entry(const ReadOutcome& outcome) const
{
    return {{"type", "container_read"},
            {"item", m_container.sha256},
            {"reader", outcome.container},
            {"parts", m_parts},
            {"left_out", outcome.left_out + m_beyond},
            {"notes", m_notes}};
}

} // namespace khronika::app
