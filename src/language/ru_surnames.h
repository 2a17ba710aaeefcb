// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/morphology.h"

#include <optional>

namespace khronika::language::ru {

/// The nominative of a surname (or patronymic) that stands in `form` in that case and gender, by the rules of Russian
/// surnames: Лебедевой → Лебедева, Мадаминову → Мадаминов, Исмоилзоды → Исмоилзода, женское Чупик → Чупик. Folded in,
/// folded out. Absent where a surname of that gender cannot end so in that case.
[[nodiscard]] std::optional<std::string> surname_nominative(std::string_view form, Gender gender, Case grammatical_case);

/// True for the words that close a Turkic name and are never declined: уулу, кызы, оглы, заде.
[[nodiscard]] bool is_name_particle(std::string_view folded);

} // namespace khronika::language::ru
