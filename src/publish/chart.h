// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.h"

#include <string>

namespace khronika::publish {

/// All rivals of a figure on one line, as mark-up; empty where all give one exact number, or none to draw.
[[nodiscard]] std::string line_chart(const Figure& figure);

/// A line a rival on one scale, each with its origin and count in words; empty as above.
[[nodiscard]] std::string rivals_chart(const Figure& figure);

} // namespace khronika::publish
