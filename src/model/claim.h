// SPDX-License-Identifier: GPL-3.0-or-later
// A claim: one attributed assertion with its exact quote. Its JSON form is schemas/claim.schema.json.
#pragma once

#include "base/count.h"
#include "base/date.h"
#include "base/span.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace khronika {

enum class Unit { person, case_, place, event, complaint, vehicle, other };
enum class Rate { none, day, week, month, year };
enum class Modality { done, ordered, planned, ongoing, denied, alleged };
enum class Direction { increase, decrease, record };

struct Count {
    CountBounds bounds;
    Unit unit = Unit::other;
    std::string text; ///< as written
    bool approximate = false;
    Rate per = Rate::none;
    Span span; ///< of `text`, in the item's text
    bool operator==(const Count&) const = default;
};

struct Trend {
    Direction direction = Direction::increase;
    std::optional<std::string> by;    ///< as written
    std::optional<std::string> since; ///< as written
    bool operator==(const Trend&) const = default;
};

struct When {
    DateRange range;
    std::string text; ///< as written
    Span span;        ///< of `text`
    bool operator==(const When&) const = default;
};

/// Words of the text with where they stand.
struct Words {
    std::string text;
    Span span;
    bool operator==(const Words&) const = default;
};

/// Why a slot holds what it holds: the rule and the data line that gave it.
struct Reason {
    std::string slot; ///< `act`, `count`, `places` ...
    std::string rule;
    std::string line; ///< `file:line` of the table, or empty
    bool operator==(const Reason&) const = default;
};

struct Claim {
    std::string id;   ///< empty until the claim is kept in an archive
    std::string item; ///< SHA-256 (hex) of the item, or the file's name outside an archive
    Span span;        ///< of the quote, in bytes of the text
    std::string quote;
    std::string act; ///< a code of data/acts.tsv
    std::optional<Count> count;
    std::optional<Trend> trend;
    Modality modality = Modality::done;
    std::optional<Words> victims;
    std::optional<Words> actors;
    std::vector<std::string> places;      ///< nominative, in the text's language
    std::optional<When> when;             ///< resolved against the publication date
    std::vector<std::string> attribution; ///< nearest to the fact first
    std::vector<Reason> reasons;          ///< never part of the exchanged form
    bool operator==(const Claim&) const = default;
};

[[nodiscard]] std::string_view to_string(Unit unit);
[[nodiscard]] std::string_view to_string(Rate rate); ///< empty for `none`
[[nodiscard]] std::string_view to_string(Modality modality);
[[nodiscard]] std::string_view to_string(Direction direction);
[[nodiscard]] std::optional<Unit> unit_from(std::string_view text);
[[nodiscard]] std::optional<Rate> rate_from(std::string_view text);
[[nodiscard]] std::optional<Modality> modality_from(std::string_view text);
[[nodiscard]] std::optional<Direction> direction_from(std::string_view text);

} // namespace khronika
