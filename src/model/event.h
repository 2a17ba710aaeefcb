// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/count.h"
#include "base/date.h"
#include "model/claim.h"

#include <optional>
#include <string>
#include <vector>

namespace khronika {

/// One step of a chain of reasons, with the claims that it rests on; empty where it follows from the steps before.
struct Step {
    std::string words;
    std::vector<std::string> claims; ///< ids
    bool operator==(const Step&) const = default;
};

/// Claims that cannot all hold, though all can where those of any one step are left out.
struct ConflictSet {
    std::vector<Step> steps; ///< who says what
    std::string words;       ///< what does not fit
    bool operator==(const ConflictSet&) const = default;
};

/// All acts of one kind in one place and period that were done to one group: what its figures, the cells within it and
/// the cells that hold it imply together.
struct Cell {
    std::string id;
    std::string place;
    std::optional<DateRange> period;
    std::string group; ///< of victims, a key of data/events/words.tsv; empty for any
    Unit unit = Unit::person;
    Rate per = Rate::none;
    CountBounds claimed;              ///< what is said of the whole; open above where no figure is shown to count all
    CountBounds defensible;           ///< implied by at least one origin
    CountBounds corroborated;         ///< `min`: implied by at least two independent origins
    std::vector<std::string> figures; ///< ids: each counts all or some of it
    std::string whole;                ///< the figure that counts all of it; empty where none is shown to
    std::vector<Step> why_at_least;   ///< of the defensible minimum, the evidence first
    std::vector<Step> why_two;        ///< of the corroborated minimum
    std::vector<Step> why_at_most;    ///< of the defensible maximum
    std::vector<ConflictSet> conflicts;
    bool operator==(const Cell&) const = default;
};

/// Why one claim is taken to depend on another claim or on a speaker.
struct LineageEdge {
    std::string from;   ///< a claim's id, or the words of a speaker
    std::string to;     ///< a claim's id: it has from `from` what it says
    std::string kind;   ///< `says`, `passes_on`, `copy`, `translation`, `same_number`, `person`
    std::string reason; ///< in words
    bool operator==(const LineageEdge&) const = default;
};

/// The claims that speak of one thing that happened: one act, in one place, in one period.
struct Event {
    std::string id;
    std::string act;
    Modality modality = Modality::done; ///< `done`, `ordered`, `planned` or `denied`: an event never mixes them
    std::string place;                  ///< canonical name, empty where no claim names one
    std::optional<DateRange> period;    ///< hull of the claims' periods
    std::vector<std::string> claims;    ///< ids, in the order of the archive
    std::vector<std::string> reasons;   ///< why each claim was joined, one a claim
    std::vector<Cell> cells;            ///< the widest first
    std::vector<LineageEdge> lineage;   ///< who has it from whom
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
