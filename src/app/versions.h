// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/archive.h"

#include <string>
#include <vector>

namespace khronika::app {

/// One time that an address was collected, or that fetching it failed.
struct Version {
    std::string at;      ///< when it was taken: UTC, RFC 3339
    std::string item;    ///< of the page; empty where none came
    std::string how;     ///< `capture`, `part`, `file`
    std::string outcome; ///< of a capture; empty for others
    std::string reason;  ///< why a capture is not complete
    std::string title;
    std::string change; ///< `first`, `same bytes`, `same text`, `changed`, against the version with a text before it; empty without an item
    std::string text_sha256; ///< empty where there is no text
};

/// All versions of `url` in the order in which they were taken.
[[nodiscard]] std::vector<Version> versions_of(const Archive& archive, const std::string& url);

/// A line of a comparison: ' ' in both, '-' in the first alone, '+' in the second alone, '@' where lines in both are passed over.
struct DiffLine {
    char side = ' ';
    std::string text;
};

/// The texts of two items by lines; each is named by at least four digits of its SHA-256. For a captured page or its WARC file alike.
/// Throws Error where an item is unknown, ambiguous or has no text.
[[nodiscard]] std::vector<DiffLine> diff_items(const Archive& archive, const std::string& first, const std::string& second);

/// The same for texts. Lines that differ in the middle and are more than `most` by `most` are given as taken out and put in whole.
[[nodiscard]] std::vector<DiffLine> diff_lines(const std::string& first, const std::string& second, std::size_t context = 3,
                                               std::size_t most = 5000);

} // namespace khronika::app
