// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of a report, each a whole file.
#pragma once

#include "publish/view.h"

namespace khronika::publish {

/// Every event with its figures.
[[nodiscard]] std::string index_page(const View& view);
/// One figure: its rivals, bounds, quotes, and what is not known.
[[nodiscard]] std::string figure_page(const View& view, const Figure& figure);
/// The items, where they come from and their hashes.
[[nodiscard]] std::string items_page(const View& view);
/// One item's text with the claims marked in place.
[[nodiscard]] std::string item_page(const View& view, const ReportItem& item);
/// How to check a number by hand, with the commands for this report.
[[nodiscard]] std::string check_page(const View& view);

} // namespace khronika::publish
