// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/canonical_json.h"

#include "base/error.h"
#include "base/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace khronika::archive {

namespace {

constexpr std::int64_t largest_exact = (std::int64_t{1} << 53) - 1;

std::u16string utf16(std::string_view text)
{
    std::u16string out;
    for (std::size_t i = 0; i < text.size();) {
        const utf8::Decoded next = utf8::decode(text, i);
        i += next.length;
        if (next.code_point >= 0x10000) {
            const char32_t rest = next.code_point - 0x10000;
            out += static_cast<char16_t>(0xD800 + (rest >> 10U));
            out += static_cast<char16_t>(0xDC00 + (rest & 0x3FFU));
        } else {
            out += static_cast<char16_t>(next.code_point);
        }
    }
    return out;
}

void write_string(std::string& out, std::string_view text)
{
    if (!utf8::valid(text)) {
        fail("a journal entry holds a string that is not UTF-8: '{}'", utf8::repaired(text.substr(0, 80)));
    }
    constexpr std::string_view digits = "0123456789abcdef";
    constexpr std::string_view short_form = "btn?fr"; // of U+0008 to U+000D
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte >= 0x20) {
            out += c;
        } else if (byte >= 8 && byte <= 13 && byte != 11) {
            out += '\\';
            out += short_form[byte - 8U];
        } else {
            out += "\\u00";
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
    out += '"';
}

template <typename Integer>
void write_integer(std::string& out, Integer value)
{
    if (std::cmp_greater(value, largest_exact) || std::cmp_less(value, -largest_exact)) {
        fail("a journal entry holds {}, and JSON keeps whole numbers only to 2^53 - 1; give it as a string", value);
    }
    out += fmt::format("{}", value);
}

template <typename Json>
void write(std::string& out, const Json& value);

template <typename Json>
void write_object(std::string& out, const Json& value)
{
    std::vector<std::pair<std::u16string, typename Json::const_iterator>> members;
    for (auto it = value.cbegin(); it != value.cend(); ++it) {
        members.emplace_back(utf16(it.key()), it);
    }
    std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    out += '{';
    for (const auto& [key, member] : members) {
        if (out.back() != '{') {
            out += ',';
        }
        write_string(out, member.key());
        out += ':';
        write(out, member.value());
    }
    out += '}';
}

template <typename Json>
void write(std::string& out, const Json& value)
{
    switch (value.type()) {
    case Json::value_t::object:
        return write_object(out, value);
    case Json::value_t::array:
        out += '[';
        for (std::size_t i = 0; i < value.size(); ++i) {
            out += i == 0 ? "" : ",";
            write(out, value[i]);
        }
        out += ']';
        return;
    case Json::value_t::string:
        return write_string(out, value.template get_ref<const std::string&>());
    case Json::value_t::number_integer:
        return write_integer(out, value.template get<std::int64_t>());
    case Json::value_t::number_unsigned:
        return write_integer(out, value.template get<std::uint64_t>());
    case Json::value_t::number_float:
        out += es6_number(value.template get<double>());
        return;
    case Json::value_t::boolean:
        out += value.template get<bool>() ? "true" : "false";
        return;
    case Json::value_t::null:
        out += "null";
        return;
    default:
        fail("a journal entry holds a value that is no JSON");
    }
}

} // namespace

std::string es6_number(double value)
{
    if (!std::isfinite(value)) {
        fail("a journal entry holds a number that is not finite");
    }
    if (value == 0) {
        return "0";
    }
    std::array<char, 40> buffer{};
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::fabs(value), std::chars_format::scientific);
    const std::string_view shortest(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
    const std::size_t mark = shortest.find('e');
    std::string digits(1, shortest[0]);
    if (mark > 2) {
        digits += shortest.substr(2, mark - 2);
    }
    int exponent = 0;
    const std::size_t number = mark + (shortest[mark + 1] == '+' ? 2 : 1);
    std::from_chars(shortest.data() + number, shortest.data() + shortest.size(), exponent);
    const int length = static_cast<int>(digits.size());
    const int point = exponent + 1; // of ECMAScript's steps: the value is 0.DIGITS times 10^point
    std::string out = value < 0 ? "-" : "";
    if (length <= point && point <= 21) {
        return out + digits + std::string(static_cast<std::size_t>(point - length), '0');
    }
    if (0 < point && point <= 21) {
        return out + digits.substr(0, static_cast<std::size_t>(point)) + "." + digits.substr(static_cast<std::size_t>(point));
    }
    if (-6 < point && point <= 0) {
        return out + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    }
    out += digits[0];
    if (length > 1) {
        out += "." + digits.substr(1);
    }
    return out + fmt::format("e{}{}", exponent < 0 ? '-' : '+', std::abs(exponent));
}

std::string canonical(const nlohmann::ordered_json& value)
{
    std::string out;
    write(out, value);
    return out;
}

std::string canonical(const nlohmann::json& value)
{
    std::string out;
    write(out, value);
    return out;
}

} // namespace khronika::archive
