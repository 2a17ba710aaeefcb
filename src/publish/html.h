// SPDX-License-Identifier: GPL-3.0-or-later
// The frame of every page of a report. Pages open from a disk: no script, no request, the style within, and a content
// security policy that forbids everything but that style.
#pragma once

#include <string>
#include <string_view>

namespace khronika::publish {

/// `text` for an element's content or a quoted attribute: what would be mark-up is shown as it stands, malformed UTF-8
/// and control characters as U+FFFD.
[[nodiscard]] std::string escaped(std::string_view text);

/// ` lang="ru"` where `language` is a language tag of letters and hyphens, else nothing.
[[nodiscard]] std::string lang_attribute(std::string_view language);

struct Page {
    std::string title;   ///< as text
    std::string body;    ///< mark-up
    std::string root;    ///< from the page to the report's folder: "" or "../"
    std::string current; ///< "figures", "items", "check", or empty
    std::string report_title;
    std::string footer; ///< mark-up
};

[[nodiscard]] std::string to_html(const Page& page);

} // namespace khronika::publish
