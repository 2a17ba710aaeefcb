// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/news.h"

#include "claims/slots.h"

#include <algorithm>

namespace khronika::claims {

using language::Class;

void News::keep(std::vector<Binding>& bindings, std::uint32_t s) const
{
    std::erase_if(bindings, [&](const Binding& binding) { return !worthy(binding, s); });
    leave_out_denials(bindings);
    leave_out_bare(bindings);
}

bool News::worthy(const Binding& binding, std::uint32_t s) const
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
        const Modality modality = modality_of(m_document, trigger, scope).modality;
        return modality == Modality::planned || modality == Modality::ordered || begun(trigger);
    }
    return true;
}

void News::leave_out_denials(std::vector<Binding>& bindings) const
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

void News::leave_out_bare(std::vector<Binding>& bindings) const
{
    const auto counted = [&](std::string_view act, const Binding& but) {
        return std::any_of(bindings.begin(), bindings.end(), [&](const Binding& other) {
            return &other != &but && other.count && other.count->number != none && !other.inherited &&
                   m_triggers[other.trigger].act() == act;
        });
    };
    const auto told = [&](std::string_view act) {
        return std::any_of(bindings.begin(), bindings.end(), [&](const Binding& other) { return m_triggers[other.trigger].act() == act; });
    };
    std::vector<Binding> kept;
    for (const Binding& binding : bindings) {
        const Trigger& trigger = m_triggers[binding.trigger];
        if (const std::string_view to = trigger.option("yields"); !to.empty() && told(to)) {
            continue;
        }
        const bool bare = !binding.count || (binding.count->number == none && !binding.count->single);
        const bool near = std::any_of(bindings.begin(), bindings.end(), [&](const Binding& other) {
            constexpr TokenIndex reach = 5;
            const Trigger& said = m_triggers[other.trigger];
            return other.count && said.act() == trigger.act() && trigger.tokens.first > said.tokens.last &&
                   trigger.tokens.first - said.tokens.last <= reach;
        });
        const bool means = (trigger.act() == "attack" || trigger.act() == "ill_treatment") &&
                           (counted("killing", binding) || counted("injury", binding)) && subordinate(trigger);
        const bool leads_to = (trigger.act() == "attack" || trigger.act() == "ill_treatment") && m_document.english() &&
                              std::any_of(bindings.begin(), bindings.end(), [&](const Binding& other) {
                                  const Trigger& toll = m_triggers[other.trigger];
                                  const bool casualties = toll.act() == "killing" || toll.act() == "injury";
                                  return casualties && other.count && other.count->number != none &&
                                         toll.tokens.first > trigger.tokens.last && !relative_between(trigger, toll) &&
                                         (trigger.noun || toll.match->form == language::Form::gerund);
                              });
        if (bare && (means || leads_to || (!binding.count && !trigger.noun && near))) {
            continue;
        }
        kept.push_back(binding);
    }
    bindings = std::move(kept);
}

bool News::relative_between(const Trigger& left, const Trigger& right) const
{
    for (TokenIndex i = left.tokens.last + 1; i < right.tokens.first; ++i) {
        if (m_document.is(i, Class::relative_pronoun)) {
            return true;
        }
    }
    return false;
}

bool News::begun(const Trigger& trigger) const
{
    const TokenIndex first = m_document.sentences[trigger.sentence].first;
    for (TokenIndex back = 1; back <= 2 && trigger.tokens.first >= first + back; ++back) {
        if (m_document.is(trigger.tokens.first - back, Class::carried)) {
            return true;
        }
    }
    return false;
}

bool News::conditional(const Trigger& trigger) const
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

bool News::denial_before(const Trigger& trigger) const
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

bool News::subordinate(const Trigger& trigger) const
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

bool News::topic(const Trigger& trigger) const
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

} // namespace khronika::claims
