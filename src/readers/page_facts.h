// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/text.h"
#include "readers/html_tree.h"
#include "readers/tables.h"

#include <string>
#include <string_view>
#include <vector>

namespace khronika::readers {

/// What a page says of itself; a value is empty where it says nothing.
struct PageFacts {
    Found title;
    Found outlet;
    Found language;
    Found published;
    Found url;
};

/// Fills what is still empty in `facts` from JSON-LD: the first article in it, whether it stands alone, in a list or in an
/// @graph. What is no JSON is passed over.
void add_json_ld(PageFacts& facts, const std::vector<std::string_view>& data, const Months& months);

/// Fills what is still empty from <meta> (OpenGraph, article:*, Dublin Core and the like), <link rel="canonical">,
/// <html lang>, <h1>, <title> and <time>.
void add_markup_facts(PageFacts& facts, const HtmlTree& tree, const Months& months);

/// `ru` of `ru-RU` or `ru_RU`; empty for what is no language tag.
[[nodiscard]] std::string language_of_tag(std::string_view tag);

/// The words of a string that may hold mark-up or character references, with white space folded.
[[nodiscard]] std::string words_of(std::string_view html);

} // namespace khronika::readers
