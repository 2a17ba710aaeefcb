// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as a spreadsheet shows them. Read of a format are: sections for negative numbers and zero, digits, decimals, groups of
// three, per cent, thousands scaling, exponents, literal words, dates and times. Formats that a country's settings decide (Excel's 14 and
// 22) are written as RFC 3339, which nobody misreads; a format that asks for more (fractions) gives the plain number.
#pragma once

#include <string>
#include <string_view>

namespace khronika::documents {

/// `value` in `format` (`#,##0.00`, `dd.mm.yyyy`, `General`); `from_1904` where the workbook counts days from 1904.
[[nodiscard]] std::string shown_number(double value, std::string_view format, bool from_1904);

/// The format behind a number of Excel's own (0 to 49); `General` for those that have none.
[[nodiscard]] std::string_view built_in_format(int number);

/// A number without a format: 15 significant digits at most, as spreadsheets show it.
[[nodiscard]] std::string plain_number(double value);

} // namespace khronika::documents
