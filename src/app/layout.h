// SPDX-License-Identifier: GPL-3.0-or-later
// The names in an archive's folder; docs/archive-format.md describes them.
#pragma once

#include <string>
#include <vector>

namespace khronika::app {

inline constexpr const char* manifest_name = "archive.toml";
inline constexpr const char* database_name = "khronika.db";
inline constexpr const char* checkpoint_name = "checkpoint";
inline constexpr const char* lock_name = "lock";
inline constexpr const char* items_name = "items";
inline constexpr const char* incoming_name = "incoming";

/// What SHA256SUMS lists, in this order.
[[nodiscard]] inline std::vector<std::string> fingerprinted_names()
{
    return {manifest_name, checkpoint_name, database_name};
}

} // namespace khronika::app
