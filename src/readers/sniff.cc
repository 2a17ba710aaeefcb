// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/sniff.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace khronika::readers {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t telling_part = 1U << 13U;

constexpr std::array<std::pair<std::string_view, const char*>, 18> magics{{{"%PDF-"sv, "application/pdf"},
                                                                           {"PK\x03\x04"sv, "application/zip"},
                                                                           {"PK\x05\x06"sv, "application/zip"},
                                                                           {"\x89PNG"sv, "image/png"},
                                                                           {"\xFF\xD8\xFF"sv, "image/jpeg"},
                                                                           {"GIF8"sv, "image/gif"},
                                                                           {"II*\0"sv, "image/tiff"},
                                                                           {"MM\0*"sv, "image/tiff"},
                                                                           {"\0\0\0\x0CjP  "sv, "image/jp2"},
                                                                           {"\x1F\x8B"sv, "application/gzip"},
                                                                           {"BZh"sv, "application/x-bzip2"},
                                                                           {"\xFD"
                                                                            "7zXZ\0"sv,
                                                                            "application/x-xz"},
                                                                           {"7z\xBC\xAF\x27\x1C"sv, "application/x-7z-compressed"},
                                                                           {"Rar!\x1A"sv, "application/vnd.rar"},
                                                                           {"\xD0\xCF\x11\xE0"sv, "application/x-ole-storage"},
                                                                           {"\x7F"
                                                                            "ELF"sv,
                                                                            "application/x-executable"},
                                                                           {"SQLite format 3\0"sv, "application/vnd.sqlite3"},
                                                                           {"{\\rtf"sv, "application/rtf"}}};

/// Bytes without NULs in which control characters are rare, or UTF-16 that says so.
bool is_text(std::string_view bytes)
{
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        return true;
    }
    const std::string_view part = bytes.substr(0, telling_part);
    const auto control = std::ranges::count_if(part, [](char c) {
        const auto byte = static_cast<std::uint8_t>(c);
        return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != 0x1B) || byte == 0x7F;
    });
    return bytes.find('\0') == std::string_view::npos && static_cast<std::size_t>(control) * 50 <= part.size();
}

/// The first two kilobytes in lower case, without the zero bytes that UTF-16 puts between Latin letters.
std::string lower_head(std::string_view bytes)
{
    std::string out;
    for (const char c : bytes.substr(0, 2048)) {
        if (c != '\0') {
            out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c);
        }
    }
    for (const std::string_view mark : {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"}) {
        if (out.starts_with(mark)) {
            out.erase(0, mark.size());
        }
    }
    return out.substr(std::min(out.find_first_not_of(" \t\r\n\f"), out.size()));
}

bool begins_like_html(std::string_view bytes)
{
    const std::string head = lower_head(bytes);
    for (const std::string_view start : {"<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<div", "<article", "<main",
                                         "<section", "<table", "<h1", "<p>", "<p ", "<script", "<link", "<style", "<base"}) {
        if (head.starts_with(start)) {
            return true;
        }
    }
    const bool prologue = head.starts_with("<!--") || head.starts_with("<?xml") || head.starts_with("<!doctype");
    return prologue && (head.find("<html") != std::string::npos || head.find("<body") != std::string::npos);
}

/// The type of a ZIP file by the names of its parts, which its directory at the end holds unpacked.
std::string zipped_type(std::string_view bytes)
{
    constexpr std::size_t names_begin = 30; // of a local header, with the name at its end
    const std::string_view first = bytes.substr(std::min(names_begin, bytes.size()));
    if (first.starts_with("mimetype") && first.substr(8).starts_with(ods_type)) {
        return std::string(ods_type);
    }
    constexpr std::string_view directory_entry = "PK\x01\x02";
    constexpr std::size_t name_offset = 46;
    for (std::size_t at = bytes.find(directory_entry); at != std::string_view::npos; at = bytes.find(directory_entry, at + 1)) {
        if (bytes.substr(std::min(at + name_offset, bytes.size())).starts_with("xl/workbook.xml")) {
            return std::string(xlsx_type);
        }
    }
    return "application/zip";
}

bool is_bitmap(std::string_view bytes)
{
    // Two reserved fields of zeros, and a header of a known size.
    return bytes.size() > 26 && bytes.starts_with("BM") && bytes.substr(6, 4) == "\0\0\0\0"sv && bytes.substr(15, 3) == "\0\0\0"sv;
}

} // namespace

std::string media_type_of(std::string_view bytes, std::string_view name)
{
    if (bytes.empty()) {
        return "application/x-empty";
    }
    for (const auto& [magic, type] : magics) {
        if (bytes.starts_with(magic)) {
            return type == "application/zip"sv ? zipped_type(bytes) : type;
        }
    }
    if (bytes.size() > 12 && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") {
        return "image/webp";
    }
    if (is_bitmap(bytes)) {
        return "image/bmp";
    }
    if (bytes.size() > 12 && bytes.substr(4, 4) == "ftyp") {
        const std::string_view brand = bytes.substr(8, 4);
        return brand == "heic" || brand == "heix" || brand == "mif1" || brand == "avif" ? "image/heif" : "video/mp4";
    }
    if (!is_text(bytes)) {
        return "application/octet-stream";
    }
    std::string ending(name.substr(std::min(name.rfind('.'), name.size())));
    ending = utf8::fold(ending);
    if (ending == ".csv" || ending == ".tsv" || ending == ".tab") {
        return std::string(csv_type);
    }
    const bool named = ending == ".html" || ending == ".htm" || ending == ".xhtml";
    return named || begins_like_html(bytes) ? "text/html" : "text/plain";
}

} // namespace khronika::readers
