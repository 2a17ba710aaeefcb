// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/disclosure.h"

#include "base/utf8.h"

#include <algorithm>
#include <string>

namespace khronika::publish {

bool names_person(std::string_view victims)
{
    std::size_t words = 0;
    bool starts = true;
    for (std::size_t at = 0; at < victims.size();) {
        const auto [c, length] = utf8::decode(victims, at);
        if (utf8::is_digit(c)) {
            return false;
        }
        if (utf8::is_letter(c) && starts) {
            if (!utf8::is_upper(c)) {
                return false;
            }
            ++words;
        }
        starts = utf8::is_space(c);
        at += length;
    }
    // A given name and a surname at least; a capitalised single word is more often a people ("Tajiks").
    return words >= 2 && words <= 4;
}

namespace {

// "courts: at least 2 (figure ...)", "so at least 2: ...", "2 = 1 + 1, as one text states them": any number below the
// smallest cell that stands by itself.
bool small_step(std::string_view words, Unit unit, const Disclosure& rules)
{
    if (unit != Unit::person) {
        return false;
    }
    for (std::size_t at = 0; at < words.size();) {
        std::size_t end = at;
        while (end < words.size() && words[end] >= '0' && words[end] <= '9') {
            ++end;
        }
        const bool alone =
            (at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ' || words[end] == ':' || words[end] == ',');
        if (end > at && end - at <= 9 && alone && std::stoll(std::string(words.substr(at, end - at))) < rules.smallest_cell) {
            return true;
        }
        at = std::max(end, at + 1);
    }
    return false;
}

} // namespace

Claim disclosed(Claim claim)
{
    if (claim.victims && names_person(claim.victims->text)) {
        claim.victims.reset();
    }
    return claim;
}

bool withheld(const Claim& claim)
{
    return claim.victims && names_person(claim.victims->text);
}

Figure disclosed(Figure figure, const Disclosure& rules)
{
    const bool small = figure.unit == Unit::person && figure.claimed.max && *figure.claimed.max < rules.smallest_cell;
    if (!small) {
        return figure;
    }
    figure.claimed = {};
    figure.defensible = {};
    figure.corroborated = {};
    for (RivalCount& rival : figure.rivals) {
        rival.bounds = {};
    }
    figure.conflicts.clear();
    figure.notes = {std::string(suppression_note)};
    return figure;
}

Event disclosed(Event event, const Disclosure& rules)
{
    for (Cell& cell : event.cells) {
        const bool small = cell.unit == Unit::person && ((cell.claimed.max && *cell.claimed.max < rules.smallest_cell) ||
                                                         (cell.defensible.max && *cell.defensible.max < rules.smallest_cell));
        if (small) {
            cell.claimed = {};
            cell.defensible = {};
            cell.corroborated = {};
        }
        // A step may tell the number of a small figure beside a large one.
        const auto tells_small = [&](const std::vector<Step>& steps) {
            return std::any_of(steps.begin(), steps.end(), [&](const Step& step) { return small_step(step.words, cell.unit, rules); });
        };
        for (std::vector<Step>* steps : {&cell.why_at_least, &cell.why_two, &cell.why_at_most}) {
            if (small || tells_small(*steps)) {
                steps->clear();
            }
        }
        std::erase_if(cell.conflicts, [&](const ConflictSet& conflict) { return small || tells_small(conflict.steps); });
    }
    return event;
}

bool suppressed(const Figure& figure)
{
    return std::find(figure.notes.begin(), figure.notes.end(), suppression_note) != figure.notes.end();
}

} // namespace khronika::publish
