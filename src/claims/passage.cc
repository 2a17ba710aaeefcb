// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/passage.h"

#include "claims/merge.h"
#include "claims/noun_phrase.h"

#include <algorithm>

namespace khronika::claims {

using language::Class;

void Passage::note_lead(std::uint32_t s)
{
    const auto& sentence = m_document.sentences[s];
    m_body_begun = m_body_begun || !sentence.heading;
    for (const Frame* frame : m_attributions.of_sentence(s)) {
        if (m_document.english() && !frame->chain.empty() && frame->chain != m_run_speaker) {
            m_run_speaker.clear(); // another speaker ends the run
        }
    }
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
    constexpr std::uint32_t reach = 2;
    if (m_document.english() && m_lead->speaker.empty() && sentence.paragraph - m_run_paragraph <= reach) {
        m_lead->speaker = m_run_speaker;
    }
    if (m_document.english() && m_last_when && sentence.paragraph - m_last_when_paragraph <= reach && m_last_when->range.length() > 1) {
        m_lead->when = m_last_when;
    }
    for (std::uint32_t d = m_document.first_date(sentence.first); d < m_document.dates.size() && m_document.dates[d].first <= sentence.last;
         ++d) {
        const auto& date = m_document.dates[d];
        if (date.first >= sentence.first && date.last <= sentence.last && !date.setting && !date.until) {
            const Words as_written = m_document.quoted({date.first, date.last});
            m_lead->when = When{date.range, as_written.text, as_written.span};
        }
    }
}

void Passage::note_header(std::uint32_t s)
{
    constexpr TokenIndex longest = 12;
    const auto& sentence = m_document.sentences[s];
    if (!m_document.english() || sentence.last - sentence.first > longest) {
        return;
    }
    std::vector<std::string> places;
    for (TokenIndex i = sentence.first; i <= sentence.last; ++i) {
        const std::uint32_t p = m_document.place_of[i];
        const bool date = m_document.date_of[i] != none;
        if (p != none) {
            const Place& place = m_document.places[p];
            places = {m_setting.fullest(place.mention)};
            i = place.tokens.last;
        } else if (!date && !m_document.punctuation(i) && m_document.number_of[i] == none && m_document.folded(i) != "and") {
            return;
        }
    }
    if (places.empty() || !m_body_begun || m_document.dateline.contains(sentence.first)) {
        return;
    }
    m_last_places = places;
    m_last_places_paragraph = sentence.paragraph;
    if (sentence.heading && !sentence.item) {
        m_default = places;
    }
    m_last_when.reset();
    for (std::uint32_t d = m_document.first_date(sentence.first); d < m_document.dates.size() && m_document.dates[d].first <= sentence.last;
         ++d) {
        const auto& date = m_document.dates[d];
        const Words as_written = m_document.quoted({date.first, date.last});
        m_last_when = When{date.range, as_written.text, as_written.span};
        m_last_when_anywhere = true;
        m_last_when_single = m_last_when_since = false;
        m_last_when_act.clear();
        m_last_when_paragraph = sentence.paragraph;
    }
}

void Passage::note_day(std::uint32_t s)
{
    const auto& sentence = m_document.sentences[s];
    for (std::uint32_t d = m_document.first_date(sentence.first); d < m_document.dates.size() && m_document.dates[d].first <= sentence.last;
         ++d) {
        const auto& date = m_document.dates[d];
        const bool opens = date.first >= sentence.first && date.first <= sentence.first + 1 && date.last <= sentence.last;
        if (opens && !date.setting && !date.until && !date.since && date.range.length() == 1) {
            const Words as_written = m_document.quoted({date.first, date.last});
            m_last_when = When{date.range, as_written.text, as_written.span};
            m_last_when_anywhere = true;
            m_last_when_single = m_last_when_since = false;
            m_last_when_act.clear();
            m_last_when_paragraph = sentence.paragraph;
        }
    }
}

void Passage::note_place(std::uint32_t s)
{
    constexpr TokenIndex opening = 3;
    const auto& sentence = m_document.sentences[s];
    for (std::uint32_t p = m_document.first_place(sentence.first);
         p < m_document.places.size() && m_document.places[p].tokens.first <= sentence.first + opening; ++p) {
        const auto& place = m_document.places[p];
        const std::string_view before = m_document.folded(place.tokens.first == 0 ? 0 : place.tokens.first - 1);
        const bool where = place.tokens.first > sentence.first && (before == "в" || before == "во" || before == "на" || before == "самом");
        if (where && place.mention.form == language::NameForm::name && !place.mention.weak && !m_attributions.speech(place.tokens.first)) {
            m_last_places = {m_setting.fullest(place.mention)};
            m_last_places_paragraph = sentence.paragraph;
            return;
        }
    }
}

void Passage::set_attribution(Claim& claim, const Trigger& trigger, const Binding& binding, std::uint32_t s)
{
    claim.attribution = m_attributions.at(speaking_at(trigger, binding));
    const std::uint32_t paragraph = m_document.sentences[s].paragraph;
    if (!claim.attribution.empty()) {
        claim.reasons.push_back({"attribution", "a frame of speech", frame_line(s, claim.attribution)});
        if (claim.count) {
            m_run_speaker = claim.attribution;
            m_run_act = claim.act;
            m_run_paragraph = paragraph;
            m_run_sentence = s;
        }
        return;
    }
    if (claim.act == "statement" && m_document.english()) {
        claim.attribution = stated_by(claim, trigger);
        if (!claim.attribution.empty()) {
            claim.reasons.push_back({"attribution", "who states it", {}});
            return;
        }
    }
    constexpr std::uint32_t reach = 3;
    const bool figures = claim.count || m_document.sentences[s].item;
    const bool same = same_run(claim.act, m_run_act) && paragraph - m_run_paragraph <= reach;
    const bool near = m_document.english() ? paragraph == m_run_paragraph && s - m_run_sentence <= 1
                                           : paragraph - m_run_paragraph <= 1 && s - m_run_sentence <= 2;
    const bool next = near && claim.count && !binding.count->single;
    if (figures && !reminds(s) && !m_run_speaker.empty() && (same || next) && claim.modality != Modality::alleged) {
        claim.attribution = m_run_speaker;
        m_run_paragraph = paragraph;
        m_run_sentence = s;
    }
}

TokenRange Passage::before_comma(TokenIndex comma, TokenIndex first) const
{
    constexpr TokenIndex longest = 12;
    TokenIndex open = comma;
    while (open > first && comma - open < longest && m_document.token(open - 1).text != ",") {
        --open;
    }
    if (open == first || open >= comma) {
        return {};
    }
    bool name = comma - open < 5;
    for (TokenIndex i = open; i < comma; ++i) {
        name = name && (m_document.token(i).capital || m_document.token(i).text == ".");
    }
    // "The rapporteur, Mireille Sabatier, called on ...", "The minister, speaking in Dhubri, vowed ..."
    return name ? TokenRange{open, comma - 1} : open > first + 1 ? phrase_left(m_document, open - 2, first) : TokenRange{};
}

Chain Passage::stated_by(Claim& claim, const Trigger& trigger) const
{
    const TokenIndex first = m_document.sentences[trigger.sentence].first;
    TokenIndex at = trigger.tokens.first;
    while (at > first && (m_document.is(at - 1, Class::auxiliary_have) || m_document.is(at - 1, Class::adverb) ||
                          m_document.date_of[at - 1] != none || m_document.is(at - 1, Class::auxiliary_will))) {
        --at;
    }
    if (at == first) {
        return {};
    }
    TokenRange phrase = phrase_left(m_document, at - 1, first);
    if (m_document.token(at - 1).text == ",") {
        phrase = before_comma(at - 1, first);
    }
    if (!can_speak(m_document, phrase)) {
        return {};
    }
    const TokenIndex before = phrase.first > first && m_document.is(phrase.first - 1, Class::determiner) ? phrase.first - 1 : phrase.first;
    if (before > first + 1 && m_document.folded(before - 1) == "and") {
        const TokenRange other = phrase_left(m_document, before - 2, first);
        if (can_speak(m_document, other)) {
            phrase.first = other.first;
        }
    }
    if (!claim.actors) {
        claim.actors = m_document.quoted(phrase);
    }
    return {speaker_name(m_document, phrase)};
}

void Passage::set_places(Claim& claim, const Trigger& trigger, const Binding& binding, const Scope& scope,
                         const std::optional<TokenRange>& victims)
{
    const std::uint32_t paragraph = m_document.sentences[trigger.sentence].paragraph;
    const Where where = places_of(m_document, m_attributions, trigger, binding, scope, victims);
    const auto country = m_setting.named_by_noun(scope.sentence);
    const bool whole = country && m_setting.named_by_noun(scope.clause) &&
                       std::none_of(where.mentions.begin(), where.mentions.end(),
                                    [&](std::uint32_t p) { return scope.clause.contains(m_document.places[p].tokens.first); });
    if (!where.empty() && !whole) {
        claim.places = m_setting.spelled(where);
        claim.reasons.push_back({"places", "named in the sentence", {}});
        m_last_places = claim.places;
        m_last_places_paragraph = paragraph;
        return;
    }
    const bool passage = !m_last_places.empty() && (paragraph == m_last_places_paragraph || m_default.empty());
    const bool listed = !m_last_places.empty() && m_document.sentences[trigger.sentence].item && !m_lead;
    // What is counted over many months is counted over the country.
    const std::uint32_t d = date_of(m_document, m_attributions, trigger, binding, scope);
    constexpr std::int64_t long_time = 60;
    const bool long_run =
        m_document.english() && !passage && !listed && d != none && m_document.dates[d].range.length() > long_time && !m_country.empty();
    claim.places = country ? *country : passage || listed ? m_last_places : long_run ? m_country : m_default;
    if (!claim.places.empty()) {
        const char* rule = country             ? "\"the country\", \"the city\": the one named last"
                           : passage || listed ? "carried over the passage"
                                               : "what the text is about";
        claim.reasons.push_back({"places", rule, {}});
    }
}

void Passage::set_when(Claim& claim, const Trigger& trigger, const Binding& binding, const Scope& scope, std::uint32_t s)
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
        claim.reasons.push_back({"when", "a date of the sentence", {}});
        if (opens_clause(d, trigger)) {
            claim.when->range.to = claim.when->range.from;
        }
        note_first_day(claim, d, s);
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
        const Words as_written = m_document.quoted({date.first, date.last});
        claim.when = When{{m_last_when->range.from, date.range.to}, as_written.text, as_written.span};
        claim.reasons.push_back({"when", "from the date before it to this one", {}});
        return;
    }
    const bool same_act = same_run(claim.act, m_last_when_act);
    // Of two persons, each with a story, one's day is not the other's.
    const bool another = m_last_when_single && binding.count && binding.count->single && !binding.count->pronoun;
    const bool passage = m_last_when && paragraph == m_last_when_paragraph && !another &&
                         (m_last_when_anywhere || claim.places == m_last_when_places) && (!m_last_when_since || (same_act && claim.count));
    const bool run = m_last_when && same_act && paragraph - m_last_when_paragraph <= 3 && claim.count &&
                     claim.attribution == m_run_speaker && !claim.attribution.empty();
    // A story of one event goes on over its paragraphs: the day stays, as long as the place does.
    constexpr std::int64_t days = 3;
    const bool event = m_document.english() && m_last_when && !m_last_when_since && !another && m_last_when->range.length() <= days &&
                       paragraph - m_last_when_paragraph <= 2 && claim.places == m_last_when_places;
    if (reminds(s)) {
        return;
    }
    if (passage || run || event) {
        claim.when = m_last_when;
        claim.reasons.push_back({"when", "carried over the passage", {}});
        m_last_when_paragraph = paragraph;
    } else if (claim.modality == Modality::done && told_of_one_day(s)) {
        claim.when = m_first_day;
        claim.reasons.push_back({"when", "the day of which the text tells", {}});
    }
}

bool Passage::reminds(std::uint32_t s) const
{
    return m_document.folded(m_document.sentences[s].first) == "напомним";
}

void Passage::note_first_day(const Claim& claim, std::uint32_t d, std::uint32_t s)
{
    constexpr std::uint32_t lead = 4;
    constexpr int longest = 10;
    if (m_document.language != "ru" || m_first_day || s >= lead || m_document.dates[d].since || !claim.when ||
        claim.when->range.length() > longest) {
        return;
    }
    m_first_day = claim.when;
    m_days_read = d + 1;
}

bool Passage::told_of_one_day(std::uint32_t s)
{
    const TokenIndex end = m_document.sentences[s].first;
    for (; m_first_day && m_days_read < m_document.dates.size() && m_document.dates[m_days_read].first < end; ++m_days_read) {
        const auto& date = m_document.dates[m_days_read];
        const bool spoken = (date.first > 0 && m_attributions.speech(date.first - 1)) || m_attributions.speech(date.last + 1U);
        if (!date.setting && !date.until && !spoken && date.range != m_first_day->range) {
            m_days_differ = true;
        }
    }
    return m_first_day && !m_days_differ;
}

void Passage::carry_court(Claim& claim, std::uint32_t s)
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
        claim.reasons.push_back({"actors", "the court of the figures before", {}});
    }
}

void Passage::fill_from_lead(Claim& claim, std::uint32_t s) const
{
    if (!m_lead || m_document.token(m_document.sentences[s].last).text == ":") {
        return;
    }
    if (claim.attribution.empty()) {
        claim.attribution = m_lead->speaker;
        if (!claim.attribution.empty()) {
            claim.reasons.push_back({"attribution", "the line above the list", {}});
        }
    }
    if (!claim.when) {
        claim.when = m_lead->when;
        if (claim.when) {
            claim.reasons.push_back({"when", "the line above the list", {}});
        }
    }
    const auto name = m_tables.names.find(s);
    if (name == m_tables.names.end()) {
        return;
    }
    claim.places.clear();
    for (TokenIndex i = name->second.first; i <= name->second.last; ++i) {
        if (m_document.place_of[i] != none) {
            claim.places = {m_setting.fullest(m_document.places[m_document.place_of[i]].mention)};
        }
    }
    if (claim.places.empty()) {
        claim.places.emplace_back(m_document.words(name->second));
    }
}

bool Passage::opens_clause(std::uint32_t d, const Trigger& trigger) const
{
    const auto& date = m_document.dates[d];
    const TokenIndex next = date.last + 1;
    const bool when = m_document.folded(next) == "," && (m_document.folded(next + 1) == "when" || m_document.folded(next + 1) == "когда");
    return date.since && when && trigger.tokens.first > next;
}

std::uint32_t Passage::end_date(const Scope& scope) const
{
    for (std::uint32_t d = m_document.first_date(scope.sentence.first);
         d < m_document.dates.size() && m_document.dates[d].first <= scope.sentence.last; ++d) {
        if (m_document.dates[d].until && scope.sentence.contains(m_document.dates[d].first)) {
            return d;
        }
    }
    return none;
}

When Passage::dated(std::uint32_t d, std::uint32_t end) const
{
    const auto& date = m_document.dates[d];
    const Words as_written = m_document.quoted({date.first, date.last});
    When out{date.range, as_written.text, as_written.span};
    const bool ends = end != none && m_document.dates[end].range.to > date.range.from && (date.since || date.range.length() == 1);
    if (ends) {
        out.range.to = m_document.dates[end].range.to;
    }
    return out;
}

TokenIndex Passage::speaking_at(const Trigger& trigger, const Binding& binding) const
{
    const TokenIndex act = trigger.tokens.first;
    if (!binding.count || binding.count->tokens.first < act) {
        return act;
    }
    for (TokenIndex i = trigger.tokens.last + 1; i < binding.count->tokens.first; ++i) {
        // "verified 1,760 deaths, while the government has acknowledged 233": the count has a speaker of its own.
        if (m_document.token(i).text == ";" || m_attributions.speech(i)) {
            return binding.count->tokens.first;
        }
    }
    return act;
}

std::string Passage::frame_line(std::uint32_t s, const Chain& chain) const
{
    for (const Frame* frame : m_attributions.of_sentence(s)) {
        if (frame->chain == chain) {
            return frame->source;
        }
    }
    return {};
}

} // namespace khronika::claims
