// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/triggers.h"

#include "claims/slots.h"
#include "claims/trigger_choice.h"

#include <algorithm>
#include <utility>

namespace khronika::claims {

using language::Class;
using language::Form;
using language::Match;

namespace {

class Finder {
public:
    Finder(const Document& document, const Attributions& attributions) : m_document(document), m_attributions(attributions) {}

    std::vector<Trigger> run()
    {
        std::vector<Trigger> all;
        std::vector<TokenRange> blocked;
        for (const Match& match : m_document.matches.all()) {
            if (match.entry->cls != Class::act || m_document.sentence_of[match.first] == none ||
                m_document.sentence_of[match.first] != m_document.sentence_of[match.last]) {
                continue;
            }
            if (match.entry->act == "-") {
                blocked.push_back({match.first, match.last});
                continue;
            }
            if (usable(match)) {
                all.push_back(describe(match));
            }
        }
        std::erase_if(all, [&](const Trigger& trigger) {
            return std::any_of(blocked.begin(), blocked.end(), [&](TokenRange range) {
                const auto length = range.last - range.first;
                return range.contains(trigger.tokens.first) && trigger.tokens.last - trigger.tokens.first <= length;
            });
        });
        std::erase_if(all, [&](const Trigger& trigger) { return !possible(trigger); });
        std::erase_if(all, [&](const Trigger& trigger) { return instance(trigger, all); });
        std::vector<Trigger> out = without_inner(std::move(all));
        join_passives(out);
        return out;
    }

private:
    /// "32 cases of torture": the cases are of what follows, not of a court.
    [[nodiscard]] bool instance(const Trigger& trigger, const std::vector<Trigger>& all) const
    {
        constexpr TokenIndex reach = 4;
        if (!m_document.english() || !trigger.noun || trigger.act() != "prosecution" ||
            m_document.folded(trigger.tokens.last + 1) != "of") {
            return false;
        }
        return std::any_of(all.begin(), all.end(), [&](const Trigger& other) {
            return other.noun && other.act() != trigger.act() && other.tokens.first > trigger.tokens.last &&
                   other.tokens.first - trigger.tokens.last <= reach;
        });
    }

    /// A trigger whose condition its sentence cannot meet must not hide another.
    [[nodiscard]] bool possible(const Trigger& trigger) const
    {
        static constexpr std::string_view told_by_sentence[] = {"agent", "deport", "protest", "court", "official"};
        const std::string_view needs = trigger.option("needs");
        if (std::find(std::begin(told_by_sentence), std::end(told_by_sentence), needs) == std::end(told_by_sentence)) {
            return true;
        }
        const auto& sentence = m_document.sentences[trigger.sentence];
        const TokenRange whole{sentence.first, sentence.last};
        return conditions_hold(m_document, m_attributions, trigger, Binding{}, Scope{whole, whole});
    }

    [[nodiscard]] bool usable(const Match& match) const
    {
        const std::string& kind = match.entry->kind;
        if (m_attributions.speech(match.first) && kind != "verb" && match.entry->act != "statement") {
            return false;
        }
        if (m_document.date_of[match.first] != none || m_document.is(match.first, Class::part_of)) {
            return false;
        }
        const bool homonym = match.form == Form::base || match.form == Form::third;
        if (kind == "verb" && m_document.english() && homonym && noun_there(match)) {
            return false;
        }
        if (kind == "verb" && match.form == Form::noun) {
            return false;
        }
        const bool such = m_document.english() && kind == "noun" && match.entry->act == "prosecution" && match.first > 0 &&
                          m_document.folded(match.first - 1) == "such"; // "48 such cases" are of what was told
        if (such) {
            return false;
        }
        if (m_document.english() && kind == "verb" && match.form == Form::gerund && (verbal_noun(match) || charged_with(match.first))) {
            return false;
        }
        return !title_of_law(match.first);
    }

    /// "sentenced for assaulting an officer", "accused of torching a car": the words of a charge.
    [[nodiscard]] bool charged_with(TokenIndex i) const
    {
        const TokenIndex first = sentence_first(i);
        const std::string_view before = i > first ? m_document.folded(i - 1) : std::string_view{};
        if (before != "for" && before != "of" && before != "with") {
            return false;
        }
        for (TokenIndex k = i - 1; k-- > first && m_document.token(k).text != ";";) {
            for (const Match& match : m_document.matches.beginning_at(k)) {
                const std::string& act = match.entry->act;
                if (match.entry->cls == Class::act && (act == "sentence" || act == "prosecution" || act == "detention")) {
                    return true;
                }
            }
        }
        return false;
    }

    /// "статье 342 УК (участие в протестах)", "Article 212 (mass riots)": what a law is called.
    [[nodiscard]] bool title_of_law(TokenIndex i) const
    {
        constexpr TokenIndex longest = 12;
        constexpr TokenIndex reach = 8;
        const TokenIndex first = sentence_first(i);
        TokenIndex open = i;
        while (open > first && i - open < longest && m_document.token(open).text != "(" && m_document.token(open).text != ")") {
            --open;
        }
        if (m_document.token(open).text != "(" || open == first) {
            return false;
        }
        const bool code = m_document.token(open - 1).all_capitals || m_document.token(open - 1).kind == language::TokenKind::number ||
                          m_document.folded(open - 1) == "code" || m_document.folded(open - 1) == "кодекса";
        for (TokenIndex k = open; code && k-- > first && open - k <= reach;) {
            if (m_document.is(k, Class::numbered)) {
                return true;
            }
        }
        return false;
    }

    /// "the gathering is illegal", "charged with calling for unrest": a noun by its sense, or the words of a charge.
    [[nodiscard]] bool verbal_noun(const Match& match) const
    {
        if (match.first == 0 || match.first == sentence_first(match.first)) {
            return false;
        }
        const std::string_view before = m_document.folded(match.first - 1);
        const bool article = before == "the" || before == "a" || before == "an" || before == "this";
        const bool charge = match.entry->act == "statement" && (before == "with" || before == "of" || before == "for");
        return charge || (article && match.first == match.last && m_document.folded(match.last + 1) != "of");
    }

    /// True where the tables have the word as a noun too.
    [[nodiscard]] bool also_noun(TokenIndex i) const
    {
        for (const Match& match : m_document.matches.beginning_at(i)) {
            if (match.entry->cls == Class::act && match.entry->kind == "noun") {
                return true;
            }
        }
        return false;
    }

    /// "the raid", "another attack", "complained about arrests": the form is a noun's there, not a verb's.
    [[nodiscard]] bool noun_there(const Match& match) const
    {
        const TokenIndex i = match.first;
        if (i == 0 || i == sentence_first(i)) {
            return also_noun(i);
        }
        const TokenIndex before = i - 1;
        const bool determined =
            m_document.is(before, Class::determiner) || m_document.folded(before) == "'s" || m_document.folded(before) == "terrorist";
        if (determined) {
            return true;
        }
        const bool place = match.form == Form::base && m_document.place_of[before] != none && !m_document.is(before, Class::agent);
        if (place) {
            return true;
        }
        const bool counted = m_document.number_of[before] != none || m_document.is(before, Class::part_of);
        const bool noun = also_noun(i) || m_document.begins(i, Class::unit) != nullptr;
        if (counted || !noun) {
            return counted && noun;
        }
        if (m_document.is(before, Class::preposition)) {
            return m_document.folded(before) != "to" || match.form == Form::third;
        }
        return match.form == Form::third ? !subject(before) : adjective(before);
    }

    /// "direct assault": a word before a verb's bare form that can be no subject of it.
    [[nodiscard]] bool adjective(TokenIndex i) const
    {
        const std::string_view word = m_document.folded(i);
        const bool plain = m_document.token(i).kind == language::TokenKind::word && m_document.matches.classes(i).none();
        return plain && !m_document.token(i).capital && !word.ends_with('s') && word != "i" && word != "we" && word != "you" &&
               word != "to";
    }

    /// True for a word that may be a verb's subject in the singular.
    [[nodiscard]] bool subject(TokenIndex i) const
    {
        const auto& token = m_document.token(i);
        return m_document.is(i, Class::agent) || m_document.is(i, Class::pronoun) || m_document.is(i, Class::relative_pronoun) ||
               m_document.is(i, Class::organisation) || m_document.is(i, Class::adverb) || m_document.begins(i, Class::unit) != nullptr ||
               token.capital || m_document.place_of[i] != none;
    }

    /// "was knocked to the ground and handcuffed": the second participle is as passive as the first.
    void join_passives(std::vector<Trigger>& all) const
    {
        constexpr TokenIndex reach = 8;
        for (std::size_t t = 1; m_document.english() && t < all.size(); ++t) {
            Trigger& later = all[t];
            const Trigger& earlier = all[t - 1];
            const Form form = later.match->form;
            const bool verb = later.match->entry->kind == "verb" && (form == Form::past || form == Form::participle);
            if (!verb || later.passive || !earlier.passive || earlier.sentence != later.sentence ||
                later.tokens.first <= earlier.tokens.last || later.tokens.first - earlier.tokens.last > reach) {
                continue;
            }
            const std::string_view before = m_document.folded(later.tokens.first - 1);
            bool own_subject = before != "and" && before != "," && before != "then" && before != "or";
            for (TokenIndex i = earlier.tokens.last + 1; i < later.tokens.first; ++i) {
                own_subject = own_subject || m_document.is(i, Class::agent) || m_document.begins(i, Class::unit) != nullptr ||
                              m_document.number_of[i] != none || m_document.divides(i);
            }
            later.passive = !own_subject;
        }
    }

    [[nodiscard]] TokenIndex sentence_first(TokenIndex i) const { return m_document.sentences[m_document.sentence_of[i]].first; }

    [[nodiscard]] bool be_before(TokenIndex i, TokenIndex& at) const
    {
        constexpr TokenIndex reach = 4;
        const TokenIndex first = sentence_first(i);
        for (TokenIndex back = 1; back <= reach && i >= first + back; ++back) {
            const TokenIndex k = i - back;
            if (m_document.is(k, Class::auxiliary_be)) {
                at = k;
                return true;
            }
            const bool between = m_document.is(k, Class::adverb) || m_document.token(k).text == "," ||
                                 m_document.folded(k).ends_with("ed") || m_document.is(k, Class::negation) ||
                                 m_document.folded(k).ends_with("ly") || m_document.is(k, Class::another) ||
                                 m_document.is(k, Class::conjunction) || m_document.is(k, Class::act);
            if (!between) {
                return false;
            }
        }
        return false;
    }

    Trigger describe(const Match& match) const
    {
        Trigger out;
        out.match = &match;
        out.sentence = m_document.sentence_of[match.first];
        out.tokens = {match.first, match.last};
        const std::string& kind = match.entry->kind;
        out.noun = kind == "noun";
        // "has not been seen since", "are missing": of whom it is said stands before it, as with a passive.
        out.passive = (kind == "phrase" || (kind == "verb" && match.form == Form::other)) && m_document.english() &&
                      (m_document.is(match.first, Class::auxiliary_be) || m_document.is(match.first, Class::auxiliary_have));
        out.attributive = kind == "participle";
        const TokenIndex i = match.first;
        if (kind == "verb") {
            m_document.english() ? english_verb(out, match) : other_verb(out, match);
        }
        out.negated = negated(i);
        out.background = background(i);
        if (out.noun) {
            carried(out);
        }
        return out;
    }

    /// "to deport", "to track down and deport".
    [[nodiscard]] bool to_before(TokenIndex i) const
    {
        const TokenIndex first = sentence_first(i);
        bool conjunction = false;
        for (TokenIndex back = 1; back <= 4 && i >= first + back; ++back) {
            const std::string_view word = m_document.folded(i - back);
            if (word == "to") {
                return back == 1 || conjunction || m_document.is(i - 1, Class::adverb);
            }
            conjunction = conjunction || word == "and" || word == "or";
            if (m_document.punctuation(i - back)) {
                return false;
            }
        }
        return false;
    }

    void english_verb(Trigger& out, const Match& match) const
    {
        const TokenIndex i = match.first;
        TokenIndex be = 0;
        const bool has_be = be_before(i, be);
        static constexpr std::string_view same[] = {"hit", "put", "cut", "shut", "set", "hurt", "beat"};
        const bool same_form = has_be && std::find(std::begin(same), std::end(same), m_document.folded(i)) != std::end(same);
        const bool participle = match.form == Form::participle || match.form == Form::past || same_form;
        if (match.form == Form::gerund) {
            out.ongoing = has_be;
            out.infinitive = false;
            return;
        }
        if (match.form == Form::base && to_before(i)) {
            out.infinitive = true;
            return;
        }
        if (!participle) {
            return;
        }
        const bool those = i > 0 && m_document.folded(i - 1) == "those" && !has_be && !intransitive(match) && match.words == 1;
        if (those) {
            out.attributive = true; // "those conscripted", "those killed"
            return;
        }
        if (has_be) {
            out.passive = true;
            const std::string_view aux = m_document.folded(be);
            // "after being beaten" is over, "are being beaten" is not.
            out.ongoing = aux == "being" && be > sentence_first(i) && m_document.is(be - 1, Class::auxiliary_be);
            return;
        }
        const bool participle_only = match.form == Form::participle;
        const bool before_noun =
            m_document.begins(match.last + 1, Class::unit) != nullptr && i > 0 &&
            (m_document.is(i - 1, Class::determiner) || m_document.number_of[i - 1] != none || m_document.is(i - 1, Class::preposition));
        if (before_noun) {
            out.attributive = true;
            return;
        }
        const std::string_view next = m_document.folded(match.last + 1);
        const bool reduced = next == "by" || next == "in" || next == "at" || next == "on" || next == "during" || next == "after" ||
                             next == "for" || next == "since" || next == "from" || m_document.punctuation(match.last + 1);
        const bool have = i > 0 && m_document.is(i - 1, Class::auxiliary_have);
        const bool object = m_document.number_of[std::min<TokenIndex>(match.last + 1, m_document.sentences[out.sentence].last)] != none;
        out.passive = participle_only || (reduced && !object && !have && !intransitive(match) && person_before(i));
    }

    [[nodiscard]] static bool intransitive(const Match& match)
    {
        const std::string& act = match.entry->act;
        return act == "displacement" || act == "protest" || act == "complaint" ||
               match.entry->option.find("intransitive=1") != std::string::npos;
    }

    [[nodiscard]] bool person_before(TokenIndex i) const
    {
        const TokenIndex first = sentence_first(i);
        for (TokenIndex k = i; k-- > first && i - k < 6;) {
            if (m_document.is(k, Class::unit) || m_document.number_of[k] != none) {
                return !m_document.is(k, Class::agent);
            }
            if (m_document.punctuation(k)) {
                return false;
            }
        }
        return false;
    }

    void other_verb(Trigger& out, const Match& match) const
    {
        switch (match.form) {
        case Form::short_participle:
            out.passive = true;
            break;
        case Form::full_participle:
            out.attributive = true;
            break;
        case Form::infinitive:
            out.infinitive = true;
            break;
        case Form::present:
            out.future = perfective(match.first);
            out.ongoing = !out.future;
            break;
        default:
            break;
        }
    }

    /// A perfective verb has no present: "вышлют" is the future.
    [[nodiscard]] bool perfective(TokenIndex i) const
    {
        const language::Morphology* morphology = m_document.languages->morphology();
        if (morphology == nullptr || m_document.language != "ru") {
            return false;
        }
        const auto& readings = m_document.readings(i);
        return !readings.empty() && readings.front().grammar.tense == language::Tense::future;
    }

    [[nodiscard]] bool negated(TokenIndex i) const
    {
        const TokenIndex first = sentence_first(i);
        const TokenIndex reach = m_document.english() ? 3 : 1;
        constexpr TokenIndex subject_reach = 9;
        for (TokenIndex back = 1; m_document.english() && back <= subject_reach && i >= first + back; ++back) {
            const std::string_view word = m_document.folded(i - back);
            if (m_document.punctuation(i - back)) {
                break;
            }
            if ((word == "none" || word == "neither") && m_document.folded(i - back + 1) == "of") {
                return true;
            }
        }
        for (TokenIndex back = 1; back <= reach && i >= first + back; ++back) {
            if (m_document.punctuation(i - back)) {
                return false;
            }
            if (m_document.is(i - back, Class::negation) && !m_document.is(i - back, Class::at_least) &&
                !m_document.is(i - back, Class::up_to)) {
                return true;
            }
        }
        return false;
    }

    /// "after the attack", "в ходе операции", "investigation of the terrorist attack".
    [[nodiscard]] bool background(TokenIndex i) const
    {
        constexpr TokenIndex reach = 5;
        const TokenIndex first = sentence_first(i);
        for (TokenIndex back = 1; back <= reach && i >= first + back; ++back) {
            const TokenIndex k = i - back;
            if (m_document.punctuation(k) && !m_document.quote_mark(k)) {
                return false;
            }
            if (m_document.is(k, Class::background)) {
                return true;
            }
            const bool verb = m_document.is(k, Class::auxiliary_be) || m_document.is(k, Class::carried) || m_document.number_of[k] != none;
            if (verb) {
                return false;
            }
        }
        return false;
    }

    /// A verb of its clause makes the noun an event.
    void carried(Trigger& out) const
    {
        constexpr TokenIndex reach = 8;
        const auto& sentence = m_document.sentences[out.sentence];
        const auto look = [&](TokenIndex k) {
            const Match* verb = m_document.begins(k, Class::carried);
            if (verb == nullptr) {
                return;
            }
            out.carried = true;
            const bool continuous = verb->entry->value == "ongoing" || (k > sentence.first && m_document.folded(k - 1) == "being");
            const bool gerund = m_document.english() && m_document.folded(k).ends_with("ing");
            const bool present = !m_document.english() && m_document.lexicon->form_of(m_document.folded(k)) == Form::present;
            out.ongoing = out.ongoing || gerund || present || continuous;
        };
        for (TokenIndex k = out.tokens.first; k-- > sentence.first && out.tokens.first - k <= reach;) {
            if (m_document.token(k).text == ";" || m_document.token(k).text == ":") {
                break;
            }
            look(k);
        }
        for (TokenIndex k = out.tokens.last + 1; k <= sentence.last && k - out.tokens.last <= reach; ++k) {
            if (m_document.token(k).text == ";" || m_document.token(k).text == ":") {
                break;
            }
            look(k);
        }
    }

    const Document& m_document;
    const Attributions& m_attributions;
};

} // namespace

std::vector<Trigger> find_triggers(const Document& document, const Attributions& attributions)
{
    return Finder(document, attributions).run();
}

} // namespace khronika::claims
