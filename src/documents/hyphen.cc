// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/hyphen.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>

namespace khronika::documents {

namespace {

constexpr std::string_view soft_hyphen = "\xC2\xAD";

/// `word` folded, without what is no letter, digit or hyphen around it.
std::string bare(std::string_view word)
{
    std::size_t begin = word.size();
    std::size_t end = 0;
    for (std::size_t i = 0; i < word.size();) {
        const utf8::Decoded next = utf8::decode(word, i);
        if (utf8::is_letter(next.code_point) || utf8::is_digit(next.code_point)) {
            begin = std::min(begin, i);
            end = i + next.length;
        }
        i += next.length;
    }
    return begin < end ? utf8::fold(word.substr(begin, end - begin)) : std::string{};
}

/// First parts that are written with a hyphen before any second one, and particles that follow one.
bool is_compound(std::string_view first, std::string_view second)
{
    constexpr std::array<std::string_view, 13> firsts{"пресс",    "вице",   "экс", "юго", "северо", "генерал", "премьер",
                                                      "интернет", "онлайн", "кое", "non", "vice",   "self"};
    constexpr std::array<std::string_view, 16> pronouns{"кто",  "что", "какой", "какая", "какое",  "какие",  "где",   "когда",
                                                        "куда", "как", "чей",   "кого",  "откуда", "почему", "зачем", "чего"};
    constexpr std::array<std::string_view, 4> particles{"либо", "нибудь", "таки", "ка"};
    const auto has = [](const auto& list, std::string_view word) { return std::ranges::find(list, word) != list.end(); };
    return has(firsts, first) || has(particles, second) || (second == "то" && has(pronouns, first));
}

} // namespace

Hyphens::Hyphens(const std::vector<Page>& pages)
{
    for (const Page& page : pages) {
        for (const Line& line : page.lines) {
            for (std::size_t i = 0; i < line.words.size(); ++i) {
                if (i + 1 < line.words.size() || hyphen_at_end(line.words[i].text) == 0) {
                    m_words.insert(bare(line.words[i].text));
                }
            }
        }
    }
}

Hyphens::Join Hyphens::join(std::string_view last, std::string_view next) const
{
    const std::size_t hyphen = hyphen_at_end(last);
    const std::string_view stem = last.substr(0, last.size() - hyphen);
    if (hyphen == 0 || stem.empty() || next.empty()) {
        return Join::space;
    }
    if (last.ends_with(soft_hyphen)) {
        return Join::remove;
    }
    const char32_t before = utf8::decode(stem, utf8::boundary(stem, stem.size() - 1)).code_point;
    const char32_t after = utf8::decode(next, 0).code_point;
    if (utf8::is_digit(before) && utf8::is_digit(after)) {
        return Join::keep;
    }
    if (!utf8::is_letter(before) || !utf8::is_letter(after)) {
        return utf8::is_digit(before) && utf8::is_letter(after) ? Join::keep : Join::space;
    }
    const std::string first = bare(stem);
    const std::string second = bare(next);
    if (m_words.contains(first + second)) {
        return Join::remove;
    }
    // A name in two parts, each with its capital; but words all in capitals are parted as others are.
    const bool capitals = utf8::is_upper(before);
    if (m_words.contains(first + "-" + second) || is_compound(first, second) || (utf8::is_upper(after) && !capitals)) {
        return Join::keep;
    }
    return Join::remove;
}

std::size_t hyphen_at_end(std::string_view word)
{
    for (const std::string_view hyphen : {std::string_view("-"), std::string_view("\xE2\x80\x90"), soft_hyphen}) {
        if (word.size() > hyphen.size() && word.ends_with(hyphen)) {
            return hyphen.size();
        }
    }
    return 0;
}

} // namespace khronika::documents
