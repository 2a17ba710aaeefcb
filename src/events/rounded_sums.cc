// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/rounded_sums.h"

#include "events/counts.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace khronika::events {

namespace {

// A rounding of a twentieth or less: counts that have nothing to do with the whole hardly ever sum to it.
constexpr std::int64_t least_precision = 20;
constexpr std::size_t least_parts = 2;
constexpr std::size_t most_parts = 3;

bool close_rounding(const Count& count)
{
    if (!count.approximate || !count.bounds.exact()) {
        return false;
    }
    const CountBounds bounds = implied(count);
    return *bounds.min > 0 && (*bounds.max - *bounds.min) * least_precision <= *bounds.min;
}

} // namespace

void read_rounded_sums(std::span<Statement> statements, std::deque<Claim>& kept)
{
    using Key = std::tuple<std::string_view, std::string_view, Modality, std::string_view, Unit, Rate, int, int, std::string_view>;
    struct Told {
        std::vector<std::size_t> rounded;
        std::vector<std::size_t> exact;
    };
    std::map<Key, Told> together;
    for (std::size_t i = 0; i < statements.size(); ++i) {
        const Statement& s = statements[i];
        if (!s.claim->count || !s.period.stated || s.place.empty()) {
            continue;
        }
        const Count& count = *s.claim->count;
        Told& told = together[{s.claim->item, s.claim->act, s.family, s.place, count.unit, count.per, s.period.stated->from.days(),
                               s.period.stated->to.days(), s.speaker.key}];
        if (exact(count)) {
            told.exact.push_back(i);
        } else {
            told.rounded.push_back(i);
        }
    }
    for (const auto& [key, told] : together) {
        if (told.rounded.size() != 1 || told.exact.size() < least_parts || told.exact.size() > most_parts) {
            continue;
        }
        Statement& whole = statements[told.rounded.front()];
        if (!close_rounding(*whole.claim->count)) {
            continue;
        }
        std::int64_t sum = 0;
        const bool below = std::all_of(told.exact.begin(), told.exact.end(), [&](std::size_t part) {
            return *statements[part].claim->count->bounds.min < *whole.claim->count->bounds.min;
        });
        for (const std::size_t part : told.exact) {
            sum += below ? *statements[part].claim->count->bounds.min : 0;
        }
        if (below && implied(*whole.claim->count).contains(sum)) {
            Claim read = *whole.claim;
            whole.written = read.count;
            read.count->bounds = CountBounds::exactly(sum);
            read.count->approximate = false;
            kept.push_back(std::move(read));
            whole.claim = &kept.back();
        }
    }
}

} // namespace khronika::events
