// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/cyrillic.h"

#include "base/utf8.h"
#include "readers/decode.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

namespace khronika::readers {

namespace {

/// Names that ICU opens, the likeliest first: the first wins a tie.
constexpr std::array<const char*, 7> candidates{"windows-1251", "KOI8-R",         "KOI8-U",      "IBM866",
                                                "ISO-8859-5",   "x-mac-cyrillic", "windows-1252"};

/// Letters of Russian prose in ten-thousandths, а to я (published frequency tables agree to a few parts).
constexpr std::array<int, 32> letter_share{801, 159, 454, 170, 298, 845, 94, 165, 735, 121, 349, 440, 321, 670, 1097, 281,
                                           473, 547, 626, 262, 26,  97,  48, 144, 73,  36,  4,   190, 174, 32,  64,   201};
/// This many bytes of words decide; more would not change the answer.
constexpr std::size_t enough = 1U << 16U;

constexpr double impossible = -12.0;
constexpr double unlikely = -9.0;

bool russian(char32_t lower)
{
    return lower >= 0x430 && lower <= 0x44F;
}

bool vowel(char32_t lower)
{
    return std::u32string_view(U"аеёиоуыэюяіїє").find(lower) != std::u32string_view::npos;
}

/// The logarithm of the chance to meet `c` among the non-ASCII characters of prose.
double letter_score(char32_t c)
{
    const char32_t lower = utf8::lower(c);
    if (russian(lower)) {
        return std::log(static_cast<double>(letter_share[lower - 0x430]) / 10000.0);
    }
    if (lower == U'ё') {
        return std::log(0.002);
    }
    if (std::u32string_view(U"іїєґў").find(lower) != std::u32string_view::npos) {
        return std::log(0.008);
    }
    if (std::u32string_view(U"«»—–“”„…№’\u00A0").find(c) != std::u32string_view::npos) {
        return std::log(0.01);
    }
    if (lower >= 0x400 && lower <= 0x4FF) {
        return unlikely;
    }
    const bool latin = c >= 0xC0 && c <= 0x17F && utf8::is_letter(c);
    return latin ? -6.5 : impossible;
}

/// The penalty for `c` where it stands in a word: after `previous` (0 at the word's start).
double pattern_score(char32_t previous, char32_t c)
{
    const char32_t lower = utf8::lower(c);
    const bool cyrillic = lower >= 0x400 && lower <= 0x4FF;
    if (!utf8::is_letter(previous)) {
        const bool never_first = lower == U'ъ' || lower == U'ь' || lower == U'ы';
        return never_first ? -3.0 : 0.0;
    }
    const char32_t before = utf8::lower(previous);
    const bool before_cyrillic = before >= 0x400 && before <= 0x4FF;
    if (before_cyrillic != cyrillic) {
        return -4.0;
    }
    double score = 0;
    if (utf8::is_upper(c)) {
        score -= utf8::is_upper(previous) ? 0.4 : 4.0;
    }
    if (cyrillic) {
        score += vowel(before) != vowel(lower) ? 0.2 : -0.3;
    } else if (c >= 0x80) {
        // Latin words carry an accented letter here and there, never one after the other.
        score += previous >= 0x80 ? -4.0 : 3.0;
    }
    return score;
}

double score(std::string_view bytes, const std::vector<char32_t>& table)
{
    double sum = 0;
    char32_t previous = 0;
    for (const char byte : bytes) {
        const char32_t c = table[static_cast<std::uint8_t>(byte)];
        if (c >= 0x80) {
            sum += letter_score(c) + pattern_score(previous, c);
        } else if (utf8::is_letter(c) && previous >= 0x80 && utf8::is_letter(previous)) {
            sum += pattern_score(previous, c);
        }
        previous = c;
    }
    return sum;
}

/// The words that hold a non-ASCII byte, each with the ASCII byte before it, up to `enough` bytes.
std::string telling_bytes(std::string_view bytes)
{
    std::string out;
    const auto in_word = [](char byte) {
        return static_cast<std::uint8_t>(byte) >= 0x80 || utf8::is_letter(static_cast<std::uint8_t>(byte));
    };
    for (std::size_t i = 0; i < bytes.size() && out.size() < enough;) {
        if (!in_word(bytes[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        bool telling = false;
        while (end < bytes.size() && in_word(bytes[end])) {
            telling |= static_cast<std::uint8_t>(bytes[end]) >= 0x80;
            ++end;
        }
        if (telling) {
            out.append(bytes.substr(i, end - i)).push_back(' ');
        }
        i = end;
    }
    return out;
}

} // namespace

bool is_cyrillic_candidate(std::string_view encoding)
{
    return encoding != "windows-1252" && std::ranges::find(candidates, encoding) != candidates.end();
}

std::string guess_single_byte(std::string_view bytes, const std::optional<std::string>& declared)
{
    const std::string words = telling_bytes(bytes);
    std::string best = declared.value_or("windows-1252");
    const double stated = declared ? score(words, single_byte_table(*declared)) : 0;
    // A declaration stands unless another reading is better by about a nat in every character: no accident.
    const double margin = declared ? 0.7 * static_cast<double>(words.size()) : 0;
    double best_score = declared ? stated + margin : -1e300;
    for (const char* candidate : candidates) {
        const double value = score(words, single_byte_table(candidate));
        if (value > best_score) {
            best_score = value;
            best = candidate;
        }
    }
    return best;
}

} // namespace khronika::readers
