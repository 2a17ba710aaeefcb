// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lexicon.h"

#include "base/error.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>

namespace khronika::language {

namespace {

constexpr std::uint8_t short_gap = 4; ///< `~`
constexpr std::uint8_t long_gap = 9;  ///< `~~`

constexpr std::array<std::string_view, static_cast<std::size_t>(Class::count_)> class_names{
    "act",          "unit",           "speech",
    "according",    "citing",         "told",
    "pronoun",      "agent",          "role",
    "organisation", "number",         "multiplier",
    "fuzzy",        "more_than",      "at_least",
    "up_to",        "almost",         "about",
    "between",      "percent",        "currency",
    "age",          "numbered",       "duration",
    "share",        "each",           "month",
    "weekday",      "period",         "relative",
    "last",         "past",           "current",
    "next",         "part",           "since",
    "from",         "until",          "year_word",
    "day_part",     "same_time",      "negation",
    "planned",      "ongoing",        "alleged",
    "denied",       "ordered",        "increase",
    "decrease",     "record",         "background",
    "auxiliary_be", "auxiliary_have", "auxiliary_will",
    "auxiliary_do", "conjunction",    "relative_pronoun",
    "preposition",  "determiner",     "stop",
    "furniture",    "another",        "all_of",
    "abbreviation", "conditional",    "carried",
    "backward",     "medium",         "adverb",
    "part_of",      "tally",          "release",
    "undergo"};

constexpr std::array<std::pair<std::string_view, Form>, 10> form_names{{{"base", Form::base},
                                                                        {"third", Form::third},
                                                                        {"past", Form::past},
                                                                        {"participle", Form::participle},
                                                                        {"gerund", Form::gerund},
                                                                        {"infinitive", Form::infinitive},
                                                                        {"present", Form::present},
                                                                        {"short_participle", Form::short_participle},
                                                                        {"full_participle", Form::full_participle},
                                                                        {"noun", Form::noun}}};

std::optional<Class> class_from(std::string_view name)
{
    const auto it = std::find(class_names.begin(), class_names.end(), name);
    if (it == class_names.end()) {
        return std::nullopt;
    }
    return static_cast<Class>(it - class_names.begin());
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> out;
    while (true) {
        const std::size_t at = text.find(separator);
        out.push_back(text.substr(0, at));
        if (at == std::string_view::npos) {
            return out;
        }
        text.remove_prefix(at + 1);
    }
}

/// Every stem has one Cyrillic or two Latin letters at least.
constexpr std::size_t key_bytes = 2;
constexpr std::size_t longest_stem = 63;

std::uint32_t first_bytes(std::string_view word)
{
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < key_bytes && i < word.size(); ++i) {
        out = (out << 8U) | static_cast<unsigned char>(word[i]);
    }
    return out;
}

/// A bit of 64 for a word's first bytes.
std::uint64_t beginning(std::string_view word)
{
    return std::uint64_t{1} << (first_bytes(word) * 0x9E3779B1U >> 26U);
}

bool ends_clause(const Token& token)
{
    return token.kind == TokenKind::newline || token.text == "." || token.text == ";" || token.text == "!" || token.text == "?";
}

std::string_view file_name(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

} // namespace

std::string_view Entry::get(std::string_view name) const
{
    for (const std::string_view part : split(option, ' ')) {
        if (part.size() > name.size() && part.starts_with(name) && part[name.size()] == '=') {
            return part.substr(name.size() + 1);
        }
    }
    return {};
}

std::string Entry::source() const
{
    return fmt::format("{}:{}", path, line);
}

Matches::Matches(std::vector<Match> sorted, std::size_t tokens) : m_all(std::move(sorted)), m_begin(tokens + 1, 0), m_cover(tokens)
{
    for (const Match& match : m_all) {
        ++m_begin[match.first + 1];
        for (std::size_t i = match.first; i <= match.last; ++i) {
            m_cover[i].set(static_cast<std::size_t>(match.entry->cls));
        }
    }
    for (std::size_t i = 1; i < m_begin.size(); ++i) {
        m_begin[i] += m_begin[i - 1];
    }
}

std::span<const Match> Matches::beginning_at(std::size_t token) const
{
    if (token + 1 >= m_begin.size()) {
        return {};
    }
    return std::span(m_all).subspan(m_begin[token], m_begin[token + 1] - m_begin[token]);
}

const Match* Matches::find(std::size_t token, Class cls) const
{
    if (!covers(token, cls)) {
        return nullptr;
    }
    const Match* best = nullptr;
    for (const Match& match : beginning_at(token)) {
        if (match.entry->cls == cls && (best == nullptr || match.last > best->last)) {
            best = &match;
        }
    }
    return best;
}

bool Matches::covers(std::size_t token, Class cls) const
{
    return token < m_cover.size() && m_cover[token].test(static_cast<std::size_t>(cls));
}

Lexicon::Lexicon(std::string_view language, const std::vector<Table>& tables) : m_language(language)
{
    for (const Table& table : tables) {
        const std::string_view name = file_name(table.path);
        if (name == "paradigms.tsv") {
            for (const Row& row : rows(table, 3)) {
                Paradigm paradigm{std::string(row.at(0)), std::string(row.at(1) == "-" ? "" : row.at(1)), {}};
                for (const std::string_view form : split(row.at(2), '|')) {
                    paradigm.forms.emplace_back(form);
                }
                m_paradigms.push_back(std::move(paradigm));
            }
        } else if (name == "forms.tsv") {
            for (const Row& row : rows(table, 2)) {
                const auto it = std::find_if(form_names.begin(), form_names.end(), [&](const auto& f) { return f.first == row.at(1); });
                if (it == form_names.end()) {
                    row.refuse(fmt::format("'{}' is no form", row.at(1)));
                }
                m_endings.emplace_back(row.at(0), it->second);
            }
        }
    }
    std::stable_sort(m_endings.begin(), m_endings.end(), [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    std::stable_sort(m_paradigms.begin(), m_paradigms.end(),
                     [](const auto& a, const auto& b) { return a.ending.size() > b.ending.size(); });
    for (const Table& table : tables) {
        const std::string_view name = file_name(table.path);
        if (name == "acts.tsv" || name == "units.tsv" || name == "words.tsv") {
            for (const Row& row : rows(table, 2)) {
                add_row(row, name);
            }
        }
    }
}

void Lexicon::add_row(const Row& row, std::string_view file)
{
    Entry entry;
    entry.path = std::string(row.path);
    entry.line = row.line;
    std::string_view pattern;
    if (file == "acts.tsv") {
        if (row.columns.size() < 3) {
            row.refuse("an act needs its code, its kind and its words");
        }
        entry.cls = Class::act;
        entry.act = std::string(row.at(0));
        entry.kind = std::string(row.at(1));
        if (entry.kind != "verb" && entry.kind != "noun" && entry.kind != "participle" && entry.kind != "phrase") {
            row.refuse(fmt::format("'{}' is no kind of trigger: verb, noun, participle or phrase", entry.kind));
        }
        pattern = row.at(2);
        entry.option = std::string(row.at(3));
    } else if (file == "units.tsv") {
        entry.cls = Class::unit;
        entry.kind = std::string(row.at(0));
        pattern = row.at(1);
        entry.option = std::string(row.at(2));
    } else {
        const auto cls = class_from(row.at(0));
        if (!cls) {
            row.refuse(fmt::format("'{}' is no class of words", row.at(0)));
        }
        entry.cls = *cls;
        pattern = row.at(1);
        entry.value = std::string(row.at(2));
        const auto numbers = split(entry.value, ',');
        const auto whole = [](std::string_view text, long long& out) {
            return std::from_chars(text.data(), text.data() + text.size(), out).ptr == text.data() + text.size() && !text.empty();
        };
        if (!numbers.empty() && whole(numbers.front(), entry.low)) {
            entry.high = entry.low;
            if (numbers.size() > 1 && !whole(numbers[1], entry.high)) {
                row.refuse(fmt::format("'{}' is no whole number", numbers[1]));
            }
        } else if (*cls == Class::number || *cls == Class::multiplier || *cls == Class::fuzzy || *cls == Class::month ||
                   *cls == Class::weekday) {
            row.refuse(fmt::format("'{}' needs a whole number in column 3, not '{}'", row.at(0), entry.value));
        }
    }
    if (pattern.empty()) {
        row.refuse("the words are missing");
    }
    add_pattern(row, pattern, std::move(entry));
}

std::vector<Lexicon::Word> Lexicon::inflected(std::string_view lemma, std::string_view kind) const
{
    static constexpr std::array<Form, 5> verb_forms{Form::base, Form::third, Form::past, Form::participle, Form::gerund};
    for (const Paradigm& paradigm : m_paradigms) {
        if (paradigm.kind != kind || !lemma.ends_with(paradigm.ending)) {
            continue;
        }
        std::vector<Word> out;
        const std::string stem(lemma.substr(0, lemma.size() - paradigm.ending.size()));
        for (std::size_t i = 0; i < paradigm.forms.size(); ++i) {
            const Form form = kind == "verb" && i < verb_forms.size() ? verb_forms[i] : Form::noun;
            out.push_back({stem + paradigm.forms[i], false, form});
        }
        return out;
    }
    return {{std::string(lemma), false, Form::other}};
}

std::vector<Lexicon::Word> Lexicon::choices(const Row& row, std::string_view word, const Entry& entry) const
{
    std::vector<Word> out;
    if (word.find('/') != std::string_view::npos) {
        static constexpr std::array<Form, 5> verb_forms{Form::base, Form::third, Form::past, Form::participle, Form::gerund};
        std::size_t i = 0;
        for (const std::string_view form : split(word, '/')) {
            const bool verb = entry.kind == "verb";
            out.push_back({utf8::fold(form), false, verb && i < verb_forms.size() ? verb_forms[i] : Form::noun});
            ++i;
        }
        return out;
    }
    for (std::string_view choice : split(word, '|')) {
        if (choice.empty()) {
            row.refuse(fmt::format("'{}' has an empty choice", word));
        }
        if (choice.ends_with('*')) {
            choice.remove_suffix(1);
            out.push_back({utf8::fold(choice), true, Form::other});
            // A bare `*` is any word.
            if (out.back().text.empty()) {
                continue;
            }
            if (out.back().text.size() < key_bytes || out.back().text.size() > longest_stem) {
                row.refuse(fmt::format("the stem '{}*' must have {} to {} bytes", choice, key_bytes, longest_stem));
            }
        } else if (choice.starts_with('+')) {
            const std::string kind = entry.cls == Class::act && entry.kind == "verb"       ? "verb"
                                     : entry.cls == Class::act || entry.cls == Class::unit ? "noun"
                                                                                           : "verb";
            const auto forms = inflected(utf8::fold(choice.substr(1)), kind);
            out.insert(out.end(), forms.begin(), forms.end());
        } else {
            out.push_back({utf8::fold(choice), false, Form::other});
        }
    }
    return out;
}

void Lexicon::add_pattern(const Row& row, std::string_view pattern, Entry entry)
{
    std::vector<Slot> slots;
    std::uint8_t gap = 0;
    for (const std::string_view word : split(pattern, ' ')) {
        if (word.empty()) {
            continue;
        }
        if (word == "~" || word == "~~") {
            gap = word.size() == 1 ? short_gap : long_gap;
            continue;
        }
        slots.push_back({choices(row, word, entry), 0, gap});
        for (const Word& choice : slots.back().choices) {
            slots.back().beginnings |= choice.text.empty() ? ~std::uint64_t{0} : beginning(choice.text);
        }
        gap = 0;
    }
    const auto any = [](const Word& word) { return word.stem && word.text.empty(); };
    if (slots.empty() || gap != 0 || std::any_of(slots.front().choices.begin(), slots.front().choices.end(), any)) {
        row.refuse("a pattern begins and ends with a word");
    }
    const auto entry_index = static_cast<std::uint32_t>(m_entries.size());
    m_entries.push_back(std::move(entry));
    const std::vector<Slot> rest(slots.begin() + 1, slots.end());
    const std::vector<Word>& firsts = slots.front().choices;
    for (auto at = firsts.begin(); at != firsts.end(); ++at) {
        const Word& first = *at;
        // A regular verb's past and participle are one word: the past stands for both.
        if (std::any_of(firsts.begin(), at,
                        [&](const Word& earlier) { return earlier.text == first.text && earlier.stem == first.stem; })) {
            continue;
        }
        const auto index = static_cast<std::uint32_t>(m_patterns.size());
        m_patterns.push_back({rest, entry_index, first.form});
        (first.stem ? m_stems : m_words)[first.text].push_back(index);
        if (first.stem) {
            m_stem_lengths[first_bytes(first.text)] |= std::uint64_t{1} << first.text.size();
        }
    }
}

Form Lexicon::form_of(std::string_view folded) const
{
    for (const auto& [ending, form] : m_endings) {
        if (folded.size() > ending.size() && folded.ends_with(ending)) {
            return form;
        }
    }
    return Form::other;
}

void Lexicon::match_from(const Tokens& tokens, std::size_t at, const std::vector<std::uint32_t>& patterns, bool stem,
                         std::vector<Match>& out) const
{
    const auto fits = [](const Slot& slot, const Token& token) {
        return (slot.beginnings & beginning(token.folded)) != 0 &&
               std::any_of(slot.choices.begin(), slot.choices.end(),
                           [&](const Word& word) { return word.stem ? token.folded.starts_with(word.text) : token.folded == word.text; });
    };
    for (const std::uint32_t index : patterns) {
        const Pattern& pattern = m_patterns[index];
        std::size_t last = at;
        bool matched = true;
        for (const Slot& slot : pattern.rest) {
            std::size_t next = last + 1;
            const std::size_t furthest = next + slot.gap;
            while (next < tokens.size() && next <= furthest && !ends_clause(tokens[next]) && !fits(slot, tokens[next])) {
                ++next;
            }
            if (next >= tokens.size() || next > furthest || !fits(slot, tokens[next])) {
                matched = false;
                break;
            }
            last = next;
        }
        if (matched) {
            const Entry& entry = m_entries[pattern.entry];
            Form form = pattern.form;
            const bool untold = form == Form::other && entry.kind != "noun";
            if (untold && (stem || entry.kind == "verb")) {
                form = form_of(tokens[at].folded);
            }
            out.push_back({&entry, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(last), form,
                           static_cast<std::uint16_t>(pattern.rest.size() + 1)});
        }
    }
}

Matches Lexicon::match(const Tokens& tokens) const
{
    std::vector<Match> out;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::string_view folded = tokens[i].folded;
        if (const auto it = m_words.find(folded); it != m_words.end()) {
            match_from(tokens, i, it->second, false, out);
        }
        if (tokens[i].kind != TokenKind::word) {
            continue;
        }
        const auto known = m_stem_lengths.find(first_bytes(folded));
        std::uint64_t lengths = known == m_stem_lengths.end() ? 0 : known->second;
        for (; lengths != 0; lengths &= lengths - 1) {
            const auto length = static_cast<std::size_t>(std::countr_zero(lengths));
            if (length > folded.size()) {
                break;
            }
            if (const auto it = m_stems.find(folded.substr(0, length)); it != m_stems.end()) {
                match_from(tokens, i, it->second, true, out);
            }
        }
    }
    return Matches(std::move(out), tokens.size());
}

} // namespace khronika::language
