// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/names.h"

#include "base/error.h"
#include "base/utf8.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>
#include <utility>

namespace khronika::events {

namespace {

bool part_of_word(char32_t c)
{
    return utf8::is_letter(c) || utf8::is_digit(c);
}

std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> words;
    std::string word;
    for (std::size_t at = 0; at < text.size();) {
        const auto [c, length] = utf8::decode(text, at);
        if (part_of_word(c)) {
            word += text.substr(at, length);
        } else if (!word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
        at += length;
    }
    if (!word.empty()) {
        words.push_back(word);
    }
    return words;
}

// Made once a thread: an ICU transliterator is costly to make and not safe to share.
const icu::Transliterator& latin()
{
    thread_local const std::unique_ptr<icu::Transliterator> made = [] {
        UErrorCode status = U_ZERO_ERROR;
        UParseError where;
        std::unique_ptr<icu::Transliterator> out(
            icu::Transliterator::createInstance(u"Russian-Latin/BGN; Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, where, status));
        if (U_FAILURE(status) != 0 || !out) {
            fail("ICU has no transliterator from Russian to Latin ({}): install Debian's libicu72", u_errorName(status));
        }
        return out;
    }();
    return *made;
}

void replace_all(std::string& text, std::string_view from, std::string_view to)
{
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

} // namespace

std::vector<std::string> folded_words(std::string_view text)
{
    return words_of(utf8::fold(text));
}

std::vector<std::string> written_words(std::string_view text)
{
    return words_of(text);
}

std::string romanised(std::string_view text)
{
    icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    latin().transliterate(unicode);
    std::string out;
    unicode.toUTF8String(out);
    return out;
}

std::string sound_of(std::string_view word)
{
    std::string sound;
    for (const char c : romanised(word)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            sound += c;
        }
    }
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> rules{{{"kh", "h"},
                                                                                          {"x", "ks"},
                                                                                          {"w", "v"},
                                                                                          {"ph", "f"},
                                                                                          {"j", "i"},
                                                                                          {"y", "i"},
                                                                                          {"shch", "sh"},
                                                                                          {"tch", "ch"},
                                                                                          {"ck", "k"},
                                                                                          {"ie", "e"},
                                                                                          {"ts", "c"},
                                                                                          {"tz", "c"}}};
    for (const auto& [from, to] : rules) {
        replace_all(sound, from, to);
    }
    std::string single;
    for (const char c : sound) {
        if (single.empty() || single.back() != c) {
            single += c;
        }
    }
    return single;
}

std::string slug(std::string_view text)
{
    std::string out;
    for (const char c : romanised(text)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            out += c;
        } else if (!out.empty() && out.back() != '-' && c != '\'' && c != '"') {
            out += '-';
        }
    }
    while (!out.empty() && out.back() == '-') {
        out.pop_back();
    }
    return out;
}

} // namespace khronika::events
