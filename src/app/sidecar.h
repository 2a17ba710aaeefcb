// SPDX-License-Identifier: GPL-3.0-or-later
// NAME.meta.json beside NAME.txt, NAME.html or NAME.html.gz (or FILE.meta.json beside any FILE) says what is known of it.
#pragma once

#include "model/item.h"

#include <optional>
#include <string>
#include <vector>

namespace khronika::sys {
class Files;
}

namespace khronika::app {

struct Sidecar {
    Metadata metadata;
    std::vector<std::string> unknown; ///< keys that mean nothing here, in the order of the file
};

[[nodiscard]] bool is_sidecar(const std::string& path);

/// The path of a file's sidecar; absent where there is none.
[[nodiscard]] std::optional<std::string> sidecar_of(sys::Files& files, const std::string& path);

/// True where one of the files that a sidecar may describe is there.
[[nodiscard]] bool describes_a_file(sys::Files& files, const std::string& sidecar);

/// An object with title, outlet, language, published and url, each a string, null or absent. Throws Error that names the
/// file and the field.
[[nodiscard]] Sidecar read_sidecar(sys::Files& files, const std::string& path);

/// `over` where it says something, else `under`, field by field.
[[nodiscard]] Metadata merged(const Metadata& over, const Metadata& under);

/// Throws Error that begins with `where` for a date that is none or a language that is no code of ISO 639-1.
void check_metadata(const Metadata& metadata, const std::string& where);

} // namespace khronika::app
