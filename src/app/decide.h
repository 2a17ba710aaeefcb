// SPDX-License-Identifier: GPL-3.0-or-later
// What a person decides about events, lineage and the worth of claims: each an entry in the journal.
#pragma once

#include "model/decision.h"

#include <optional>
#include <string>
#include <vector>

namespace khronika::app {

class Archive;

/// Each records one decision and gives the id of its entry. Events and claims are named by their ids, or by the beginning
/// of one that no other has. Throws UsageError where one is not known, or the decision would say nothing.
std::string join_events(Archive& archive, const std::vector<std::string>& events, const std::string& why);
std::string split_event(Archive& archive, const std::string& event, const std::vector<std::string>& claims, const std::string& why);
std::string move_claims(Archive& archive, const std::vector<std::string>& claims, const std::string& event, const std::string& why);
/// `claim` does not depend on `source`, or does (`add`).
std::string decide_edge(Archive& archive, bool add, const std::string& claim, const std::string& source, const std::string& why);
/// Takes a decision or a review back, by the id of its entry. Throws Error where there is none or it was taken back already.
std::string undo(Archive& archive, const std::string& id, const std::string& why);

/// Judges claims and events, each named by its id: all of them or none. Gives the ids of the entries. An event that is
/// rejected or refuted takes its claims along.
std::vector<std::string> review(Archive& archive, const std::vector<std::string>& subjects, ReviewStatus status,
                                std::optional<Reliability> reliability, const std::string& why);

} // namespace khronika::app
