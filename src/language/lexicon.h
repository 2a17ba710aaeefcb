// SPDX-License-Identifier: GPL-3.0-or-later
// A language's words: what each means to the reader of claims. Everything that is of one language alone stands in
// data/lang/XX/*.tsv; docs/lexicons.md describes the columns for those who write them.
#pragma once

#include "language/table.h"
#include "language/token.h"
#include "language/word_index.h"

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::language {

/// What an entry says of the words that match it; the names are those of the first column of words.tsv.
enum class Class : std::uint8_t {
    act,          ///< acts.tsv: a trigger of an act
    unit,         ///< units.tsv: a noun that is counted
    speech,       ///< says, reported, сообщил
    according,    ///< according to, по словам
    citing,       ///< citing, со ссылкой на
    told,         ///< told: the person after it passes the word on
    pronoun,      ///< she, he, они: stands for the last speaker
    agent,        ///< police, courts: who did it
    role,         ///< spokesman, глава: begins or ends a name
    organisation, ///< ministry, press service: a speaker without a name
    number,       ///< value
    multiplier,   ///< value
    fuzzy,        ///< min, max
    more_than,
    at_least,
    up_to,
    almost,
    about,
    between,
    percent,
    currency,
    age,      ///< years old, лет
    numbered, ///< article, статья, No.: the number after it is a name
    duration, ///< words that make "N days" a length of time
    share,    ///< third of, two thirds
    each,     ///< per day: value is the rate
    month,    ///< value 1 to 12
    weekday,  ///< value 1 to 7
    period,   ///< day, week, month, year: value is the length's name
    relative, ///< yesterday: value is days from publication
    last,
    past,
    current,
    next,
    part, ///< early, mid, late, first half: value names it
    since,
    from,
    until,
    year_word,
    day_part,  ///< on the evening of
    same_time, ///< the same day, following day: value is days from the date before
    negation,
    planned,
    ongoing,
    alleged,
    denied,
    ordered,
    increase,
    decrease,
    record,
    background, ///< after, during: what follows is the setting, not the news
    auxiliary_be,
    auxiliary_have,
    auxiliary_will,
    auxiliary_do,
    conjunction,
    relative_pronoun,
    preposition,
    determiner,
    stop,         ///< never part of a name, though it may begin with a capital
    furniture,    ///< begins a line that is no part of the news
    another,      ///< another, ещё: one more part of a whole
    all_of,       ///< all of them, оба
    abbreviation, ///< a full stop after it ends no sentence
    conditional,  ///< if, would: what is said did not happen
    carried,      ///< verbs that make a noun an event: conduct, провести
    backward,     ///< "об этом": the speech is about the sentence before
    medium,       ///< "in an interview with": the name after it passes the word on
    adverb,       ///< may stand between a speaker and the verb
    part_of,      ///< of them, из них: a part of a whole that was named before
    tally,        ///< the count of, список: whose figures they are stands after it
    release,      ///< freed, отпустили: what ends an act is no claim
    undergo,      ///< die, receive, получить: the verb's subject is the one who suffers
    after_more,   ///< "с лишним", "dan ortiq": behind a number, more than it
    after_least,  ///< "и более": behind a number, it or more
    since_event,  ///< "с начала мобилизации": value is the day
    after_about,  ///< "ga yaqin": behind a number, about as much
    count_
};

enum class Form : std::uint8_t {
    other,
    base,
    third,
    past,
    participle,
    gerund,
    infinitive,
    present,
    short_participle,
    full_participle,
    noun
};

struct Entry {
    Class cls = Class::stop;
    std::string value;  ///< what the class makes of it
    std::string act;    ///< of an act: its code
    std::string kind;   ///< of an act: verb, noun, participle, phrase; of a unit: its name
    std::string option; ///< of an act: `modality=ordered unit=case` and the like
    long long low = 0;  ///< of numbers and times
    long long high = 0;
    std::string path;
    int line = 0;

    /// The value of `name=` in the options; empty where it is not set.
    [[nodiscard]] std::string_view get(std::string_view name) const;
    [[nodiscard]] std::string source() const; ///< `path:line`
};

/// One match: tokens `first` to `last`, both included.
struct Match {
    const Entry* entry = nullptr;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    Form form = Form::other;
    std::uint16_t words = 1; ///< of the pattern, without what stands in its gaps
};

/// The matches of a text, found by the token that they begin at.
class Matches {
public:
    Matches(std::vector<Match> sorted, std::size_t tokens);

    [[nodiscard]] std::span<const Match> beginning_at(std::size_t token) const;
    /// The longest match of `cls` that begins at `token`; absent where there is none.
    [[nodiscard]] const Match* find(std::size_t token, Class cls) const
    {
        return token < m_open.size() && m_open[token][static_cast<std::size_t>(cls)] ? longest(token, cls) : nullptr;
    }
    /// True where a match of `cls` covers `token`, whether or not it begins there.
    [[nodiscard]] bool covers(std::size_t token, Class cls) const
    {
        return token < m_cover.size() && m_cover[token][static_cast<std::size_t>(cls)];
    }
    using Classes = std::bitset<static_cast<std::size_t>(Class::count_)>;
    /// The classes of the matches that cover `token`.
    [[nodiscard]] const Classes& classes(std::size_t token) const { return m_cover[token]; }
    [[nodiscard]] const std::vector<Match>& all() const { return m_all; }

private:
    [[nodiscard]] const Match* longest(std::size_t token, Class cls) const;

    std::vector<Match> m_all;
    std::vector<std::uint32_t> m_begin;
    std::vector<Classes> m_cover;
    std::vector<Classes> m_open; ///< the classes of the matches that begin at a token
};

/// Immutable; every function may be called from any number of threads.
class Lexicon {
public:
    /// Takes the tables of one language (lang/XX/...); throws Error naming file and line of a malformed row.
    Lexicon(std::string_view language, const std::vector<Table>& tables);

    [[nodiscard]] Matches match(const Tokens& tokens) const;
    [[nodiscard]] std::string_view language() const { return m_language; }
    /// The form that the ending of a folded word tells (forms.tsv).
    [[nodiscard]] Form form_of(std::string_view folded) const;

private:
    struct Word {
        std::string text;
        bool stem = false; ///< matches any word that begins with `text`
        Form form = Form::other;
    };
    struct Slot {
        std::vector<Word> choices;
        std::uint64_t beginnings = 0; ///< a bit for how each choice begins, so that most words are passed over at once
        std::uint8_t gap = 0;         ///< so many words may stand before it

        [[nodiscard]] bool fits(std::string_view folded) const;
    };
    struct Pattern {
        std::vector<Slot> rest;
        std::uint32_t entry = 0;
        Form form = Form::other;
    };

    void add_row(const Row& row, std::string_view file);
    void add_pattern(const Row& row, std::string_view pattern, Entry entry);
    std::vector<Word> choices(const Row& row, std::string_view word, const Entry& entry) const;
    std::vector<Word> inflected(std::string_view lemma, std::string_view kind) const;
    /// What most words are passed over by.
    struct Glance {
        std::uint64_t beginning = 0;
        bool ends_clause = false;
    };
    /// The token from `from` on that fits; tokens.size() where there is none within the slot's gap.
    static std::size_t find_slot(const Slot& slot, const Tokens& tokens, const std::vector<Glance>& glances, std::size_t from);
    /// A pattern where its first word leads to it, with what of its second word tells that it cannot go on here.
    struct Lead {
        std::uint64_t beginnings = 0; ///< of the second slot
        std::uint32_t pattern = 0;
        std::uint32_t next = WordIndex::none; ///< the next lead of the same first word
        std::uint8_t gap = 0;
    };
    /// First words, or stems of them, each with its leads in the order of the tables.
    class Leads {
    public:
        void add(std::string_view first, Lead lead);
        [[nodiscard]] std::uint32_t find(std::string_view first, std::uint64_t hash) const;
        [[nodiscard]] const Lead& operator[](std::uint32_t lead) const { return m_leads[lead]; }

    private:
        struct Chain {
            std::uint32_t first = WordIndex::none;
            std::uint32_t last = WordIndex::none;
        };
        WordIndex m_index;
        std::vector<Chain> m_chains;
        std::vector<Lead> m_leads;
    };
    void match_from(const Tokens& tokens, const std::vector<Glance>& glances, std::size_t at, const Leads& leads, std::uint32_t first,
                    std::vector<Match>& out) const;
    [[nodiscard]] static bool goes_on(const std::vector<Glance>& glances, std::size_t at, const Lead& lead);

    std::string m_language;
    std::vector<Entry> m_entries;
    std::vector<Pattern> m_patterns;
    Leads m_words;
    Leads m_stems;
    std::array<std::uint64_t, 1024> m_stem_lengths{}; ///< by the hash of a word's first bytes: the lengths that stems of it may have
    struct Paradigm {
        std::string kind;
        std::string ending;
        std::vector<std::string> forms;
    };
    std::vector<Paradigm> m_paradigms;
    std::vector<std::pair<std::string, Form>> m_endings;
};

} // namespace khronika::language
