// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace khronika {

/// What is said where memory runs out.
inline constexpr const char* out_of_memory =
    "khronika: memory ran out: close other programs and run the command again; what was acknowledged is safe\n";

/// From now on std::terminate ends the program with that message and exit code 3 where an allocation failed in a place
/// that may not throw: some destructors allocate (nlohmann::json's among them). Otherwise it goes the way that it went.
void tell_when_memory_ends();

} // namespace khronika
