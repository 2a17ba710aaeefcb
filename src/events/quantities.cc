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
// One speaker does not hit on one telling number twice in a week: one text dates the announcement, another what it is of.
constexpr int told_again_days = 7;

// A rounding of what one text names a part of a whole, by one that speaks of no part, comes after that of the whole.
enum class Tier { equal, rounded, rounded_part, consistent, rival };

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

bool one_speaker(const Statement& a, const Statement& b)
{
    return a.speaker.key == b.speaker.key && a.speaker.kind == SpeakerKind::named;
}

bool named_apart(const Statement& a, const Statement& b)
{
    return a.speaker.kind == SpeakerKind::named && b.speaker.kind == SpeakerKind::named && a.speaker.key != b.speaker.key && !a.own_voice &&
           !b.own_voice;
}

// By the days that they state, or that they were published on.
bool told_together(const Period& a, const Period& b)
{
    const auto days = [](const Period& p) {
        return p.stated ? p.stated : p.published ? std::optional(DateRange::day(*p.published)) : std::nullopt;
    };
    const auto one = days(a);
    const auto other = days(b);
    return one && other && std::max(one->from.days() - other->to.days(), other->from.days() - one->to.days()) <= told_again_days;
}

bool telling_equal(const Statement& a, const Statement& b)
{
    return equal_exact(a, b) && digits_of(count_of(a)) >= telling_digits;
}

} // namespace

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
    if (one_speaker(a, b) && told_together(a.period, b.period)) {
        return true;
    }
    if (a.period.stated && b.period.stated) {
        return a.period.stated->overlaps(*b.period.stated);
    }
    return !a.period.published || !b.period.published;
}

bool times_may_meet(const Statement& a, const Statement& b)
{
    return times_meet(a, b) || (telling_equal(a, b) && told_together(a.period, b.period));
}

namespace {

bool time_known(const Statement& statement)
{
    return statement.period.stated || statement.period.published;
}

// Two that must never stand in one figure, whatever links them to a third.
bool apart(const Statement& a, const Statement& b)
{
    const bool one_number = same_number(count_of(a), count_of(b));
    // "Officials say 466, Memorial counts 510": named speakers that differ are rivals also in one text.
    if (a.claim->item == b.claim->item && !one_number && !named_apart(a, b)) {
        return true;
    }
    if (!a.group.empty() && !b.group.empty() && a.group != b.group) {
        return true;
    }
    if (one_speaker(a, b) && !can_both_hold(count_of(a), count_of(b))) {
        return true;
    }
    // Where nothing is known of the time of one, that is no ground to keep them apart, nor to join them.
    return parted(a, b) || (time_known(a) && time_known(b) && !times_meet(a, b));
}

// Of two that are not apart.
std::optional<Link> link_of(const Statement& a, const Statement& b, bool part_and_whole)
{
    if (!times_meet(a, b)) {
        return std::nullopt;
    }
    Link link;
    link.distance = distance(count_of(a), count_of(b));
    if (equal_exact(a, b)) {
        link.tier = Tier::equal;
        return link;
    }
    if (same_number(count_of(a), count_of(b))) {
        link.tier = part_and_whole ? Tier::rounded_part : Tier::rounded;
        return link;
    }
    // A part is no rival of what counts all.
    if (part_and_whole) {
        return std::nullopt;
    }
    const bool dated_alike = a.period.stated && b.period.stated && same_period(*a.period.stated, *b.period.stated);
    if (!dated_alike && (link.distance > factor_of_two || vague(count_of(a)) || vague(count_of(b)))) {
        return std::nullopt;
    }
    link.tier = can_both_hold(count_of(a), count_of(b)) ? Tier::consistent : Tier::rival;
    return link;
}

/// A set of small whole numbers, as bits.
class Bits {
public:
    explicit Bits(std::size_t size) : m_words((size + 63) / 64, 0) {}
    void set(std::size_t at) { m_words[at / 64] |= std::uint64_t{1} << (at % 64); }
    void add(const Bits& other)
    {
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            m_words[i] |= other.m_words[i];
        }
    }
    [[nodiscard]] bool meets(const Bits& other) const
    {
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            if ((m_words[i] & other.m_words[i]) != 0) {
                return true;
            }
        }
        return false;
    }

private:
    std::vector<std::uint64_t> m_words;
};

/// Grows groups of one cell (act, family, unit, rate, place) from the surest link to the weakest. That two are apart is
/// kept as bits a group, because a group takes over whatever its members are apart from.
class Cell {
public:
    /// `parts`: of each statement, whether its text names it a part of another.
    Cell(std::span<const Statement> statements, const std::vector<bool>& parts, std::vector<std::size_t> members)
        : m_statements(statements), m_parts(parts), m_members(std::move(members)), m_groups(m_members.size())
    {
        const std::size_t size = m_members.size();
        m_within.assign(size, Bits(size));
        m_apart.assign(size, Bits(size));
        for (std::size_t a = 0; a < size; ++a) {
            m_within[a].set(a);
            for (std::size_t b = a + 1; b < size; ++b) {
                compare(a, b);
            }
        }
        std::sort(m_links.begin(), m_links.end(), [](const Link& x, const Link& y) { return x.order() < y.order(); });
    }

    [[nodiscard]] std::vector<Quantity> quantities()
    {
        for (const Link& link : m_links) {
            const std::size_t a = m_groups.of(link.a);
            const std::size_t b = m_groups.of(link.b);
            if (a != b && !m_apart[a].meets(m_within[b])) {
                const auto [into, from] = std::minmax({a, b});
                m_groups.unite(into, from);
                m_within[into].add(m_within[from]);
                m_apart[into].add(m_apart[from]);
            }
        }
        std::map<std::size_t, Quantity> by_group;
        for (std::size_t i = 0; i < m_members.size(); ++i) {
            by_group[m_groups.of(i)].push_back(m_members[i]);
        }
        std::vector<Quantity> out;
        for (auto& [group, quantity] : by_group) {
            std::sort(quantity.begin(), quantity.end());
            out.push_back(std::move(quantity));
        }
        return out;
    }

private:
    void compare(std::size_t a, std::size_t b)
    {
        const Statement& one = m_statements[m_members[a]];
        const Statement& other = m_statements[m_members[b]];
        if (apart(one, other)) {
            m_apart[a].set(b);
            m_apart[b].set(a);
        } else if (auto link =
                       link_of(one, other, one.claim->item != other.claim->item && m_parts[m_members[a]] != m_parts[m_members[b]])) {
            link->a = a;
            link->b = b;
            m_links.push_back(*link);
        }
    }

    std::span<const Statement> m_statements;
    const std::vector<bool>& m_parts;
    std::vector<std::size_t> m_members;
    Groups m_groups;
    std::vector<Bits> m_within; ///< the members of a group
    std::vector<Bits> m_apart;  ///< what none of them may join
    std::vector<Link> m_links;
};

// One text counts the cases and another the people: one case is one act against one person.
Unit unit_of_act(Unit unit)
{
    return unit == Unit::case_ ? Unit::person : unit;
}

// The same telling number of the same act in a place and in what holds it, or where one text names no place; also of
// cases and of people.
void unite_across_places(std::span<const Statement> statements, const Places& places, std::vector<Quantity>& quantities)
{
    Groups groups(quantities.size());
    std::map<std::tuple<std::string_view, Modality, Unit, Rate, std::int64_t>, std::vector<std::size_t>> alike;
    for (std::size_t q = 0; q < quantities.size(); ++q) {
        for (const std::size_t member : quantities[q]) {
            const Statement& s = statements[member];
            if (digits_of(count_of(s)) >= telling_digits) {
                alike[{s.claim->act, s.family, unit_of_act(count_of(s).unit), count_of(s).per, *count_of(s).bounds.min}].push_back(q);
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

std::vector<bool> told_as_parts(std::span<const Statement> statements)
{
    std::vector<bool> parts(statements.size(), false);
    std::map<std::tuple<std::string_view, std::string_view, Modality, Unit, Rate>, std::vector<std::size_t>> together;
    for (std::size_t i = 0; i < statements.size(); ++i) {
        const Statement& s = statements[i];
        parts[i] = s.part != PartWord::none;
        if (s.claim->count && exact(count_of(s))) {
            together[{s.claim->item, s.claim->act, s.family, count_of(s).unit, count_of(s).per}].push_back(i);
        }
    }
    for (const auto& [key, members] : together) {
        std::map<std::int64_t, std::vector<std::size_t>> by_number;
        for (const std::size_t member : members) {
            by_number[*count_of(statements[member]).bounds.min].push_back(member);
        }
        for (const auto& [whole, of_whole] : by_number) {
            for (const auto& [part, of_part] : by_number) {
                if (part > 0 && part < whole && by_number.count(whole - part) != 0 && whole - part != part) {
                    for (const std::size_t member : of_part) {
                        parts[member] = true;
                    }
                }
            }
        }
    }
    return parts;
}

bool places_may_be_one(const Statement& a, const Statement& b, const Places& places)
{
    return a.place.empty() || b.place.empty() || a.place == b.place || places.contains(a.place, b.place) ||
           places.contains(b.place, a.place);
}

bool telling(const Count& count)
{
    return digits_of(count) >= telling_digits;
}

std::vector<Quantity> quantities_of(std::span<const Statement> statements, const std::vector<bool>& parts, const Places& places)
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
        for (Quantity& quantity : Cell(statements, parts, std::move(members)).quantities()) {
            quantities.push_back(std::move(quantity));
        }
    }
    std::sort(quantities.begin(), quantities.end());
    unite_across_places(statements, places, quantities);
    std::sort(quantities.begin(), quantities.end());
    return quantities;
}

} // namespace khronika::events
