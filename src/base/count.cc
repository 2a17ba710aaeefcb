// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/count.h"

#include <cstddef>

namespace khronika {

std::string grouped(std::int64_t number)
{
    std::string digits = std::to_string(number);
    const std::ptrdiff_t first = number < 0 ? 1 : 0;
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > first; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), ",");
    }
    return digits;
}

std::string in_words(const CountBounds& bounds)
{
    if (bounds.exact()) {
        return grouped(*bounds.min);
    }
    if (bounds.min && bounds.max) {
        return grouped(*bounds.min) + " to " + grouped(*bounds.max);
    }
    if (bounds.min) {
        return "at least " + grouped(*bounds.min);
    }
    if (bounds.max) {
        return "at most " + grouped(*bounds.max);
    }
    return "any number";
}

} // namespace khronika
