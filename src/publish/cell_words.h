// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.h"

#include <string>

namespace khronika::publish {

/// True where the cell says more than its figures do by themselves: a sum, what lies within it or holds it, a conflict.
[[nodiscard]] bool tells_more(const Cell& cell);

/// "in all, St. Petersburg, 25 to 29 March 2024: at least 466 people; ..."
[[nodiscard]] std::string cell_words(const Cell& cell);

} // namespace khronika::publish
