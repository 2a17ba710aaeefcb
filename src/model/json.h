// SPDX-License-Identifier: GPL-3.0-or-later
// The exchanged JSON forms of the model, the same in the command line, the journal, the API and the exports.
#pragma once

#include "model/claim.h"
#include "model/event.h"
#include "model/item.h"
#include "model/text.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace khronika {

/// Keys in the order of claims/GUIDE.md, then `start`, `end`, `item` and, where there is one, `id`.
[[nodiscard]] nlohmann::ordered_json to_json(const Claim& claim);
[[nodiscard]] nlohmann::ordered_json to_json(const Metadata& metadata);
/// `part_of` is there for a part alone.
[[nodiscard]] nlohmann::ordered_json to_json(const Collection& collection);
[[nodiscard]] nlohmann::ordered_json to_json(const Item& item);
/// `forwarded_from` and `properties` are there where they are not empty.
[[nodiscard]] nlohmann::ordered_json to_json(const Text& text);
[[nodiscard]] nlohmann::ordered_json to_json(const Event& event);
[[nodiscard]] nlohmann::ordered_json to_json(const Figure& figure);

/// Each throws Error that names the field where a key is absent or of the wrong kind. `where` begins the message
/// (`file:line`). Spans of slots are not part of the exchanged form and come back empty.
[[nodiscard]] Claim claim_from_json(const nlohmann::json& json, std::string_view where);
[[nodiscard]] Metadata metadata_from_json(const nlohmann::json& json, std::string_view where);
[[nodiscard]] Collection collection_from_json(const nlohmann::json& json, std::string_view where);
[[nodiscard]] Item item_from_json(const nlohmann::json& json, std::string_view where);
[[nodiscard]] Text text_from_json(const nlohmann::json& json, std::string_view where);
[[nodiscard]] Event event_from_json(const nlohmann::json& json, std::string_view where);
[[nodiscard]] Figure figure_from_json(const nlohmann::json& json, std::string_view where);

/// One line without a newline; malformed UTF-8 is replaced, never thrown at.
[[nodiscard]] std::string json_line(const nlohmann::ordered_json& json);
/// Parses one document; throws Error that begins with `where` and gives the byte.
[[nodiscard]] nlohmann::json parse_json(std::string_view text, std::string_view where);

} // namespace khronika
