// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/chao.h"

#include <bit>
#include <cmath>

namespace khronika::estimate {

std::optional<Chao> chao_lower_bound(const Histories& histories)
{
    Chao chao;
    for (const Cell& cell : histories.cells) {
        const int lists = std::popcount(cell.pattern);
        chao.once += lists == 1 ? cell.count : 0;
        chao.twice += lists == 2 ? cell.count : 0;
    }
    if (chao.twice == 0) {
        return std::nullopt;
    }
    const auto observed = static_cast<double>(histories.observed());
    const auto f1 = static_cast<double>(chao.once);
    const auto f2 = static_cast<double>(chao.twice);
    const double unseen = f1 * f1 / (2 * f2);
    chao.total = observed + unseen;
    const double ratio = f1 / f2;
    const double variance = f2 * (std::pow(ratio, 4) / 4 + std::pow(ratio, 3) + ratio * ratio / 2);
    const double spread = unseen > 0 ? std::exp(1.96 * std::sqrt(std::log1p(variance / (unseen * unseen)))) : 1.0;
    chao.low = observed + unseen / spread;
    chao.high = observed + unseen * spread;
    return chao;
}

} // namespace khronika::estimate
