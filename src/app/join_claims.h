// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "events/join.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace khronika::app {

class Archive;

/// Everything that a join needs and gives, side by side for the commands that show it.
struct JoinedClaims {
    std::vector<Claim> claims;
    std::vector<events::ItemInfo> items;
    events::Joined joined;
    events::Decisions decisions;           ///< of persons, as they apply to these claims
    std::map<std::string, Review> reviews; ///< the latest that stands of each claim or event that has one, by its id
    std::vector<std::string> left_out;     ///< claims that a review rejected or refuted, by id: they bear no figure
};

/// Claims marked by hand: each NAME.claims.jsonl of `folder`, with NAME.meta.json beside it where there is one. A claim
/// without an id gets "NAME:LINE"; its item is NAME. Throws Error naming file and line of what is malformed.
[[nodiscard]] JoinedClaims join_marked(const std::string& folder);

/// What an archive's texts and collections tell of its items.
[[nodiscard]] std::vector<events::ItemInfo> item_infos(const Archive& archive, bool with_signatures = true);

/// What this program knows of places, for every join.
[[nodiscard]] std::unique_ptr<events::Places> known_places();

/// Joins the archive's claims; writes nothing.
[[nodiscard]] JoinedClaims join_archive(const Archive& archive);

/// The same, taken from the latest join that the journal holds where nothing that it rests on came since. The items are
/// then without signatures.
[[nodiscard]] JoinedClaims joined_archive(const Archive& archive);

/// Joins the archive's claims and records the result in its journal, unless the latest join gave the same and the same
/// rules.
[[nodiscard]] JoinedClaims join_and_record(Archive& archive);

} // namespace khronika::app
