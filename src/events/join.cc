// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/join.h"

#include "events/counts.h"
#include "events/figure.h"
#include "events/groups.h"
#include "events/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

namespace khronika::events {

namespace {

// An undated claim belongs to what ended within so many days before its publication.
constexpr int news_days = 30;
// Undated claims are of one event where their items appeared within so many days.
constexpr int undated_days = 14;

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

/// Which statements are of one event.
class Gathering {
public:
    Gathering(std::span<const Statement> statements, const std::vector<Quantity>& quantities)
        : m_statements(statements), m_groups(statements.size()), m_settled(statements.size(), false)
    {
        for (const Quantity& quantity : quantities) {
            const bool dated =
                std::any_of(quantity.begin(), quantity.end(), [&](std::size_t m) { return statements[m].period.stated.has_value(); });
            for (const std::size_t member : quantity) {
                m_groups.unite(quantity.front(), member);
                m_settled[member] = dated;
            }
        }
        for (auto& [key, members] : cells()) {
            unite_dated(members);
            unite_undated(members);
        }
    }

    [[nodiscard]] std::map<std::size_t, std::vector<std::size_t>> events()
    {
        std::map<std::size_t, std::vector<std::size_t>> events;
        for (std::size_t i = 0; i < m_statements.size(); ++i) {
            events[m_groups.of(i)].push_back(i);
        }
        return events;
    }

private:
    using Key = std::tuple<std::string_view, Modality, std::string_view, std::string_view>;

    // Claims that name no place are of one event only within their item.
    [[nodiscard]] std::map<Key, std::vector<std::size_t>> cells() const
    {
        std::map<Key, std::vector<std::size_t>> cells;
        for (std::size_t i = 0; i < m_statements.size(); ++i) {
            const Statement& s = m_statements[i];
            cells[{s.claim->act, s.family, s.place, s.place.empty() ? std::string_view(s.claim->item) : std::string_view()}].push_back(i);
        }
        return cells;
    }

    void unite_dated(const std::vector<std::size_t>& members)
    {
        std::map<std::pair<int, int>, std::size_t> ranges;
        for (const std::size_t member : members) {
            if (const auto& stated = m_statements[member].period.stated) {
                const auto [entry, fresh] = ranges.emplace(std::pair(stated->from.days(), stated->to.days()), member);
                m_groups.unite(entry->second, member);
            }
        }
        for (auto a = ranges.begin(); a != ranges.end(); ++a) {
            for (auto b = std::next(a); b != ranges.end() && b->first.first <= a->first.second; ++b) {
                if (same_period(*m_statements[a->second].period.stated, *m_statements[b->second].period.stated)) {
                    m_groups.unite(a->second, b->second);
                }
            }
        }
    }

    // Each undated claim by itself goes to the latest dated one that it may be of, so that it never bridges two.
    void unite_undated(const std::vector<std::size_t>& members)
    {
        std::vector<std::size_t> left;
        for (const std::size_t member : members) {
            const Statement& statement = m_statements[member];
            if (statement.period.stated || m_settled[member]) {
                continue;
            }
            std::optional<std::size_t> home;
            for (const std::size_t other : members) {
                const auto& stated = m_statements[other].period.stated;
                if (stated && may_be_one(statement.period, m_statements[other].period, news_days) &&
                    (!home || m_statements[*home].period.stated->to < stated->to)) {
                    home = other;
                }
            }
            if (home) {
                m_groups.unite(*home, member);
            } else {
                left.push_back(member);
            }
        }
        for (std::size_t i = 1; i < left.size(); ++i) {
            if (may_be_one(m_statements[left[i - 1]].period, m_statements[left[i]].period, undated_days)) {
                m_groups.unite(left[i - 1], left[i]);
            }
        }
    }

    std::span<const Statement> m_statements;
    Groups m_groups;
    std::vector<bool> m_settled; ///< its quantity holds a dated claim
};

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

Event event_of(std::span<const Statement> statements, const std::vector<std::size_t>& members)
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

struct Draft {
    Event event;
    std::vector<Figure> figures;
};

Draft draft_of(std::span<const Statement> statements, const std::vector<std::size_t>& members,
               const std::vector<const Quantity*>& quantities, std::span<const Lineage> lineages,
               const std::map<std::string_view, std::string_view>& item_of, Ids& ids)
{
    Draft draft{event_of(statements, members), {}};
    const Statement& first = statements[members.front()];
    draft.event.id = ids.unique(act_slug(first) + "-" + day_of(first) + "-" + short_hash(content_of(first)));
    for (const Quantity* quantity : quantities) {
        Figure figure = figure_of(statements, *quantity, lineages);
        const Statement& earliest = statements[quantity->front()];
        const Count& count = *earliest.claim->count;
        const std::string content = fmt::format("{}|{}|{}|{}|{}", content_of(earliest), to_string(count.unit), to_string(count.per),
                                                bounds_slug(count), count.approximate);
        figure.id = ids.unique(act_slug(earliest) + "-" + bounds_slug(count) + "-" + std::string(to_string(count.unit)) + "-" +
                               short_hash(content));
        figure.event = draft.event.id;
        draft.figures.push_back(std::move(figure));
    }
    note_sums(draft.figures, item_of);
    return draft;
}

} // namespace

Joined join(std::span<const Claim> claims, std::span<const ItemInfo> items, const Context& context)
{
    const std::vector<Statement> statements = statements_of(claims, items, context);
    const std::vector<Quantity> quantities = quantities_of(statements, context.places);
    const std::vector<Lineage> lineages = lineages_of(statements);
    Gathering gathering(statements, quantities);
    const auto events = gathering.events();
    std::map<std::size_t, std::size_t> event_of_member;
    for (const auto& [event, members] : events) {
        for (const std::size_t member : members) {
            event_of_member[member] = event;
        }
    }
    std::map<std::size_t, std::vector<const Quantity*>> quantities_of_event;
    for (const Quantity& quantity : quantities) {
        quantities_of_event[event_of_member[quantity.front()]].push_back(&quantity);
    }
    std::map<std::string_view, std::string_view> item_of;
    for (const Statement& statement : statements) {
        item_of.emplace(statement.claim->id, statement.claim->item);
    }
    Ids ids;
    std::vector<Draft> drafts;
    for (const auto& [event, members] : events) {
        drafts.push_back(draft_of(statements, members, quantities_of_event[event], lineages, item_of, ids));
    }
    std::stable_sort(drafts.begin(), drafts.end(), [](const Draft& a, const Draft& b) {
        const auto order = [](const Event& e) {
            return std::make_tuple(!e.period.has_value(), e.period ? e.period->from : Date(), std::string_view(e.place),
                                   std::string_view(e.act), std::string_view(e.id));
        };
        return order(a.event) < order(b.event);
    });
    Joined joined;
    for (Draft& draft : drafts) {
        joined.events.push_back(std::move(draft.event));
        std::move(draft.figures.begin(), draft.figures.end(), std::back_inserter(joined.figures));
    }
    return joined;
}

} // namespace khronika::events
