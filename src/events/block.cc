// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/block.h"

#include "events/cell_parts.h"
#include "events/counts.h"
#include "events/figure.h"
#include "events/gathering.h"
#include "events/names.h"
#include "events/rounded_sums.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <utility>

namespace khronika::events {

namespace {

// FNV-1a: an id must be the same everywhere and need not resist anyone.
std::string short_hash(std::string_view text)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    return fmt::format("{:08x}", static_cast<std::uint32_t>(hash ^ (hash >> 32)));
}

std::string day_of(const Statement& statement)
{
    if (statement.period.stated) {
        return statement.period.stated->from.iso();
    }
    return statement.period.published ? statement.period.published->iso() : "undated";
}

class Ids {
public:
    // The same id twice in one join gets a number, in the order of the claims.
    std::string unique(const std::string& id)
    {
        const int times = ++m_times[id];
        return times == 1 ? id : fmt::format("{}-{}", id, times);
    }

private:
    std::map<std::string, int> m_times;
};

std::string act_slug(const Statement& first)
{
    std::string id = slug(first.claim->act);
    if (first.family != Modality::done && first.family != Modality::ordered) {
        id += "-" + std::string(to_string(first.family));
    }
    std::string place = slug(first.place_label).substr(0, 40);
    return id + "-" + (place.empty() ? "no-place" : place);
}

std::string content_of(const Statement& first)
{
    return fmt::format("{}|{}|{}|{}", first.claim->act, to_string(first.family), first.place, day_of(first));
}

std::string when_words(const Statement& statement)
{
    if (statement.period.stated) {
        const DateRange& range = *statement.period.stated;
        return range.from == range.to ? "dated " + range.from.iso() : "dated " + range.from.iso() + " to " + range.to.iso();
    }
    return statement.period.published ? "no date stated, published " + statement.period.published->iso() : "no date known";
}

std::string count_words(const Statement& statement, const Statement& first)
{
    if (!statement.claim->count || !first.claim->count) {
        return {};
    }
    const Count& count = *statement.claim->count;
    const Count& other = *first.claim->count;
    if (count.unit != other.unit || count.per != other.per) {
        return {};
    }
    if (same_number(count, other)) {
        return count.bounds == other.bounds ? "; the same count, " + in_words(count)
                                            : "; " + in_words(count) + " and " + in_words(other) + " are one number, rounded";
    }
    return {};
}

std::string reason_of(const Statement& statement, const Statement& first, const std::string& event_place)
{
    std::string reason = "act " + statement.claim->act;
    if (statement.place.empty()) {
        reason += "; no place named";
    } else if (statement.place_label != event_place) {
        reason += "; place " + statement.place_label + ", joined to " + (event_place.empty() ? "none" : event_place) + " by its count";
    } else {
        reason += "; place " + event_place;
    }
    reason += "; " + when_words(statement);
    return &statement == &first ? reason + "; told first" : reason + count_words(statement, first);
}

Event event_from(std::span<const Statement> statements, const std::vector<std::size_t>& members)
{
    const Statement& first = statements[members.front()];
    Event event;
    event.act = first.claim->act;
    event.modality = first.family;
    event.place = common_place(statements, members).label;
    for (const std::size_t member : members) {
        const Statement& statement = statements[member];
        event.claims.push_back(statement.claim->id);
        event.reasons.push_back(reason_of(statement, first, event.place));
        if (const auto& stated = statement.period.stated) {
            event.period = event.period ? hull(*event.period, *stated) : *stated;
        }
    }
    return event;
}

std::string bounds_slug(const Count& count)
{
    const auto part = [](const std::optional<std::int64_t>& end) { return end ? std::to_string(*end) : std::string("any"); };
    return count.bounds.exact() ? part(count.bounds.min) : part(count.bounds.min) + "-" + part(count.bounds.max);
}

// The group that all of them name; empty where one names another or none.
std::string common_group(std::span<const Statement> statements, const Quantity& quantity)
{
    const std::string& first = statements[quantity.front()].group;
    return std::all_of(quantity.begin(), quantity.end(), [&](std::size_t m) { return statements[m].group == first; }) ? first
                                                                                                                      : std::string();
}

Draft draft_of(std::span<const Statement> statements, const std::vector<std::size_t>& members,
               const std::vector<const Quantity*>& quantities, const std::vector<bool>& parts, const Lineages& lineages, Ids& ids)
{
    Draft draft;
    draft.event = event_from(statements, members);
    const Statement& first = statements[members.front()];
    draft.event.id = ids.unique(act_slug(first) + "-" + day_of(first) + "-" + short_hash(content_of(first)));
    std::vector<std::pair<const Quantity*, std::vector<Origin>>> origins;
    for (const Quantity* quantity : quantities) {
        origins.emplace_back(quantity, origins_of(statements, *quantity, lineages));
        Figure figure = figure_of(statements, *quantity, origins.back().second);
        const Statement& earliest = statements[quantity->front()];
        const Count& count = *earliest.claim->count;
        const std::string content = fmt::format("{}|{}|{}|{}|{}", content_of(earliest), to_string(count.unit), to_string(count.per),
                                                bounds_slug(count), count.approximate);
        figure.id = ids.unique(act_slug(earliest) + "-" + bounds_slug(count) + "-" + std::string(to_string(count.unit)) + "-" +
                               short_hash(content));
        figure.event = draft.event.id;
        draft.figures.push_back(std::move(figure));
        const bool part = std::any_of(quantity->begin(), quantity->end(), [&](std::size_t m) { return parts[m]; });
        draft.makings.push_back({*quantity, common_place(statements, *quantity).key, common_group(statements, *quantity), part});
    }
    draft.event.lineage = edges_of(statements, members, origins);
    return draft;
}

} // namespace

std::vector<Draft> drafts_of(std::span<Statement> given, const Lineages& lineages, const Context& context)
{
    std::deque<Claim> kept;
    read_rounded_sums(given, kept);
    const std::span<const Statement> statements = given;
    const std::vector<bool> parts = told_as_parts(statements);
    const std::vector<Quantity> quantities = quantities_of(statements, parts, context.places);
    const auto events = gathered(statements, quantities);
    std::vector<std::size_t> event_of(statements.size());
    for (const auto& [event, members] : events) {
        for (const std::size_t member : members) {
            event_of[member] = event;
        }
    }
    std::map<std::size_t, std::vector<const Quantity*>> quantities_of_event;
    for (const Quantity& quantity : quantities) {
        quantities_of_event[event_of[quantity.front()]].push_back(&quantity);
    }
    std::map<std::string_view, std::string_view> item_of;
    for (const Statement& statement : statements) {
        item_of.emplace(statement.claim->id, statement.claim->item);
    }
    Ids ids;
    std::vector<Draft> drafts;
    for (const auto& [event, members] : events) {
        Draft draft = draft_of(statements, members, quantities_of_event[event], parts, lineages, ids);
        draft.sums = note_sums(draft.figures, item_of);
        draft.named = named_parts(draft, statements);
        drafts.push_back(std::move(draft));
    }
    return drafts;
}

} // namespace khronika::events
