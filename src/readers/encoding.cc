// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/encoding.h"

#include "base/utf8.h"
#include "readers/cyrillic.h"
#include "readers/decode.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <cctype>
#include <cstdint>

namespace khronika::readers {

namespace {

constexpr std::size_t prologue = 8192;

std::string lower_ascii(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

/// The value after `key` and an equals sign, with or without quotes; empty where there is none.
std::string_view value_after(std::string_view text, std::string_view lower, std::string_view key)
{
    std::size_t at = lower.find(key);
    while (at != std::string_view::npos) {
        std::size_t i = at + key.size();
        while (i < text.size() && (text[i] == ' ' || text[i] == '\t' || text[i] == '\n' || text[i] == '\r')) {
            ++i;
        }
        if (i < text.size() && text[i] == '=') {
            ++i;
            while (i < text.size() && (text[i] == ' ' || text[i] == '"' || text[i] == '\'')) {
                ++i;
            }
            const std::size_t end = text.find_first_of("\"' ;>/?\t\r\n", i);
            return text.substr(i, end == std::string_view::npos ? end : end - i);
        }
        at = lower.find(key, at + 1);
    }
    return {};
}

std::optional<std::string> declared_in_markup(std::string_view bytes)
{
    const std::string_view head = bytes.substr(0, prologue);
    const std::string lower = lower_ascii(head);
    if (lower.starts_with("<?xml")) {
        const std::size_t end = lower.find("?>");
        const auto label = value_after(head.substr(0, end), std::string_view(lower).substr(0, end), "encoding");
        if (!label.empty()) {
            return canonical_encoding(label);
        }
    }
    for (std::size_t at = lower.find("<meta"); at != std::string::npos; at = lower.find("<meta", at + 5)) {
        const std::size_t end = lower.find('>', at);
        const std::size_t length = end == std::string::npos ? end : end - at;
        const auto label = value_after(head.substr(at, length), std::string_view(lower).substr(at, length), "charset");
        if (!label.empty()) {
            auto name = canonical_encoding(label);
            // A <meta> that could be read as ASCII is not UTF-16, whatever it says.
            return name && name->starts_with("UTF-16") ? "UTF-8" : name;
        }
    }
    return std::nullopt;
}

std::optional<std::string> byte_order_mark(std::string_view bytes)
{
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        return "UTF-8";
    }
    if (bytes.starts_with("\xFF\xFE")) {
        return "UTF-16LE";
    }
    if (bytes.starts_with("\xFE\xFF")) {
        return "UTF-16BE";
    }
    return std::nullopt;
}

/// True where what begins at `i` is a UTF-8 character that the end of the bytes cuts short.
bool cut_short(std::string_view bytes, std::size_t i)
{
    const auto first = static_cast<std::uint8_t>(bytes[i]);
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
    const std::string_view rest = bytes.substr(i + 1);
    return rest.size() + 1 < length && std::ranges::all_of(rest, [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0U) == 0x80; });
}

/// How far bytes are UTF-8: multi-byte characters that decode, and bytes that do not. A character that the end of the
/// bytes cuts short, where others are whole, counts as neither.
struct Utf8Tally {
    std::size_t good = 0;
    std::size_t bad = 0;
};

Utf8Tally tally_utf8(std::string_view bytes)
{
    Utf8Tally out;
    for (std::size_t i = 0; i < bytes.size();) {
        if (static_cast<std::uint8_t>(bytes[i]) < 0x80) {
            ++i;
            continue;
        }
        const utf8::Decoded next = utf8::decode(bytes, i);
        const bool bad = next.code_point == 0xFFFD && next.length == 1;
        out.good += bad ? 0 : 1;
        out.bad += bad && !(out.good > 0 && cut_short(bytes, i)) ? 1 : 0;
        i += next.length;
    }
    return out;
}

} // namespace

std::optional<std::string> canonical_encoding(std::string_view label)
{
    const std::string name = lower_ascii(label);
    if (name == "utf8" || name == "utf-8" || name == "unicode-1-1-utf-8") {
        return "UTF-8";
    }
    if (name == "iso-8859-1" || name == "latin1" || name == "us-ascii" || name == "ascii" || name == "iso8859-1" || name == "cp1252" ||
        name == "l1") {
        return "windows-1252";
    }
    if (name == "cp1251" || name == "win-1251" || name == "windows1251" || name == "x-cp1251") {
        return "windows-1251";
    }
    UErrorCode status = U_ZERO_ERROR;
    const char* standard = ucnv_getStandardName(name.c_str(), "MIME", &status);
    if (U_FAILURE(status) || standard == nullptr) {
        status = U_ZERO_ERROR;
        standard = ucnv_getStandardName(name.c_str(), "IANA", &status);
    }
    if (U_FAILURE(status) || standard == nullptr) {
        return std::nullopt;
    }
    return standard;
}

std::optional<std::string> declared_encoding(std::string_view bytes)
{
    auto mark = byte_order_mark(bytes);
    return mark ? mark : declared_in_markup(bytes);
}

std::string choose_encoding(std::string_view bytes)
{
    if (auto mark = byte_order_mark(bytes)) {
        return *mark;
    }
    const auto declared = declared_in_markup(bytes);
    const Utf8Tally tally = tally_utf8(bytes);
    if (tally.good + tally.bad == 0) {
        return declared.value_or("UTF-8");
    }
    // Legacy text yields next to no valid multi-byte sequences; UTF-8 with a few damaged bytes yields almost only those.
    const bool stateful = declared && *declared != "UTF-8" && !is_single_byte(*declared);
    const bool is_utf8 = stateful ? tally.bad == 0 && tally.good > 2 : tally.good > 4 * tally.bad;
    if (is_utf8) {
        return "UTF-8";
    }
    if (stateful) {
        return *declared;
    }
    return guess_single_byte(bytes, declared == "UTF-8" ? std::nullopt : declared);
}

} // namespace khronika::readers
