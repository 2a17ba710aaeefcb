// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/written_date.h"

#include "base/date.h"
#include "base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace khronika::readers {

namespace {

/// A number or a word of a text, and where it stands.
struct Token {
    std::string_view text;
    std::size_t begin = 0;
    int number = -1; ///< -1 for a word; numbers of over eight digits are words
};

std::vector<Token> tokens_of(std::string_view text)
{
    std::vector<Token> out;
    for (std::size_t i = 0; i < text.size();) {
        const utf8::Decoded first = utf8::decode(text, i);
        const bool digit = utf8::is_digit(first.code_point);
        if (!digit && !utf8::is_letter(first.code_point)) {
            i += first.length;
            continue;
        }
        std::size_t end = i;
        while (end < text.size()) {
            const utf8::Decoded next = utf8::decode(text, end);
            if (digit ? !utf8::is_digit(next.code_point) : !utf8::is_letter(next.code_point)) {
                break;
            }
            end += next.length;
        }
        Token token{text.substr(i, end - i), i, -1};
        if (digit && token.text.size() <= 8) {
            token.number = 0;
            for (const char c : token.text) {
                token.number = token.number * 10 + (c - '0');
            }
        }
        out.push_back(token);
        i = end;
    }
    return out;
}

std::optional<Date> day_of(int year, int month, int day)
{
    return year >= 1990 && year <= 2099 ? Date::from_ymd(year, month, day) : std::nullopt;
}

/// What parts two tokens.
std::string_view between(std::string_view text, const Token& a, const Token& b)
{
    const std::size_t end = a.begin + a.text.size();
    return text.substr(end, b.begin - end);
}

bool year_like(const Token& token)
{
    return token.text.size() == 4 && token.number >= 1990 && token.number <= 2099;
}

/// The date that begins at token `i`; `used` is how many tokens it took.
std::optional<Date> date_at(std::string_view text, const std::vector<Token>& tokens, std::size_t i, const Months& months, std::size_t& used)
{
    const Token& first = tokens[i];
    if (first.text.size() == 8 && first.number > 0) {
        used = 1;
        return day_of(first.number / 10000, first.number / 100 % 100, first.number % 100);
    }
    if (i + 2 >= tokens.size()) {
        return std::nullopt;
    }
    const Token& second = tokens[i + 1];
    Token third = tokens[i + 2];
    used = 3;
    const std::string_view gap = between(text, first, second);
    const std::string_view gap2 = between(text, second, third);
    if (year_like(first) && gap == gap2 && (gap == "-" || gap == "/" || gap == ".")) {
        return day_of(first.number, second.number, third.number);
    }
    if (gap == "." && gap2 == "." && year_like(third)) {
        return day_of(third.number, second.number, first.number);
    }
    if (gap.size() > 3 || gap2.size() > 3) {
        return std::nullopt;
    }
    if (first.number > 0 && first.text.size() <= 2 && second.number < 0 && year_like(third)) {
        return day_of(third.number, months.number_of(second.text), first.number);
    }
    if (first.number < 0 && second.number > 0 && second.text.size() <= 2) {
        const bool ordinal = third.text == "th" || third.text == "st" || third.text == "nd" || third.text == "rd";
        if (ordinal && i + 3 < tokens.size()) {
            third = tokens[i + 3];
            used = 4;
        }
        return year_like(third) ? day_of(third.number, months.number_of(first.text), second.number) : std::nullopt;
    }
    return std::nullopt;
}

/// The time of day and offset that follow at once in the manner of ISO 8601; empty where they do not.
std::string iso_time(std::string_view rest)
{
    const auto two = [&](std::size_t at, int limit) {
        if (at + 2 > rest.size() || !utf8::is_digit(static_cast<unsigned char>(rest[at])) ||
            !utf8::is_digit(static_cast<unsigned char>(rest[at + 1]))) {
            return -1;
        }
        const int value = (rest[at] - '0') * 10 + (rest[at + 1] - '0');
        return value < limit ? value : -1;
    };
    if (rest.size() < 6 || (rest[0] != 'T' && rest[0] != ' ') || rest[3] != ':' || two(1, 24) < 0 || two(4, 60) < 0) {
        return {};
    }
    std::size_t i = 6;
    int seconds = 0;
    if (i < rest.size() && rest[i] == ':' && two(i + 1, 60) >= 0) {
        seconds = two(i + 1, 60);
        i += 3;
    }
    if (i < rest.size() && rest[i] == '.') {
        ++i;
        while (i < rest.size() && utf8::is_digit(static_cast<unsigned char>(rest[i]))) {
            ++i;
        }
    }
    while (i < rest.size() && rest[i] == ' ') {
        ++i;
    }
    const std::string clock = fmt::format("T{:02}:{:02}:{:02}", two(1, 24), two(4, 60), seconds);
    if (i < rest.size() && rest[i] == 'Z') {
        return clock + "Z";
    }
    if (i + 5 <= rest.size() && (rest[i] == '+' || rest[i] == '-') && two(i + 1, 15) >= 0) {
        const std::size_t minutes = rest[i + 3] == ':' ? i + 4 : i + 3;
        if (two(minutes, 60) >= 0) {
            return fmt::format("{}{}{:02}:{:02}", clock, rest[i], two(i + 1, 15), two(minutes, 60));
        }
    }
    return {};
}

} // namespace

std::optional<std::string> find_date(std::string_view text, const Months& months)
{
    const std::vector<Token> tokens = tokens_of(text);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        // "2024-04-28T17": the T is glued to no word of its own.
        std::size_t used = 1;
        if (const auto date = date_at(text, tokens, i, months, used)) {
            const Token& last = tokens[i + used - 1];
            return date->iso() + iso_time(text.substr(last.begin + last.text.size()));
        }
    }
    return std::nullopt;
}

std::optional<std::string> date_in_address(std::string_view url)
{
    const std::size_t scheme = url.find("://");
    const std::size_t path = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
    if (path == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view rest = url.substr(path, std::min(url.find_first_of("?#"), url.size()) - path);
    const std::vector<Token> tokens = tokens_of(rest);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        std::size_t used = 1;
        const bool starts = tokens[i].begin > 0 && (rest[tokens[i].begin - 1] == '/' || rest[tokens[i].begin - 1] == '-');
        const bool digits = tokens[i].text.size() == 8 || year_like(tokens[i]);
        if (!starts || !digits) {
            continue;
        }
        if (const auto date = date_at(rest, tokens, i, Months{}, used)) {
            return date->iso();
        }
    }
    return std::nullopt;
}

} // namespace khronika::readers
