// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/count.h"
#include "base/date.h"
#include "model/claim.h"

#include <optional>
#include <string>
#include <vector>

namespace khronika {

/// The claims that speak of one thing that happened: one act, in one place, in one period.
struct Event {
    std::string id;
    std::string act;
    Modality modality = Modality::done; ///< `done`, `ordered`, `planned` or `denied`: an event never mixes them
    std::string place;                  ///< canonical name, empty where no claim names one
    std::optional<DateRange> period;    ///< hull of the claims' periods
    std::vector<std::string> claims;    ///< ids, in the order of the archive
    std::vector<std::string> reasons;   ///< why each claim was joined, one a claim
    bool operator==(const Event&) const = default;
};

/// One count as one origin gives it, with every claim that passes it on.
struct RivalCount {
    CountBounds bounds;
    bool approximate = false;
    std::string origin;              ///< first link of the chain, or the outlet that speaks in its own voice
    std::vector<std::string> claims; ///< ids
    std::vector<std::string> outlets;
    bool operator==(const RivalCount&) const = default;
};

/// A count for (act, place, period, modality, unit): its rivals side by side and what can be defended of them.
struct Figure {
    std::string id;
    std::string event;
    std::string act;
    std::string place;
    std::optional<DateRange> period;
    Modality modality = Modality::done;
    Unit unit = Unit::person;
    Rate per = Rate::none;
    CountBounds claimed;      ///< the range of what is claimed: the hull of the rivals
    CountBounds defensible;   ///< what at least one origin implies; `min` is the defensible minimum
    CountBounds corroborated; ///< what at least two independent origins imply; both ends open where there is one origin
    std::vector<RivalCount> rivals;
    std::vector<std::string> origins;   ///< independent origins, each once
    std::vector<std::string> conflicts; ///< rivals that cannot both hold, in words
    std::vector<std::string> notes;     ///< what links this figure with others of its event, and claims to their origins
    std::string method;
    bool operator==(const Figure&) const = default;
};

} // namespace khronika
