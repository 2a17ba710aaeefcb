// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace khronika::archive {

/// The one byte form of a JSON value by RFC 8785 (JCS): keys in the order of their UTF-16 units, numbers as ECMAScript
/// writes them, no spaces. Throws Error for what has no such form: malformed UTF-8, a number that is not finite, a whole
/// number beyond ±(2^53 - 1).
[[nodiscard]] std::string canonical(const nlohmann::ordered_json& value);
[[nodiscard]] std::string canonical(const nlohmann::json& value);

/// A number as ECMAScript's Number::toString writes it.
[[nodiscard]] std::string es6_number(double value);

} // namespace khronika::archive
