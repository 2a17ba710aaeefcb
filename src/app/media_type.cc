// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/media_type.h"

#include "readers/mail.h"
#include "readers/tar.h"
#include "readers/telegram.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace khronika::app {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> magic{{{"%PDF-", "application/pdf"},
                                                                               {"\x89PNG\r\n", "image/png"},
                                                                               {"\xff\xd8\xff", "image/jpeg"},
                                                                               {"GIF8", "image/gif"},
                                                                               {{"II*\0", 4}, "image/tiff"},
                                                                               {{"MM\0*", 4}, "image/tiff"},
                                                                               {"PK\x03\x04", "application/zip"},
                                                                               {"\x1f\x8b", "application/gzip"},
                                                                               {"WARC/", "application/warc"},
                                                                               {"<?xml", "application/xml"},
                                                                               {"\x7f"
                                                                                "ELF",
                                                                                "application/x-executable"}}};

constexpr std::array<std::string_view, 9> html_marks{"<!doctype html", "<html",    "<head", "<body", "<title",
                                                     "<meta ",         "<article", "<div",  "<p>"};

std::string lower_ascii(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

/// UTF-16 with its mark has a NUL in every second byte of Latin mark-up, and is text all the same.
bool utf16(std::string_view bytes)
{
    return bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff");
}

} // namespace

std::string media_type_of(std::string_view beginning)
{
    if (beginning.empty()) {
        return "application/x-empty";
    }
    std::string squeezed = lower_ascii(beginning);
    if (utf16(beginning)) {
        std::erase(squeezed, '\0');
    }
    const bool html =
        std::any_of(html_marks.begin(), html_marks.end(), [&](std::string_view mark) { return squeezed.find(mark) != std::string::npos; });
    for (const auto& [bytes, type] : magic) {
        if (beginning.starts_with(bytes)) {
            // XHTML begins as XML does.
            return type == "application/xml" && html ? "text/html" : std::string(type);
        }
    }
    if (beginning.starts_with("RIFF") && beginning.substr(0, 12).ends_with("WEBP")) {
        return "image/webp";
    }
    if (beginning.find('\0') != std::string_view::npos && !utf16(beginning)) {
        return "application/octet-stream";
    }
    return html ? "text/html" : "text/plain";
}

std::string item_type(std::string_view beginning)
{
    const std::string type = media_type_of(beginning);
    if (type != "application/gzip" && readers::is_tar(beginning)) {
        return "application/x-tar";
    }
    if (type == "application/warc" || type == "application/octet-stream" || type == "application/gzip" || beginning.empty()) {
        return type;
    }
    if (readers::is_mailbox(beginning)) {
        return "application/mbox";
    }
    if (readers::is_mail(beginning, {}, {})) {
        return readers::mail_type;
    }
    return readers::is_telegram_export(beginning) ? "application/json" : type;
}

} // namespace khronika::app
