// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/read.h"

#include "base/error.h"
#include "base/utf8.h"
#include "model/source_map.h"
#include "readers/csv.h"
#include "readers/decode.h"
#include "readers/encoding.h"
#include "readers/html.h"
#include "readers/inflate.h"
#include "readers/language_guess.h"
#include "readers/mail.h"
#include "readers/plain.h"
#include "readers/sniff.h"
#include "readers/telegram.h"
#include "readers/written_date.h"

namespace khronika::readers {

namespace {

constexpr const char* html_reader = "khronika html 1";
constexpr const char* plain_reader = "khronika plain 1";
constexpr const char* csv_reader = "khronika csv 1";
constexpr const char* mail_reader = "khronika mail 1";
constexpr const char* telegram_reader = "khronika telegram 1";

void refuse_unreadable(const std::string& type)
{
    if (type == "application/x-empty") {
        fail("the file is empty; collect it again");
    }
    if (is_document(type)) {
        fail("{} is not read out of gzip; unpack it first", type);
    }
    if (type == "application/zip" || type == "application/gzip") {
        fail("no text is read out of {}; unpack it and give its files", type);
    }
    if (!type.starts_with("text/")) {
        fail("the file is binary ({}), not a text; give the page as PDF, HTML or plain text", type);
    }
}

void refuse_oversized(const std::string& type, std::uint64_t size, const Limits& limits)
{
    const bool html = type == "text/html";
    const std::uint64_t limit = html ? limits.html_bytes : limits.text_bytes;
    if (size > limit) {
        fail("{} bytes of {} are more than the limit of {}; split the file", size, html ? "HTML" : "plain text", limit);
    }
}

void take_stated(Found& found, const std::string& stated)
{
    if (!stated.empty()) {
        found = {stated, "stated"};
    }
}

} // namespace

bool is_document(std::string_view media_type)
{
    return media_type == "application/pdf" || media_type == xlsx_type || media_type == ods_type || media_type.starts_with("image/");
}

/// A declared language gives way to a sure detection of another.
void settle_facts(Text& text, const Metadata& stated)
{
    const auto guess = guess_language(text.content);
    const bool contradicted = guess && guess->sure && guess->language != text.language.value;
    if (guess && (text.language.value.empty() || contradicted)) {
        text.language = {guess->language, "detected"};
    }
    if (text.published.value.empty() && !stated.url.empty()) {
        text.published = {date_in_address(stated.url).value_or(""), "url"};
    }
    take_stated(text.title, stated.title);
    take_stated(text.outlet, stated.outlet);
    take_stated(text.language, stated.language);
    take_stated(text.published, stated.published);
    take_stated(text.url, stated.url);
    for (Found* found : {&text.title, &text.outlet, &text.language, &text.published, &text.url}) {
        if (found->value.empty()) {
            *found = {};
        }
    }
}

namespace {

/// A text of a form of its own, which its reader finds words and facts in. Absent for HTML and plain text.
std::optional<Text> read_message(std::string_view bytes, const Request& request, const Tables& tables)
{
    Text text;
    if (request.media_type == telegram_message_type) {
        text.reader = telegram_reader;
        read_telegram_message(text, bytes);
    } else if (is_mail(bytes, request.name, request.media_type)) {
        text.reader = mail_reader;
        read_mail(text, bytes, request.limits, tables);
    } else {
        return std::nullopt;
    }
    settle_facts(text, request.stated);
    return text;
}

} // namespace

Text read(std::string_view bytes, const Request& request, const Tables& tables)
{
    if (auto message = read_message(bytes, request, tables)) {
        return *std::move(message);
    }
    std::string_view name = request.name;
    std::string inflated;
    if (media_type_of(bytes) == "application/gzip") {
        inflated = inflate_gzip(bytes, request.limits.text_bytes);
        bytes = inflated;
        name = name.ends_with(".gz") ? name.substr(0, name.size() - 3) : name;
    }
    const std::string type = media_type_of(bytes, name);
    refuse_unreadable(type);
    refuse_oversized(type, bytes.size(), request.limits);
    const Decoded decoded = decode(bytes, choose_encoding(bytes));
    Text text;
    text.encoding = decoded.encoding;
    if (type == "text/html") {
        text.reader = html_reader;
        read_html(text, decoded.text, request.limits.html_depth, tables);
    } else if (type == csv_type) {
        text.reader = csv_reader;
        read_csv(text, decoded.text, request.limits.cells);
    } else {
        text.reader = plain_reader;
        read_plain(text, decoded.text, tables);
    }
    text.map = compose(text.map, decoded.map, decoded.text);
    settle_facts(text, request.stated);
    return text;
}

} // namespace khronika::readers
