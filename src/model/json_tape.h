// SPDX-License-Identifier: GPL-3.0-or-later
// The exchanged forms out of simdjson's tree, for what is read by the ten thousand: a journal that is checked or replayed.
#pragma once

#include "model/claim.h"
#include "model/item.h"
#include "model/text.h"

#include <string_view>

namespace simdjson::dom {
class element;
}

namespace khronika {

/// As the functions of the same names in model/json.h.
[[nodiscard]] Claim claim_from_json(const simdjson::dom::element& json, std::string_view where);
[[nodiscard]] Metadata metadata_from_json(const simdjson::dom::element& json, std::string_view where);
[[nodiscard]] Collection collection_from_json(const simdjson::dom::element& json, std::string_view where);
[[nodiscard]] Text text_from_json(const simdjson::dom::element& json, std::string_view where);

} // namespace khronika
