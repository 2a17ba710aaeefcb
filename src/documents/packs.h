// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace khronika::documents {

/// Tesseract's data by the names of its packs: `rus`, `eng` ... Read before the worker is shut in, for in there no file
/// can be opened.
using Packs = std::map<std::string, std::string>;

/// The packs that this machine has of those that are read with; never throws for one that is missing.
[[nodiscard]] Packs load_packs();

/// The pack for a language (ISO 639-1), in Cyrillic or Latin letters; empty where there is none.
[[nodiscard]] std::string_view pack_for(std::string_view language, bool cyrillic);

/// The Debian package of a pack.
[[nodiscard]] std::string package_of(std::string_view pack);

} // namespace khronika::documents
