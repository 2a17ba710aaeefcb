// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/periods.h"

#include <algorithm>
#include <cstdlib>

namespace khronika::events {

namespace {

bool ended_shortly_before(const DateRange& range, const std::optional<Date>& published, int days)
{
    return published && range.from <= *published && published->days() - range.to.days() <= days && length(range) <= days;
}

} // namespace

int length(const DateRange& range)
{
    return range.to.days() - range.from.days() + 1;
}

DateRange hull(const DateRange& a, const DateRange& b)
{
    return {std::min(a.from, b.from), std::max(a.to, b.to)};
}

bool same_period(const DateRange& a, const DateRange& b)
{
    if (!a.contains(b) && !b.contains(a)) {
        return false;
    }
    const auto [shorter, longer] = std::minmax({length(a), length(b)});
    return longer <= 2 * shorter;
}

bool within_one_week(const DateRange& a, const DateRange& b)
{
    constexpr int longest = 10;
    return (a.contains(b) || b.contains(a)) && std::max(length(a), length(b)) <= longest;
}

bool may_be_one(const Period& a, const Period& b, int days)
{
    if (a.stated && b.stated) {
        return same_period(*a.stated, *b.stated);
    }
    if (a.stated) {
        return ended_shortly_before(*a.stated, b.published, days);
    }
    if (b.stated) {
        return ended_shortly_before(*b.stated, a.published, days);
    }
    return a.published && b.published && std::abs(a.published->days() - b.published->days()) <= days;
}

} // namespace khronika::events
