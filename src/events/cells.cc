// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/cells.h"

#include "events/cell_ties.h"
#include "events/counts.h"
#include "events/groups.h"

#include <algorithm>
#include <map>
#include <set>

namespace khronika::events {

namespace {

// Of sets of claims that conflict, in one group of cells that hold each other. What is left out is said.
constexpr std::size_t most_conflicts = 16;

/// What one rival count says, as a seed of the network.
struct Said {
    std::size_t variable = 0;
    const Figure* figure = nullptr;
    const RivalCount* rival = nullptr;
};

std::string end_words(const Deduction& deduction)
{
    return (deduction.lower ? "at least " : "at most ") + grouped(deduction.value);
}

/// Weighs a network, and writes its cells into their events.
class Builder {
public:
    Builder(std::span<Draft* const> drafts, CellNetwork network)
        : m_drafts(drafts), m_cells(std::move(network.cells)), m_wholes(std::move(network.wholes)), m_figures(std::move(network.figures)),
          m_ties(std::move(network.ties))
    {
    }

    void write()
    {
        Groups together(m_cells.size() + m_figures.size());
        for (const Tie& tie : m_ties) {
            for (const std::size_t part : tie.relation.parts) {
                together.unite(tie.relation.whole, part);
            }
        }
        std::map<std::size_t, std::vector<std::size_t>> variables;
        for (std::size_t v = 0; v < m_cells.size() + m_figures.size(); ++v) {
            variables[together.of(v)].push_back(v);
        }
        std::map<std::size_t, std::vector<std::size_t>> ties;
        for (std::size_t t = 0; t < m_ties.size(); ++t) {
            ties[together.of(m_ties[t].relation.whole)].push_back(t);
        }
        std::vector<Cell> cells(m_cells.size());
        for (const auto& [group, members] : variables) {
            weigh(members, ties[group], cells);
        }
        put(std::move(cells));
    }

private:
    [[nodiscard]] const Figure& figure_at(std::size_t variable) const
    {
        const auto& [cell, figure] = m_figures[variable - m_cells.size()];
        return m_drafts[m_cells[cell].draft]->figures[figure];
    }

    /// The numbers of one connected part of the network, from 0 on.
    struct Part {
        std::map<std::size_t, std::size_t> local;
        std::vector<std::size_t> ties;
        Network network;
    };

    [[nodiscard]] Part part_of(const std::vector<std::size_t>& variables, const std::vector<std::size_t>& ties) const
    {
        std::map<std::size_t, std::size_t> local;
        for (const std::size_t variable : variables) {
            local.emplace(variable, local.size());
        }
        std::vector<Relation> relations;
        for (const std::size_t t : ties) {
            Relation relation = m_ties[t].relation;
            relation.whole = local.at(relation.whole);
            for (std::size_t& part : relation.parts) {
                part = local.at(part);
            }
            relations.push_back(std::move(relation));
        }
        Network network(local.size(), std::move(relations));
        return {std::move(local), ties, std::move(network)};
    }

    // Each figure's strongest lower end and weakest upper end, with who says it: what no choice among rivals makes smaller.
    void seeds_of(const std::vector<std::size_t>& variables, const Part& part, bool upper, std::vector<Seed>& seeds,
                  std::vector<Said>& said) const
    {
        for (const std::size_t variable : variables) {
            if (variable < m_cells.size()) {
                continue;
            }
            const Figure& figure = figure_at(variable);
            const auto add = [&](const CountBounds& bounds, const auto& fits) {
                const auto rival = std::find_if(figure.rivals.begin(), figure.rivals.end(), fits);
                if (rival != figure.rivals.end()) {
                    seeds.push_back({part.local.at(variable), bounds});
                    said.push_back({variable, &figure, &*rival});
                }
            };
            if (figure.defensible.min) {
                add({figure.defensible.min, std::nullopt}, [&](const RivalCount& r) { return r.bounds.min == figure.defensible.min; });
            }
            if (upper && figure.claimed.max) {
                add({std::nullopt, figure.claimed.max}, [&](const RivalCount& r) { return r.bounds.max == figure.claimed.max; });
            }
        }
    }

    [[nodiscard]] static Step said_step(const Said& said, const std::string& count)
    {
        return {said.rival->origin + ": " + count + " (figure " + said.figure->id + ")", said.rival->claims};
    }

    [[nodiscard]] std::vector<Step> chain_steps(const Part& part, const Propagated& run, const std::vector<Said>& said,
                                                const std::optional<std::size_t>& deduction) const
    {
        std::vector<Step> steps;
        for (const std::size_t at : run.chain(deduction)) {
            const Deduction& step = run.deductions[at];
            if (step.seed) {
                steps.push_back(said_step(said[*step.seed], end_words(step)));
            } else {
                const Step& why = m_ties[part.ties[*step.relation]].step;
                steps.push_back({"so " + end_words(step) + ": " + why.words, why.claims});
            }
        }
        return steps;
    }

    void weigh(const std::vector<std::size_t>& variables, const std::vector<std::size_t>& ties, std::vector<Cell>& cells) const
    {
        const Part part = part_of(variables, ties);
        std::vector<Seed> seeds;
        std::vector<Said> said;
        seeds_of(variables, part, true, seeds, said);
        Propagated run = part.network.propagate(seeds);
        if (run.empty) {
            set_conflicts(part, seeds, said, cells);
            // What at least one origin implies stands, though others contradict it; no upper end is drawn from the rest.
            seeds.clear();
            said.clear();
            seeds_of(variables, part, false, seeds, said);
            run = part.network.propagate(seeds);
            if (run.empty) {
                // The relations themselves contradict each other: each number is then what is said of it alone.
                run = Network(part.local.size(), {}).propagate(seeds);
            }
        }
        for (const std::size_t variable : variables) {
            if (variable < m_cells.size()) {
                const std::size_t at = part.local.at(variable);
                Cell& cell = cells[variable];
                cell.defensible = run.bounds[at];
                if (!run.lower[at]) {
                    cell.defensible.min.reset();
                }
                cell.why_at_least = chain_steps(part, run, said, run.lower[at]);
                cell.why_at_most = chain_steps(part, run, said, run.upper[at]);
                cell.claimed = claimed_of(variable);
            }
        }
        set_corroborated(variables, part, cells);
    }

    [[nodiscard]] CountBounds claimed_of(std::size_t cell) const
    {
        const Draft& draft = *m_drafts[m_cells[cell].draft];
        if (m_wholes[cell]) {
            return draft.figures[*m_wholes[cell]].claimed;
        }
        CountBounds claimed;
        for (const std::size_t figure : m_cells[cell].figures) {
            if (const auto& least = draft.figures[figure].claimed.min; least && (!claimed.min || *least > *claimed.min)) {
                claimed.min = least;
            }
        }
        return claimed;
    }

    void set_conflicts(const Part& part, const std::vector<Seed>& seeds, const std::vector<Said>& said, std::vector<Cell>& cells) const
    {
        const Network::Conflicts conflicts = part.network.minimal_conflicts(seeds, most_conflicts);
        for (const std::vector<std::size_t>& set : conflicts.sets) {
            ConflictSet conflict;
            std::set<std::size_t> touched;
            for (const std::size_t seed : set) {
                const CountBounds& bounds = seeds[seed].bounds;
                conflict.steps.push_back(said_step(said[seed], in_words(bounds)));
                touched.insert(m_figures[said[seed].variable - m_cells.size()].first);
            }
            conflict.words = "These cannot all hold as counts of all that they name: one is wrong, or counts less than all.";
            if (conflicts.more) {
                conflict.words += " More sets of claims may conflict here than are listed.";
            }
            for (const std::size_t cell : touched) {
                cells[cell].conflicts.push_back(conflict);
            }
        }
    }

    /// The two highest minima that two origins imply, each by itself.
    struct Two {
        std::int64_t first = -1;
        std::int64_t second = -1;
        std::string first_origin;
        std::string second_origin;
        void add(std::int64_t value, const std::string& origin)
        {
            if (value > first) {
                second = first;
                second_origin = first_origin;
                first = value;
                first_origin = origin;
            } else if (value > second) {
                second = value;
                second_origin = origin;
            }
        }
    };

    void set_corroborated(const std::vector<std::size_t>& variables, const Part& part, std::vector<Cell>& cells) const
    {
        std::map<std::string, std::vector<Seed>> by_origin;
        std::vector<Seed> by_two;
        for (const std::size_t variable : variables) {
            if (variable < m_cells.size()) {
                continue;
            }
            const Figure& figure = figure_at(variable);
            if (figure.corroborated.min) {
                by_two.push_back({part.local.at(variable), {figure.corroborated.min, std::nullopt}});
            }
            std::map<std::string, std::optional<std::int64_t>> least;
            for (const RivalCount& rival : figure.rivals) {
                const auto [entry, fresh] = least.emplace(rival.origin, rival.bounds.min);
                if (!fresh) {
                    entry->second =
                        entry->second && rival.bounds.min ? std::optional(std::min(*entry->second, *rival.bounds.min)) : std::nullopt;
                }
            }
            for (const auto& [origin, min] : least) {
                if (min) {
                    by_origin[origin].push_back({part.local.at(variable), {min, std::nullopt}});
                }
            }
        }
        if (by_origin.size() < 2) {
            return;
        }
        std::map<std::size_t, Two> two;
        for (const auto& [origin, seeds] : by_origin) {
            for (const auto& [at, value] : part.network.raise(seeds)) {
                two[at].add(value, origin);
            }
        }
        std::map<std::size_t, std::int64_t> summed;
        for (const auto& [at, value] : part.network.raise(by_two)) {
            summed[at] = value;
        }
        for (const std::size_t variable : variables) {
            if (variable < m_cells.size()) {
                corroborate(cells[variable], two[part.local.at(variable)], summed, part.local.at(variable));
            }
        }
    }

    static void corroborate(Cell& cell, const Two& two, const std::map<std::size_t, std::int64_t>& summed, std::size_t at)
    {
        const auto sum = summed.find(at);
        const std::int64_t by_sum = sum == summed.end() ? -1 : sum->second;
        if (two.second < 0 && by_sum < 0) {
            return;
        }
        cell.corroborated.min = std::max(two.second, by_sum);
        if (two.second >= by_sum) {
            cell.why_two.push_back({two.first_origin + " implies at least " + grouped(two.first), {}});
            cell.why_two.push_back({two.second_origin + " implies at least " + grouped(two.second), {}});
        } else {
            cell.why_two.push_back({"so at least " + grouped(by_sum) + ": each of the parts is implied by two origins", {}});
        }
    }

    void put(std::vector<Cell> cells)
    {
        for (std::size_t c = 0; c < m_cells.size(); ++c) {
            const CellDraft& made = m_cells[c];
            Draft& draft = *m_drafts[made.draft];
            Cell& cell = cells[c];
            cell.place = made.place_label;
            cell.period = made.period;
            cell.group = made.group;
            cell.unit = made.unit;
            cell.per = made.per;
            for (const std::size_t figure : made.figures) {
                cell.figures.push_back(draft.figures[figure].id);
            }
            cell.whole = m_wholes[c] ? draft.figures[*m_wholes[c]].id : std::string();
            cell.id = "cell-" + cell.figures.front();
            draft.event.cells.push_back(std::move(cell));
        }
    }

    std::span<Draft* const> m_drafts;
    std::vector<CellDraft> m_cells;
    std::vector<std::optional<std::size_t>> m_wholes;           ///< the figure of each cell that counts all of it
    std::vector<std::pair<std::size_t, std::size_t>> m_figures; ///< cell and figure of the draft
    std::vector<Tie> m_ties;
};

} // namespace

void set_cells(std::span<Draft* const> drafts, const Places& places, const Wording& wording)
{
    for (Draft* draft : drafts) {
        draft->event.cells.clear();
    }
    Builder(drafts, cell_network(drafts, places, wording)).write();
}

} // namespace khronika::events
