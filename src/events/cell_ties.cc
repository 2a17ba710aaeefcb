// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/cell_ties.h"

#include "events/cell_index.h"
#include "events/counts.h"

#include <algorithm>
#include <map>
#include <set>

namespace khronika::events {

namespace {

std::string cell_words(const CellDraft& cell)
{
    std::string words = cell.place_label.empty() ? "no place named" : cell.place_label;
    if (cell.period) {
        words += ", " + cell.period->from.iso() + (cell.period->from == cell.period->to ? "" : " to " + cell.period->to.iso());
    }
    return words + (cell.group.empty() ? "" : ", " + cell.group);
}
class Tying {
public:
    Tying(std::span<Draft* const> drafts, const Places& places, const Wording& wording)
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

    [[nodiscard]] CellNetwork network() && { return {std::move(m_cells), std::move(m_wholes), std::move(m_figures), std::move(m_ties)}; }

private:
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
            const ByPlace by_place = cells_by_place(cells);
            std::map<std::string_view, std::vector<std::size_t>> near;
            std::map<std::size_t, std::vector<std::size_t>> inner_of;
            for (const std::size_t inner : cells) {
                const auto [candidates, fresh] = near.try_emplace(m_cells[inner].place);
                if (fresh) {
                    candidates->second = may_hold(m_cells[inner].place, by_place);
                }
                std::vector<std::size_t> outers;
                for (const std::size_t outer : candidates->second) {
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

    using ByPlace = std::map<std::string, std::vector<std::size_t>, std::less<>>; ///< each cell by every place that it names

    [[nodiscard]] ByPlace cells_by_place(const std::vector<std::size_t>& cells) const
    {
        ByPlace out;
        for (const std::size_t cell : cells) {
            for (const std::string_view place : single_places(m_cells[cell].place)) {
                out[std::string(place)].push_back(cell);
            }
        }
        return out;
    }

    // Of which a place is what one of this name names, or holds it; ascending.
    [[nodiscard]] std::vector<std::size_t> may_hold(const std::string& inner, const ByPlace& by_place) const
    {
        std::set<std::size_t> out;
        const auto take = [&](std::string_view place) {
            if (const auto found = by_place.find(place); found != by_place.end()) {
                out.insert(found->second.begin(), found->second.end());
            }
        };
        for (const std::string_view place : single_places(inner)) {
            take(place);
            for (const std::string& holder : m_places.holders(place)) {
                take(holder);
            }
        }
        return {out.begin(), out.end()};
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

    std::span<Draft* const> m_drafts;
    const Places& m_places;
    const Wording& m_wording;
    std::vector<CellDraft> m_cells;
    std::vector<std::optional<std::size_t>> m_wholes;
    std::vector<std::pair<std::size_t, std::size_t>> m_figures;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> m_variable; ///< of a draft's figure
    std::vector<Tie> m_ties;
};

} // namespace

CellNetwork cell_network(std::span<Draft* const> drafts, const Places& places, const Wording& wording)
{
    return Tying(drafts, places, wording).network();
}

} // namespace khronika::events
