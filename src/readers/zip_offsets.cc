// SPDX-License-Identifier: GPL-3.0-or-later
// APPNOTE.TXT of PKWARE, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).
#include "readers/zip_offsets.h"

#include "readers/zip.h"

#include <algorithm>
#include <string>

namespace khronika::readers {

namespace {

/// A number of `size` bytes, the lowest first; 0 beyond the end.
std::uint64_t number(std::string_view file, std::size_t at, std::size_t size)
{
    std::uint64_t out = 0;
    for (std::size_t i = size; i > 0 && at + size <= file.size(); --i) {
        out = (out << 8U) | static_cast<unsigned char>(file[at + i - 1]);
    }
    return out;
}

} // namespace

std::map<std::uint64_t, Span> stored_spans(std::string_view file)
{
    constexpr std::size_t entry_size = 46;
    constexpr std::size_t local_size = 30;
    std::map<std::uint64_t, Span> out;
    const std::size_t end = file.rfind("PK\x05\x06");
    if (end == std::string_view::npos) {
        return out;
    }
    const std::uint64_t count = number(file, end + 10, 2);
    std::size_t at = static_cast<std::size_t>(number(file, end + 16, 4));
    for (std::uint64_t i = 0; i < count && at < end && file.substr(at, 4) == "PK\x01\x02"; ++i) {
        const bool stored = number(file, at + 10, 2) == 0 && (number(file, at + 8, 2) & 1U) == 0;
        const std::uint64_t size = number(file, at + 24, 4);
        const auto local = static_cast<std::size_t>(number(file, at + 42, 4));
        const std::size_t begin = local + local_size + static_cast<std::size_t>(number(file, local + 26, 2) + number(file, local + 28, 2));
        if (stored && number(file, local, 4) == 0x04034B50 && begin + size <= file.size()) {
            out[i] = {begin, begin + static_cast<std::size_t>(size)};
        }
        at += entry_size + static_cast<std::size_t>(number(file, at + 28, 2) + number(file, at + 30, 2) + number(file, at + 32, 2));
    }
    return out;
}

bool is_office_zip(std::string_view file)
{
    if (!file.starts_with("PK\x03\x04")) {
        return false;
    }
    const std::string_view first = file.substr(std::min<std::size_t>(30, file.size()), static_cast<std::size_t>(number(file, 26, 2)));
    return first == "[Content_Types].xml" || first == "mimetype" || first.starts_with("_rels/") || first.starts_with("word/") ||
           first.starts_with("xl/") || first.starts_with("docProps/");
}

} // namespace khronika::readers
