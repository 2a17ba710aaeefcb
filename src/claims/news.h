// SPDX-License-Identifier: GPL-3.0-or-later
// Which bindings tell news, and which only speak of the setting or repeat.
#pragma once

#include "claims/bind.h"
#include "claims/document.h"
#include "claims/speakers.h"
#include "claims/triggers.h"

#include <vector>

namespace khronika::claims {

class News {
public:
    News(const Document& document, const Attributions& attributions, const std::vector<Trigger>& triggers)
        : m_document(document), m_attributions(attributions), m_triggers(triggers)
    {
    }

    /// Leaves in the bindings of sentence `s` those that tell news.
    void keep(std::vector<Binding>& bindings, std::uint32_t s) const;

private:
    /// Whether a trigger tells news: a finite verb does, a noun only with a verb that carries it, a count or a trend.
    [[nodiscard]] bool worthy(const Binding& binding, std::uint32_t s) const;
    /// A denial gives way to the act that it denies: "She denied that detainees were beaten".
    void leave_out_denials(std::vector<Binding>& bindings) const;
    /// What the sentence counts it does not say again without a count; and shots, blows and blasts are how people were killed.
    void leave_out_bare(std::vector<Binding>& bindings) const;
    /// "have begun to leave", "начали уезжать".
    [[nodiscard]] bool relative_between(const Trigger& left, const Trigger& right) const;
    [[nodiscard]] bool begun(const Trigger& trigger) const;
    [[nodiscard]] bool conditional(const Trigger& trigger) const;
    /// "rejected the accusations of abuse".
    [[nodiscard]] bool denial_before(const Trigger& trigger) const;
    /// "killed in the shelling", "hurt when police used tear gas".
    [[nodiscard]] bool subordinate(const Trigger& trigger) const;
    /// "reported a raid", "сообщил об операции": what a speaker tells of is news.
    [[nodiscard]] bool topic(const Trigger& trigger) const;

    const Document& m_document;
    const Attributions& m_attributions;
    const std::vector<Trigger>& m_triggers;
};

} // namespace khronika::claims
