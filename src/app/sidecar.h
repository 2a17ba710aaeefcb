// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/item.h"

#include <optional>
#include <string>

namespace khronika::app {

/// The path of the sidecar of a file: NAME.meta.json for NAME.txt, NAME.html, NAME.html.gz, else FILE.meta.json; absent
/// where there is none.
[[nodiscard]] std::optional<std::string> sidecar_of(const std::string& path);

[[nodiscard]] bool is_sidecar(const std::string& path);

/// Reads a sidecar: an object with title, outlet, language, published and url, each a string, null or absent; other keys
/// are passed over. Throws Error that names the file and the field.
[[nodiscard]] Metadata read_sidecar(const std::string& path);

/// `over` where it says something, else `under`, field by field.
[[nodiscard]] Metadata merged(const Metadata& over, const Metadata& under);

} // namespace khronika::app
