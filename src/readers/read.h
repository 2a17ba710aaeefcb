// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/item.h"
#include "model/text.h"
#include "readers/tables.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace khronika::readers {

/// What is refused, with a message that names the limit, rather than read in part.
struct Limits {
    std::uint64_t html_bytes = 32ULL << 20U;
    std::uint64_t text_bytes = 256ULL << 20U;
    std::uint64_t html_depth = 3000;
};

/// What a worker is asked for.
enum class Purpose {
    read, ///< the text, and the parts of a container
    links ///< of an HTTP answer that is an HTML page: the addresses of its resources, a line each, as one part
};

/// What is asked: what is known of the bytes besides themselves, and the limits.
struct Request {
    std::string name; ///< the file's, for its ending
    Metadata stated;  ///< wins over what the bytes say
    Limits limits;
    std::string media_type{}; ///< what a container says that it is, where the bytes alone do not tell; may be empty
    Purpose purpose = Purpose::read;
};

/// Reads an item's bytes into its text: decodes them, leaves out page furniture, finds title, outlet, language, date and
/// address. A pure function of its arguments. Throws Error, without the file's name, for bytes that are empty, binary, or
/// beyond the limits. A gzip file is read as what it holds, and the map then leads to the bytes that it holds.
///
/// This is what the sandboxed worker runs. Call it on trusted bytes only; for others there is read_sandboxed.
[[nodiscard]] Text read(std::string_view bytes, const Request& request, const Tables& tables);

} // namespace khronika::readers
