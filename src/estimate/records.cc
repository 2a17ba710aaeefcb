// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/records.h"

#include <algorithm>

namespace khronika::estimate {

std::optional<LargestSince> largest_since(const std::vector<std::optional<double>>& counts, std::size_t at)
{
    if (at >= counts.size() || !counts[at]) {
        return std::nullopt;
    }
    LargestSince found;
    for (std::size_t i = at; i-- > 0;) {
        ++found.reach;
        if (!counts[i]) {
            ++found.missing;
        } else if (*counts[i] >= *counts[at]) {
            found.equalled = i;
            break;
        }
    }
    return found;
}

std::vector<bool> discoveries(const std::vector<std::optional<double>>& p, double rate)
{
    std::vector<double> sorted;
    for (const std::optional<double>& one : p) {
        if (one) {
            sorted.push_back(*one);
        }
    }
    std::ranges::sort(sorted);
    double bar = -1;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (sorted[i] <= rate * static_cast<double>(i + 1) / static_cast<double>(sorted.size())) {
            bar = sorted[i];
        }
    }
    std::vector<bool> found;
    for (const std::optional<double>& one : p) {
        found.push_back(one && *one <= bar);
    }
    return found;
}

} // namespace khronika::estimate
