// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/cell_index.h"

#include "events/periods.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace khronika::events {

namespace {

bool places_disjoint(std::string_view a, std::string_view b, const Places& places)
{
    if (a.empty() || b.empty()) {
        return false;
    }
    const auto ones = single_places(a);
    const auto others = single_places(b);
    return std::none_of(ones.begin(), ones.end(), [&](std::string_view one) {
        return std::any_of(others.begin(), others.end(), [&](std::string_view other) {
            return one == other || places.contains(one, other) || places.contains(other, one) || !places.known(one) || !places.known(other);
        });
    });
}

std::int64_t least_of(const Figure& figure)
{
    return figure.defensible.min.value_or(0);
}

} // namespace

std::vector<std::string_view> single_places(std::string_view key)
{
    std::vector<std::string_view> out;
    for (std::size_t from = 0; from <= key.size();) {
        const std::size_t at = std::min(key.find('+', from), key.size());
        out.push_back(key.substr(from, at - from));
        from = at + 1;
    }
    return out;
}

bool place_within(std::string_view inner, std::string_view outer, const Places& places)
{
    if (inner.empty() || outer.empty()) {
        return false;
    }
    if (inner == outer) {
        return true;
    }
    if (inner.find('+') == std::string_view::npos && outer.find('+') == std::string_view::npos) {
        return places.contains(outer, inner);
    }
    const auto outers = single_places(outer);
    const auto inners = single_places(inner);
    return std::all_of(inners.begin(), inners.end(), [&](std::string_view i) {
        return std::any_of(outers.begin(), outers.end(), [&](std::string_view o) { return i == o || places.contains(o, i); });
    });
}

std::vector<CellDraft> cell_drafts(std::span<Draft* const> drafts)
{
    std::vector<CellDraft> cells;
    for (std::size_t d = 0; d < drafts.size(); ++d) {
        const Draft& draft = *drafts[d];
        std::map<std::tuple<std::string, Unit, Rate, std::string>, std::size_t> known;
        for (std::size_t f = 0; f < draft.figures.size(); ++f) {
            const Figure& figure = draft.figures[f];
            const Draft::Making& making = draft.makings[f];
            const auto [entry, fresh] = known.emplace(std::tuple(making.place, figure.unit, figure.per, making.group), cells.size());
            if (fresh) {
                CellDraft cell;
                cell.draft = d;
                cell.place = making.place;
                cell.place_label = figure.place;
                cell.group = making.group;
                cell.unit = figure.unit;
                cell.per = figure.per;
                cells.push_back(std::move(cell));
            }
            CellDraft& cell = cells[entry->second];
            cell.figures.push_back(f);
            cell.least = std::max(cell.least, least_of(figure));
            if (figure.period) {
                cell.period = cell.period ? hull(*cell.period, *figure.period) : *figure.period;
            }
        }
    }
    return cells;
}

std::vector<NamedPart> named_parts(const Draft& draft, std::span<const Statement> statements)
{
    struct Told {
        std::size_t statement;
        std::size_t figure;
        auto operator<=>(const Told&) const = default;
    };
    std::map<std::tuple<std::string_view, std::string_view, Unit, Rate, std::string_view>, std::vector<Told>> by_item;
    for (std::size_t f = 0; f < draft.figures.size(); ++f) {
        const Draft::Making& making = draft.makings[f];
        for (const std::size_t member : making.members) {
            by_item[{statements[member].claim->item, making.place, draft.figures[f].unit, draft.figures[f].per, making.group}].push_back(
                {member, f});
        }
    }
    std::vector<NamedPart> parts;
    for (auto& [key, told] : by_item) {
        std::sort(told.begin(), told.end());
        for (std::size_t i = 1; i < told.size(); ++i) {
            const Claim& claim = *statements[told[i].statement].claim;
            const PartWord word = statements[told[i].statement].part;
            if (word == PartWord::none) {
                continue;
            }
            // A part is of the nearest larger count before it; what is set beside another is set beside the one before.
            for (std::size_t back = i; back-- > 0;) {
                const Figure& other = draft.figures[told[back].figure];
                const bool fits = word == PartWord::further || least_of(other) > least_of(draft.figures[told[i].figure]);
                if (told[back].figure != told[i].figure && fits) {
                    parts.push_back(
                        {told[i].figure, told[back].figure, word == PartWord::part, claim.id, statements[told[back].statement].claim->id});
                    break;
                }
            }
        }
    }
    return parts;
}

bool cell_within(const CellDraft& inner, const CellDraft& outer, const Places& places, const Wording& wording)
{
    const bool in_time = inner.draft == outer.draft || (inner.period && outer.period && outer.period->contains(*inner.period));
    return inner.unit == outer.unit && inner.per == Rate::none && outer.per == Rate::none && in_time &&
           wording.group_within(inner.group, outer.group) && place_within(inner.place, outer.place, places);
}

bool cells_disjoint(const CellDraft& a, const CellDraft& b, const Places& places, const Wording& wording)
{
    if (a.period && b.period && !a.period->overlaps(*b.period)) {
        return true;
    }
    return wording.groups_disjoint(a.group, b.group) || places_disjoint(a.place, b.place, places);
}

} // namespace khronika::events
