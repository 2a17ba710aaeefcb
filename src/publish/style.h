// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace khronika::publish {

/// The style sheet of every page, without the style element.
[[nodiscard]] std::string_view stylesheet();

/// The content security policy that lets this style sheet in, by its hash, and nothing else.
[[nodiscard]] std::string content_policy();

} // namespace khronika::publish
