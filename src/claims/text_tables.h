// SPDX-License-Identifier: GPL-3.0-or-later
// Tables that a text draws with marks: "County / killed / arrested" over "Nairobi / 17 / 271", "Town | dead" over "Monywa | 8".
#pragma once

#include "claims/bind.h"
#include "claims/document.h"
#include "claims/triggers.h"

#include <cstdint>
#include <map>
#include <vector>

namespace khronika::claims {

struct TextTables {
    std::map<std::uint32_t, std::vector<Binding>> rows; ///< by sentence: each column's act with the row's number
    std::vector<bool> headers;                          ///< by sentence
    /// The cell that names the row; empty where the sentence is no row.
    std::map<std::uint32_t, TokenRange> names;
};

/// A header is a line of two or more cells of which some but not the first name an act; the lines below it with as many
/// cells or fewer are its rows.
[[nodiscard]] TextTables find_tables(const Document& document, const std::vector<Trigger>& triggers);

} // namespace khronika::claims
