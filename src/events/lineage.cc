// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/lineage.h"

#include "events/counts.h"
#include "events/names.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace khronika::events {

namespace {

constexpr std::size_t shingle_words = 4;
constexpr std::size_t hashes = 64;
// Three hashes a band: of texts that share half their shingles, 94 of 100 meet in one of 21 bands, of those that share
// three fifths 994 of 1,000; of those that share a tenth, 21 of 1,000 do and are then compared in vain.
constexpr std::size_t band_hashes = 3;
constexpr std::size_t bands = hashes / band_hashes;
constexpr double copied_share = 0.5;
constexpr double translated_share = 0.75;
constexpr std::size_t least_common = 2;
// Retellings appear within so many days of each other.
constexpr int retold_days = 60;

std::uint64_t mixed(std::uint64_t x)
{
    // The finaliser of SplitMix64 (G. Steele, D. Lea, C. Flood, 2014).
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
}

std::uint64_t hash_of(std::string_view word, std::uint64_t start)
{
    std::uint64_t hash = start ^ 14695981039346656037ULL;
    for (const char c : word) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    return hash;
}

} // namespace

Signature signature_of(std::string_view text)
{
    const std::vector<std::string> words = folded_words(text);
    if (words.size() < shingle_words) {
        return {};
    }
    Signature signature(hashes, std::numeric_limits<std::uint32_t>::max());
    for (std::size_t at = 0; at + shingle_words <= words.size(); ++at) {
        std::uint64_t shingle = 0;
        for (std::size_t i = 0; i < shingle_words; ++i) {
            shingle = mixed(hash_of(words[at + i], shingle));
        }
        for (std::size_t h = 0; h < hashes; ++h) {
            const auto value = static_cast<std::uint32_t>(mixed(shingle + h * 0x9E3779B97F4A7C15ULL) >> 32);
            signature[h] = std::min(signature[h], value);
        }
    }
    return signature;
}

void Lineages::add(const ItemInfo& info, std::string_view id, const std::vector<const Claim*>& claims)
{
    Trace trace{&info, id, info.signature, {}};
    // One of another length is not ours: a report that is verified may hold anything.
    if (trace.signature.size() != hashes) {
        std::string quotes;
        for (const Claim* claim : claims) {
            quotes += claim->quote + "\n";
        }
        trace.signature = signature_of(quotes);
    }
    for (const Claim* claim : claims) {
        if (claim->count && exact(*claim->count)) {
            trace.counts.emplace(claim->act, *claim->count->bounds.min);
        }
    }
    const std::size_t at = m_traces.size();
    std::set<std::size_t> candidates;
    std::vector<std::uint32_t>& before = m_before.emplace_back(trace.signature.empty() ? 0 : bands, 0);
    for (std::size_t b = 0; b < bands && !trace.signature.empty(); ++b) {
        std::uint64_t band = hash_of(info.language, b);
        for (std::size_t i = 0; i < band_hashes; ++i) {
            band = mixed(band ^ trace.signature[b * band_hashes + i]);
        }
        std::uint32_t& last = m_last_of_band[band % m_last_of_band.size()][band];
        for (std::uint32_t same = last; same != 0; same = m_before[same - 1][b]) {
            candidates.insert(same - 1);
        }
        before[b] = last;
        last = static_cast<std::uint32_t>(at + 1);
    }
    for (const Counted& counted : telling_counts(trace.counts)) {
        std::vector<std::size_t>& same = m_counted[counted];
        candidates.insert(same.begin(), same.end());
        same.push_back(at);
    }
    m_traces.push_back(std::move(trace));
    for (const std::size_t other : candidates) {
        compare(at, other);
    }
}

// Two sets that share three of four of all they hold share one of these: the prefix filter of R. Bayardo, Y. Ma and R.
// Srikant, Scaling up all pairs similarity search (WWW 2007). The highest numbers come first, being the rarest.
std::vector<Lineages::Counted> Lineages::telling_counts(const std::set<Counted>& counts)
{
    if (counts.size() < least_common) {
        return {};
    }
    std::vector<Counted> order(counts.begin(), counts.end());
    std::sort(order.begin(), order.end(),
              [](const Counted& a, const Counted& b) { return std::tie(b.second, a.first) < std::tie(a.second, b.first); });
    const auto needed = static_cast<std::size_t>(std::ceil(translated_share * static_cast<double>(order.size())));
    order.resize(order.size() - needed + 1);
    return order;
}

bool Lineages::told_before(const Trace& a, const Trace& b) const
{
    const auto order = [](const Trace& t) {
        const auto day = Date::parse(t.info->published);
        return std::make_tuple(!day.has_value(), day.value_or(Date()), t.id);
    };
    return order(a) < order(b);
}

void Lineages::compare(std::size_t one, std::size_t other)
{
    const Trace& a = m_traces[one];
    const Trace& b = m_traces[other];
    const auto day = Date::parse(a.info->published);
    const auto other_day = Date::parse(b.info->published);
    if (day && other_day && std::abs(day->days() - other_day->days()) > retold_days) {
        return;
    }
    const bool one_language = a.info->language == b.info->language;
    double share = 0;
    if (one_language && !a.signature.empty() && !b.signature.empty()) {
        std::size_t equal = 0;
        for (std::size_t i = 0; i < a.signature.size(); ++i) {
            equal += a.signature[i] == b.signature[i] ? 1 : 0;
        }
        share = static_cast<double>(equal) / static_cast<double>(a.signature.size());
    } else if (!one_language) {
        const auto common = static_cast<std::size_t>(
            std::count_if(a.counts.begin(), a.counts.end(), [&](const Counted& c) { return b.counts.count(c) != 0; }));
        const std::size_t all = a.counts.size() + b.counts.size() - common;
        share = common < least_common ? 0 : static_cast<double>(common) / static_cast<double>(all);
    }
    if (share < (one_language ? copied_share : translated_share)) {
        return;
    }
    const Trace& from = told_before(a, b) ? a : b;
    const Trace& to = told_before(a, b) ? b : a;
    m_to[to.id][from.id] = {from.id, to.id, !one_language, share};
}

const Lineage* Lineages::find(std::string_view from, std::string_view to) const
{
    const auto sources = m_to.find(to);
    if (sources == m_to.end()) {
        return nullptr;
    }
    const auto found = sources->second.find(from);
    return found == sources->second.end() ? nullptr : &found->second;
}

std::vector<const Lineage*> Lineages::sources_of(std::string_view to) const
{
    std::vector<const Lineage*> out;
    if (const auto sources = m_to.find(to); sources != m_to.end()) {
        for (const auto& [from, lineage] : sources->second) {
            out.push_back(&lineage);
        }
    }
    return out;
}

} // namespace khronika::events
