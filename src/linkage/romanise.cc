// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkage/romanise.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <span>

namespace khronika::linkage {

namespace {

struct Letter {
    char32_t from;
    std::string_view to;
};

// Sorted by code point: Latin letters with accents, then Cyrillic.
constexpr std::array letters = {
    Letter{U'ß', "ss"}, Letter{U'à', "a"},  Letter{U'á', "a"},  Letter{U'â', "a"},  Letter{U'ã', "a"},  Letter{U'ä', "a"},
    Letter{U'å', "a"},  Letter{U'æ', "ae"}, Letter{U'ç', "ch"}, Letter{U'è', "e"},  Letter{U'é', "e"},  Letter{U'ê', "e"},
    Letter{U'ë', "e"},  Letter{U'ì', "i"},  Letter{U'í', "i"},  Letter{U'î', "i"},  Letter{U'ï', "i"},  Letter{U'ð', "d"},
    Letter{U'ñ', "n"},  Letter{U'ò', "o"},  Letter{U'ó', "o"},  Letter{U'ô', "o"},  Letter{U'õ', "o"},  Letter{U'ö', "o"},
    Letter{U'ø', "o"},  Letter{U'ù', "u"},  Letter{U'ú', "u"},  Letter{U'û', "u"},  Letter{U'ü', "u"},  Letter{U'ý', "y"},
    Letter{U'þ', "th"}, Letter{U'ÿ', "y"},  Letter{U'ā', "a"},  Letter{U'ă', "a"},  Letter{U'ą', "a"},  Letter{U'ć', "ch"},
    Letter{U'č', "ch"}, Letter{U'ď', "d"},  Letter{U'đ', "d"},  Letter{U'ē', "e"},  Letter{U'ė', "e"},  Letter{U'ę', "e"},
    Letter{U'ě', "e"},  Letter{U'ğ', "g"},  Letter{U'ģ', "g"},  Letter{U'ħ', "h"},  Letter{U'ī', "i"},  Letter{U'į', "i"},
    Letter{U'ı', "i"},  Letter{U'ķ', "k"},  Letter{U'ļ', "l"},  Letter{U'ľ', "l"},  Letter{U'ł', "l"},  Letter{U'ń', "n"},
    Letter{U'ņ', "n"},  Letter{U'ň', "n"},  Letter{U'ō', "o"},  Letter{U'ő', "o"},  Letter{U'œ', "oe"}, Letter{U'ŕ', "r"},
    Letter{U'ř', "r"},  Letter{U'ś', "s"},  Letter{U'ş', "sh"}, Letter{U'š', "sh"}, Letter{U'ţ', "ts"}, Letter{U'ť', "t"},
    Letter{U'ū', "u"},  Letter{U'ů', "u"},  Letter{U'ű', "u"},  Letter{U'ų', "u"},  Letter{U'ź', "z"},  Letter{U'ż', "zh"},
    Letter{U'ž', "zh"}, Letter{U'ǎ', "a"},  Letter{U'ș', "sh"}, Letter{U'ț', "ts"}, Letter{U'ə', "a"},  Letter{U'а', "a"},
    Letter{U'б', "b"},  Letter{U'в', "v"},  Letter{U'г', "g"},  Letter{U'д', "d"},  Letter{U'е', "e"},  Letter{U'ж', "j"},
    Letter{U'з', "z"},  Letter{U'и', "i"},  Letter{U'й', "i"},  Letter{U'к', "k"},  Letter{U'л', "l"},  Letter{U'м', "m"},
    Letter{U'н', "n"},  Letter{U'о', "o"},  Letter{U'п', "p"},  Letter{U'р', "r"},  Letter{U'с', "s"},  Letter{U'т', "t"},
    Letter{U'у', "u"},  Letter{U'ф', "f"},  Letter{U'х', "h"},  Letter{U'ц', "ts"}, Letter{U'ч', "ch"}, Letter{U'ш', "sh"},
    Letter{U'щ', "sh"}, Letter{U'ъ', ""},   Letter{U'ы', "i"},  Letter{U'ь', ""},   Letter{U'э', "e"},  Letter{U'ю', "iu"},
    Letter{U'я', "ia"}, Letter{U'ё', "e"},  Letter{U'ђ', "j"},  Letter{U'є', "e"},  Letter{U'і', "i"},  Letter{U'ї', "i"},
    Letter{U'ј', "i"},  Letter{U'ў', "o"},  Letter{U'ґ', "g"},  Letter{U'ғ', "g"},  Letter{U'җ', "j"},  Letter{U'қ', "k"},
    Letter{U'ң', "n"},  Letter{U'ү', "u"},  Letter{U'ұ', "u"},  Letter{U'ҳ', "h"},  Letter{U'ҷ', "j"},  Letter{U'һ', "h"},
    Letter{U'ә', "a"},  Letter{U'ӣ', "i"},  Letter{U'ө', "o"},  Letter{U'ӯ', "u"},
};
static_assert(std::ranges::is_sorted(letters, {}, &Letter::from));

struct Fold {
    std::string_view from;
    std::string_view to;
};

// The longest first where one begins another.
constexpr std::array folds = {
    Fold{"shch", "sh"}, Fold{"sch", "sh"}, Fold{"dzh", "j"}, Fold{"dj", "j"}, Fold{"zh", "j"}, Fold{"kh", "h"},
    Fold{"gh", "g"},    Fold{"ks", "h"},   Fold{"ph", "f"},  Fold{"ck", "k"}, Fold{"oo", "u"}, Fold{"ee", "i"},
    Fold{"ch", "ch"},   Fold{"x", "h"},    Fold{"q", "k"},   Fold{"w", "v"},  Fold{"c", "k"},  Fold{"y", "i"},
};

bool is_apostrophe(char32_t c)
{
    constexpr std::u32string_view marks = U"'`´ʻʼʿʾ’‘′";
    return marks.find(c) != std::u32string_view::npos;
}

bool is_combining(char32_t c)
{
    return c >= 0x300 && c <= 0x36F;
}

bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

std::string in_latin(std::string_view cleaned)
{
    std::string out;
    bool word_begins = true;
    for (std::size_t at = 0; at < cleaned.size();) {
        const utf8::Decoded decoded = utf8::decode(cleaned, at);
        const auto* letter = std::ranges::lower_bound(letters, decoded.code_point, {}, &Letter::from);
        if (decoded.code_point == U'ё' && word_begins) {
            out += "io"; // Ёров is Yorov, Семён is more often Semen
        } else if (decoded.code_point >= 0x80 && letter != letters.end() && letter->from == decoded.code_point) {
            out += letter->to;
        } else {
            out.append(cleaned, at, decoded.length);
        }
        word_begins = decoded.code_point == U' ';
        at += decoded.length;
    }
    return out;
}

std::string with_folds(std::string_view latin)
{
    std::string out;
    for (std::size_t at = 0; at < latin.size();) {
        const std::string_view rest = latin.substr(at);
        const auto* fold = std::ranges::find_if(folds, [&](const Fold& f) { return rest.starts_with(f.from); });
        if (fold != folds.end()) {
            out += fold->to;
            at += fold->from.size();
        } else {
            out.push_back(latin[at++]);
        }
    }
    return out;
}

/// Drops each i before a vowel, then the second of two equal letters.
std::string without_glides(std::string_view folded)
{
    std::string out;
    for (std::size_t at = 0; at < folded.size(); ++at) {
        const char c = folded[at];
        const std::size_t after = c == 'i' ? folded.find_first_not_of('i', at) : std::string_view::npos;
        if (after != std::string_view::npos && is_vowel(folded[after])) {
            continue;
        }
        const bool doubled = !out.empty() && out.back() == c && static_cast<unsigned char>(c) < 0x80 && (c < '0' || c > '9');
        if (!doubled) {
            out.push_back(c);
        }
    }
    return out;
}

// The longest first. In the letters of keys.
constexpr std::array<std::string_view, 24> endings = {"ovich", "evich", "zadeh", "ovna", "evna", "zoda", "zade", "ogli",
                                                      "ugli",  "kizi",  "iche",  "skii", "ova",  "eva",  "ina",  "ska",
                                                      "ski",   "ulu",   "ich",   "ov",   "ev",   "in",   "a",    "i"};

std::string_view stem_of_word(std::string_view word)
{
    constexpr std::size_t kept = 3;
    for (const std::string_view ending : endings) {
        if (word.size() >= ending.size() + kept && word.ends_with(ending)) {
            return word.substr(0, word.size() - ending.size());
        }
    }
    return word;
}

bool is_ending(std::string_view word)
{
    return word == "ogli" || word == "ugli" || word == "kizi" || word == "ulu" || word == "zoda" || word == "zade";
}

} // namespace

std::string cleaned_name(std::string_view text)
{
    std::string out;
    bool gap = false;
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded decoded = utf8::decode(text, at);
        at += decoded.length;
        const char32_t c = decoded.code_point;
        if (is_apostrophe(c)) {
            continue;
        }
        if (!utf8::is_letter(c) && !utf8::is_digit(c) && !is_combining(c)) {
            gap = !out.empty();
            continue;
        }
        if (gap) {
            out.push_back(' ');
            gap = false;
        }
        utf8::append(out, utf8::lower(c));
    }
    return out;
}

std::string name_key(std::string_view cleaned)
{
    return without_glides(with_folds(in_latin(cleaned)));
}

std::string name_stem(std::string_view key)
{
    std::string out;
    while (!key.empty()) {
        const std::size_t end = std::min(key.find(' '), key.size());
        const std::string_view word = key.substr(0, end);
        key.remove_prefix(std::min(end + 1, key.size()));
        if (is_ending(word) && !out.empty()) {
            continue;
        }
        if (!out.empty()) {
            out.push_back(' ');
        }
        out += stem_of_word(word);
    }
    return out;
}

} // namespace khronika::linkage
