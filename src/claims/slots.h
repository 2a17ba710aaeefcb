// SPDX-License-Identifier: GPL-3.0-or-later
// What a claim says besides its act and count: to whom, by whom, where, when, how surely, and how it compares.
#pragma once

#include "claims/bind.h"
#include "claims/document.h"
#include "claims/speakers.h"
#include "claims/triggers.h"

#include <optional>
#include <string>
#include <vector>

namespace khronika::claims {

/// The part of its sentence in which a claim's words are sought first.
struct Scope {
    TokenRange clause;
    TokenRange sentence;
};

/// How sure, and by which rule.
struct Judged {
    Modality modality = Modality::done;
    std::string rule;
    std::string line;
};

struct Where {
    std::vector<std::string> names;
    std::vector<std::uint32_t> mentions; ///< indices into Document::places
    [[nodiscard]] bool empty() const { return names.empty(); }
};

[[nodiscard]] std::optional<TokenRange> victims_of(const Document& document, const Attributions& attributions, const Trigger& trigger,
                                                   const Binding& binding, const Scope& scope);
[[nodiscard]] std::optional<TokenRange> actors_of(const Document& document, const Attributions& attributions, const Trigger& trigger,
                                                  const Binding& binding, const Scope& scope);
/// The places that the sentence itself gives the act; empty where it gives none.
[[nodiscard]] Where places_of(const Document& document, const Attributions& attributions, const Trigger& trigger, const Binding& binding,
                              const Scope& scope, const std::optional<TokenRange>& victims);
/// The index of the date that the sentence gives the act; none where it gives none. The date of a report is none.
[[nodiscard]] std::uint32_t date_of(const Document& document, const Attributions& attributions, const Trigger& trigger,
                                    const Binding& binding, const Scope& scope);
/// "Обвинения в пытках министр отвергает": the denial follows the noun.
[[nodiscard]] bool denied_after(const Document& document, const Trigger& trigger, const Scope& scope);
[[nodiscard]] Judged modality_of(const Document& document, const Trigger& trigger, const Scope& scope);
[[nodiscard]] std::optional<Trend> trend_of(const Document& document, const Trigger& trigger, const Scope& scope);
/// True where the trigger's condition (`needs=`) holds in its sentence.
[[nodiscard]] bool conditions_hold(const Document& document, const Attributions& attributions, const Trigger& trigger,
                                   const Binding& binding, const Scope& scope);

} // namespace khronika::claims
