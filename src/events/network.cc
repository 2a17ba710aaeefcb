// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/network.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace khronika::events {

namespace {

// Of the hitting-set tree. Independent conflicts are all met on its first path; beyond that it only proves that there
// are no others, at a cost that grows with the product of their sizes.
constexpr std::size_t most_nodes = 256;

// A number that equals one of its parts and is at least that part and another grows without end: nothing finite can be it. All
// that can be settled takes far fewer steps than this.
std::size_t most_deductions(std::size_t variables, std::size_t relations)
{
    return 10000 + 100 * (variables + relations);
}

// Beyond what can be counted, and small enough to be added without overflow.
constexpr std::int64_t ceiling = 1'000'000'000'000'000;

std::int64_t sum_of(std::int64_t a, std::int64_t b)
{
    return std::min(a + b, 2 * ceiling);
}

/// One run of the propagation.
class Run {
public:
    Run(std::size_t variables, const std::vector<Relation>& relations, const std::vector<std::vector<std::size_t>>& of)
        : m_relations(relations), m_of(of), m_waiting(relations.size(), false)
    {
        m_out.bounds.assign(variables, CountBounds{0, std::nullopt});
        m_out.lower.assign(variables, std::nullopt);
        m_out.upper.assign(variables, std::nullopt);
    }

    Propagated run(std::span<const Seed> seeds, const std::vector<std::size_t>* chosen)
    {
        const std::size_t count = chosen == nullptr ? seeds.size() : chosen->size();
        for (std::size_t i = 0; i < count && !m_out.empty; ++i) {
            const std::size_t seed = chosen == nullptr ? i : (*chosen)[i];
            const CountBounds& bounds = seeds[seed].bounds;
            if (bounds.min) {
                tighten({seeds[seed].variable, true, std::min(*bounds.min, ceiling), seed, std::nullopt, {}});
            }
            if (bounds.max && *bounds.max < ceiling) {
                tighten({seeds[seed].variable, false, *bounds.max, seed, std::nullopt, {}});
            }
        }
        while (!m_queue.empty() && !m_out.empty) {
            const std::size_t next = m_queue.front();
            m_queue.pop_front();
            m_waiting[next] = false;
            apply(next);
        }
        return std::move(m_out);
    }

private:
    void tighten(Deduction deduction)
    {
        CountBounds& bounds = m_out.bounds[deduction.variable];
        auto& end = deduction.lower ? bounds.min : bounds.max;
        if (end && (deduction.lower ? *end >= deduction.value : *end <= deduction.value)) {
            return;
        }
        end = deduction.value;
        const std::size_t variable = deduction.variable;
        (deduction.lower ? m_out.lower : m_out.upper)[variable] = m_out.deductions.size();
        m_out.deductions.push_back(std::move(deduction));
        const bool endless = (m_out.deductions.back().lower && m_out.deductions.back().value > ceiling) ||
                             m_out.deductions.size() > most_deductions(m_out.bounds.size(), m_relations.size());
        if (endless || (bounds.min && bounds.max && *bounds.min > *bounds.max)) {
            m_out.empty = variable;
            return;
        }
        for (const std::size_t relation : m_of[variable]) {
            if (!m_waiting[relation]) {
                m_waiting[relation] = true;
                m_queue.push_back(relation);
            }
        }
    }

    void add(std::vector<std::size_t>& from, const std::optional<std::size_t>& deduction) const
    {
        if (deduction) {
            from.push_back(*deduction);
        }
    }

    void apply(std::size_t index)
    {
        const Relation& relation = m_relations[index];
        std::int64_t least = 0;
        std::vector<std::size_t> least_from;
        std::optional<std::int64_t> most = 0;
        std::vector<std::size_t> most_from;
        for (const std::size_t part : relation.parts) {
            least = sum_of(least, m_out.bounds[part].min.value_or(0));
            add(least_from, m_out.lower[part]);
            const auto& top = m_out.bounds[part].max;
            most = most && top ? std::optional(sum_of(*most, *top)) : std::nullopt;
            add(most_from, m_out.upper[part]);
        }
        if (least > 0) {
            tighten({relation.whole, true, least, std::nullopt, index, least_from});
        }
        if (relation.equal && most && !m_out.empty) {
            tighten({relation.whole, false, *most, std::nullopt, index, most_from});
        }
        for (const std::size_t part : relation.parts) {
            if (!m_out.empty) {
                narrow(index, part, least);
            }
        }
    }

    // What the whole and the other parts leave for one part.
    void narrow(std::size_t index, std::size_t part, std::int64_t least)
    {
        const Relation& relation = m_relations[index];
        const CountBounds whole = m_out.bounds[relation.whole];
        const auto left = [&] { return *whole.max - (least - m_out.bounds[part].min.value_or(0)); };
        const auto& top = m_out.bounds[part].max;
        // A whole may have thousands of parts: what it rests on is gathered only where something follows.
        if (whole.max && (!top || left() < *top)) {
            std::vector<std::size_t> from;
            add(from, m_out.upper[relation.whole]);
            for (const std::size_t other : relation.parts) {
                if (other != part) {
                    add(from, m_out.lower[other]);
                }
            }
            tighten({part, false, left(), std::nullopt, index, std::move(from)});
        }
        if (!relation.equal || !whole.min || m_out.empty) {
            return;
        }
        std::int64_t rest = *whole.min;
        std::vector<std::size_t> from;
        add(from, m_out.lower[relation.whole]);
        for (const std::size_t other : relation.parts) {
            if (other == part) {
                continue;
            }
            if (!m_out.bounds[other].max) {
                return;
            }
            rest -= *m_out.bounds[other].max;
            add(from, m_out.upper[other]);
        }
        tighten({part, true, rest, std::nullopt, index, std::move(from)});
    }

    const std::vector<Relation>& m_relations;
    const std::vector<std::vector<std::size_t>>& m_of;
    std::vector<bool> m_waiting;
    std::deque<std::size_t> m_queue;
    Propagated m_out;
};

} // namespace

std::vector<std::size_t> Propagated::chain(std::optional<std::size_t> deduction) const
{
    if (!deduction) {
        return {};
    }
    // Whatever a deduction follows from stands before it.
    std::set<std::size_t> needed;
    std::vector<std::size_t> open{*deduction};
    while (!open.empty()) {
        const std::size_t next = open.back();
        open.pop_back();
        if (needed.insert(next).second) {
            open.insert(open.end(), deductions[next].from.begin(), deductions[next].from.end());
        }
    }
    return {needed.begin(), needed.end()};
}

Network::Network(std::size_t variables, std::vector<Relation> relations)
    : m_variables(variables), m_relations(std::move(relations)), m_of(variables)
{
    for (std::size_t i = 0; i < m_relations.size(); ++i) {
        m_of[m_relations[i].whole].push_back(i);
        for (const std::size_t part : m_relations[i].parts) {
            m_of[part].push_back(i);
        }
    }
}

Propagated Network::propagate(std::span<const Seed> seeds) const
{
    return Run(m_variables, m_relations, m_of).run(seeds, nullptr);
}

std::vector<std::pair<std::size_t, std::int64_t>> Network::raise(std::span<const Seed> seeds) const
{
    std::map<std::size_t, std::int64_t> least;
    std::vector<std::size_t> open;
    const auto lift = [&](std::size_t variable, std::int64_t value) {
        if (std::int64_t& now = least[variable]; now < value) {
            now = value;
            open.push_back(variable);
        }
    };
    for (const Seed& seed : seeds) {
        if (seed.bounds.min) {
            lift(seed.variable, std::min(*seed.bounds.min, ceiling));
        }
    }
    std::size_t steps = 0;
    while (!open.empty() && ++steps < most_deductions(m_variables, m_relations.size())) {
        const std::size_t variable = open.back();
        open.pop_back();
        for (const std::size_t index : m_of[variable]) {
            const Relation& relation = m_relations[index];
            if (relation.whole == variable) {
                if (relation.equal && relation.parts.size() == 1) {
                    lift(relation.parts.front(), least[variable]);
                }
                continue;
            }
            std::int64_t sum = 0;
            for (const std::size_t part : relation.parts) {
                const auto known = least.find(part);
                sum = sum_of(sum, known == least.end() ? 0 : known->second);
            }
            lift(relation.whole, std::min(sum, ceiling));
        }
    }
    return {least.begin(), least.end()};
}

bool Network::consistent(std::span<const Seed> seeds, const std::vector<std::size_t>& chosen) const
{
    return !Run(m_variables, m_relations, m_of).run(seeds, &chosen).empty;
}

std::vector<std::size_t> Network::explain(std::span<const Seed> seeds, std::vector<std::size_t> background, bool added,
                                          const std::vector<std::size_t>& candidates) const
{
    if (added && !consistent(seeds, background)) {
        return {};
    }
    if (candidates.size() == 1) {
        return candidates;
    }
    const auto middle = candidates.begin() + static_cast<std::ptrdiff_t>(candidates.size() / 2);
    const std::vector<std::size_t> first(candidates.begin(), middle);
    const std::vector<std::size_t> second(middle, candidates.end());
    std::vector<std::size_t> with_first = background;
    with_first.insert(with_first.end(), first.begin(), first.end());
    const std::vector<std::size_t> from_second = explain(seeds, with_first, !first.empty(), second);
    background.insert(background.end(), from_second.begin(), from_second.end());
    std::vector<std::size_t> conflict = explain(seeds, background, !from_second.empty(), first);
    conflict.insert(conflict.end(), from_second.begin(), from_second.end());
    return conflict;
}

Network::Conflicts Network::minimal_conflicts(std::span<const Seed> seeds, std::size_t limit) const
{
    Conflicts out;
    std::set<std::vector<std::size_t>> found;
    std::set<std::set<std::size_t>> tried{{}};
    std::vector<std::set<std::size_t>> open{{}};
    while (!open.empty()) {
        if (tried.size() > most_nodes) {
            out.more = true;
            break;
        }
        const std::set<std::size_t> left_out = open.back();
        open.pop_back();
        std::vector<std::size_t> rest;
        for (std::size_t i = 0; i < seeds.size(); ++i) {
            if (left_out.count(i) == 0) {
                rest.push_back(i);
            }
        }
        if (rest.empty() || consistent(seeds, rest)) {
            continue;
        }
        std::vector<std::size_t> conflict = explain(seeds, {}, false, rest);
        std::sort(conflict.begin(), conflict.end());
        if (found.count(conflict) == 0 && found.size() == limit) {
            out.more = true;
            break;
        }
        found.insert(conflict);
        for (const std::size_t seed : conflict) {
            std::set<std::size_t> next = left_out;
            next.insert(seed);
            if (tried.insert(next).second) {
                open.push_back(std::move(next));
            }
        }
    }
    out.sets.assign(found.begin(), found.end());
    return out;
}

} // namespace khronika::events
