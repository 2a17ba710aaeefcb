// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/base64.h"

#include <array>
#include <cstdint>

namespace khronika::base64 {

namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<std::int8_t, 256> values = [] {
    std::array<std::int8_t, 256> out{};
    out.fill(-1);
    for (std::size_t i = 0; i < letters.size(); ++i) {
        out[static_cast<std::uint8_t>(letters[i])] = static_cast<std::int8_t>(i);
    }
    return out;
}();

} // namespace

std::string encode(std::string_view bytes)
{
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto at = [&](std::size_t k) { return i + k < bytes.size() ? static_cast<std::uint8_t>(bytes[i + k]) : 0U; };
        const std::uint32_t three = (at(0) << 16U) | (at(1) << 8U) | at(2);
        out += letters[(three >> 18U) & 63U];
        out += letters[(three >> 12U) & 63U];
        out += i + 1 < bytes.size() ? letters[(three >> 6U) & 63U] : '=';
        out += i + 2 < bytes.size() ? letters[three & 63U] : '=';
    }
    return out;
}

std::optional<std::string> decode(std::string_view text)
{
    if (text.size() % 4 != 0) {
        return std::nullopt;
    }
    std::size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') {
        ++padding;
    }
    std::string out;
    out.reserve(text.size() / 4 * 3);
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const char letter : text.substr(0, text.size() - padding)) {
        const int value = values[static_cast<std::uint8_t>(letter)];
        if (value < 0) {
            return std::nullopt;
        }
        bits = ((bits << 6U) | static_cast<std::uint32_t>(value)) & 0xFFFFFU;
        held += 6;
        if (held >= 8) {
            held -= 8;
            out += static_cast<char>((bits >> held) & 0xFFU);
        }
    }
    const bool spare_bits = (bits & ((1U << held) - 1U)) != 0;
    return spare_bits ? std::nullopt : std::optional(std::move(out));
}

} // namespace khronika::base64
