// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/text.h"

#include <string>
#include <string_view>

namespace khronika::readers {

/// Adds the characters of the raw JSON string at `span` of `bytes` (between its quotes) to content and map.
void add_json_text(Text& text, std::string_view bytes, Span span);

/// A raw JSON value as words: a string's characters, a number as it is written.
[[nodiscard]] std::string json_words(std::string_view raw);

} // namespace khronika::readers
