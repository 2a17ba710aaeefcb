// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/claim.h"

#include <string_view>
#include <vector>

namespace khronika::claims {

/// Acts that one run of figures speaks of together: what courts do with one set of cases.
[[nodiscard]] bool same_run(std::string_view a, std::string_view b);

/// Leaves out what a text says twice: of claims of one act the fullest statement stays, an exact figure stands for its rounding,
/// and a claim without a count gives way to one that says the same with it.
[[nodiscard]] std::vector<Claim> without_repeats(std::vector<Claim> claims);

} // namespace khronika::claims
