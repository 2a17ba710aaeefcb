// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/extract.h"

#include "claims/bind.h"
#include "claims/document.h"
#include "claims/merge.h"
#include "claims/slots.h"
#include "claims/speakers.h"
#include "claims/text_tables.h"
#include "claims/triggers.h"

#include <algorithm>
#include <map>

namespace khronika::claims {

using language::Class;
using language::NameForm;

namespace {

TokenRange join(TokenRange a, TokenRange b)
{
    if (a.empty()) {
        return b;
    }
    if (b.empty()) {
        return a;
    }
    return {std::min(a.first, b.first), std::max(a.last, b.last)};
}

class Assembler {
public:
    Assembler(const Document& document)
        : m_document(document), m_attributions(document), m_triggers(find_triggers(document, m_attributions)),
          m_tables(find_tables(document, m_triggers))
    {
        m_default = main_place();
    }

    std::vector<Claim> run()
    {
        std::uint32_t first = 0;
        for (std::uint32_t s = 0; s < m_document.sentences.size(); ++s) {
            while (first < m_triggers.size() && m_triggers[first].sentence < s) {
                ++first;
            }
            std::uint32_t limit = first;
            while (limit < m_triggers.size() && m_triggers[limit].sentence == s) {
                ++limit;
            }
            read_sentence(s, first, limit);
            first = limit;
        }
        return without_repeats(without_headings());
    }

private:
    void read_sentence(std::uint32_t s, std::uint32_t first, std::uint32_t limit)
    {
        const auto& sentence = m_document.sentences[s];
        if (sentence.question || m_tables.headers[s]) {
            return;
        }
        note_lead(s);
        const std::vector<std::uint32_t> inherited = may_inherit(s) ? m_last_counted : std::vector<std::uint32_t>{};
        const auto row = m_tables.rows.find(s);
        std::vector<Binding> bindings = row != m_tables.rows.end()
                                            ? row->second
                                            : bind(m_document, m_attributions, s, m_triggers, first, limit, inherited);
        std::erase_if(bindings, [&](const Binding& binding) { return !worthy(binding, s); });
        leave_out_denials(bindings);
        leave_out_bare(bindings);
        std::vector<TokenRange> cores;
        for (const Binding& binding : bindings) {
            TokenRange core = binding.inherited ? TokenRange{} : m_triggers[binding.trigger].tokens;
            if (binding.count) {
                core = join(core, binding.count->tokens);
            }
            cores.push_back(core);
        }
        if (bindings.empty()) {
            note_day(s);
        }
        const std::size_t before = m_claims.size();
        std::vector<std::uint32_t> counted;
        for (std::size_t b = 0; b < bindings.size(); ++b) {
            const Scope scope{clause(cores, b, sentence), {sentence.first, sentence.last}};
            if (!conditions_hold(m_document, m_attributions, m_triggers[bindings[b].trigger], bindings[b], scope)) {
                continue;
            }
            if (make(bindings[b], scope, s) && bindings[b].count &&
                std::find(counted.begin(), counted.end(), bindings[b].trigger) == counted.end()) {
                counted.push_back(bindings[b].trigger);
            }
        }
        share_speaker(before);
        if (!counted.empty()) {
            m_last_counted = counted;
            m_last_counted_sentence = s;
        } else if (!bindings.empty() && m_document.token(sentence.last).text == ":") {
            // A lead-in to a list lends its act to the lines below it.
            m_last_counted.clear();
            for (const Binding& binding : bindings) {
                m_last_counted.push_back(binding.trigger);
            }
            m_last_counted_sentence = s;
        }
    }

    /// A line that ends in a colon speaks for the list or table below it: its date and its speaker are theirs.
    void note_lead(std::uint32_t s)
    {
        const auto& sentence = m_document.sentences[s];
        if (m_document.token(sentence.last).text != ":") {
            if (!sentence.item && !sentence.heading && !m_tables.rows.contains(s)) {
                m_lead.reset();
            }
            return;
        }
        m_lead = Lead{};
        for (const Frame* frame : m_attributions.of_sentence(s)) {
            m_lead->speaker = frame->chain;
        }
        for (const auto& date : m_document.dates) {
            if (date.first >= sentence.first && date.last <= sentence.last && !date.setting && !date.until && !m_lead->when) {
                const Words as_written = words({date.first, date.last});
                m_lead->when = When{date.range, as_written.text, as_written.span};
            }
        }
    }

    /// What the line's own words leave open the lead-in fills.
    void fill_from_lead(Claim& claim, std::uint32_t s) const
    {
        if (!m_lead || m_document.token(m_document.sentences[s].last).text == ":") {
            return;
        }
        if (claim.attribution.empty()) {
            claim.attribution = m_lead->speaker;
        }
        if (!claim.when) {
            claim.when = m_lead->when;
        }
        const auto name = m_tables.names.find(s);
        if (name == m_tables.names.end()) {
            return;
        }
        claim.places.clear();
        for (TokenIndex i = name->second.first; i <= name->second.last; ++i) {
            if (m_document.place_of[i] != none) {
                claim.places = {fullest(m_document.places[m_document.place_of[i]].mention)};
            }
        }
        if (claim.places.empty()) {
            claim.places.emplace_back(m_document.words(name->second));
        }
    }

    /// What one sentence says of one count it says by one speaker.
    void share_speaker(std::size_t from)
    {
        for (std::size_t i = from; i < m_claims.size(); ++i) {
            for (std::size_t j = from; j < m_claims.size() && m_claims[i].attribution.empty(); ++j) {
                if (m_claims[i].count && m_claims[j].count && m_claims[i].count->span == m_claims[j].count->span) {
                    m_claims[i].attribution = m_claims[j].attribution;
                }
            }
        }
    }

    [[nodiscard]] bool may_inherit(std::uint32_t s) const
    {
        constexpr std::uint32_t reach = 2;
        const bool near = s - m_last_counted_sentence <= reach;
        return !m_last_counted.empty() && near;
    }

    /// "have begun to leave", "начали уезжать".
    [[nodiscard]] bool begun(const Trigger& trigger) const
    {
        const TokenIndex first = m_document.sentences[trigger.sentence].first;
        for (TokenIndex back = 1; back <= 2 && trigger.tokens.first >= first + back; ++back) {
            if (m_document.is(trigger.tokens.first - back, Class::carried)) {
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] bool conditional(const Trigger& trigger) const
    {
        constexpr TokenIndex reach = 5;
        const TokenIndex first = m_document.sentences[trigger.sentence].first;
        for (TokenIndex back = 1; back <= reach && trigger.tokens.first >= first + back; ++back) {
            const TokenIndex i = trigger.tokens.first - back;
            if (m_document.punctuation(i) && !m_document.quote_mark(i)) {
                return false;
            }
            if (m_document.is(i, Class::conditional)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a trigger tells news: a finite verb does, a noun only with a verb that carries it, a count or a trend.
    [[nodiscard]] bool worthy(const Binding& binding, std::uint32_t s) const
    {
        const Trigger& trigger = m_triggers[binding.trigger];
        if (binding.count && !binding.count->single) {
            return true;
        }
        if (binding.count && trigger.noun && !trigger.background && !trigger.negated) {
            return true;
        }
        if (trigger.negated || trigger.attributive || (conditional(trigger) && trigger.option("modality").empty())) {
            return false;
        }
        if (trigger.noun && trigger.option("weak") == "1") {
            const Scope scope{{m_document.sentences[s].first, m_document.sentences[s].last},
                              {m_document.sentences[s].first, m_document.sentences[s].last}};
            if (trigger.act() != "prosecution" && (denial_before(trigger) || denied_after(m_document, trigger, scope))) {
                return true;
            }
            if (trigger.background) {
                return false;
            }
            return trigger.carried || topic(trigger) || trend_of(m_document, trigger, scope).has_value();
        }
        if (trigger.infinitive) {
            const Scope scope{trigger.tokens, {m_document.sentences[s].first, m_document.sentences[s].last}};
            const Modality modality = modality_of(m_document, trigger, scope);
            return modality == Modality::planned || modality == Modality::ordered || begun(trigger);
        }
        return true;
    }

    /// "rejected the accusations of abuse".
    [[nodiscard]] bool denial_before(const Trigger& trigger) const
    {
        constexpr TokenIndex reach = 6;
        const TokenIndex first = m_document.sentences[trigger.sentence].first;
        for (TokenIndex back = 1; back <= reach && trigger.tokens.first >= first + back; ++back) {
            const TokenIndex i = trigger.tokens.first - back;
            if (m_document.punctuation(i) && !m_document.quote_mark(i)) {
                return false;
            }
            if (m_document.begins(i, Class::denied) != nullptr) {
                return true;
            }
        }
        return false;
    }

    /// A denial gives way to the act that it denies: "She denied that detainees were beaten".
    void leave_out_denials(std::vector<Binding>& bindings) const
    {
        const auto denial = [&](const Binding& binding) {
            const Trigger& trigger = m_triggers[binding.trigger];
            return trigger.act() == "statement" && m_document.is(trigger.tokens.first, Class::denied);
        };
        const bool other = std::any_of(bindings.begin(), bindings.end(), [&](const Binding& binding) {
            return m_triggers[binding.trigger].act() != "statement" && !binding.inherited;
        });
        if (other) {
            std::erase_if(bindings, denial);
        }
    }

    /// What the sentence counts it does not say again without a count; and shots, blows and blasts are how people were killed.
    void leave_out_bare(std::vector<Binding>& bindings) const
    {
        const auto counted = [&](std::string_view act, const Binding& but) {
            return std::any_of(bindings.begin(), bindings.end(), [&](const Binding& other) {
                return &other != &but && other.count && other.count->number != none && !other.inherited && m_triggers[other.trigger].act() == act;
            });
        };
        std::vector<Binding> kept;
        for (const Binding& binding : bindings) {
            const Trigger& trigger = m_triggers[binding.trigger];
            const bool bare = !binding.count || (binding.count->number == none && !binding.count->single);
            const bool near = std::any_of(bindings.begin(), bindings.end(), [&](const Binding& other) {
                constexpr TokenIndex reach = 5;
                const Trigger& said = m_triggers[other.trigger];
                return other.count && said.act() == trigger.act() && trigger.tokens.first > said.tokens.last &&
                       trigger.tokens.first - said.tokens.last <= reach;
            });
            const bool means = (trigger.act() == "attack" || trigger.act() == "ill_treatment") &&
                               (counted("killing", binding) || counted("injury", binding)) && subordinate(trigger);
            if (bare && (means || (!binding.count && !trigger.noun && near))) {
                continue;
            }
            kept.push_back(binding);
        }
        bindings = std::move(kept);
    }

    /// "killed in the shelling", "hurt when police used tear gas".
    [[nodiscard]] bool subordinate(const Trigger& trigger) const
    {
        constexpr TokenIndex reach = 4;
        const TokenIndex first = m_document.sentences[trigger.sentence].first;
        for (TokenIndex back = 1; back <= reach && trigger.tokens.first >= first + back; ++back) {
            const TokenIndex i = trigger.tokens.first - back;
            if (m_document.punctuation(i)) {
                return false;
            }
            const bool preposition = m_document.is(i, Class::background) || m_document.folded(i) == "in" || m_document.folded(i) == "by" ||
                                     m_document.folded(i) == "from" || m_document.folded(i) == "в" || m_document.folded(i) == "при";
            const bool clause = m_document.is(i, Class::relative_pronoun) || m_document.folded(i) == "as";
            if (trigger.noun ? preposition : clause) {
                return true;
            }
        }
        return false;
    }

    /// "reported a raid", "сообщил об операции": what a speaker tells of is news.
    [[nodiscard]] bool topic(const Trigger& trigger) const
    {
        constexpr TokenIndex reach = 5;
        const TokenIndex first = m_document.sentences[trigger.sentence].first;
        for (TokenIndex back = 1; back <= reach && trigger.tokens.first >= first + back; ++back) {
            const std::string_view word = m_document.folded(trigger.tokens.first - back);
            if (word == "о" || word == "об" || word == "about") {
                return !m_attributions.of_sentence(trigger.sentence).empty();
            }
            if (m_document.punctuation(trigger.tokens.first - back) && !m_document.quote_mark(trigger.tokens.first - back)) {
                return false;
            }
        }
        return false;
    }

    /// The words of one binding: up to what divides clauses, or to the comma before another binding's words.
    [[nodiscard]] TokenRange clause(const std::vector<TokenRange>& cores, std::size_t b, const language::Sentence& sentence) const
    {
        const auto other_core = [&](TokenIndex from, TokenIndex to) {
            for (std::size_t k = 0; k < cores.size(); ++k) {
                const bool overlaps = cores[k].first <= cores[b].last && cores[b].first <= cores[k].last;
                if (k != b && !overlaps && cores[k].first >= from && cores[k].first <= to) {
                    return true;
                }
            }
            return false;
        };
        TokenRange out = cores[b];
        while (out.first > sentence.first) {
            const std::string_view text = m_document.token(out.first - 1).text;
            if (divides(text)) {
                break;
            }
            if (text == "," && other_core(sentence.first, out.first - 1)) {
                break;
            }
            --out.first;
        }
        while (out.last < sentence.last) {
            const std::string_view text = m_document.token(out.last + 1).text;
            if (divides(text)) {
                break;
            }
            if (text == "," && other_core(out.last + 1, sentence.last)) {
                break;
            }
            ++out.last;
        }
        return out;
    }

    [[nodiscard]] TokenRange trimmed(TokenRange range) const
    {
        while (range.first < range.last) {
            const std::string_view word = m_document.folded(range.first);
            const bool small = word == "," || word == "and" || word == "but" || word == "и" || word == "а" || word == "но" || word == "." ||
                               word == "-" || word == "—" || word == "–" || word == ")" || word == "»" || word == "”" || word == "*" ||
                               word == "•";
            if (!small) {
                break;
            }
            ++range.first;
        }
        while (range.last > range.first) {
            const std::string_view word = m_document.token(range.last).text;
            if (word != "," && word != "." && word != "(" && word != "—" && word != "–" && word != ";" && word != ":") {
                break;
            }
            --range.last;
        }
        return range;
    }

    [[nodiscard]] Words words(TokenRange range) const
    {
        const Span span = m_document.span(range);
        return {std::string(at(m_document.tokens.text(), span)), span};
    }

    bool make(const Binding& binding, const Scope& scope, std::uint32_t s)
    {
        const Trigger& trigger = m_triggers[binding.trigger];
        Claim claim;
        claim.item = m_document.text->item;
        claim.act = std::string(trigger.act());
        claim.reasons.push_back({"act", trigger.match->entry->kind, trigger.match->entry->source()});
        const TokenRange quote = trimmed(scope.clause);
        claim.span = m_document.span(quote);
        claim.quote = std::string(m_document.words(quote));
        if (binding.count) {
            set_count(claim, *binding.count, trigger);
        }
        // What an inherited act lacks in its own line it takes from where the act stands.
        const Scope& near = scope;
        Trigger local = trigger;
        if (binding.inherited) {
            local.tokens = binding.count->tokens;
            local.sentence = s;
        }
        const auto victims = victims_of(m_document, local, binding, near);
        if (victims) {
            claim.victims = words(*victims);
        }
        if (const auto actors = actors_of(m_document, m_attributions, local, binding, near)) {
            claim.actors = words(*actors);
        }
        carry_court(claim, s);
        claim.modality = modality_of(m_document, local, near);
        claim.trend = trend_of(m_document, local, near);
        set_attribution(claim, local, binding, s);
        set_places(claim, local, binding, near, victims);
        set_when(claim, local, binding, near, s);
        fill_from_lead(claim, s);
        m_claims.push_back(std::move(claim));
        m_headings.push_back(heading(s) && !m_tables.rows.contains(s));
        return true;
    }

    [[nodiscard]] bool heading(std::uint32_t s) const { return m_document.sentences[s].heading && !m_document.sentences[s].item; }

    /// A headline's claim without a count goes where the body tells of that act, and one with a count where the body gives it.
    std::vector<Claim> without_headings()
    {
        std::vector<Claim> out;
        for (std::size_t i = 0; i < m_claims.size(); ++i) {
            bool told = false;
            for (std::size_t j = 0; j < m_claims.size() && m_headings[i] && !told; ++j) {
                const bool same_act =
                    !m_headings[j] && (m_claims[i].act == m_claims[j].act ||
                                       (m_claims[i].act.starts_with("deportation") && m_claims[j].act.starts_with("deportation")));
                told = same_act &&
                       (!m_claims[i].count || (m_claims[j].count && m_claims[i].count->bounds.overlaps(m_claims[j].count->bounds)));
            }
            if (!told) {
                out.push_back(std::move(m_claims[i]));
            }
        }
        return out;
    }

    /// In a run of court figures the court that was named goes on acting.
    void carry_court(Claim& claim, std::uint32_t s)
    {
        constexpr std::uint32_t reach = 3;
        if (!same_run(claim.act, "sentence")) {
            return;
        }
        const std::uint32_t paragraph = m_document.sentences[s].paragraph;
        if (claim.actors) {
            m_court = claim.actors;
            m_court_paragraph = paragraph;
        } else if (m_court && paragraph - m_court_paragraph <= reach && claim.act != "prosecution") {
            claim.actors = m_court;
        }
    }

    void set_count(Claim& claim, const Counted& counted, const Trigger& trigger) const
    {
        Count count;
        count.bounds = counted.bounds;
        count.approximate = counted.approximate;
        count.per = counted.per;
        if (counted.unit) {
            count.unit = *counted.unit;
        } else if (const auto unit = unit_from(trigger.option("unit"))) {
            count.unit = *unit;
        } else {
            count.unit = Unit::person;
        }
        count.span = m_document.span(counted.tokens);
        count.text = std::string(m_document.words(counted.tokens));
        claim.count = std::move(count);
    }

    void set_attribution(Claim& claim, const Trigger& trigger, const Binding& binding, std::uint32_t s)
    {
        claim.attribution = m_attributions.at(trigger.tokens.first);
        const std::uint32_t paragraph = m_document.sentences[s].paragraph;
        if (!claim.attribution.empty()) {
            if (claim.count) {
                m_run_speaker = claim.attribution;
                m_run_act = claim.act;
                m_run_paragraph = paragraph;
                m_run_sentence = s;
            }
            return;
        }
        constexpr std::uint32_t reach = 3;
        const bool figures = claim.count || m_document.sentences[s].item;
        const bool same = same_run(claim.act, m_run_act) && paragraph - m_run_paragraph <= reach;
        const bool next = paragraph == m_run_paragraph && s - m_run_sentence <= 1 && claim.count && !binding.count->single;
        if (figures && !m_run_speaker.empty() && (same || next) && claim.modality != Modality::alleged) {
            claim.attribution = m_run_speaker;
            m_run_paragraph = paragraph;
            m_run_sentence = s;
        }
    }

    void set_places(Claim& claim, const Trigger& trigger, const Binding& binding, const Scope& scope,
                    const std::optional<TokenRange>& victims)
    {
        const std::uint32_t paragraph = m_document.sentences[trigger.sentence].paragraph;
        const Where where = places_of(m_document, m_attributions, trigger, binding, scope, victims);
        if (!where.empty()) {
            claim.places = spelled(where);
            m_last_places = claim.places;
            m_last_places_paragraph = paragraph;
            return;
        }
        const bool passage = !m_last_places.empty() && (paragraph == m_last_places_paragraph || m_default.empty());
        const bool listed = !m_last_places.empty() && m_document.sentences[trigger.sentence].item && !m_lead;
        const auto country = named_by_noun(trigger.sentence);
        claim.places = country ? *country : passage || listed ? m_last_places : m_default;
    }

    void set_when(Claim& claim, const Trigger& trigger, const Binding& binding, const Scope& scope, std::uint32_t s)
    {
        const std::uint32_t paragraph = m_document.sentences[s].paragraph;
        const std::uint32_t d = date_of(m_document, m_attributions, trigger, binding, scope);
        const bool comparison = d != none && m_document.dates[d].since && claim.trend && claim.trend->direction == Direction::record;
        if (comparison) {
            return;
        }
        const std::uint32_t end = end_date(scope);
        if (d != none) {
            claim.when = dated(d, end);
            if (opens_clause(d, trigger)) {
                claim.when->range.to = claim.when->range.from;
            }
            m_last_when_single = binding.count && binding.count->single && !binding.count->pronoun;
            m_last_when_anywhere = false;
            m_last_when = claim.when;
            m_last_when_places = claim.places;
            m_last_when_act = claim.act;
            m_last_when_paragraph = paragraph;
            m_last_when_since = m_document.dates[d].since;
            return;
        }
        if (end != none && m_last_when && paragraph == m_last_when_paragraph && m_last_when->range.from < m_document.dates[end].range.to) {
            const auto& date = m_document.dates[end];
            const Words as_written = words({date.first, date.last});
            claim.when = When{{m_last_when->range.from, date.range.to}, as_written.text, as_written.span};
            return;
        }
        const bool same_act = same_run(claim.act, m_last_when_act);
        // Of two persons, each with a story, one's day is not the other's.
        const bool another = m_last_when_single && binding.count && binding.count->single && !binding.count->pronoun;
        const bool passage = m_last_when && paragraph == m_last_when_paragraph && !another &&
                             (m_last_when_anywhere || claim.places == m_last_when_places) && (!m_last_when_since || (same_act && claim.count));
        const bool run = m_last_when && same_act && paragraph - m_last_when_paragraph <= 3 && claim.count &&
                         claim.attribution == m_run_speaker && !claim.attribution.empty();
        if (passage || run) {
            claim.when = m_last_when;
            m_last_when_paragraph = paragraph;
        }
    }

    /// "since October 3, when the ministry ordered": the day itself, in the clause that it opens.
    [[nodiscard]] bool opens_clause(std::uint32_t d, const Trigger& trigger) const
    {
        const auto& date = m_document.dates[d];
        const TokenIndex next = date.last + 1;
        const bool when = m_document.folded(next) == "," && (m_document.folded(next + 1) == "when" || m_document.folded(next + 1) == "когда");
        return date.since && when && trigger.tokens.first > next;
    }

    /// A sentence that begins with a day and claims nothing dates what follows it: "Wednesday was quiet until noon."
    void note_day(std::uint32_t s)
    {
        const auto& sentence = m_document.sentences[s];
        for (const auto& date : m_document.dates) {
            const bool opens = date.first >= sentence.first && date.first <= sentence.first + 1 && date.last <= sentence.last;
            if (opens && !date.setting && !date.until && !date.since && date.range.length() == 1) {
                const Words as_written = words({date.first, date.last});
                m_last_when = When{date.range, as_written.text, as_written.span};
                m_last_when_anywhere = true;
                m_last_when_single = m_last_when_since = false;
                m_last_when_act.clear();
                m_last_when_paragraph = sentence.paragraph;
            }
        }
    }

    /// "by Sunday", "к воскресенью" in the claim's sentence; none where there is none.
    [[nodiscard]] std::uint32_t end_date(const Scope& scope) const
    {
        for (std::uint32_t d = 0; d < m_document.dates.size(); ++d) {
            if (m_document.dates[d].until && scope.sentence.contains(m_document.dates[d].first)) {
                return d;
            }
        }
        return none;
    }

    /// The date `d`, up to the date `end` where the sentence names one ("since February 1 by Thursday night").
    [[nodiscard]] When dated(std::uint32_t d, std::uint32_t end) const
    {
        const auto& date = m_document.dates[d];
        const Words as_written = words({date.first, date.last});
        When out{date.range, as_written.text, as_written.span};
        const bool ends = end != none && m_document.dates[end].range.to > date.range.from && (date.since || date.range.length() == 1);
        if (ends) {
            out.range.to = m_document.dates[end].range.to;
        }
        return out;
    }

    /// The fullest spelling that the text has for each place: "Санкт-Петербург" for "Петербург".
    [[nodiscard]] std::vector<std::string> spelled(const Where& where) const
    {
        std::vector<std::string> out;
        for (std::size_t i = 0; i < where.names.size(); ++i) {
            out.push_back(fullest(m_document.places[where.mentions[i]].mention));
        }
        return out;
    }

    [[nodiscard]] std::string fullest(const language::PlaceMention& mention) const
    {
        std::string out = mention.nominative;
        for (const Place& other : m_document.places) {
            const bool same =
                other.mention.place == mention.place && mention.place != language::no_place && other.mention.form == NameForm::name;
            if (same && other.mention.nominative.size() > out.size() && other.mention.nominative.ends_with(out)) {
                out = other.mention.nominative;
            }
        }
        return out;
    }

    /// "throughout the country", "the city's courts", "в городе": the country or city named last before.
    [[nodiscard]] std::optional<std::vector<std::string>> named_by_noun(std::uint32_t s) const
    {
        const auto& sentence = m_document.sentences[s];
        for (TokenIndex i = sentence.first + 1; i <= sentence.last; ++i) {
            const std::string_view word = m_document.folded(i);
            const std::string_view before = m_document.folded(i >= 2 ? i - 2 : 0);
            const bool english = word == "country" && (before == "throughout" || before == "across" || before == "around");
            const bool russian =
                (word == "стране" || word == "страны") && (before == "по" || before == "регионах" || before == "городах" ||
                                                           m_document.folded(i - 1) == "регионах" || m_document.folded(i - 1) == "городах");
            const bool city = (word == "city" && m_document.folded(i - 1) == "the") || word == "городе" ||
                              (word == "города" && m_document.is(i - 1, Class::agent));
            if (!english && !russian && !city) {
                continue;
            }
            const Place* last = nullptr;
            std::map<std::string, int> votes;
            for (const Place& place : m_document.places) {
                const bool wanted = place.mention.kind == (city ? language::PlaceKind::city : language::PlaceKind::country);
                if (!wanted || place.mention.form == NameForm::demonym || place.mention.weak || m_attributions.speech(place.tokens.first)) {
                    continue;
                }
                if (city ? place.tokens.first < i : ++votes[fullest(place.mention)] > (last == nullptr ? 0 : votes[fullest(last->mention)])) {
                    last = &place;
                }
            }
            if (last != nullptr) {
                return std::vector<std::string>{fullest(last->mention)};
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] bool in_lead(TokenIndex i) const
    {
        constexpr std::uint32_t lead = 3;
        return m_document.sentence_of[i] != none && m_document.sentence_of[i] < lead;
    }

    /// What a text is about: the place that it names most, those of the headline and the lead counting thrice; a place within
    /// another speaks for that one too, though less.
    [[nodiscard]] std::vector<std::string> main_place() const
    {
        const auto& gazetteer = m_document.languages->gazetteer();
        std::map<std::uint32_t, double> votes;
        std::map<std::uint32_t, std::string> names;
        for (const Place& place : m_document.places) {
            const bool counts = place.mention.form != NameForm::demonym && !place.mention.weak &&
                                place.mention.place != language::no_place && place.mention.kind != language::PlaceKind::site &&
                                place.mention.kind != language::PlaceKind::supranational;
            const TokenIndex before = place.tokens.first == 0 ? 0 : place.tokens.first - 1;
            const std::string_view word = m_document.folded(before);
            const bool left = word == "из" || word == "from" || word == "leave" || word == "покинуть" || word == "пределы" || word == "of";
            if (!counts || m_attributions.speech(place.tokens.first) || (left && place.mention.kind == language::PlaceKind::country)) {
                continue;
            }
            const double weight = (in_lead(place.tokens.first) ? 4 : 1) * (place.mention.form == NameForm::name ? 1.0 : 0.6);
            votes[place.mention.place] += weight;
            names.emplace(place.mention.place, fullest(place.mention));
        }
        std::uint32_t best = language::no_place;
        double most = 0;
        for (const auto& [id, own] : votes) {
            double total = own;
            for (const auto& [inner, theirs] : votes) {
                if (inner != id && gazetteer.contains(id, inner)) {
                    total += theirs * 0.1;
                }
            }
            if (total > most) {
                most = total;
                best = id;
            }
        }
        if (best == language::no_place) {
            return {};
        }
        if (const auto inner = named_in_lead(best)) {
            best = *inner;
        }
        return {names[best]};
    }

    struct Lead {
        Chain speaker;
        std::optional<When> when;
    };

    /// "в подмосковных Котельниках": the one city that the lead names within a place that it only speaks of by an adjective.
    [[nodiscard]] std::optional<std::uint32_t> named_in_lead(std::uint32_t outer) const
    {
        std::optional<std::uint32_t> out;
        for (const Place& place : m_document.places) {
            if (!in_lead(place.tokens.first) || place.mention.weak || place.mention.place == language::no_place ||
                place.mention.form != NameForm::name || m_attributions.speech(place.tokens.first)) {
                continue;
            }
            const bool inner = m_document.languages->gazetteer().contains(outer, place.mention.place);
            if (place.mention.place == outer || (inner && out && *out != place.mention.place)) {
                return std::nullopt;
            }
            if (inner) {
                out = place.mention.place;
            }
        }
        return out;
    }

    const Document& m_document;
    Attributions m_attributions;
    std::vector<Trigger> m_triggers;
    TextTables m_tables;
    std::optional<Lead> m_lead;
    std::vector<Claim> m_claims;
    std::vector<std::string> m_default;
    std::vector<std::string> m_last_places;
    std::uint32_t m_last_places_paragraph = 0;
    std::vector<std::uint32_t> m_last_counted;
    std::uint32_t m_last_counted_sentence = 0;
    std::vector<bool> m_headings;
    std::optional<Words> m_court;
    std::uint32_t m_court_paragraph = 0;
    Chain m_run_speaker;
    std::string m_run_act;
    std::uint32_t m_run_paragraph = 0;
    std::uint32_t m_run_sentence = 0;
    std::optional<When> m_last_when;
    std::string m_last_when_act;
    std::vector<std::string> m_last_when_places;
    std::uint32_t m_last_when_paragraph = 0;
    bool m_last_when_since = false;
    bool m_last_when_single = false;
    bool m_last_when_anywhere = false; ///< whatever the place
};

} // namespace

std::vector<Claim> extract(const Text& text, const language::Languages& languages)
{
    const auto document = analyse(text, languages);
    if (!document) {
        return {};
    }
    return Assembler(*document).run();
}

} // namespace khronika::claims
