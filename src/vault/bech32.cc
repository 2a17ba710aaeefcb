// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/bech32.h"

#include <algorithm>
#include <array>
#include <vector>

namespace khronika::vault {

namespace {

constexpr std::string_view letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t checksum_size = 6;

std::uint32_t polymod(const std::vector<std::uint8_t>& values)
{
    constexpr std::array<std::uint32_t, 5> generator{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    std::uint32_t sum = 1;
    for (const std::uint8_t value : values) {
        const std::uint32_t top = sum >> 25U;
        sum = ((sum & 0x1ffffffU) << 5U) ^ value;
        for (std::size_t i = 0; i < generator.size(); ++i) {
            sum ^= ((top >> i) & 1U) != 0 ? generator[i] : 0;
        }
    }
    return sum;
}

std::vector<std::uint8_t> expanded(std::string_view prefix)
{
    std::vector<std::uint8_t> out;
    for (const char c : prefix) {
        out.push_back(static_cast<std::uint8_t>(static_cast<unsigned char>(c) >> 5U));
    }
    out.push_back(0);
    for (const char c : prefix) {
        out.push_back(static_cast<std::uint8_t>(c & 31));
    }
    return out;
}

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

std::string upper(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return out;
}

} // namespace

std::string bech32_encode(std::string_view prefix, std::span<const std::uint8_t> bytes)
{
    std::vector<std::uint8_t> values;
    std::uint32_t held = 0;
    unsigned bits = 0;
    for (const std::uint8_t byte : bytes) {
        held = (held << 8U) | byte;
        for (bits += 8; bits >= 5; bits -= 5) {
            values.push_back(static_cast<std::uint8_t>((held >> (bits - 5)) & 31U));
        }
        held &= (1U << bits) - 1;
    }
    if (bits > 0) {
        values.push_back(static_cast<std::uint8_t>((held << (5 - bits)) & 31U));
    }
    std::vector<std::uint8_t> summed = expanded(prefix);
    summed.insert(summed.end(), values.begin(), values.end());
    summed.insert(summed.end(), checksum_size, 0);
    const std::uint32_t sum = polymod(summed) ^ 1U;
    for (std::size_t i = 0; i < checksum_size; ++i) {
        values.push_back(static_cast<std::uint8_t>((sum >> (5 * (5 - i))) & 31U));
    }
    std::string out(prefix);
    out += '1';
    for (const std::uint8_t value : values) {
        out += letters[value];
    }
    return out;
}

std::optional<std::string> bech32_decode(std::string_view prefix, std::string_view text)
{
    const std::string folded = lower(text);
    if (text != folded && text != upper(text)) {
        return std::nullopt;
    }
    if (!folded.starts_with(prefix) || folded.size() < prefix.size() + 1 + checksum_size || folded[prefix.size()] != '1') {
        return std::nullopt;
    }
    std::vector<std::uint8_t> values = expanded(prefix);
    const std::size_t start = values.size();
    for (const char c : std::string_view(folded).substr(prefix.size() + 1)) {
        const std::size_t value = letters.find(c);
        if (value == std::string_view::npos) {
            return std::nullopt;
        }
        values.push_back(static_cast<std::uint8_t>(value));
    }
    if (polymod(values) != 1) {
        return std::nullopt;
    }
    std::string out;
    std::uint32_t held = 0;
    unsigned bits = 0;
    for (std::size_t i = start; i + checksum_size < values.size(); ++i) {
        held = (held << 5U) | values[i];
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            out += static_cast<char>((held >> bits) & 255U);
            held &= (1U << bits) - 1;
        }
    }
    // What is left over pads the last letter and must be zero.
    if (bits >= 5 || held != 0) {
        return std::nullopt;
    }
    return out;
}

} // namespace khronika::vault
