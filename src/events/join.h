// SPDX-License-Identifier: GPL-3.0-or-later
// Claims into events and figures: docs/events.md tells the rules and what they refuse to do. Pure: the same claims in
// any order give the same result to the byte.
#pragma once

#include "events/actors.h"
#include "events/decisions.h"
#include "events/places.h"
#include "events/wording.h"
#include "model/event.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace khronika::events {

/// The version of the rules, for the journal and the reports.
inline constexpr std::string_view join_method = "khronika-join 3";

/// MinHash of a text: 64 hashes, or none for a text of fewer than four words.
using Signature = std::vector<std::uint32_t>;
[[nodiscard]] Signature signature_of(std::string_view text);

/// What the join must know of the item that a claim was read from.
struct ItemInfo {
    std::string id; ///< SHA-256 (hex), or the file's name outside an archive: Claim::item
    std::string outlet;
    std::string language;  ///< ISO 639-1
    std::string published; ///< RFC 3339 date or time; empty where unknown
    std::string title;
    std::string url;
    Signature signature; ///< of its text; empty where that is not at hand
    bool operator==(const ItemInfo&) const = default;
};

/// Each must outlive the call.
struct Context {
    const Actors& actors;
    const Places& places;
    const Wording& wording;
};

struct Joined {
    std::vector<Event> events;   ///< by period, place and act
    std::vector<Figure> figures; ///< in the order of their events
};

/// Every claim must have an id of its own; throws Error where two differ under one id or one has none. An item that is
/// not in `items` is one of which nothing is known. A claim that `decisions` name and that is not there changes nothing.
[[nodiscard]] Joined join(std::span<const Claim> claims, std::span<const ItemInfo> items, const Context& context,
                          const Decisions& decisions = {});

} // namespace khronika::events
