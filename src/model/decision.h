// SPDX-License-Identifier: GPL-3.0-or-later
// What a person decided about claims and events; later extractions and joins keep to it.
#pragma once

#include "model/claim.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace khronika {

/// A claim as a decision names it: found again by what it says where a later extraction gave it another id.
struct ClaimRef {
    std::string id;
    std::string item;
    std::string act;
    std::string quote;
    bool operator==(const ClaimRef&) const = default;
};

[[nodiscard]] ClaimRef ref_of(const Claim& claim);

enum class DecisionKind {
    merge, ///< `claims` and `others` are of one event
    split, ///< `claims` are not of the event of `others`
    move,  ///< `claims` are of the event of `others`, and not of that of `left`
    cut,   ///< each of `claims` does not depend on any of `others`
    add    ///< each of `claims` depends on the first of `others`
};

struct Decision {
    std::string id; ///< of its journal entry
    std::string at;
    std::string by;
    DecisionKind kind = DecisionKind::merge;
    std::vector<ClaimRef> claims;
    std::vector<ClaimRef> others;
    std::vector<ClaimRef> left; ///< of a move
    std::string why;
    bool reversed = false; ///< by a later entry
    bool operator==(const Decision&) const = default;
};

enum class ReviewStatus { unreviewed, accepted, rejected, corroborated, refuted };

/// HURIDOCS microthesaurus 42, Source Reliability.
enum class Reliability { highly_reliable, likely_reliable, unsure, likely_unreliable, highly_unreliable, unknown };

/// Who judged a claim or an event, how, and why.
struct Review {
    std::string id; ///< of its journal entry
    std::string at;
    std::string by;
    bool of_event = false;
    std::string event;            ///< id, where it is of an event
    std::vector<ClaimRef> claims; ///< the claim; of an event all its claims then
    ReviewStatus status = ReviewStatus::unreviewed;
    std::optional<Reliability> reliability; ///< of who says it; absent where nobody judged that
    std::string why;
    bool reversed = false; ///< by a later entry
    bool operator==(const Review&) const = default;
};

[[nodiscard]] std::string_view to_string(DecisionKind kind);
[[nodiscard]] std::string_view to_string(ReviewStatus status);
[[nodiscard]] std::optional<DecisionKind> decision_kind_from(std::string_view text);
[[nodiscard]] std::optional<ReviewStatus> review_status_from(std::string_view text);
/// `highly_reliable`, as in JSON and on the command line.
[[nodiscard]] std::string_view to_string(Reliability grade);
[[nodiscard]] std::optional<Reliability> reliability_from(std::string_view text);
/// "Highly reliable", the term of the microthesaurus, and `01000000000042`, its code there.
[[nodiscard]] std::string_view reliability_term(Reliability grade);
[[nodiscard]] std::string_view reliability_code(Reliability grade);

/// The payload of a journal entry, without `type`, `id`, `at` and `by`.
[[nodiscard]] nlohmann::ordered_json to_json(const Decision& decision);
[[nodiscard]] nlohmann::ordered_json to_json(const Review& review);
/// Of a whole journal entry. Throws Error that begins with `where` and names the field.
[[nodiscard]] Decision decision_from_json(const nlohmann::json& entry, std::string_view where);
[[nodiscard]] Review review_from_json(const nlohmann::json& entry, std::string_view where);

} // namespace khronika
