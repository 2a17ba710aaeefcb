// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkage/dates.h"

#include "base/utf8.h"
#include "linkage/similarity.h"

#include <fmt/format.h>

#include <array>
#include <cstdlib>

namespace khronika::linkage {

namespace {

struct Parts {
    std::array<unsigned, 3> value{};
    std::array<std::size_t, 3> digits{};
    std::size_t count = 0;
};

/// Numbers parted by single dots, dashes or slashes; a time behind T or a space is passed over.
std::optional<Parts> parts_of(std::string_view text)
{
    Parts out;
    std::size_t at = 0;
    while (at < text.size()) {
        if (out.count == 3) {
            return text[at - 1] == 'T' || text[at - 1] == ' ' ? std::optional(out) : std::nullopt;
        }
        const std::size_t begin = at;
        unsigned value = 0;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9' && at - begin < 8) {
            value = value * 10 + static_cast<unsigned>(text[at++] - '0');
        }
        if (at == begin) {
            return std::nullopt;
        }
        out.value[out.count] = value;
        out.digits[out.count++] = at - begin;
        if (at < text.size()) {
            const char c = text[at++];
            const bool parting = c == '-' || c == '.' || c == '/' || ((c == 'T' || c == ' ') && out.count == 3);
            if (!parting || at == text.size()) {
                return std::nullopt;
            }
        }
    }
    return out.count == 0 ? std::nullopt : std::optional(out);
}

std::optional<PartialDate> checked(unsigned year, unsigned month, unsigned day)
{
    if (year == 0 || year > 9999 || month > 99 || day > 99) {
        return std::nullopt;
    }
    return PartialDate{static_cast<std::uint16_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
}

std::array<char, 8> digits_of(const PartialDate& date)
{
    std::array<char, 8> out{};
    unsigned value = date.year * 10000U + date.month * 100U + date.day;
    for (std::size_t i = out.size(); i-- > 0; value /= 10) {
        out[i] = static_cast<char>('0' + value % 10);
    }
    return out;
}

bool one_digit_apart(const PartialDate& a, const PartialDate& b)
{
    const auto x = digits_of(a);
    const auto y = digits_of(b);
    return one_edit_apart({x.data(), x.size()}, {y.data(), y.size()});
}

bool is_round(const PartialDate& date)
{
    return date.day == 0 || (date.day == 1 && date.month == 1);
}

} // namespace

std::string PartialDate::iso() const
{
    if (month == 0) {
        return fmt::format("{:04}", year);
    }
    return day == 0 ? fmt::format("{:04}-{:02}", year, month) : fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

std::optional<PartialDate> partial_date(std::string_view text)
{
    const auto found = parts_of(utf8::trim(text));
    if (!found) {
        return std::nullopt;
    }
    const auto& [v, digits, count] = *found;
    if (count == 1 && digits[0] == 8) {
        return checked(v[0] / 10000, v[0] / 100 % 100, v[0] % 100);
    }
    if (count == 1) {
        return digits[0] == 4 ? checked(v[0], 0, 0) : std::nullopt;
    }
    if (digits[0] == 4) {
        return checked(v[0], v[1], count == 3 ? v[2] : 0);
    }
    if (count == 2) {
        return digits[1] == 4 ? checked(v[1], v[0], 0) : std::nullopt;
    }
    if (digits[2] != 4) {
        return std::nullopt;
    }
    return v[1] > 12 && v[0] <= 12 ? checked(v[2], v[0], v[1]) : checked(v[2], v[1], v[0]);
}

Level compare_dates(const PartialDate& a, const PartialDate& b)
{
    if (a == b) {
        return date_level::exact;
    }
    const bool whole = a.day != 0 && b.day != 0;
    const bool year = a.year == b.year;
    if (whole) {
        if (year && a.month == b.day && a.day == b.month) {
            return date_level::day_for_month;
        }
        if (one_digit_apart(a, b)) {
            return date_level::one_digit;
        }
    }
    if (year && (is_round(a) || is_round(b))) {
        return date_level::rounded;
    }
    if (whole && int{year} + int{a.month == b.month} + int{a.day == b.day} == 2) {
        return date_level::one_part;
    }
    if (year) {
        return date_level::same_year;
    }
    return std::abs(int{a.year} - int{b.year}) == 1 ? date_level::near_year : date_level::different;
}

} // namespace khronika::linkage
