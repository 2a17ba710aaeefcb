// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkage/similarity.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

namespace khronika::linkage {

namespace {

constexpr std::size_t word_bits = 64;
constexpr std::size_t prefix_most = 4;
constexpr double prefix_bonus = 0.1;

struct Matching {
    std::size_t common = 0;
    std::size_t out_of_order = 0;
};

std::size_t window_of(std::size_t a, std::size_t b)
{
    const std::size_t half = std::max(a, b) / 2;
    return half == 0 ? 0 : half - 1;
}

/// The bits `from` to `to`, both included and below 64.
std::uint64_t bits(std::size_t from, std::size_t to)
{
    const std::uint64_t upper = to + 1 >= word_bits ? ~std::uint64_t{0} : (std::uint64_t{1} << (to + 1)) - 1;
    return upper & ~((std::uint64_t{1} << from) - 1);
}

/// Both strings of 1 to 64 bytes. Positions of each byte of `b` are a word; the table is left as it was found: all zero.
Matching match_words(std::string_view a, std::string_view b)
{
    thread_local std::array<std::uint64_t, 256> positions{};
    for (std::size_t j = 0; j < b.size(); ++j) {
        positions[static_cast<unsigned char>(b[j])] |= std::uint64_t{1} << j;
    }
    const std::size_t window = window_of(a.size(), b.size());
    std::uint64_t taken = 0;
    std::uint64_t matched_a = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::size_t from = i > window ? i - window : 0;
        if (from >= b.size()) {
            break;
        }
        const std::size_t to = std::min(i + window, b.size() - 1);
        const std::uint64_t free = positions[static_cast<unsigned char>(a[i])] & bits(from, to) & ~taken;
        if (free != 0) {
            taken |= free & (~free + 1);
            matched_a |= std::uint64_t{1} << i;
        }
    }
    for (const char c : b) {
        positions[static_cast<unsigned char>(c)] = 0;
    }
    Matching out{static_cast<std::size_t>(std::popcount(taken)), 0};
    while (matched_a != 0) {
        out.out_of_order +=
            a[static_cast<std::size_t>(std::countr_zero(matched_a))] != b[static_cast<std::size_t>(std::countr_zero(taken))];
        matched_a &= matched_a - 1;
        taken &= taken - 1;
    }
    return out;
}

Matching match_long(std::string_view a, std::string_view b)
{
    const std::size_t window = window_of(a.size(), b.size());
    std::vector<bool> taken(b.size());
    std::string_view::size_type end = 0;
    std::vector<char> in_a;
    for (std::size_t i = 0; i < a.size(); ++i) {
        end = std::min(i + window + 1, b.size());
        for (std::size_t j = i > window ? i - window : 0; j < end; ++j) {
            if (!taken[j] && a[i] == b[j]) {
                taken[j] = true;
                in_a.push_back(a[i]);
                break;
            }
        }
    }
    Matching out{in_a.size(), 0};
    for (std::size_t j = 0, k = 0; j < b.size(); ++j) {
        if (taken[j]) {
            out.out_of_order += b[j] != in_a[k++];
        }
    }
    return out;
}

} // namespace

double jaro_winkler(std::string_view a, std::string_view b)
{
    if (a == b) {
        return 1;
    }
    if (a.empty() || b.empty()) {
        return 0;
    }
    const Matching found = a.size() <= word_bits && b.size() <= word_bits ? match_words(a, b) : match_long(a, b);
    if (found.common == 0) {
        return 0;
    }
    const auto common = static_cast<double>(found.common);
    const double jaro = (common / static_cast<double>(a.size()) + common / static_cast<double>(b.size()) +
                         (common - static_cast<double>(found.out_of_order) / 2) / common) /
                        3;
    std::size_t prefix = 0;
    const std::size_t most = std::min({prefix_most, a.size(), b.size()});
    while (prefix < most && a[prefix] == b[prefix]) {
        ++prefix;
    }
    return jaro + static_cast<double>(prefix) * prefix_bonus * (1 - jaro);
}

bool one_edit_apart(std::string_view a, std::string_view b)
{
    if (a.size() > b.size()) {
        std::swap(a, b);
    }
    if (b.size() - a.size() > 1) {
        return false;
    }
    std::size_t begin = 0;
    while (begin < a.size() && a[begin] == b[begin]) {
        ++begin;
    }
    a.remove_prefix(begin);
    b.remove_prefix(begin);
    while (!a.empty() && a.back() == b.back()) {
        a.remove_suffix(1);
        b.remove_suffix(1);
    }
    return b.size() <= 1 || (a.size() == 2 && b.size() == 2 && a[0] == b[1] && a[1] == b[0]);
}

} // namespace khronika::linkage
