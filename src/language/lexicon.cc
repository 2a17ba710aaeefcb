// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lexicon.h"

#include "base/error.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>
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
    "undergo",      "after_more",     "after_least",
    "since_event",  "after_about"};

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

/// One of the 1024 groups in which stems are told apart at first.
std::size_t stem_group(std::string_view word)
{
    return first_bytes(word) * 0x9E3779B1U >> 22U;
}

bool ends_clause(const Token& token)
{
    return token.kind == TokenKind::newline ||
           (token.text.size() == 1 && std::string_view(".;!?").find(token.text.front()) != std::string_view::npos);
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

Matches::Matches(std::vector<Match> sorted, std::size_t tokens)
    : m_all(std::move(sorted)), m_begin(tokens + 1, 0), m_cover(tokens), m_open(tokens)
{
    for (const Match& match : m_all) {
        ++m_begin[match.first + 1];
        m_open[match.first].set(static_cast<std::size_t>(match.entry->cls));
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

const Match* Matches::longest(std::size_t token, Class cls) const
{
    const Match* best = nullptr;
    for (const Match& match : beginning_at(token)) {
        if (match.entry->cls == cls && (best == nullptr || match.last > best->last)) {
            best = &match;
        }
    }
    return best;
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
        Lead lead;
        lead.pattern = index;
        if (!rest.empty()) {
            lead.beginnings = rest.front().beginnings;
            lead.gap = rest.front().gap;
        }
        (first.stem ? m_stems : m_words).add(first.text, lead);
        if (first.stem) {
            m_stem_lengths[stem_group(first.text)] |= std::uint64_t{1} << first.text.size();
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

bool Lexicon::Slot::fits(std::string_view folded) const
{
    return std::any_of(choices.begin(), choices.end(),
                       [&](const Word& word) { return word.stem ? folded.starts_with(word.text) : folded == word.text; });
}

std::size_t Lexicon::find_slot(const Slot& slot, const Tokens& tokens, const std::vector<Glance>& glances, std::size_t from)
{
    const std::size_t end = std::min(from + slot.gap + 1, tokens.size());
    for (std::size_t i = from; i < end; ++i) {
        if ((slot.beginnings & glances[i].beginning) != 0 && slot.fits(tokens[i].folded)) {
            return i;
        }
        if (glances[i].ends_clause) {
            break;
        }
    }
    return tokens.size();
}

void Lexicon::Leads::add(std::string_view first, Lead lead)
{
    const std::uint32_t word = m_index.insert(first);
    const auto added = static_cast<std::uint32_t>(m_leads.size());
    if (word == m_chains.size()) {
        m_chains.push_back({added, added});
    } else {
        m_leads[m_chains[word].last].next = added;
        m_chains[word].last = added;
    }
    m_leads.push_back(lead);
}

std::uint32_t Lexicon::Leads::find(std::string_view first, std::uint64_t hash) const
{
    const std::uint32_t word = m_index.find(first, hash);
    return word == WordIndex::none ? word : m_chains[word].first;
}

bool Lexicon::goes_on(const std::vector<Glance>& glances, std::size_t at, const Lead& lead)
{
    const std::size_t end = std::min(at + lead.gap + 2, glances.size());
    std::uint64_t seen = 0;
    for (std::size_t i = at + 1; i < end; ++i) {
        seen |= glances[i].beginning;
    }
    return lead.beginnings == 0 || (seen & lead.beginnings) != 0;
}

void Lexicon::match_from(const Tokens& tokens, const std::vector<Glance>& glances, std::size_t at, const Leads& leads, std::uint32_t first,
                         std::vector<Match>& out) const
{
    const bool stem = &leads == &m_stems;
    for (std::uint32_t next = first; next != WordIndex::none; next = leads[next].next) {
        if (!goes_on(glances, at, leads[next])) {
            continue;
        }
        const Pattern& pattern = m_patterns[leads[next].pattern];
        std::size_t last = at;
        for (auto slot = pattern.rest.begin(); slot != pattern.rest.end() && last < tokens.size(); ++slot) {
            last = find_slot(*slot, tokens, glances, last + 1);
        }
        if (last < tokens.size()) {
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
    std::vector<Glance> glances(tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        glances[i] = {beginning(tokens[i].folded), ends_clause(tokens[i])};
    }
    std::array<std::uint32_t, longest_stem> stems{};
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::string_view folded = tokens[i].folded;
        const std::uint64_t lengths = tokens[i].kind == TokenKind::word ? m_stem_lengths[stem_group(folded)] : 0;
        std::size_t stem_count = 0;
        std::uint64_t hash = WordIndex::empty_hash;
        for (std::size_t length = 1; length <= folded.size(); ++length) {
            hash = WordIndex::with(hash, folded[length - 1]);
            if (length <= longest_stem && (lengths >> length & 1U) != 0) {
                stems[stem_count] = m_stems.find(folded.substr(0, length), hash);
                stem_count += stems[stem_count] == WordIndex::none ? 0 : 1;
            }
        }
        match_from(tokens, glances, i, m_words, m_words.find(folded, hash), out);
        for (std::size_t stem = 0; stem < stem_count; ++stem) {
            match_from(tokens, glances, i, m_stems, stems[stem], out);
        }
    }
    return Matches(std::move(out), tokens.size());
}

} // namespace khronika::language
