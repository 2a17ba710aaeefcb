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

bool suppressed(const Figure& figure)
{
    return std::find(figure.notes.begin(), figure.notes.end(), suppression_note) != figure.notes.end();
}

} // namespace khronika::publish
