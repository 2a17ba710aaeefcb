// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkage/blocking.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace khronika::linkage {

namespace {

constexpr std::size_t sample_records = 20'000;
constexpr std::size_t simulated_pairs = 16'384;
constexpr std::size_t most_rules = 16;
constexpr double least_gain = 0.0005; // of the true pairs; a rule that adds less is not worth its sorting

using Bits = std::vector<std::uint64_t>;

std::size_t count_bits(const Bits& bits)
{
    std::size_t out = 0;
    for (const std::uint64_t word : bits) {
        out += static_cast<std::size_t>(std::popcount(word));
    }
    return out;
}

struct Candidate {
    std::vector<std::size_t> properties; ///< numbers
    double pairs = 0;                    ///< expected in the whole table
    Bits found;                          ///< the simulated true pairs that it makes
};

std::vector<Property> properties_of(const Table& table)
{
    std::vector<Property> out;
    bool given = false;
    bool surname = false;
    std::size_t given_column = 0;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const Kind kind = table.columns[c].field.kind;
        out.push_back({c, Share::value});
        if (kind == Kind::given_name || kind == Kind::surname) {
            out.push_back({c, Share::beginning});
        } else if (kind == Kind::date) {
            out.push_back({c, Share::year});
            out.push_back({c, Share::month_day});
        } else if (kind == Kind::code) {
            out.push_back({c, Share::first_half});
        }
        surname = surname || kind == Kind::surname;
        if (kind == Kind::given_name) {
            given = true;
            given_column = c;
        }
    }
    if (given && surname) {
        out.push_back({given_column, Share::names_either});
    }
    return out;
}

/// Draws that are the same in every run.
class Draws {
public:
    /// From 0 to 1.
    double next() { return static_cast<double>(mixed(m_count++) >> 11U) * 0x1.0p-53; }

private:
    std::uint64_t m_count = 0x6B68726F6E696B61U;
};

/// How a field of one true pair turned out.
struct Outcome {
    bool exact = false;
    bool beginning = false; ///< first letters, first half or year
    bool rest = false;      ///< day and month
};

/// Rates of errors as they are met in lists of people; only the choice of rules hangs on them.
Outcome draw_outcome(Kind kind, double present, Draws& draws)
{
    const double gap = draws.next();
    const double error = draws.next();
    const double where = draws.next();
    const double right = kind == Kind::date ? 0.84 : kind == Kind::category ? 0.9 : 0.76;
    const double small = kind == Kind::date ? 0.11 : 0.13;
    if (gap > present * present) {
        return {};
    }
    if (error < right) {
        return {true, true, true};
    }
    const bool slip = error < right + small;
    if (kind == Kind::date) {
        return {false, where < (slip ? 0.65 : 0.15), where >= (slip ? 0.65 : 0.9)};
    }
    return {false, where < (slip ? 0.75 : 0.2), false};
}

/// Which simulated true pairs share each property.
std::vector<Bits> simulate(const Table& table, const std::vector<Property>& properties)
{
    constexpr double swapped_names = 0.03;
    std::vector<double> present;
    for (const Column& column : table.columns) {
        const auto there = std::ranges::count_if(column.cells, [](std::uint32_t c) { return c != 0; });
        present.push_back(static_cast<double>(there) / static_cast<double>(std::max<std::size_t>(column.cells.size(), 1)));
    }
    std::vector<Bits> out(properties.size(), Bits(simulated_pairs / 64));
    Draws draws;
    std::vector<Outcome> outcomes(table.columns.size());
    for (std::size_t pair = 0; pair < simulated_pairs; ++pair) {
        const bool swapped = draws.next() < swapped_names;
        bool both_names = true;
        for (std::size_t c = 0; c < outcomes.size(); ++c) {
            const Kind kind = table.columns[c].field.kind;
            outcomes[c] = draw_outcome(kind, present[c], draws);
            if (kind == Kind::given_name || kind == Kind::surname) {
                both_names = both_names && outcomes[c].exact;
                outcomes[c] = swapped ? Outcome{} : outcomes[c];
            }
        }
        for (std::size_t p = 0; p < properties.size(); ++p) {
            const Outcome& outcome = outcomes[properties[p].column];
            const Share share = properties[p].share;
            const bool shared = share == Share::names_either ? both_names
                                : share == Share::value      ? outcome.exact
                                : share == Share::month_day  ? outcome.rest
                                                             : outcome.beginning;
            if (shared) {
                out[p][pair / 64] |= std::uint64_t{1} << (pair % 64);
            }
        }
    }
    return out;
}

/// Counts pairs of equal keys of a sample of records by hashing.
class PairCounter {
public:
    explicit PairCounter(std::size_t records) : m_slots(std::bit_ceil(records * 2 + 2)) {}

    std::uint64_t count(const std::vector<std::uint64_t>& keys)
    {
        std::ranges::fill(m_slots, Slot{});
        std::uint64_t pairs = 0;
        for (const std::uint64_t key : keys) {
            if (key == 0) {
                continue;
            }
            std::size_t slot = key & (m_slots.size() - 1);
            while (m_slots[slot].count != 0 && m_slots[slot].key != key) {
                slot = (slot + 1) & (m_slots.size() - 1);
            }
            m_slots[slot].key = key;
            pairs += m_slots[slot].count++;
        }
        return pairs;
    }

private:
    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t count = 0;
    };
    std::vector<Slot> m_slots;
};

/// Makes the candidates of one to three properties of different columns, with what each costs and finds.
class Candidates {
public:
    Candidates(const Table& table, double budget)
        : m_properties(properties_of(table)), m_found(simulate(table, m_properties)), m_records(std::min(table.size(), sample_records)),
          m_counter(m_records), m_budget(budget)
    {
        const auto n = static_cast<double>(table.size());
        const auto s = static_cast<double>(m_records);
        m_scale = s < 2 ? 1 : n * (n - 1) / (s * (s - 1));
        for (const Property& property : m_properties) {
            m_keys.push_back(property_keys(table, property, m_records));
        }
        m_surname = static_cast<std::size_t>(std::ranges::find(table.columns, Kind::surname, [](const Column& c) { return c.field.kind; }) -
                                             table.columns.begin());
        extend({}, std::vector<std::uint64_t>(m_records, 1), Bits(simulated_pairs / 64, ~std::uint64_t{0}), 0);
    }

    [[nodiscard]] const std::vector<Property>& properties() const { return m_properties; }
    [[nodiscard]] const std::vector<Candidate>& all() const { return m_all; }

private:
    [[nodiscard]] bool touches(std::size_t property, std::size_t column) const
    {
        const Property& p = m_properties[property];
        return p.column == column || (p.share == Share::names_either && column == m_surname);
    }

    [[nodiscard]] bool clash(const std::vector<std::size_t>& chosen, std::size_t next) const
    {
        return std::ranges::any_of(
            chosen, [&](std::size_t c) { return touches(next, m_properties[c].column) || touches(c, m_properties[next].column); });
    }

    void extend(const std::vector<std::size_t>& chosen, const std::vector<std::uint64_t>& keys, const Bits& found, std::size_t from)
    {
        constexpr std::size_t most_properties = 3;
        for (std::size_t p = from; p < m_properties.size(); ++p) {
            if (clash(chosen, p)) {
                continue;
            }
            Candidate next{chosen, 0, found};
            next.properties.push_back(p);
            std::vector<std::uint64_t> joined(m_records);
            for (std::size_t r = 0; r < m_records; ++r) {
                joined[r] = keys[r] == 0 || m_keys[p][r] == 0 ? 0 : mixed(keys[r] ^ m_keys[p][r]);
            }
            for (std::size_t w = 0; w < found.size(); ++w) {
                next.found[w] &= m_found[p][w];
            }
            next.pairs = static_cast<double>(m_counter.count(joined)) * m_scale;
            if (next.properties.size() < most_properties) {
                extend(next.properties, joined, next.found, p + 1);
            }
            if (next.pairs <= m_budget) {
                m_all.push_back(std::move(next));
            }
        }
    }

    std::vector<Property> m_properties;
    std::vector<Bits> m_found;
    std::size_t m_records;
    PairCounter m_counter;
    double m_budget;
    double m_scale = 1;
    std::size_t m_surname = 0;
    std::vector<std::vector<std::uint64_t>> m_keys;
    std::vector<Candidate> m_all;
};

std::size_t new_pairs(const Candidate& candidate, const Bits& covered)
{
    std::size_t out = 0;
    for (std::size_t w = 0; w < covered.size(); ++w) {
        out += static_cast<std::size_t>(std::popcount(candidate.found[w] & ~covered[w]));
    }
    return out;
}

/// The candidate that adds most for its cost within `left` pairs; absent where none adds enough.
const Candidate* best(const std::vector<Candidate>& candidates, const Bits& covered, double left, double records)
{
    const Candidate* out = nullptr;
    double best_worth = 0;
    for (const Candidate& candidate : candidates) {
        const auto gain = static_cast<double>(new_pairs(candidate, covered));
        if (candidate.pairs > left || gain < least_gain * simulated_pairs) {
            continue;
        }
        const double worth = gain / (candidate.pairs + records);
        if (worth > best_worth) {
            best_worth = worth;
            out = &candidate;
        }
    }
    return out;
}

bool implies(const Candidate& narrow, const Candidate& wide)
{
    return &narrow != &wide && std::ranges::includes(narrow.properties, wide.properties);
}

} // namespace

std::vector<Rule> propose_rules(const Comparer& comparer, const BlockingOptions& options)
{
    const Table& table = comparer.table();
    const auto records = static_cast<double>(table.size());
    if (allowed_pairs(table, options.within_lists) <= options.all_pairs_below) {
        return {Rule{{}, 0, 1}};
    }
    double left = static_cast<double>(std::max(options.pairs_a_record * table.size(), options.least_budget));
    const Candidates candidates(table, left);
    Bits covered(simulated_pairs / 64);
    std::vector<const Candidate*> chosen;
    while (chosen.size() < most_rules) {
        const Candidate* next = best(candidates.all(), covered, left, records);
        if (next == nullptr) {
            break;
        }
        left -= next->pairs;
        std::erase_if(chosen, [&](const Candidate* c) { return implies(*c, *next); });
        chosen.push_back(next);
        for (std::size_t w = 0; w < covered.size(); ++w) {
            covered[w] |= next->found[w];
        }
    }
    std::vector<Rule> out;
    std::ranges::fill(covered, 0);
    for (const Candidate* candidate : chosen) {
        Rule rule;
        for (const std::size_t p : candidate->properties) {
            rule.properties.push_back(candidates.properties()[p]);
        }
        for (std::size_t w = 0; w < covered.size(); ++w) {
            covered[w] |= candidate->found[w];
        }
        rule.recall = static_cast<double>(count_bits(covered)) / simulated_pairs;
        out.push_back(std::move(rule));
    }
    return out;
}

} // namespace khronika::linkage
