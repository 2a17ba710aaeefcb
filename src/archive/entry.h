// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace khronika::archive {

/// The bytes of a journal entry: `content` with `at` (UTC, RFC 3339), `by` and `id` (a ULID) added where it has none, in
/// canonical JSON. Throws Error where `content` is no object with a `type`, or has no canonical form.
[[nodiscard]] std::string entry_bytes(nlohmann::ordered_json content, const std::string& at, const std::string& by, const std::string& id);

} // namespace khronika::archive
