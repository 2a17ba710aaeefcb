// SPDX-License-Identifier: GPL-3.0-or-later
// Which pairs of records are compared at all. A rule is one to three properties in which both records must agree; a pair that
// several rules make belongs to the first of them, so that no pair is compared twice.
#pragma once

#include "linkage/compare.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace khronika::linkage {

/// What of a column two records must share.
enum class Share : std::uint8_t {
    value,       ///< the cleaned value; the key of a name or place
    beginning,   ///< the first three letters of a name's key
    first_half,  ///< the first half of a code of at least four signs
    year,        ///< of a date
    month_day,   ///< of a date
    names_either ///< given name and surname, whichever is which
};

struct Property {
    std::size_t column = 0; ///< the given name for names_either
    Share share = Share::value;
    bool operator==(const Property&) const = default;
};

struct Rule {
    std::vector<Property> properties; ///< none: every pair
    std::uint64_t pairs = 0;          ///< how many it makes by itself
    double recall = 0;                ///< the part of true pairs that the rules up to this one are expected to make
    bool operator==(const Rule&) const = default;
};

struct BlockingOptions {
    std::uint64_t pairs_a_record = 40; ///< the budget; small lists may have `least_budget` in any case
    std::uint64_t least_budget = 3'000'000;
    std::uint64_t all_pairs_below = 1'000'000; ///< where there are no more pairs than this, all are compared
    bool within_lists = true;                  ///< false: only pairs from two lists
};

/// A rule in words: `surname + birth_date (year)`.
[[nodiscard]] std::string rule_text(const Table& table, const Rule& rule);

/// Rules that the table calls for: chosen one by one for how many true pairs each is expected to add (on a simulated sample of
/// true pairs with the usual errors and this table's gaps) by the pairs that it costs (counted on a sample of records).
[[nodiscard]] std::vector<Rule> propose_rules(const Comparer& comparer, const BlockingOptions& options);

/// The key of each record under a property; 0 where it has none.
[[nodiscard]] std::vector<std::uint64_t> property_keys(const Table& table, const Property& property, std::size_t records);

/// The pairs of all rules. Holds 12 bytes a record and rule.
class Blocks {
public:
    /// Fills in `pairs` of each rule.
    Blocks(const Table& table, std::vector<Rule>& rules, bool within_lists, unsigned threads);

    /// Pieces of work of about the same size; their number does not hang on the number of threads.
    [[nodiscard]] std::size_t tasks() const { return m_tasks.size(); }
    [[nodiscard]] std::size_t rule_of(std::size_t task) const { return m_tasks[task].rule; }
    /// The pairs of all rules, those that several make counted more than once.
    [[nodiscard]] std::uint64_t pairs() const { return m_pairs; }

    /// Calls `take(a, b)`, a < b, for the pairs of a task that belong to its rule and pass `want(a, b)`.
    template <typename Want, typename Take>
    void for_each_own_pair(std::size_t task, Want want, Take take) const
    {
        for_each_pair(task, [&](std::uint32_t a, std::uint32_t b) {
            if (want(a, b) && is_first(m_tasks[task].rule, a, b)) {
                take(a, b);
            }
        });
    }

    /// The same for all pairs that the task's rule makes.
    template <typename Take>
    void for_each_pair(std::size_t task, Take take) const
    {
        const Task& work = m_tasks[task];
        const Sorted& sorted = m_sorted[work.rule];
        for (std::size_t i = work.begin; i < work.end; ++i) {
            for (std::size_t j = i + 1; j < sorted.ends[i]; ++j) {
                const std::uint32_t a = sorted.records[i];
                const std::uint32_t b = sorted.records[j];
                if (m_within_lists || (*m_list)[a] != (*m_list)[b]) {
                    take(a, b);
                }
            }
        }
    }

private:
    struct Sorted {
        std::vector<std::uint32_t> records; ///< those that share a key with another, group by group, each by number
        std::vector<std::uint32_t> ends;    ///< by position: where its group ends
    };
    struct Task {
        std::size_t rule;
        std::size_t begin;
        std::size_t end;
    };

    void sort_rule(const Table& table, std::size_t index, Rule& rule);
    void add_tasks(std::size_t rule);
    [[nodiscard]] bool is_first(std::size_t rule, std::uint32_t a, std::uint32_t b) const
    {
        const std::uint32_t* x = m_groups.data() + a * m_rules;
        const std::uint32_t* y = m_groups.data() + b * m_rules;
        for (std::size_t r = 0; r < rule; ++r) {
            if (x[r] != 0 && x[r] == y[r]) {
                return false;
            }
        }
        return true;
    }

    const std::vector<std::uint32_t>* m_list;
    bool m_within_lists;
    std::size_t m_rules;
    std::uint64_t m_pairs = 0;
    std::vector<Sorted> m_sorted;
    std::vector<std::uint32_t> m_groups; ///< record by record: the number of its group under each rule; 0 is none
    std::vector<Task> m_tasks;
};

/// The number of pairs that may be compared at all.
[[nodiscard]] std::uint64_t allowed_pairs(const Table& table, bool within_lists);

} // namespace khronika::linkage
