// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/gathering.h"

#include "events/groups.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace khronika::events {

namespace {

// An undated claim belongs to what ended within so many days before its publication.
constexpr int news_days = 30;
// Undated claims are of one event where their items appeared within so many days.
constexpr int undated_days = 14;

/// Which statements are of one event.
class Gathering {
public:
    Gathering(std::span<const Statement> statements, const std::vector<Quantity>& quantities)
        : m_statements(statements), m_groups(statements.size()), m_settled(statements.size(), false), m_sides(statements.size())
    {
        std::map<std::size_t, std::size_t> bonds;
        for (std::size_t i = 0; i < statements.size(); ++i) {
            m_sides[i] = statements[i].sides;
        }
        for (std::size_t i = 0; i < statements.size(); ++i) {
            if (statements[i].bond) {
                unite(bonds.emplace(*statements[i].bond, i).first->second, i);
            }
        }
        for (const Quantity& quantity : quantities) {
            const bool dated =
                std::any_of(quantity.begin(), quantity.end(), [&](std::size_t m) { return statements[m].period.stated.has_value(); });
            for (const std::size_t member : quantity) {
                unite(quantity.front(), member);
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
                unite(entry->second, member);
            }
        }
        for (auto a = ranges.begin(); a != ranges.end(); ++a) {
            for (auto b = std::next(a); b != ranges.end() && b->first.first <= a->first.second; ++b) {
                if (same_period(*m_statements[a->second].period.stated, *m_statements[b->second].period.stated)) {
                    unite(a->second, b->second);
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
                if (stated && may_be_one(statement.period, m_statements[other].period, news_days) && may_unite(other, member) &&
                    (!home || m_statements[*home].period.stated->to < stated->to)) {
                    home = other;
                }
            }
            if (home) {
                unite(*home, member);
            } else {
                left.push_back(member);
            }
        }
        for (std::size_t i = 1; i < left.size(); ++i) {
            if (may_be_one(m_statements[left[i - 1]].period, m_statements[left[i]].period, undated_days)) {
                unite(left[i - 1], left[i]);
            }
        }
    }

    // False where a person parted what one group holds from what the other holds.
    [[nodiscard]] bool may_unite(std::size_t a, std::size_t b)
    {
        const auto& one = m_sides[m_groups.of(a)];
        const auto& other = m_sides[m_groups.of(b)];
        return std::none_of(one.begin(), one.end(), [&](const auto& side) {
            return std::find(other.begin(), other.end(), std::pair(side.first, !side.second)) != other.end();
        });
    }

    void unite(std::size_t a, std::size_t b)
    {
        a = m_groups.of(a);
        b = m_groups.of(b);
        if (a == b || !may_unite(a, b)) {
            return;
        }
        std::vector<std::pair<std::size_t, bool>> sides = m_sides[a];
        sides.insert(sides.end(), m_sides[b].begin(), m_sides[b].end());
        m_groups.unite(a, b);
        m_sides[m_groups.of(a)] = std::move(sides);
    }

    std::span<const Statement> m_statements;
    Groups m_groups;
    std::vector<bool> m_settled;                                    ///< its quantity holds a dated claim
    std::vector<std::vector<std::pair<std::size_t, bool>>> m_sides; ///< of each group
};

} // namespace

std::map<std::size_t, std::vector<std::size_t>> gathered(std::span<const Statement> statements, const std::vector<Quantity>& quantities)
{
    return Gathering(statements, quantities).events();
}

} // namespace khronika::events
