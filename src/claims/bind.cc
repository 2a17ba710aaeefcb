// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/bind.h"

#include "claims/count_clause.h"
#include "claims/roles.h"

#include <algorithm>
#include <set>

namespace khronika::claims {

using language::Case;
using language::Class;
using language::Match;

namespace {

/// "32 cases of enforced disappearance": the act after the noun is what is counted.
bool instances_of(const Document& document, const Counted& counted, const Trigger& trigger)
{
    constexpr TokenIndex reach = 3;
    const bool inside = !counted.noun.empty() && trigger.tokens.contains(counted.noun.first);
    const bool follows = !counted.noun.empty() && trigger.tokens.first > counted.noun.last &&
                         trigger.tokens.first - counted.noun.last <= reach &&
                         (!document.english() || document.folded(counted.noun.last + 1) == "of");
    return inside || (follows && trigger.noun);
}

/// Those who act, as those to whom it is done: "arrested 12 militants", "five officers were detained".
bool agent_suffers(const Document& document, const Counted& counted, const Trigger& trigger)
{
    const std::string_view act = trigger.act();
    if (act == "killing" || act == "injury" || act == "attack") {
        return true;
    }
    const bool before = counted.tokens.last < trigger.tokens.first;
    if (subject_suffers(document, trigger)) {
        return before || !document.english();
    }
    const bool of = trigger.noun && document.english() && document.folded(trigger.tokens.last + 1) == "of";
    return !before && (!trigger.noun || of) && act != "raid" && act != "search";
}

bool fits(const Document& document, const Counted& counted, const Trigger& trigger)
{
    const std::string_view act = trigger.act();
    if (act == "statement") {
        return false;
    }
    if (!counted.unit) {
        return true;
    }
    switch (*counted.unit) {
    case Unit::case_:
        return act == "prosecution" || act == "sentence" || act == "deportation_order" || act == "conscription" || act == "entry_ban" ||
               act == "citizenship_loss" || instances_of(document, counted, trigger);
    case Unit::complaint:
        return act == "complaint";
    case Unit::vehicle:
        return act == "deportation" || act == "robbery" || act == "attack" || act == "displacement" || act == "raid" || act == "entry_ban";
    case Unit::place:
        return act != "complaint" && act != "displacement" && act != "killing" && act != "injury" && act != "deportation_order" &&
               act != "sentence" && act != "disappearance" && act != "citizenship_loss";
    case Unit::person:
        return (!counted.agent || agent_suffers(document, counted, trigger));
    default:
        return true;
    }
}

class Binder {
public:
    Binder(const Document& document, const Attributions& speech, std::uint32_t sentence, const std::vector<Trigger>& triggers,
           std::uint32_t first, std::uint32_t limit)
        : m_document(document), m_sentence(document.sentences[sentence]), m_clause(document, speech, sentence, triggers, first, limit),
          m_triggers(triggers), m_first(first), m_limit(limit), m_counts(counts_of(document, speech, sentence)),
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
            if (m_bound[c].empty() && !inherited.empty() && !m_let_go.contains(c) && stands_alone(m_counts[c])) {
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
                out.push_back({t, std::nullopt, false, {}});
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
        if (left.pronoun || right.pronoun || right.tokens.first - left.tokens.last > 3) {
            return false;
        }
        bool joined = false;
        for (TokenIndex i = left.tokens.last + 1; i < right.tokens.first; ++i) {
            const std::string_view word = m_document.folded(i);
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
        if (m_first != m_limit && !counted.noun.empty()) {
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
        if (m_document.english()) {
            return m_first == m_limit && (m_clause.figure_before(counted) || m_clause.another_at(counted) || m_clause.tells_more(counted));
        }
        for (TokenIndex i = m_sentence.first; i <= m_sentence.last; ++i) {
            if (m_document.is(i, Class::another) && m_document.number_of[i] == none) {
                return true;
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
            if (now < least) {
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
        return best;
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
        if (right.tokens.first - left.tokens.last > reach || left.noun != right.noun) {
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
            if (divides(m_document.token(i).text) || m_document.is(i, Class::relative_pronoun)) {
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
    const language::Sentence& m_sentence;
    CountClause m_clause;
    const std::vector<Trigger>& m_triggers;
    std::uint32_t m_first;
    std::uint32_t m_limit;
    std::vector<Counted> m_counts;
    std::vector<Counted> m_persons;
    std::set<std::size_t> m_of_whole;
    std::set<std::size_t> m_let_go; ///< counts of those who were released
    std::vector<std::vector<std::uint32_t>> m_bound;
};

} // namespace

namespace {

/// The comma that closes ", по предварительным данным,": whose words they are lies beside the way; the opening one elsewhere.
TokenIndex parenthesis_end(const Document& document, TokenIndex comma, TokenIndex limit)
{
    constexpr TokenIndex longest = 8;
    const bool source = document.begins(comma + 1, Class::according) != nullptr || document.begins(comma + 1, Class::alleged) != nullptr ||
                        (document.folded(comma + 1) == "по" && document.folded(comma + 3) == "данным");
    for (TokenIndex i = comma + 1; source && i < limit && i <= comma + longest; ++i) {
        if (document.token(i).text == ",") {
            return i;
        }
    }
    return comma;
}

} // namespace

int distance(const Document& document, TokenIndex from, TokenIndex to)
{
    int out = 0;
    for (TokenIndex i = from + 1; i < to; ++i) {
        const std::string_view text = document.token(i).text;
        const TokenIndex after = text == "," ? parenthesis_end(document, i, to) : i;
        if (after != i) {
            i = after;
        } else if (text == ",") {
            out += 4;
        } else if (divides(text) || text == "(" || text == ")" || text == ".") {
            out += 12;
        } else if (!document.quote_mark(i)) {
            out += 1;
        }
    }
    return out;
}

std::vector<Binding> bind(const Document& document, const Attributions& speech, std::uint32_t sentence,
                          const std::vector<Trigger>& triggers, std::uint32_t first, std::uint32_t limit,
                          const std::vector<std::uint32_t>& inherited)
{
    if (first == limit && inherited.empty()) {
        return {};
    }
    return Binder(document, speech, sentence, triggers, first, limit).run(inherited);
}

} // namespace khronika::claims
