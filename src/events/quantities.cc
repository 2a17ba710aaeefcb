// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/quantities.h"

#include "events/counts.h"
#include "events/groups.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

namespace khronika::events {

namespace {

// Reports of one thing appear within so many days of it and of each other.
constexpr int news_days = 30;
// Undated counts that are vague or further apart than a factor of two are not taken for rivals: they may be of different weeks.
constexpr double factor_of_two = 0.6931472;
// With three digits two counters do not hit on one number by chance.
constexpr int telling_digits = 3;

enum class Tier { equal, rounded, consistent, rival };

struct Link {
    Tier tier = Tier::equal;
    double distance = 0;
    std::size_t a = 0;
    std::size_t b = 0;
    [[nodiscard]] auto order() const { return std::make_tuple(tier, distance, a, b); }
};

const Count& count_of(const Statement& statement)
{
    return *statement.claim->count;
}

bool equal_exact(const Statement& a, const Statement& b)
{
    return exact(count_of(a)) && exact(count_of(b)) && count_of(a).bounds == count_of(b).bounds;
}

bool telling_equal(const Statement& a, const Statement& b)
{
    return equal_exact(a, b) && digits_of(count_of(a)) >= telling_digits;
}

bool times_meet(const Statement& a, const Statement& b)
{
    if (may_be_one(a.period, b.period, news_days)) {
        return true;
    }
    const bool one_number = same_number(count_of(a), count_of(b));
    if (one_number && a.period.stated && b.period.stated && within_one_week(*a.period.stated, *b.period.stated)) {
        return true;
    }
    if (!telling_equal(a, b)) {
        return false;
    }
    if (a.period.stated && b.period.stated) {
        return a.period.stated->overlaps(*b.period.stated);
    }
    return !a.period.published || !b.period.published;
}

bool one_speaker(const Statement& a, const Statement& b)
{
    return a.speaker.key == b.speaker.key && a.speaker.kind == SpeakerKind::named;
}

// Two that must never stand in one figure, whatever links them to a third.
bool apart(const Statement& a, const Statement& b)
{
    const bool one_number = same_number(count_of(a), count_of(b));
    if (a.claim->item == b.claim->item && !one_number) {
        return true;
    }
    if (one_speaker(a, b) && !can_both_hold(count_of(a), count_of(b))) {
        return true;
    }
    return !times_meet(a, b);
}

std::optional<Link> link_of(const Statement& a, const Statement& b)
{
    if (apart(a, b)) {
        return std::nullopt;
    }
    Link link;
    link.distance = distance(count_of(a), count_of(b));
    if (equal_exact(a, b)) {
        link.tier = Tier::equal;
        return link;
    }
    if (same_number(count_of(a), count_of(b))) {
        link.tier = Tier::rounded;
        return link;
    }
    const bool dated_alike = a.period.stated && b.period.stated && same_period(*a.period.stated, *b.period.stated);
    if (!dated_alike && (link.distance > factor_of_two || vague(count_of(a)) || vague(count_of(b)))) {
        return std::nullopt;
    }
    link.tier = can_both_hold(count_of(a), count_of(b)) ? Tier::consistent : Tier::rival;
    return link;
}

/// Grows groups of one cell (act, family, unit, rate, place) from the surest link to the weakest.
class Cell {
public:
    Cell(std::span<const Statement> statements, std::vector<std::size_t> members)
        : m_statements(statements), m_members(std::move(members)), m_groups(m_members.size())
    {
        for (std::size_t i = 0; i < m_members.size(); ++i) {
            m_group.push_back({i});
        }
    }

    [[nodiscard]] std::vector<Quantity> quantities()
    {
        for (const Link& link : links()) {
            const std::size_t a = m_groups.of(link.a);
            const std::size_t b = m_groups.of(link.b);
            if (a != b && may_unite(a, b)) {
                const auto [into, from] = std::minmax({a, b});
                m_groups.unite(into, from);
                m_group[into].insert(m_group[into].end(), m_group[from].begin(), m_group[from].end());
                m_group[from].clear();
            }
        }
        std::vector<Quantity> out;
        for (const std::vector<std::size_t>& group : m_group) {
            if (!group.empty()) {
                Quantity quantity;
                std::transform(group.begin(), group.end(), std::back_inserter(quantity), [&](std::size_t i) { return m_members[i]; });
                std::sort(quantity.begin(), quantity.end());
                out.push_back(std::move(quantity));
            }
        }
        return out;
    }

private:
    [[nodiscard]] const Statement& at(std::size_t i) const { return m_statements[m_members[i]]; }

    [[nodiscard]] std::vector<Link> links() const
    {
        std::vector<Link> links;
        for (std::size_t a = 0; a < m_members.size(); ++a) {
            for (std::size_t b = a + 1; b < m_members.size(); ++b) {
                if (auto link = link_of(at(a), at(b))) {
                    link->a = a;
                    link->b = b;
                    links.push_back(*link);
                }
            }
        }
        std::sort(links.begin(), links.end(), [](const Link& x, const Link& y) { return x.order() < y.order(); });
        return links;
    }

    [[nodiscard]] bool may_unite(std::size_t a, std::size_t b) const
    {
        return std::none_of(m_group[a].begin(), m_group[a].end(), [&](std::size_t i) {
            return std::any_of(m_group[b].begin(), m_group[b].end(), [&](std::size_t j) { return apart(at(i), at(j)); });
        });
    }

    std::span<const Statement> m_statements;
    std::vector<std::size_t> m_members;
    Groups m_groups;
    std::vector<std::vector<std::size_t>> m_group;
};

bool places_may_be_one(const Statement& a, const Statement& b, const Places& places)
{
    return a.place.empty() || b.place.empty() || places.contains(a.place, b.place) || places.contains(b.place, a.place);
}

// The same telling number of the same act in a place and in what holds it, or where one text names no place.
void unite_across_places(std::span<const Statement> statements, const Places& places, std::vector<Quantity>& quantities)
{
    Groups groups(quantities.size());
    std::map<std::tuple<std::string_view, Modality, Unit, Rate, std::int64_t>, std::vector<std::size_t>> alike;
    for (std::size_t q = 0; q < quantities.size(); ++q) {
        for (const std::size_t member : quantities[q]) {
            const Statement& s = statements[member];
            if (digits_of(count_of(s)) >= telling_digits) {
                alike[{s.claim->act, s.family, count_of(s).unit, count_of(s).per, *count_of(s).bounds.min}].push_back(q);
                break;
            }
        }
    }
    const auto never = [&](const Quantity& a, const Quantity& b) {
        return std::any_of(a.begin(), a.end(), [&](std::size_t i) {
            return std::any_of(b.begin(), b.end(), [&](std::size_t j) {
                return apart(statements[i], statements[j]) || !places_may_be_one(statements[i], statements[j], places);
            });
        });
    };
    for (const auto& [number, candidates] : alike) {
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            for (std::size_t j = i + 1; j < candidates.size(); ++j) {
                Quantity& into = quantities[groups.of(candidates[i])];
                Quantity& from = quantities[groups.of(candidates[j])];
                if (&into != &from && !never(into, from)) {
                    into.insert(into.end(), from.begin(), from.end());
                    std::sort(into.begin(), into.end());
                    from.clear();
                    groups.unite(groups.of(candidates[i]), groups.of(candidates[j]));
                }
            }
        }
    }
    std::erase_if(quantities, [](const Quantity& quantity) { return quantity.empty(); });
}

} // namespace

std::vector<Quantity> quantities_of(std::span<const Statement> statements, const Places& places)
{
    std::map<std::tuple<std::string_view, Modality, Unit, Rate, std::string_view>, std::vector<std::size_t>> cells;
    for (std::size_t i = 0; i < statements.size(); ++i) {
        const Statement& s = statements[i];
        if (s.claim->count) {
            cells[{s.claim->act, s.family, s.claim->count->unit, s.claim->count->per, s.place}].push_back(i);
        }
    }
    std::vector<Quantity> quantities;
    for (auto& [key, members] : cells) {
        for (Quantity& quantity : Cell(statements, std::move(members)).quantities()) {
            quantities.push_back(std::move(quantity));
        }
    }
    std::sort(quantities.begin(), quantities.end());
    unite_across_places(statements, places, quantities);
    std::sort(quantities.begin(), quantities.end());
    return quantities;
}

} // namespace khronika::events
