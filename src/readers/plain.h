// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/text.h"
#include "readers/tables.h"

#include <string_view>

namespace khronika::readers {

/// Fills content, map (to `decoded`), dropped and, where the text shows them, title and date, from plain text. Lines are
/// the blocks; in a file whose paragraphs are wrapped at a column and parted by empty lines, its paragraphs are. Left out,
/// each with its reason: page furniture by the phrases of `tables`, blocks that stand in the text before, titles that stand
/// twice below the head (cards of other stories), stray tags. What is kept is kept to the byte, line ends included.
void read_plain(Text& text, std::string_view decoded, const Tables& tables);

} // namespace khronika::readers
