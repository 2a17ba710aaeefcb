// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/bind.h"

#include "claims/clauses.h"
#include "claims/count_clause.h"
#include "claims/fits.h"
#include "claims/roles.h"
#include "claims/sites.h"

#include <algorithm>
#include <set>

namespace khronika::claims {

using language::Case;
using language::Class;
using language::Match;

namespace {

class Binder {
public:
    Binder(const Document& document, const Attributions& speech, std::uint32_t sentence, const std::vector<Trigger>& triggers,
           std::uint32_t first, std::uint32_t limit, bool answer)
        : m_document(document), m_speech(speech), m_sentence(document.sentences[sentence]),
          m_clause(document, speech, sentence, triggers, first, limit), m_triggers(triggers), m_first(first), m_limit(limit),
          m_answer(answer), m_counts(counts_of(document, speech, sentence)),
          m_persons(first != limit ? persons_of(document, speech, sentence) : std::vector<Counted>{}), m_bound(m_counts.size())
    {
    }

    std::vector<Binding> run(const std::vector<std::uint32_t>& inherited)
    {
        bind_numbers();
        std::vector<Binding> out;
        std::vector<bool> used(m_limit - m_first, false);
        for (std::size_t c = 0; c < m_counts.size(); ++c) {
            for (const std::uint32_t t : m_bound[c]) {
                if (surpassed(c, t)) {
                    continue;
                }
                const bool part = m_of_whole.contains(c);
                out.push_back({t, m_counts[c], part, part ? "part of a whole" : "nearest act"});
                used[t - m_first] = true;
            }
            if (m_bound[c].empty() && !inherited.empty() && !m_let_go.contains(c) && stands_alone(m_counts[c]) && !released(m_counts[c])) {
                const bool first_alone = describes_part(m_document, m_counts[c]) || m_clause.tells_more(m_counts[c]);
                for (const std::uint32_t t : m_clause.in_brackets(m_counts[c]) ? std::vector{inherited.back()}
                                             : first_alone                     ? std::vector{inherited.front()}
                                                                               : inherited) {
                    if (fits(m_document, m_counts[c], m_triggers[t])) {
                        out.push_back({t, m_counts[c], true, "act of the sentence before"});
                    }
                }
            }
        }
        for (std::uint32_t t = m_first; t < m_limit; ++t) {
            if (used[t - m_first]) {
                continue;
            }
            const auto persons = persons_of_trigger(m_triggers[t]);
            for (const Counted& person : persons) {
                if (!told(out, m_triggers[t].act(), person)) {
                    out.push_back({t, person, false, "one person"});
                }
            }
            if (persons.empty()) {
                const auto site = site_of(m_document, m_speech, m_triggers[t]);
                out.push_back({t, site, false, site ? "one place" : std::string{}});
            }
        }
        return out;
    }

private:
    void bind_numbers()
    {
        for (std::size_t c = 0; c < m_counts.size(); ++c) {
            if (whole_of_part(c)) {
                continue;
            }
            const std::uint32_t best = m_counts[c].part ? of_part(c) : nearest(m_counts[c]);
            if (best != none && m_clause.let_go(m_counts[c], m_triggers[best])) {
                m_let_go.insert(c);
            } else if (best != none) {
                m_bound[c].push_back(best);
            }
        }
        for (std::size_t c = 0; c < m_counts.size(); ++c) {
            if (!m_of_whole.contains(c)) {
                coordinate(c);
            }
        }
    }

    /// "Of 180 people interviewed, 122 had been beaten": the first is what the second is a part of.
    [[nodiscard]] bool whole_of_part(std::size_t c) const
    {
        const Counted& counted = m_counts[c];
        if (!m_document.english() || counted.number == none || counted.tokens.first == m_sentence.first || c + 1 >= m_counts.size()) {
            return false;
        }
        TokenIndex before = counted.tokens.first - 1;
        if (m_document.is(before, Class::determiner) && before > m_sentence.first) {
            --before;
        }
        const bool opens = before == m_sentence.first || m_document.token(before - 1).text == "," || m_document.quote_mark(before - 1);
        bool itself = !counted.noun.empty() && m_document.is(counted.noun.last, Class::act);
        for (TokenIndex i = counted.tokens.last + 1; i <= m_sentence.last && m_document.token(i).text != ","; ++i) {
            itself = itself || m_document.begins(i, Class::act) != nullptr; // "of the 212 arrested, 39 were minors"
        }
        return opens && m_document.folded(before) == "of" && !itself && m_counts[c + 1].number != none;
    }

    /// A vehicle, and a thing in the singular, are counted only where the act has no persons counted.
    [[nodiscard]] bool surpassed(std::size_t c, std::uint32_t t) const
    {
        const Counted& counted = m_counts[c];
        // "114 civilians were killed in 19 incidents": the events are no second count of it.
        const bool occasions = m_document.english() && counted.unit == Unit::event && counted.tokens.first > m_sentence.first &&
                               m_document.is(counted.tokens.first - 1, Class::preposition) &&
                               !instances_of(m_document, counted, m_triggers[t]);
        if (!occasions && (counted.number != none || counted.unit == Unit::person)) {
            return false;
        }
        for (std::size_t other = 0; other < m_counts.size(); ++other) {
            const bool same = std::find(m_bound[other].begin(), m_bound[other].end(), t) != m_bound[other].end();
            if (other != c && same && m_counts[other].number != none) {
                return true;
            }
        }
        return false;
    }

    /// "He was beaten and kicked": one act of one person is told once.
    [[nodiscard]] bool told(const std::vector<Binding>& before, std::string_view act, const Counted& person) const
    {
        return std::any_of(before.begin(), before.end(), [&](const Binding& binding) {
            return binding.count && binding.count->tokens == person.tokens && m_triggers[binding.trigger].act() == act;
        });
    }

    /// The persons to whom the act is done, each one: the nearest whom the grammar allows, and those listed with it.
    [[nodiscard]] std::vector<Counted> persons_of_trigger(const Trigger& trigger) const
    {
        std::size_t best = m_persons.size();
        int least = 1000;
        for (std::size_t p = 0; p < m_persons.size(); ++p) {
            const auto cost = suffers(m_document, trigger, m_persons[p]);
            if (cost && *cost < least) {
                least = *cost;
                best = p;
            }
        }
        if (best == m_persons.size()) {
            return {};
        }
        std::vector<Counted> out{m_persons[best]};
        for (std::size_t p = best; p > 0 && listed(m_persons[p - 1], m_persons[p]); --p) {
            out.insert(out.begin(), m_persons[p - 1]);
        }
        for (std::size_t p = best; p + 1 < m_persons.size() && listed(m_persons[p], m_persons[p + 1]); ++p) {
            out.push_back(m_persons[p + 1]);
        }
        return out;
    }

    /// "Anna Berg, Oleg Rau and Ira Lis": names with nothing but "," and "and" between them.
    [[nodiscard]] bool listed(const Counted& left, const Counted& right) const
    {
        const TokenIndex reach = m_document.english() ? 3 : 5;
        if (left.pronoun || right.pronoun || right.tokens.first - left.tokens.last > reach) {
            return false;
        }
        bool joined = false;
        for (TokenIndex i = left.tokens.last + 1; i < right.tokens.first; ++i) {
            const std::string_view word = m_document.folded(i);
            // "Мерет О. и студентка Огулсапар К."
            if (!m_document.english() && joined && (m_document.is(i, Class::role) || unit_at(m_document, i) != nullptr)) {
                continue;
            }
            if (word == "." && !m_document.english()) {
                continue;
            }
            if (word != "," && word != "and" && word != "и") {
                return false;
            }
            joined = joined || word != ",";
        }
        return joined;
    }

    /// A count without an act of its own takes that of the sentence before only where the sentence is a list's line or says so.
    [[nodiscard]] bool stands_alone(const Counted& counted) const
    {
        const bool sum = counted.noun.empty() && counted.bounds.min.value_or(0) >= 1000;
        if (m_first != m_limit && (!counted.noun.empty() || sum)) {
            return false;
        }
        if (m_sentence.item || m_sentence.heading) {
            return true;
        }
        if (m_first == m_limit && m_clause.in_brackets(counted)) {
            return true;
        }
        if (counted.part) {
            return !m_clause.other_verb(m_clause.segment(counted)) || describes_part(m_document, counted);
        }
        if (m_answer && m_first == m_limit) {
            return counted.noun.empty() || !m_clause.other_verb(m_clause.segment(counted));
        }
        if (m_document.english()) {
            return m_first == m_limit && (m_clause.figure_before(counted) || m_clause.another_at(counted) || m_clause.tells_more(counted));
        }
        for (TokenIndex i = m_sentence.first; i <= m_sentence.last; ++i) {
            if (m_document.is(i, Class::another) && m_document.number_of[i] == none) {
                return m_document.english() || !m_clause.other_verb(m_clause.segment(counted));
            }
        }
        return false;
    }

    /// A part takes the act of its own clause, or the one that follows where it is a subject or object ("15 of them, ... , were
    /// held"), else that of the whole.
    std::uint32_t of_part(std::size_t c)
    {
        const Counted& counted = m_counts[c];
        const TokenRange own = m_clause.segment(counted);
        std::uint32_t best = none;
        int least = 1000;
        for (std::uint32_t t = m_first; t < m_limit; ++t) {
            const bool inside = own.contains(m_triggers[t].tokens.first);
            const bool follows = !counted.leads && m_triggers[t].tokens.first > own.last && !m_triggers[t].noun &&
                                 !(m_document.english() && m_clause.number_between(counted, m_triggers[t]));
            const int now = cost(counted, m_triggers[t]);
            if ((inside || follows) && now + (inside ? 0 : 40) < least) {
                least = now + (inside ? 0 : 40);
                best = t;
            }
        }
        if (best != none || m_clause.other_verb(own)) {
            return best;
        }
        for (std::size_t whole = c; whole-- > 0;) {
            if (!m_bound[whole].empty()) {
                m_of_whole.insert(c);
                return m_bound[whole].front();
            }
        }
        return none;
    }

    [[nodiscard]] int cost(const Counted& counted, const Trigger& trigger) const
    {
        constexpr int never = 1000;
        if (!fits(m_document, counted, trigger)) {
            return never;
        }
        if (trigger.tokens.contains(counted.tokens.first) && trigger.tokens.first < counted.tokens.first) {
            return -5;
        }
        if (!counted.noun.empty() && trigger.tokens.first <= counted.noun.last && counted.noun.first <= trigger.tokens.last) {
            return -10;
        }
        const bool before = counted.tokens.last < trigger.tokens.first;
        if (m_document.english() && counted.number != none &&
            (m_clause.another_s(counted, trigger) || m_clause.not_its_noun(counted, trigger))) {
            return never;
        }
        int out = before ? distance(m_document, counted.tokens.last, trigger.tokens.first)
                         : distance(m_document, trigger.tokens.last, counted.tokens.first);
        if (m_document.english() && !trigger.noun) {
            // "two died and at least 19 were hurt": what follows is no object of it.
            const std::string_view verb = m_document.folded(trigger.tokens.first);
            const bool dies = trigger.act() == "killing" && !trigger.passive && trigger.match->entry->kind == "verb" &&
                              (verb.starts_with("die") || verb == "dying" || verb.starts_with("perish") || verb.starts_with("succumb"));
            constexpr int no_object = 20;
            out += dies && !before ? no_object : 0;
            const bool alone = trigger.match->words == 1 && m_document.is(trigger.tokens.first, Class::undergo) &&
                               (trigger.act() == "killing" || trigger.act() == "disappearance" || trigger.act() == "displacement");
            const bool wrong_side = trigger.passive || alone ? !before : before;
            const bool subject_dies = trigger.act() == "killing" || trigger.act() == "injury" || trigger.act() == "displacement" ||
                                      trigger.act() == "protest" || trigger.act() == "disappearance";
            out += wrong_side && !(subject_dies && before) ? 5 : 0;
        }
        if (trigger.noun) {
            const bool needs_count = trigger.option("needs") == "count";
            out += before && !needs_count ? 6 : 2;
        }
        if (trigger.background) {
            out += 5;
        }
        // "150 родственников задержанных вышли": the participle is whose relatives they are.
        const bool dependent = trigger.attributive && !m_document.english() && !counted.noun.empty() &&
                               trigger.tokens.first > counted.noun.last && trigger.tokens.first - counted.noun.last <= 3 &&
                               m_document.begins(trigger.tokens.first, Class::unit) != nullptr &&
                               !comma_between(counted.noun.last, trigger.tokens.first);
        out += dependent ? 14 : 0;
        const bool enclosed = counted.tokens.first > m_sentence.first && m_document.token(counted.tokens.first - 1).text == "(" &&
                              counted.tokens.last < m_sentence.last && m_document.token(counted.tokens.last + 1).text == ")";
        out -= enclosed ? std::min(out, 14) : 0;
        constexpr int another_count = 5;
        out += m_clause.number_between(counted, trigger) ? another_count : 0;
        return out;
    }

    [[nodiscard]] std::uint32_t nearest(const Counted& counted) const
    {
        constexpr int furthest = 42;
        std::uint32_t best = none;
        std::uint32_t verb = none;
        int least = furthest;
        int least_verb = m_document.english() ? 34 : 16;
        for (std::uint32_t t = m_first; t < m_limit; ++t) {
            const int now = cost(counted, m_triggers[t]);
            if (now < least && !apart_from(counted, m_triggers[t])) {
                least = now;
                best = t;
            }
            const bool predicate = !m_triggers[t].noun && !m_triggers[t].attributive;
            if (predicate && now < least_verb && !m_clause.counted_itself(counted, m_triggers[t])) {
                least_verb = now;
                verb = t;
            }
        }
        // "На побои пожаловались 18 задержанных": the verb has the count, not the participle that is counted.
        // "put 48 political prisoners on a plane": so with a noun that names those to whom something was done.
        const bool named = best != none && (m_triggers[best].attributive ||
                                            (m_document.english() && m_triggers[best].noun && m_triggers[best].option("unit") == "person" &&
                                             m_triggers[best].option("needs") == "count"));
        if (best != none && verb != none && named && m_clause.counted_itself(counted, m_triggers[best])) {
            best = verb;
        }
        if (const std::uint32_t later = m_clause.past_aside(counted);
            later != none && best != none && m_triggers[best].tokens.last < counted.tokens.first) {
            return later;
        }
        return best != none && said_apart(counted, m_triggers[best]) ? none : best;
    }

    /// "обратились 43 семьи; 12 человек он вернул": after a semicolon a verb of its own tells of the count.
    [[nodiscard]] bool said_apart(const Counted& counted, const Trigger& trigger) const
    {
        bool apart = false;
        for (TokenIndex i = trigger.tokens.last + 1; i < counted.tokens.first && !apart; ++i) {
            apart = m_document.token(i).text == ";";
        }
        return apart && !m_document.english() && m_clause.other_verb(m_clause.segment(counted));
    }

    /// "300 жителей остаются, ещё 40 удерживают": a verb of its own tells of the count, and the act has another in its clause.
    [[nodiscard]] bool apart_from(const Counted& counted, const Trigger& trigger) const
    {
        if (m_document.english() || counted.tokens.last >= trigger.tokens.first || !m_clause.number_between(counted, trigger)) {
            return false;
        }
        bool divided = false;
        for (TokenIndex i = counted.tokens.last + 1; i < trigger.tokens.first; ++i) {
            divided = divided || m_document.token(i).text == "," || m_document.token(i).text == ";";
        }
        return divided && m_clause.other_verb(m_clause.segment(counted));
    }

    /// "Ещё пятерых, в их числе двух женщин, отпустили": no act of the sentence before.
    [[nodiscard]] bool released(const Counted& counted) const
    {
        for (TokenIndex i = counted.tokens.last + 1; i <= m_sentence.last; ++i) {
            if (m_document.divides(i) || m_document.is(i, Class::act) || m_document.token(i).text == "(") {
                return false;
            }
            if (m_document.is(i, Class::release)) {
                return true;
            }
        }
        return false;
    }

    /// "418 were fined and are to be expelled": a trigger that is joined to a counted one shares its count.
    void coordinate(std::size_t c)
    {
        if (m_bound[c].empty()) {
            return;
        }
        const std::uint32_t anchor = m_bound[c].front();
        for (std::uint32_t t = m_first; t < m_limit; ++t) {
            const bool taken = std::any_of(m_bound.begin(), m_bound.end(),
                                           [&](const auto& bound) { return std::find(bound.begin(), bound.end(), t) != bound.end(); });
            if (t == anchor || taken || m_triggers[t].act() == m_triggers[anchor].act() || !fits(m_document, m_counts[c], m_triggers[t])) {
                continue;
            }
            if (joined(m_triggers[anchor], m_triggers[t], m_counts[c]) || same_words(m_triggers[anchor], m_triggers[t])) {
                m_bound[c].push_back(t);
            }
        }
    }

    [[nodiscard]] static bool same_words(const Trigger& a, const Trigger& b)
    {
        // A noun in the gap of a pattern is none of its words.
        const auto in_gap = [](const Trigger& inner, const Trigger& outer) {
            return inner.noun && outer.tokens.first < inner.tokens.first && inner.tokens.last <= outer.tokens.last;
        };
        return !in_gap(a, b) && !in_gap(b, a) && a.tokens.first <= b.tokens.last && b.tokens.first <= a.tokens.last;
    }

    [[nodiscard]] bool comma_between(TokenIndex from, TokenIndex to) const
    {
        for (TokenIndex i = from + 1; i < to; ++i) {
            if (m_document.token(i).text == ",") {
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] bool joined(const Trigger& a, const Trigger& b, const Counted& counted) const
    {
        constexpr TokenIndex reach = 7;
        const Trigger& left = a.tokens.first < b.tokens.first ? a : b;
        const Trigger& right = a.tokens.first < b.tokens.first ? b : a;
        if (right.tokens.first - left.tokens.last > reach || left.noun != right.noun ||
            (!m_document.english() && left.attributive != right.attributive)) {
            return false;
        }
        // "сожгли деревню, тысячи жителей бежали": the count belongs to the second clause alone.
        const bool between = counted.tokens.first > left.tokens.last;
        if (between && comma_between(left.tokens.last, counted.tokens.first)) {
            return false;
        }
        // "used gas to break up the crowd and hauled off 27": the first has an object of its own.
        const bool own_object = counted.tokens.first > right.tokens.last && m_clause.object_between(left, right);
        const bool site = (a.act() == "raid" || a.act() == "search" || b.act() == "raid" || b.act() == "search") &&
                          counted.unit == Unit::person && counted.tokens.first > right.tokens.last;
        if (m_document.english() && (own_object || site)) {
            return false;
        }
        // "оштрафовали с выдворением": the words that join belong to the second act.
        const std::string_view opening = m_document.folded(right.tokens.first);
        bool conjunction = opening == "с" || opening == "и" || opening == "with" || opening == "and";
        for (TokenIndex i = left.tokens.last + 1; i < right.tokens.first; ++i) {
            if (m_document.divides(i) || m_document.is(i, Class::relative_pronoun)) {
                return false;
            }
            const bool number = m_document.number_of[i] != none && (i < counted.tokens.first || i > counted.tokens.last);
            const bool subject = m_document.is(i, Class::agent) || (unit_at(m_document, i) != nullptr && !counted.tokens.contains(i));
            if (number || subject) {
                return false;
            }
            const std::string_view word = m_document.folded(i);
            conjunction = conjunction || word == "and" || word == "и" || word == "or" || word == "или" || word == "," || word == "then";
        }
        return conjunction;
    }

    const Document& m_document;
    const Attributions& m_speech;
    const language::Sentence& m_sentence;
    CountClause m_clause;
    const std::vector<Trigger>& m_triggers;
    std::uint32_t m_first;
    std::uint32_t m_limit;
    bool m_answer;
    std::vector<Counted> m_counts;
    std::vector<Counted> m_persons;
    std::set<std::size_t> m_of_whole;
    std::set<std::size_t> m_let_go; ///< counts of those who were released
    std::vector<std::vector<std::uint32_t>> m_bound;
};

} // namespace

std::vector<Binding> bind(const Document& document, const Attributions& speech, std::uint32_t sentence,
                          const std::vector<Trigger>& triggers, std::uint32_t first, std::uint32_t limit,
                          const std::vector<std::uint32_t>& inherited, bool answer)
{
    if (first == limit && inherited.empty()) {
        return {};
    }
    return Binder(document, speech, sentence, triggers, first, limit, answer).run(inherited);
}

} // namespace khronika::claims
