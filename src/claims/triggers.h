// SPDX-License-Identifier: GPL-3.0-or-later
// Words that speak of an act, with how they speak of it.
#pragma once

#include "claims/document.h"
#include "claims/speakers.h"

#include <string_view>
#include <vector>

namespace khronika::claims {

struct Trigger {
    const language::Match* match = nullptr;
    std::uint32_t sentence = 0;
    TokenRange tokens;
    bool noun = false;        ///< a nominalisation: "raids", "задержания"
    bool passive = false;     ///< the victims are its subject
    bool attributive = false; ///< "arrested migrants", "задержанных": speaks of those to whom it was done
    bool infinitive = false;
    bool ongoing = false;
    bool future = false; ///< "вышлют": will be done
    bool negated = false;
    bool background = false; ///< the setting of something else: "after the attack"
    bool carried = false;    ///< a noun with a verb that makes it an event: "conducted raids"

    [[nodiscard]] std::string_view act() const { return match->entry->act; }
    [[nodiscard]] std::string_view option(std::string_view name) const { return match->entry->get(name); }
};

/// The triggers of a document in its order. Where several lie in one another the longest of a family of acts stands.
[[nodiscard]] std::vector<Trigger> find_triggers(const Document& document, const Attributions& attributions);

} // namespace khronika::claims
