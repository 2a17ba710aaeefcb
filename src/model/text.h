// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/span.h"

#include <cstdint>
#include <string>
#include <vector>

namespace khronika {

/// A value that a reader found, and where: `json-ld`, `opengraph`, `meta`, `time`, `url`, `text`, `stated`, `detected`.
struct Found {
    std::string value;
    std::string from;
    bool operator==(const Found&) const = default;
};

/// A run of the text and the bytes of the item that it came from; `source` is in bytes of the item as collected, before
/// any change of encoding.
struct SourceMap {
    Span text;
    Span source;
    bool operator==(const SourceMap&) const = default;
};

/// A block of the page that was left out of the main text.
struct Dropped {
    std::string reason; ///< `navigation`, `appeal`, `caption`, `related`, `repeated`, `boilerplate`, ...
    std::string content;
    bool operator==(const Dropped&) const = default;
};

/// A run of the text and where it is seen: on a page, a picture or a sheet. From the top left, in `Text.box_unit`.
struct Box {
    Span text;
    std::uint64_t page = 1; ///< from 1; of a picture its frame, of a table its sheet
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    bool operator==(const Box&) const = default;
};

/// What else a file says of itself: `taken`, `device`, `latitude`, `from`, `message-id` ...
struct Property {
    std::string name;
    std::string value;
    bool personal = false; ///< tells of a person (who took a picture, where and when): never published
    bool operator==(const Property&) const = default;
};

/// The working copy that a reader derives from an item.
struct Text {
    std::string item;    ///< SHA-256 (hex), or the file's name outside an archive
    std::string content; ///< UTF-8; paragraphs end in a newline
    Found title;
    Found outlet;
    Found language;  ///< ISO 639-1
    Found published; ///< RFC 3339 date or time
    Found url;
    std::string encoding; ///< of the bytes: `UTF-8`, `windows-1251` ...
    std::string reader;   ///< name and version of the reader
    std::vector<SourceMap> map;
    std::vector<Dropped> dropped;
    /// Whose words the item passes on as a whole, nearest to the fact first: the channel that a message was forwarded from.
    std::vector<std::string> forwarded_from;
    std::string box_unit;   ///< `point` (1/72 inch), `pixel`, `cell` (x the column, y the row, from 1); empty without boxes
    std::vector<Box> boxes; ///< in the order of their spans, which do not overlap: a word each, or a row of a table
    std::vector<Property> properties;
    std::vector<std::string> notes; ///< what a person should know of the reading: pages that failed, OCR, hidden sheets
    bool operator==(const Text&) const = default;
};

} // namespace khronika
