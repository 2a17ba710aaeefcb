// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/span.h"
#include "model/text.h"

#include <string>
#include <vector>

namespace khronika {

/// Where the words at `span` of `text.content` are seen: of a page or a picture one box a line, around the words that the
/// span touches; of a table one box a row, narrowed to the cells that it touches. Empty where none of them has a box. Costs
/// the logarithm of the boxes' number and the length of the span.
[[nodiscard]] std::vector<Box> boxes_of(const Text& text, Span span);

/// `page 3`, `pages 3-4`, `picture`, `sheet 2, B7`, `sheet 1, A5:C5`: the place of the words at `span` for a person to look
/// up. Empty where they have no box.
[[nodiscard]] std::string place_of(const Text& text, Span span);

/// The name of a cell: `B7` for column 2, row 7.
[[nodiscard]] std::string cell_name(std::uint64_t column, std::uint64_t row);

/// True where spans are ordered, do not overlap and lie within `content_size`, pages count from 1, and all numbers are
/// finite and sizes not negative.
[[nodiscard]] bool well_formed(const std::vector<Box>& boxes, std::size_t content_size);

} // namespace khronika
