// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/counts.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace khronika::events {

namespace {

// The place value of the last digit that is not zero: 100 for 500, 1 for 584.
std::int64_t last_unit(std::int64_t number)
{
    if (number == 0) {
        return 1;
    }
    std::int64_t unit = 1;
    while (number % 10 == 0) {
        number /= 10;
        unit *= 10;
    }
    return unit;
}

bool point(const Count& count)
{
    return count.bounds.exact();
}

double typical(const Count& count)
{
    const CountBounds& bounds = count.bounds;
    const auto positive = [](std::int64_t n) { return static_cast<double>(std::max<std::int64_t>(n, 1)); };
    if (bounds.min && bounds.max) {
        return std::sqrt(positive(*bounds.min) * positive(*bounds.max));
    }
    return positive(bounds.min ? *bounds.min : bounds.max.value_or(1));
}

bool within(const CountBounds& outer, const CountBounds& inner)
{
    return outer.min && outer.max && inner.min && inner.max && *outer.min <= *inner.min && *inner.max <= *outer.max;
}

// "Hundreds" holds 418, but no one who knows 418 rounds it to that: a rounding leaves a number within a factor of two.
bool rounding(const CountBounds& bounds)
{
    return bounds.min && bounds.max && *bounds.max <= 2 * *bounds.min;
}

} // namespace

CountBounds implied(const Count& count)
{
    if (!count.approximate || !point(count)) {
        return count.bounds;
    }
    const std::int64_t half = last_unit(*count.bounds.min) / 2;
    return {*count.bounds.min - half, *count.bounds.min + std::max<std::int64_t>(half - 1, 0)};
}

CountBounds expected(const Count& count)
{
    const CountBounds& bounds = count.bounds;
    if (bounds.min && !bounds.max) {
        // "More than 400" is stored as 401: the round number is one less. "At least 400" is stored as it is.
        const std::int64_t below = std::max<std::int64_t>(*bounds.min - 1, 0);
        const std::int64_t unit = std::max(last_unit(below), last_unit(*bounds.min));
        const std::int64_t room = std::max({unit, *bounds.min / 10, std::int64_t{1}});
        return {*bounds.min, *bounds.min + room - 1};
    }
    if (bounds.max && !bounds.min && count.approximate) {
        const std::int64_t unit = std::max(last_unit(*bounds.max + 1), last_unit(*bounds.max));
        const std::int64_t room = std::max({unit / 2, *bounds.max / 20, std::int64_t{1}});
        return {std::max<std::int64_t>(*bounds.max - room + 1, 0), *bounds.max};
    }
    return implied(count);
}

bool can_both_hold(const Count& a, const Count& b)
{
    return implied(a).overlaps(implied(b));
}

bool same_number(const Count& a, const Count& b)
{
    if (exact(a) && exact(b)) {
        return a.bounds == b.bounds;
    }
    if (a.bounds == b.bounds) {
        return true;
    }
    const CountBounds one = expected(a);
    const CountBounds other = expected(b);
    return can_both_hold(a, b) && ((rounding(one) && within(one, other)) || (rounding(other) && within(other, one)));
}

bool vague(const Count& count)
{
    return !rounding(expected(count));
}

double distance(const Count& a, const Count& b)
{
    if (a.bounds == b.bounds) {
        return 0;
    }
    return std::abs(std::log(typical(a) / typical(b)));
}

bool exact(const Count& count)
{
    return point(count) && !count.approximate;
}

int digits_of(const Count& count)
{
    if (!exact(count) || *count.bounds.min <= 0) {
        return 0;
    }
    int digits = 0;
    for (std::int64_t rest = *count.bounds.min / last_unit(*count.bounds.min); rest > 0; rest /= 10) {
        ++digits;
    }
    return digits;
}

std::string in_words(const Count& count)
{
    if (count.approximate && point(count)) {
        return "about " + grouped(*count.bounds.min);
    }
    return in_words(count.bounds);
}

} // namespace khronika::events
