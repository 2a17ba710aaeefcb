// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/merge.h"

#include "base/utf8.h"

#include <algorithm>

namespace khronika::claims {

namespace {

bool court(std::string_view act)
{
    return act == "prosecution" || act == "sentence" || act == "deportation_order";
}

bool same_text(const std::optional<Words>& a, const std::optional<Words>& b)
{
    return !a || !b || utf8::fold(a->text) == utf8::fold(b->text);
}

int fullness(const Claim& claim)
{
    return (claim.count ? 4 : 0) + (claim.victims ? 1 : 0) + (claim.actors ? 1 : 0) + (claim.when ? 2 : 0) +
           static_cast<int>(claim.attribution.size()) + (claim.trend ? 1 : 0);
}

bool compatible_place(const Claim& a, const Claim& b)
{
    return a.places.empty() || b.places.empty() || a.places == b.places;
}

bool compatible_time(const Claim& a, const Claim& b)
{
    return !a.when || !b.when || a.when->range == b.when->range || a.when->range.contains(b.when->range) ||
           b.when->range.contains(a.when->range);
}

bool compatible_speaker(const Claim& a, const Claim& b)
{
    return a.attribution.empty() || b.attribution.empty() || a.attribution.front() == b.attribution.front();
}

/// True where `exact` is what `round` rounds: "more than 400" for 418, "about 1,000" for 954.
bool rounds(const Count& round, const Count& exact)
{
    if (!exact.bounds.exact() || exact.approximate || round.unit != exact.unit || round.per != exact.per) {
        return false;
    }
    const double value = static_cast<double>(*exact.bounds.min);
    if (round.bounds.exact()) {
        const double about = static_cast<double>(*round.bounds.min);
        return round.approximate && value >= about * 0.93 && value <= about * 1.07 && value != about;
    }
    if (!round.bounds.contains(*exact.bounds.min)) {
        return false;
    }
    const double end = static_cast<double>(round.bounds.min.value_or(round.bounds.max.value_or(0)));
    return end > 0 && value <= end * 1.25 && value >= end * 0.8;
}

bool repeats(const Claim& again, const Claim& first)
{
    if (again.act != first.act || again.modality == Modality::denied || first.modality == Modality::denied) {
        return false;
    }
    if (again.count && first.count) {
        const bool same = again.count->bounds == first.count->bounds && again.count->unit == first.count->unit;
        return same && compatible_place(again, first) && compatible_time(again, first) && compatible_speaker(again, first) &&
               again.count->bounds.min != 1;
    }
    return false;
}

bool repeats_uncounted(const Claim& again, const Claim& first)
{
    if (again.act != first.act || again.count || first.count || again.trend || again.attribution != first.attribution) {
        return false;
    }
    return compatible_place(again, first) && compatible_time(again, first) && compatible_speaker(again, first) &&
           same_text(again.victims, first.victims) && same_text(again.actors, first.actors);
}

} // namespace

bool same_run(std::string_view a, std::string_view b)
{
    return a == b || (court(a) && court(b));
}

std::vector<Claim> without_repeats(std::vector<Claim> claims)
{
    std::vector<bool> out(claims.size(), false);
    std::vector<int> full;
    for (const Claim& claim : claims) {
        full.push_back(fullness(claim));
    }
    for (std::size_t i = 0; i < claims.size(); ++i) {
        for (std::size_t j = 0; j < claims.size() && !out[i]; ++j) {
            const Claim& a = claims[i];
            const Claim& b = claims[j];
            if (i == j || out[j] || a.act != b.act) {
                continue;
            }
            const bool less = full[i] < full[j] || (full[i] == full[j] && i > j);
            if (a.count && b.count && rounds(*a.count, *b.count) && i < j && compatible_speaker(a, b)) {
                out[i] = true;
            } else if (less && (repeats(a, b) || repeats_uncounted(a, b))) {
                out[i] = true;
            }
        }
    }
    std::vector<Claim> kept;
    for (std::size_t i = 0; i < claims.size(); ++i) {
        if (!out[i]) {
            kept.push_back(std::move(claims[i]));
        }
    }
    return kept;
}

} // namespace khronika::claims
