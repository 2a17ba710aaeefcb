// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/item.h"
#include "model/text.h"
#include "readers/tables.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::readers {

/// What is refused, with a message that names the limit, rather than read in part.
struct Limits {
    std::uint64_t html_bytes = 32ULL << 20U;
    std::uint64_t text_bytes = 256ULL << 20U;
    std::uint64_t html_depth = 3000;
    std::uint64_t document_bytes = 256ULL << 20U; ///< of a PDF, a picture, an XLSX or ODS table
    std::uint64_t pages = 2000;                   ///< of a PDF, frames of a picture
    std::uint64_t page_seconds = 120;             ///< by the clock, for each page
    std::uint64_t pixels = 100'000'000;           ///< of a picture, and of a page as it is rendered
    std::uint64_t cells = 2'000'000;              ///< of a table, gaps within rows included
    std::uint64_t unpacked = 256ULL << 20U;       ///< bytes of the parts of a table file, unpacked

    /// Bytes of the largest file of any kind.
    [[nodiscard]] std::uint64_t largest() const { return std::max({html_bytes, text_bytes, document_bytes}); }
};

/// A page that is to be passed over, and why: an earlier worker broke down on it.
struct SkippedPage {
    std::uint64_t page = 0; ///< from 1
    std::string reason;
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
    std::vector<SkippedPage> skipped{};
    std::string media_type{}; ///< what a container says that it is, where the bytes alone do not tell; may be empty
    Purpose purpose = Purpose::read;
};

/// Called before each page of a document, and once after the last.
using PageBegins = std::function<void()>;

/// Reads an item's bytes into its text: decodes them, leaves out page furniture, finds title, outlet, language, date and
/// address. A pure function of its arguments. Throws Error, without the file's name, for bytes that are empty, binary, or
/// beyond the limits. A gzip file is read as what it holds, and the map then leads to the bytes that it holds.
///
/// This is what the sandboxed worker runs. Call it on trusted bytes only; for others there is read_sandboxed.
[[nodiscard]] Text read(std::string_view bytes, const Request& request, const Tables& tables);

/// Completes what was found by what is stated, which wins, and by the language of the content.
void settle_facts(Text& text, const Metadata& stated);

/// True for the media types that the program khronika-reader reads: PDF, pictures, XLSX and ODS tables.
[[nodiscard]] bool is_document(std::string_view media_type);

} // namespace khronika::readers
