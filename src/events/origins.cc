// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/origins.h"

#include "events/counts.h"
#include "events/names.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

namespace khronika::events {

namespace {

constexpr std::size_t shingle_words = 4;
constexpr double copied_share = 0.5;
constexpr double translated_share = 0.75;
constexpr std::size_t least_common = 2;
constexpr int best_standing = 3;

struct Trace {
    const ItemInfo* item = nullptr;
    std::set<std::string> shingles;
    std::set<std::pair<std::string, std::int64_t>> counts; ///< act and exact number
};

void add_shingles(std::set<std::string>& shingles, std::string_view quote)
{
    const std::vector<std::string> words = folded_words(quote);
    for (std::size_t at = 0; at + shingle_words <= words.size(); ++at) {
        std::string shingle;
        for (std::size_t i = 0; i < shingle_words; ++i) {
            shingle += words[at + i] + " ";
        }
        shingles.insert(std::move(shingle));
    }
}

template <typename T>
std::pair<std::size_t, double> in_common(const std::set<T>& a, const std::set<T>& b)
{
    const auto common = static_cast<std::size_t>(std::count_if(a.begin(), a.end(), [&](const T& entry) { return b.count(entry) != 0; }));
    const std::size_t all = a.size() + b.size() - common;
    return {common, all == 0 ? 0.0 : static_cast<double>(common) / static_cast<double>(all)};
}

// How well a statement says whom it is from.
int standing(const Statement& statement)
{
    if (statement.own_voice) {
        return 0;
    }
    switch (statement.speaker.kind) {
    case SpeakerKind::named:
        return best_standing;
    case SpeakerKind::outlet:
        return 2;
    case SpeakerKind::unnamed:
        break;
    }
    return 1;
}

// True where `weak` tells nothing that `firm` does not.
bool adds_nothing(const Count& weak, const Count& firm)
{
    const CountBounds outer = implied(weak);
    const CountBounds inner = implied(firm);
    const bool holds = (!outer.min || (inner.min && *outer.min <= *inner.min)) && (!outer.max || (inner.max && *inner.max <= *outer.max));
    return holds || (same_number(weak, firm) && !exact(weak));
}

std::string why(const Statement& statement, const Statement& source, std::span<const Lineage> lineages)
{
    const auto lineage = std::find_if(lineages.begin(), lineages.end(),
                                      [&](const Lineage& l) { return l.to == statement.claim->item && l.from == source.claim->item; });
    if (lineage != lineages.end()) {
        return lineage->translation ? "its item reads as a translation of one that names the origin or came first"
                                    : "its item is nearly a copy of one that names the origin or came first";
    }
    const bool same = statement.claim->count->bounds == source.claim->count->bounds;
    const std::string number = same ? "the same count" : "a rounding of the same count";
    switch (standing(statement)) {
    case 0:
        return "it gives " + number + " and names no source";
    case 1:
        return "it gives " + number + " from an unnamed speaker who cannot be told from this origin";
    default:
        return "it gives " + number + " from an outlet, and a closer origin is named elsewhere";
    }
}

// "The courts" beside "courts of St. Petersburg" in one figure are the same; so of an unnamed speaker of either.
std::vector<Speaker> settled_speakers(std::span<const Statement> statements, const Quantity& quantity)
{
    std::map<std::string, const Speaker*> placed;
    for (const std::size_t member : quantity) {
        const Speaker& speaker = statements[member].speaker;
        if (const std::size_t at = speaker.key.find('@'); at != std::string::npos && speaker.kind == SpeakerKind::named) {
            placed.emplace(speaker.key.substr(0, at), &speaker);
        }
    }
    std::vector<Speaker> speakers;
    for (const std::size_t member : quantity) {
        const Speaker& speaker = statements[member].speaker;
        const auto known = placed.find(speaker.key);
        speakers.push_back(known == placed.end() ? speaker : *known->second);
    }
    return speakers;
}

// Each group of statements bears the name of its best named member, of the earliest among equals.
std::vector<Origin> named_by_best(std::span<const Statement> statements, const Quantity& quantity, const std::vector<Speaker>& speakers,
                                  const std::vector<std::size_t>& source, std::span<const Lineage> lineages)
{
    std::map<std::size_t, std::size_t> best;
    for (std::size_t i = 0; i < source.size(); ++i) {
        const auto [entry, fresh] = best.emplace(source[i], i);
        if (!fresh && standing(statements[quantity[i]]) > standing(statements[quantity[entry->second]])) {
            entry->second = i;
        }
    }
    std::vector<Origin> origins;
    for (std::size_t i = 0; i < source.size(); ++i) {
        const std::size_t named = best.at(source[i]);
        Origin origin{speakers[named].key, speakers[named].label, {}};
        if (speakers[named].key != speakers[i].key) {
            origin.reason = why(statements[quantity[i]], statements[quantity[named]], lineages);
        }
        origins.push_back(std::move(origin));
    }
    return origins;
}

} // namespace

std::vector<Lineage> lineages_of(std::span<const Statement> statements)
{
    std::vector<Trace> traces;
    std::map<std::string_view, std::size_t> by_item;
    for (const Statement& statement : statements) {
        const auto [entry, fresh] = by_item.emplace(statement.claim->item, traces.size());
        if (fresh) {
            traces.push_back({statement.item, {}, {}});
        }
        Trace& trace = traces[entry->second];
        add_shingles(trace.shingles, statement.claim->quote);
        if (statement.claim->count && exact(*statement.claim->count)) {
            trace.counts.emplace(statement.claim->act, *statement.claim->count->bounds.min);
        }
    }
    std::vector<Lineage> lineages;
    std::vector<std::string_view> items(traces.size());
    for (const auto& [item, at] : by_item) {
        items[at] = item;
    }
    for (std::size_t a = 0; a < traces.size(); ++a) {
        for (std::size_t b = a + 1; b < traces.size(); ++b) {
            const bool one_language = traces[a].item->language == traces[b].item->language;
            const auto [common, share] =
                one_language ? in_common(traces[a].shingles, traces[b].shingles) : in_common(traces[a].counts, traces[b].counts);
            if (common >= least_common && share >= (one_language ? copied_share : translated_share)) {
                lineages.push_back({items[a], items[b], !one_language});
            }
        }
    }
    return lineages;
}

std::vector<Origin> origins_of(std::span<const Statement> statements, const Quantity& quantity, std::span<const Lineage> lineages)
{
    std::vector<std::size_t> order(quantity.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto rank = [&](std::size_t i) {
        const Statement& statement = statements[quantity[i]];
        const CountBounds bounds = implied(*statement.claim->count);
        const int open = (bounds.min ? 0 : 1) + (bounds.max ? 0 : 1);
        const std::int64_t width = open == 0 ? *bounds.max - *bounds.min : 0;
        // The named first, so that all others find them settled; of the others the more precise first, because a vaguer
        // one adds nothing to it; then the better named and the earlier.
        const bool named = standing(statement) == best_standing;
        return std::make_tuple(!named, named ? 0 : open, named ? 0 : width, -standing(statement), i);
    };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
    const std::vector<Speaker> speakers = settled_speakers(statements, quantity);
    std::vector<std::size_t> source(quantity.size());
    std::vector<std::size_t> settled;
    std::map<std::string_view, std::size_t> by_key;
    for (const std::size_t i : order) {
        const Statement& statement = statements[quantity[i]];
        source[i] = i;
        if (const auto same = by_key.find(speakers[i].key); same != by_key.end()) {
            source[i] = source[same->second];
        } else if (standing(statement) < best_standing) {
            const auto better = std::find_if(settled.begin(), settled.end(), [&](std::size_t s) {
                return adds_nothing(*statement.claim->count, *statements[quantity[s]].claim->count);
            });
            source[i] = better == settled.end() ? i : source[*better];
        }
        by_key.emplace(speakers[i].key, i);
        settled.push_back(i);
    }
    return named_by_best(statements, quantity, speakers, source, lineages);
}

} // namespace khronika::events
