// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/extract.h"

#include "base/utf8.h"
#include "claims/bind.h"
#include "claims/document.h"
#include "claims/merge.h"
#include "claims/news.h"
#include "claims/passage.h"
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
          m_tables(find_tables(document, m_triggers)), m_news(document, m_attributions, m_triggers),
          m_passage(document, m_attributions, m_tables)
    {
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
        if (m_tables.headers[s]) {
            return;
        }
        if (sentence.question) {
            note_question(s, first, limit);
            return;
        }
        m_passage.note_lead(s);
        const std::vector<std::uint32_t> inherited = may_inherit(s) ? m_last_counted : std::vector<std::uint32_t>{};
        const auto row = m_tables.rows.find(s);
        std::vector<Binding> bindings =
            row != m_tables.rows.end() ? row->second : bind(m_document, m_attributions, s, m_triggers, first, limit, inherited, answers(s));
        m_news.keep(bindings, s);
        const bool only_denies = bindings.size() == 1 && m_triggers[bindings[0].trigger].act() == "statement" &&
                                 m_document.is(m_triggers[bindings[0].trigger].tokens.first, Class::denied);
        if (only_denies && deny_last(s)) {
            return;
        }
        std::vector<TokenRange> cores;
        for (const Binding& binding : bindings) {
            TokenRange core = binding.inherited ? TokenRange{} : m_triggers[binding.trigger].tokens;
            if (binding.count) {
                core = join(core, binding.count->tokens);
            }
            cores.push_back(core);
        }
        if (bindings.empty()) {
            m_passage.note_day(s);
            m_passage.note_header(s);
            (void)deny_last(s);
            if (!m_document.english()) {
                m_passage.note_place(s);
            }
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

    /// "The army denied the strike", "rejected the claim": without an act of its own it denies what was told before.
    bool deny_last(std::uint32_t s)
    {
        static constexpr std::string_view objects[] = {"claim",       "claims", "allegation", "allegations", "accusation",
                                                       "accusations", "report", "reports",    "charge",      "charges",
                                                       "strike",      "attack", "this"};
        constexpr std::uint32_t reach = 2;
        const auto& sentence = m_document.sentences[s];
        if (!m_document.english() || m_claims.empty() || s - m_last_claim_sentence > reach ||
            sentence.paragraph != m_document.sentences[m_last_claim_sentence].paragraph) {
            return false;
        }
        for (const Frame* frame : m_attributions.of_sentence(s)) {
            const auto* denial = m_document.begins(frame->verb, Class::denied);
            if (denial == nullptr || frame->chain.empty()) {
                continue;
            }
            TokenIndex object = denial->last + 1;
            while (m_document.is(object, Class::determiner) && m_document.folded(object) != "this") {
                ++object;
            }
            if (std::find(std::begin(objects), std::end(objects), m_document.folded(object)) == std::end(objects)) {
                continue;
            }
            const Claim& told = m_claims.back();
            Claim claim;
            claim.item = told.item;
            claim.act = told.act;
            claim.modality = Modality::denied;
            claim.places = told.places;
            claim.attribution = frame->chain;
            const TokenRange quote = trimmed({std::min(frame->words.first, sentence.last), object});
            claim.span = m_document.span(quote);
            claim.quote = std::string(m_document.words(quote));
            claim.reasons.push_back({"act", "what the sentence before tells is denied", denial->entry->source()});
            m_claims.push_back(std::move(claim));
            m_headings.push_back(false);
            return true;
        }
        return false;
    }

    /// "Сколько людей забрали? — Официально — 86.": the answer's figures are of the question's act.
    void note_question(std::uint32_t s, std::uint32_t first, std::uint32_t limit)
    {
        std::vector<std::uint32_t> asked;
        for (std::uint32_t t = first; t < limit; ++t) {
            if (!m_triggers[t].negated && !m_triggers[t].attributive) {
                asked.push_back(t);
            }
        }
        if (!asked.empty()) {
            m_last_counted = std::move(asked);
            m_last_counted_sentence = s;
            m_question = s;
        }
    }

    [[nodiscard]] bool answers(std::uint32_t s) const { return m_question && s - *m_question <= 2; }

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
            if (m_document.divides(out.first - 1)) {
                break;
            }
            if (text == "," && other_core(sentence.first, out.first - 1)) {
                break;
            }
            --out.first;
        }
        while (out.last < sentence.last) {
            const std::string_view text = m_document.token(out.last + 1).text;
            if (m_document.divides(out.last + 1)) {
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

    /// The table's line of the first word of a class in the range; empty where there is none.
    [[nodiscard]] std::string line_of(TokenRange range, Class cls) const
    {
        for (TokenIndex i = range.first; !range.empty() && i <= range.last; ++i) {
            if (const auto* match = m_document.begins(i, cls)) {
                return match->entry->source();
            }
        }
        return {};
    }

    void set_manner(Claim& claim, const Trigger& trigger, const Scope& scope) const
    {
        Judged judged = modality_of(m_document, trigger, scope);
        claim.modality = judged.modality;
        if (!judged.rule.empty()) {
            claim.reasons.push_back({"modality", std::move(judged.rule), std::move(judged.line)});
        }
        claim.trend = trend_of(m_document, trigger, scope);
        if (claim.trend) {
            const Class cls = claim.trend->direction == Direction::increase   ? Class::increase
                              : claim.trend->direction == Direction::decrease ? Class::decrease
                                                                              : Class::record;
            claim.reasons.push_back({"trend", "a word of its clause", line_of(scope.clause, cls)});
        }
    }

    bool make(const Binding& binding, const Scope& scope, std::uint32_t s)
    {
        const Trigger& trigger = m_triggers[binding.trigger];
        Claim claim;
        claim.item = m_document.text->item;
        claim.act = std::string(trigger.act());
        claim.reasons.push_back({"act", "a " + trigger.match->entry->kind + " of the table", trigger.match->entry->source()});
        const TokenRange quote = trimmed(scope.clause);
        claim.span = m_document.span(quote);
        claim.quote = std::string(m_document.words(quote));
        if (binding.count) {
            set_count(claim, *binding.count, trigger);
            claim.reasons.push_back({"count", binding.rule, line_of(binding.count->noun, Class::unit)});
        }
        // What an inherited act lacks in its own line it takes from where the act stands.
        const Scope& near = scope;
        Trigger local = trigger;
        if (binding.inherited) {
            local.tokens = binding.count->tokens;
            local.sentence = s;
        }
        const auto victims = victims_of(m_document, m_attributions, local, binding, near);
        if (victims) {
            claim.victims = m_document.quoted(*victims);
            const bool counted = binding.count && !binding.count->noun.empty() && victims->contains(binding.count->noun.last);
            claim.reasons.push_back({"victims", counted ? "the counted noun" : "the nearest person", line_of(*victims, Class::unit)});
        }
        if (const auto actors = actors_of(m_document, m_attributions, local, binding, near)) {
            claim.actors = m_document.quoted(*actors);
            const std::string line = line_of(*actors, Class::agent);
            claim.reasons.push_back({"actors", line.empty() ? "a country or persons as the subject" : "the nearest agent", line});
        }
        m_passage.carry_court(claim, s);
        set_manner(claim, local, near);
        m_passage.set_attribution(claim, local, binding, s);
        m_passage.set_places(claim, local, binding, near, victims);
        m_passage.set_when(claim, local, binding, near, s);
        m_passage.fill_from_lead(claim, s);
        m_claims.push_back(std::move(claim));
        m_last_claim_sentence = s;
        m_headings.push_back(heading(s) && !m_tables.rows.contains(s) &&
                             (!m_passage.listed() || m_document.token(m_document.sentences[s].last).text == ":"));
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

    const Document& m_document;
    Attributions m_attributions;
    std::vector<Trigger> m_triggers;
    TextTables m_tables;
    News m_news;
    Passage m_passage;
    std::vector<Claim> m_claims;
    std::vector<bool> m_headings;
    std::vector<std::uint32_t> m_last_counted;
    std::uint32_t m_last_counted_sentence = 0;
    std::uint32_t m_last_claim_sentence = 0;
    std::optional<std::uint32_t> m_question;
};

/// Who passed the whole item on to the outlet stands after those that its words name.
void add_forwarders(std::vector<Claim>& claims, const Text& text)
{
    const std::string own = utf8::fold(text.outlet.value);
    for (Claim& claim : claims) {
        for (const std::string& link : text.forwarded_from) {
            const auto same = [&](const std::string& other) { return utf8::fold(other) == utf8::fold(link); };
            if (utf8::fold(link) != own && std::none_of(claim.attribution.begin(), claim.attribution.end(), same)) {
                claim.attribution.push_back(link);
            }
        }
    }
}

} // namespace

bool stands_in(const Claim& claim, std::string_view content)
{
    const auto stands = [&](std::string_view words, Span span) { return !words.empty() && words == at(content, span); };
    return stands(claim.quote, claim.span) && (!claim.count || stands(claim.count->text, claim.count->span)) &&
           (!claim.victims || stands(claim.victims->text, claim.victims->span)) &&
           (!claim.actors || stands(claim.actors->text, claim.actors->span)) && (!claim.when || stands(claim.when->text, claim.when->span));
}

Extraction read_claims(const Text& text, const language::Languages& languages)
{
    const auto document = analyse(text, languages);
    if (!document) {
        return {};
    }
    Extraction out;
    out.claims = Assembler(*document).run();
    add_forwarders(out.claims, text);
    out.refused = std::erase_if(out.claims, [&](const Claim& claim) { return !stands_in(claim, text.content); });
    return out;
}

std::vector<Claim> extract(const Text& text, const language::Languages& languages)
{
    return read_claims(text, languages).claims;
}

} // namespace khronika::claims
