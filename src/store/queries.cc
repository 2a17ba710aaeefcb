// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "model/json.h"
#include "store/archive.h"
#include "store/archive_impl.h"

#include <nlohmann/json.hpp>

#include <map>
#include <set>

namespace khronika::store {

namespace {

constexpr const char* collection_columns =
    "SELECT id, collections.item, collected_by, collected_at, collected_from, how, title, outlet, language, published, url, container, "
    "path, part_start, part_end, part_date FROM collections LEFT JOIN parts ON parts.collection = collections.id";

std::optional<PartOf> part_at(const Statement& row, int first)
{
    if (std::holds_alternative<std::monostate>(row.value(first))) {
        return std::nullopt;
    }
    PartOf out{row.text(first), row.text(first + 1), std::nullopt, row.text(first + 4)};
    if (!std::holds_alternative<std::monostate>(row.value(first + 2))) {
        out.span = Span{static_cast<std::size_t>(row.number(first + 2)), static_cast<std::size_t>(row.number(first + 3))};
    }
    return out;
}

Collection collection_at(const Statement& row)
{
    return {row.text(0),
            row.text(1),
            row.text(2),
            row.text(3),
            row.text(4),
            row.text(5),
            {row.text(6), row.text(7), row.text(8), row.text(9), row.text(10)},
            part_at(row, 11)};
}

Item item_at(const Statement& row)
{
    return {row.text(0), static_cast<std::uint64_t>(row.number(1)), row.text(2), {}};
}

template <typename T>
std::vector<T> parsed(const std::vector<std::string>& forms, T (*parse)(const nlohmann::json&, std::string_view), std::string_view table)
{
    std::vector<T> out;
    out.reserve(forms.size());
    for (std::size_t i = 0; i < forms.size(); ++i) {
        const std::string where = fmt::format("table {}, row {} of the answer", table, i + 1);
        out.push_back(parse(parse_json(forms[i], where), where));
    }
    return out;
}

template <typename T>
void mark_reversed(const std::vector<std::string>& ids, std::vector<T>& made)
{
    const std::set<std::string_view> reversed(ids.begin(), ids.end());
    for (T& one : made) {
        one.reversed = reversed.count(one.id) != 0;
    }
}

} // namespace

std::vector<Item> Archive::items() const
{
    std::vector<Item> out;
    std::map<std::string, std::size_t> places;
    Statement rows = m_impl->database.prepare("SELECT sha256, size, media_type FROM items ORDER BY entry_index");
    while (rows.step()) {
        out.push_back(item_at(rows));
        places.emplace(out.back().sha256, out.size() - 1);
    }
    Statement collected = m_impl->database.prepare(std::string(collection_columns) + " ORDER BY collections.entry_index");
    while (collected.step()) {
        if (const auto place = places.find(collected.text(1)); place != places.end()) {
            out[place->second].collections.push_back(collection_at(collected));
        }
    }
    return out;
}

void Archive::each_item(const std::function<void(const std::string& sha256, std::uint64_t size)>& take) const
{
    Statement rows = m_impl->database.prepare("SELECT sha256, size FROM items ORDER BY sha256");
    while (rows.step()) {
        take(rows.text(0), static_cast<std::uint64_t>(rows.number(1)));
    }
}

std::map<std::string, std::uint64_t> Archive::sizes_of_items(std::string_view prefix) const
{
    std::map<std::string, std::uint64_t> out;
    Statement rows = m_impl->database.prepare("SELECT sha256, size FROM items WHERE sha256 >= ? AND sha256 < ?");
    rows.bind({std::string(prefix), std::string(prefix) + "g"});
    while (rows.step()) {
        out.emplace(rows.text(0), static_cast<std::uint64_t>(rows.number(1)));
    }
    return out;
}

std::optional<Item> Archive::item(std::string_view sha256) const
{
    Statement& row = m_impl->database.cached("SELECT sha256, size, media_type FROM items WHERE sha256 = ?");
    row.bind({std::string(sha256)});
    std::optional<Item> out;
    if (row.step()) {
        out = item_at(row);
    }
    row.reset();
    if (out) {
        out->collections = collections(sha256);
    }
    return out;
}

std::vector<std::string> Archive::items_starting_with(std::string_view prefix) const
{
    // "g" follows the last hexadecimal digit.
    return m_impl->texts("SELECT sha256 FROM items WHERE sha256 >= ? AND sha256 < ? ORDER BY sha256",
                         {std::string(prefix), std::string(prefix) + "g"});
}

std::vector<Collection> Archive::collections(std::string_view item) const
{
    Statement& rows =
        m_impl->database.cached(std::string(collection_columns) + " WHERE collections.item = ? ORDER BY collections.entry_index");
    rows.bind({std::string(item)});
    std::vector<Collection> out;
    while (rows.step()) {
        out.push_back(collection_at(rows));
    }
    rows.reset();
    return out;
}

std::vector<Collection> Archive::parts(std::string_view container) const
{
    Statement rows = m_impl->database.prepare(std::string(collection_columns) + " WHERE container = ? ORDER BY collections.entry_index");
    rows.bind({std::string(container)});
    std::vector<Collection> out;
    while (rows.step()) {
        out.push_back(collection_at(rows));
    }
    return out;
}

std::vector<Collection> Archive::collections_of_url(std::string_view url) const
{
    Statement rows = m_impl->database.prepare(std::string(collection_columns) + " WHERE url = ? ORDER BY collections.entry_index");
    rows.bind({std::string(url)});
    std::vector<Collection> out;
    while (rows.step()) {
        out.push_back(collection_at(rows));
    }
    return out;
}

std::optional<ReadContainer> Archive::container(std::string_view item) const
{
    Statement row = m_impl->database.prepare("SELECT reader, parts, left_out, form FROM containers WHERE item = ?");
    row.bind({std::string(item)});
    if (!row.step()) {
        return std::nullopt;
    }
    return ReadContainer{std::string(item), row.text(0), static_cast<std::uint64_t>(row.number(1)),
                         static_cast<std::uint64_t>(row.number(2)), row.text(3)};
}

std::vector<ReadContainer> Archive::containers() const
{
    Statement rows = m_impl->database.prepare("SELECT item, reader, parts, left_out, form FROM containers ORDER BY entry_index");
    std::vector<ReadContainer> out;
    while (rows.step()) {
        out.push_back({rows.text(0), rows.text(1), static_cast<std::uint64_t>(rows.number(2)), static_cast<std::uint64_t>(rows.number(3)),
                       rows.text(4)});
    }
    return out;
}

std::vector<Capture> Archive::captures(std::string_view url) const
{
    Statement rows =
        m_impl->database.prepare("SELECT id, url, item, outcome, captured_at, form FROM captures WHERE url = ? ORDER BY entry_index");
    rows.bind({std::string(url)});
    std::vector<Capture> out;
    while (rows.step()) {
        out.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5)});
    }
    return out;
}

std::optional<Text> Archive::text(std::string_view item) const
{
    auto texts = parsed(m_impl->texts("SELECT form FROM texts WHERE item = ?", {std::string(item)}), &text_from_json, "texts");
    return texts.empty() ? std::nullopt : std::optional(std::move(texts.front()));
}

std::vector<TextHead> Archive::text_heads() const
{
    Statement rows = m_impl->database.prepare("SELECT item, title, outlet, language, published, url FROM texts ORDER BY entry_index");
    std::vector<TextHead> out;
    while (rows.step()) {
        out.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5)});
    }
    return out;
}

std::optional<FailedReading> Archive::failed_reading(std::string_view item) const
{
    const auto reasons = m_impl->texts("SELECT reason FROM failed_readings WHERE item = ?", {std::string(item)});
    return reasons.empty() ? std::nullopt : std::optional(FailedReading{std::string(item), reasons.front()});
}

std::vector<FailedReading> Archive::failed_readings() const
{
    Statement rows = m_impl->database.prepare("SELECT item, reason FROM failed_readings ORDER BY entry_index");
    std::vector<FailedReading> out;
    while (rows.step()) {
        out.push_back({rows.text(0), rows.text(1)});
    }
    return out;
}

std::vector<Claim> Archive::claims() const
{
    return parsed(m_impl->texts("SELECT form FROM claims ORDER BY entry_index, ordinal"), &claim_from_json, "claims");
}

std::vector<Claim> Archive::claims(std::string_view item) const
{
    return parsed(m_impl->texts("SELECT form FROM claims WHERE item = ? ORDER BY ordinal", {std::string(item)}), &claim_from_json,
                  "claims");
}

std::optional<Extraction> Archive::extraction(std::string_view item) const
{
    Statement row = m_impl->database.prepare("SELECT engine, claims FROM extractions WHERE item = ?");
    row.bind({std::string(item)});
    if (!row.step()) {
        return std::nullopt;
    }
    return Extraction{std::string(item), row.text(0), static_cast<std::uint64_t>(row.number(1))};
}

std::vector<Event> Archive::events() const
{
    return parsed(m_impl->texts("SELECT form FROM events ORDER BY ordinal"), &event_from_json, "events");
}

std::vector<Figure> Archive::figures() const
{
    return parsed(m_impl->texts("SELECT form FROM figures ORDER BY ordinal"), &figure_from_json, "figures");
}

std::vector<Report> Archive::reports() const
{
    Statement rows = m_impl->database.prepare("SELECT id, published_at, folder_hash, form FROM reports ORDER BY entry_index");
    std::vector<Report> out;
    while (rows.step()) {
        out.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3)});
    }
    return out;
}

std::optional<Join> Archive::latest_join() const
{
    Statement row = m_impl->database.prepare("SELECT method, entry_index FROM joins");
    return row.step() ? std::optional(Join{row.text(0), static_cast<std::uint64_t>(row.number(1))}) : std::nullopt;
}

std::vector<Decision> Archive::decisions() const
{
    auto out = parsed(m_impl->texts("SELECT form FROM decisions ORDER BY entry_index"), &decision_from_json, "decisions");
    mark_reversed(m_impl->texts("SELECT decision FROM reversals"), out);
    return out;
}

std::vector<Review> Archive::reviews() const
{
    auto out = parsed(m_impl->texts("SELECT form FROM reviews ORDER BY entry_index"), &review_from_json, "reviews");
    mark_reversed(m_impl->texts("SELECT decision FROM reversals"), out);
    return out;
}

} // namespace khronika::store
