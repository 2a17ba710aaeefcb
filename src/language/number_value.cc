// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/number_value.h"

#include "base/utf8.h"

#include <algorithm>
#include <string>

namespace khronika::language {

namespace {

constexpr std::size_t most_digits = 15;

} // namespace

std::optional<NumberValue> NumberReader::digits(std::size_t i) const
{
    if (!is_number_token(i)) {
        return std::nullopt;
    }
    NumberValue value;
    value.last = i;
    std::string whole;
    std::string fraction;
    bool in_fraction = false;
    const std::string_view text = m_tokens[i].text;
    for (std::size_t k = 0; k < text.size();) {
        const auto [c, length] = utf8::decode(text, k);
        if (utf8::is_digit(c)) {
            (in_fraction ? fraction : whole).push_back(static_cast<char>(c));
        } else if (c == U'.' || c == U',') {
            const std::size_t run = following_digits(text, k + length);
            const bool thousands =
                run == 3 && !in_fraction && whole.size() <= 3 && (m_language != "ru" || c == U'.' || more_groups(text, k));
            if (thousands && !(c == U'.' && m_language == "en")) {
                value.grouped = true;
            } else {
                if (in_fraction) {
                    return std::nullopt;
                }
                in_fraction = true;
            }
        } else if (utf8::is_letter(c) || c == U'-') {
            value.letters = c == U'-' || !case_suffix(text.substr(k));
            break;
        }
        k += length;
    }
    if (whole.empty() || whole.size() > most_digits) {
        return std::nullopt;
    }
    value.number = std::stod(whole + (fraction.empty() ? "" : "." + fraction));
    value.decimal = in_fraction;
    join_groups(value, whole.size());
    return value;
}

bool NumberReader::case_suffix(std::string_view ending) const
{
    if (m_language != "uz" && m_language != "ky" && m_language != "tg") {
        return false;
    }
    static constexpr std::string_view ordinals[] = {"chi", "чи", "чы", "чу", "чү", "ум", "юм", "уми", "юми"};
    return std::none_of(std::begin(ordinals), std::end(ordinals), [&](std::string_view end) { return ending.ends_with(end); });
}

std::size_t NumberReader::following_digits(std::string_view text, std::size_t at)
{
    std::size_t count = 0;
    while (at + count < text.size() && text[at + count] >= '0' && text[at + count] <= '9') {
        ++count;
    }
    return count;
}

bool NumberReader::more_groups(std::string_view text, std::size_t at)
{
    return text.find_first_of(".,", at + 1) != std::string_view::npos;
}

void NumberReader::join_groups(NumberValue& value, std::size_t first_length) const
{
    if (value.decimal || value.letters || value.grouped || first_length > 3) {
        return;
    }
    while (is_number_token(value.last + 1) && m_tokens[value.last + 1].text.size() == 3 &&
           m_tokens[value.last + 1].text.find_first_not_of("0123456789") == std::string_view::npos &&
           m_tokens[value.last + 1].span.begin - m_tokens[value.last].span.end <= 3 && value.number > 0 && value.number < 1e9) {
        value.number = value.number * 1000 + std::stod(std::string(m_tokens[value.last + 1].text));
        ++value.last;
        value.grouped = true;
    }
}

std::optional<NumberValue> NumberReader::words(std::size_t i) const
{
    const Match* number = m_matches.find(i, Class::number);
    if (number == nullptr) {
        return std::nullopt;
    }
    NumberValue value;
    double group = static_cast<double>(number->entry->low);
    value.last = number->last;
    value.word_one = number->entry->low == 1;
    double smallest = group;
    while (true) {
        std::size_t next = value.last + 1;
        if (m_language == "en" && next < m_tokens.size() && m_tokens[next].folded == "and" && smallest >= 100) {
            ++next;
        }
        const Match* more = next < m_tokens.size() ? m_matches.find(next, Class::number) : nullptr;
        const Match* hundred = value.last + 1 < m_tokens.size() ? m_matches.find(value.last + 1, Class::multiplier) : nullptr;
        if (hundred != nullptr && hundred->entry->low == 100) {
            group *= 100;
            smallest = 100;
            value.last = hundred->last;
            value.word_one = false;
            continue;
        }
        if (more == nullptr || static_cast<double>(more->entry->low) >= smallest || (smallest < 20 && smallest != 0)) {
            break;
        }
        group += static_cast<double>(more->entry->low);
        smallest = static_cast<double>(more->entry->low);
        value.last = more->last;
        value.word_one = false;
    }
    value.number = group;
    return value;
}

std::optional<NumberValue> NumberReader::plain(std::size_t i) const
{
    if (i >= m_tokens.size() || m_taken[i]) {
        return std::nullopt;
    }
    auto value = digits(i);
    if (!value) {
        value = words(i);
    }
    if (!value) {
        return std::nullopt;
    }
    multiply(*value);
    return value;
}

void NumberReader::multiply(NumberValue& value) const
{
    if (value.letters) {
        return;
    }
    const Match* multiplier = value.last + 1 < m_tokens.size() ? m_matches.find(value.last + 1, Class::multiplier) : nullptr;
    if (multiplier == nullptr) {
        multiply_round(value);
        return;
    }
    const double factor = static_cast<double>(multiplier->entry->low);
    value.number *= factor;
    value.decimal = false;
    value.word_one = false;
    value.last = multiplier->last;
    if (is(value.last + 1, ".") && value.last + 2 < m_tokens.size() && !m_tokens[value.last + 1].space_before &&
        m_tokens[value.last].text.size() <= 6 && !m_tokens[value.last + 2].capital && m_language == "ru") {
        ++value.last;
    }
    auto rest = digits(value.last + 1);
    if (!rest) {
        rest = words(value.last + 1);
    }
    if (rest && !rest->decimal && !rest->letters && rest->number < factor && rest->number > 0) {
        value.number += rest->number;
        value.last = rest->last;
    }
}

void NumberReader::multiply_round(NumberValue& value) const
{
    constexpr double most = 20;
    const std::size_t next = value.last + 1;
    const Match* fuzzy = m_language != "en" && next < m_tokens.size() ? m_matches.find(next, Class::fuzzy) : nullptr;
    if (fuzzy == nullptr || fuzzy->first != fuzzy->last || value.number >= most || value.decimal) {
        return;
    }
    const std::int64_t low = fuzzy->entry->low;
    const double factor = low == 20 || low == 10 ? 10 : low == 200 || low == 100 ? 100 : 0;
    if (factor > 0) {
        value.number *= factor;
        value.word_one = false;
        value.round = true;
        value.last = fuzzy->last;
    }
}

} // namespace khronika::language
