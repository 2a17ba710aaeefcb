// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/cells.h"

#include "events/cell_parts.h"
#include "events/counts.h"
#include "events/groups.h"
#include "events/network.h"

#include <algorithm>
#include <map>
#include <set>

namespace khronika::events {

namespace {

// Of sets of claims that conflict, in one group of cells that hold each other. What is left out is said.
constexpr std::size_t most_conflicts = 16;

/// A relation with the words that say why it holds, and the claims that say so.
struct Tie {
    Relation relation;
    Step step;
};

/// What one rival count says, as a seed of the network.
struct Said {
    std::size_t variable = 0;
    const Figure* figure = nullptr;
    const RivalCount* rival = nullptr;
};

std::string cell_words(const CellDraft& cell)
{
    std::string words = cell.place_label.empty() ? "no place named" : cell.place_label;
    if (cell.period) {
        words += ", " + cell.period->from.iso() + (cell.period->from == cell.period->to ? "" : " to " + cell.period->to.iso());
    }
    return words + (cell.group.empty() ? "" : ", " + cell.group);
}

std::string end_words(const Deduction& deduction)
{
    return (deduction.lower ? "at least " : "at most ") + grouped(deduction.value);
}

/// All cells of one act and family of modality with their figures, as a network of numbers: the cells first, then the
/// figures.
class Builder {
public:
    Builder(std::span<Draft* const> drafts, const Places& places, const Wording& wording)
        : m_drafts(drafts), m_places(places), m_wording(wording), m_cells(cell_drafts(drafts))
    {
        m_wholes.assign(m_cells.size(), std::nullopt);
        for (std::size_t c = 0; c < m_cells.size(); ++c) {
            for (const std::size_t figure : m_cells[c].figures) {
                m_variable[{m_cells[c].draft, figure}] = m_cells.size() + m_figures.size();
                m_figures.emplace_back(c, figure);
            }
        }
        for (std::size_t c = 0; c < m_cells.size(); ++c) {
            tie_figures(c);
        }
        tie_cells();
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

    void tie(std::size_t whole, std::vector<std::size_t> parts, bool equal, Step step)
    {
        m_ties.push_back({{whole, std::move(parts), equal}, std::move(step)});
    }

    void tie_figures(std::size_t c)
    {
        const CellDraft& cell = m_cells[c];
        const Draft& draft = *m_drafts[cell.draft];
        std::map<std::size_t, std::set<std::size_t>> parts_of;
        for (const Sum& sum : draft.sums) {
            if (std::find(cell.figures.begin(), cell.figures.end(), sum.whole) == cell.figures.end()) {
                continue;
            }
            std::vector<std::size_t> parts;
            std::string words = grouped(sum.numbers.front()) + " = ";
            for (std::size_t i = 0; i < sum.parts.size(); ++i) {
                parts.push_back(m_variable.at({cell.draft, sum.parts[i]}));
                parts_of[sum.whole].insert(sum.parts[i]);
                words += (i == 0 ? "" : " + ") + grouped(sum.numbers[i + 1]);
            }
            tie(m_variable.at({cell.draft, sum.whole}), std::move(parts), true, {words + ", as one text states them", sum.claims});
        }
        for (const NamedPart& part : draft.named) {
            if (std::find(cell.figures.begin(), cell.figures.end(), part.part) == cell.figures.end()) {
                continue;
            }
            const std::size_t one = m_variable.at({cell.draft, part.part});
            const std::size_t other = m_variable.at({cell.draft, part.other});
            if (part.within) {
                parts_of[part.other].insert(part.part);
                tie(other, {one}, false, {"one text names the one a part of the other", {part.claim, part.other_claim}});
            }
        }
        set_whole(c, parts_of);
        tie_beside(c, parts_of);
        for (const std::size_t figure : cell.figures) {
            const bool whole = m_wholes[c] == figure;
            tie(c, {m_variable.at({cell.draft, figure})}, whole,
                {whole ? "it counts all of " + cell_words(cell) : "it counts some of " + cell_words(cell), {}});
        }
    }

    // What another text shows to be a part of the other is not set beside it.
    void tie_beside(std::size_t c, const std::map<std::size_t, std::set<std::size_t>>& parts_of)
    {
        const auto holds_part = [&](std::size_t whole, std::size_t part) {
            const auto parts = parts_of.find(whole);
            return parts != parts_of.end() && parts->second.count(part) != 0;
        };
        const CellDraft& cell = m_cells[c];
        for (const NamedPart& part : m_drafts[cell.draft]->named) {
            const bool here = std::find(cell.figures.begin(), cell.figures.end(), part.part) != cell.figures.end();
            if (part.within || !here || holds_part(part.other, part.part) || holds_part(part.part, part.other) ||
                m_wholes[c] == part.other || m_wholes[c] == part.part) {
                continue;
            }
            tie(c, {m_variable.at({cell.draft, part.other}), m_variable.at({cell.draft, part.part})}, false,
                {"one text sets the one beside the other, so both add up", {part.claim, part.other_claim}});
        }
    }

    // A figure counts all where there is no other, or where every other is shown to be a part of it; never where a text names it
    // a part itself.
    void set_whole(std::size_t c, const std::map<std::size_t, std::set<std::size_t>>& parts_of)
    {
        const std::vector<std::size_t>& figures = m_cells[c].figures;
        for (const std::size_t figure : figures) {
            if (m_drafts[m_cells[c].draft]->makings[figure].part) {
                continue;
            }
            const auto parts = parts_of.find(figure);
            const bool all = std::all_of(figures.begin(), figures.end(), [&](std::size_t other) {
                return other == figure || (parts != parts_of.end() && parts->second.count(other) != 0);
            });
            if (all) {
                m_wholes[c] = figure;
                return;
            }
        }
    }

    void tie_cells()
    {
        std::map<std::pair<Unit, Rate>, std::vector<std::size_t>> comparable;
        for (std::size_t c = 0; c < m_cells.size(); ++c) {
            comparable[{m_cells[c].unit, m_cells[c].per}].push_back(c);
        }
        for (auto& [key, cells] : comparable) {
            // A cell that holds another is wider in days, place or group; the days decide first, so that a wider one never
            // stands before what it holds.
            std::map<std::size_t, std::vector<std::size_t>> inner_of;
            for (const std::size_t inner : cells) {
                std::vector<std::size_t> outers;
                for (const std::size_t outer : cells) {
                    if (inner != outer && holds(outer, inner) && !(holds(inner, outer) && inner < outer)) {
                        outers.push_back(outer);
                    }
                }
                for (const std::size_t outer : outers) {
                    const bool direct = std::none_of(outers.begin(), outers.end(), [&](std::size_t between) {
                        return between != outer && holds(outer, between) && !holds(between, outer);
                    });
                    if (direct) {
                        inner_of[outer].push_back(inner);
                    }
                }
            }
            for (auto& [outer, inners] : inner_of) {
                tie_inner(outer, inners);
            }
        }
    }

    [[nodiscard]] bool holds(std::size_t outer, std::size_t inner) const
    {
        return cell_within(m_cells[inner], m_cells[outer], m_places, m_wording);
    }

    void tie_inner(std::size_t outer, std::vector<std::size_t>& inners)
    {
        std::stable_sort(inners.begin(), inners.end(), [&](std::size_t a, std::size_t b) { return m_cells[a].least > m_cells[b].least; });
        std::vector<std::size_t> family;
        for (const std::size_t inner : inners) {
            const bool disjoint = std::all_of(family.begin(), family.end(), [&](std::size_t other) {
                return cells_disjoint(m_cells[inner], m_cells[other], m_places, m_wording);
            });
            if (disjoint && m_cells[inner].least > 0) {
                family.push_back(inner);
            }
            tie(outer, {inner}, false, {cell_words(m_cells[inner]) + " lies within " + cell_words(m_cells[outer]), {}});
        }
        if (family.size() > 1) {
            tie(outer, family, false,
                {"cells within " + cell_words(m_cells[outer]) + " that share no act add up; the same person may be in several", {}});
        }
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
    const Places& m_places;
    const Wording& m_wording;
    std::vector<CellDraft> m_cells;
    std::vector<std::optional<std::size_t>> m_wholes;                      ///< the figure of each cell that counts all of it
    std::vector<std::pair<std::size_t, std::size_t>> m_figures;            ///< cell and figure of the draft
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> m_variable; ///< of a draft's figure
    std::vector<Tie> m_ties;
};

} // namespace

void set_cells(std::span<Draft* const> drafts, const Places& places, const Wording& wording)
{
    for (Draft* draft : drafts) {
        draft->event.cells.clear();
    }
    Builder(drafts, places, wording).write();
}

} // namespace khronika::events
