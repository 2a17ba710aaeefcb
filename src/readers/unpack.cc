// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/unpack.h"

#include "base/error.h"
#include "readers/links.h"
#include "readers/mail.h"
#include "readers/record_stream.h"
#include "readers/tar.h"
#include "readers/telegram.h"
#include "readers/warc.h"
#include "readers/zip.h"

#include <new>

namespace khronika::readers {

namespace {

constexpr std::string_view warc_mark = "WARC/1.";

const char* name_of(Container kind)
{
    switch (kind) {
    case Container::zip:
        return "khronika zip 1";
    case Container::tar:
        return "khronika tar 1";
    case Container::warc:
        return "khronika warc 1";
    case Container::mailbox:
        return "khronika mailbox 1";
    case Container::mail:
        return "khronika mail 1";
    case Container::telegram:
        return "khronika telegram 1";
    case Container::none:
        break;
    }
    return "";
}

void unpack(Container kind, std::string_view bytes, Parts& parts)
{
    switch (kind) {
    case Container::zip:
        return unpack_zip(bytes, parts);
    case Container::tar:
        return unpack_tar(bytes, parts);
    case Container::warc:
        return unpack_warc(bytes, parts);
    case Container::mailbox:
        return unpack_mailbox(bytes, parts);
    case Container::mail:
        return unpack_mail(bytes, parts);
    case Container::telegram:
        return unpack_telegram(bytes, parts);
    case Container::none:
        break;
    }
}

/// Runs a reader; what it throws is the reason why it went no further.
template <typename Run>
std::string reason_of(Run run)
{
    try {
        run();
        return {};
    } catch (const std::bad_alloc&) {
        return "reading it takes more memory than a reader is given; split the file";
    } catch (const std::exception& error) {
        return error.what();
    }
}

/// The parts of a container that holds nothing else to read.
void read_parts(Container kind, std::string_view bytes, Parts& parts, Reading& out)
{
    const std::string reason = reason_of([&] { unpack(kind, bytes, parts); });
    parts.abandon(reason.empty() ? "it breaks off" : reason);
    out.container = name_of(kind);
    if (reason.empty()) {
        return;
    }
    if (parts.kept() == 0 && parts.left_out() == 0) {
        out.container.clear();
        out.error = reason;
        return;
    }
    parts.leave_out("the rest", reason);
}

} // namespace

Container container_of(std::string_view bytes, const Request& request)
{
    if (request.media_type == telegram_message_type) {
        return Container::none;
    }
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) {
        return is_office_zip(bytes) ? Container::none : Container::zip;
    }
    if (bytes.starts_with(warc_mark) || (bytes.starts_with("\x1F\x8B") && inflated_head(bytes, warc_mark.size()) == warc_mark)) {
        return Container::warc;
    }
    if (is_tar(bytes)) {
        return Container::tar;
    }
    if (is_mailbox(bytes)) {
        return Container::mailbox;
    }
    if (is_mail(bytes, request.name, request.media_type)) {
        return Container::mail;
    }
    return is_telegram_export(bytes) ? Container::telegram : Container::none;
}

Reading read_item(std::string_view bytes, const Request& request, const Tables& tables, Parts& parts)
{
    Reading out;
    if (request.purpose == Purpose::links) {
        out.error = reason_of([&] { unpack_links(bytes, request.limits.html_depth, parts); });
        return out;
    }
    const Container kind = container_of(bytes, request);
    if (kind != Container::none) {
        read_parts(kind, bytes, parts, out);
    }
    if (kind == Container::none || (kind == Container::mail && out.error.empty())) {
        out.error = reason_of([&] { out.text = read(bytes, request, tables); });
    }
    parts.finish();
    out.left_out = parts.left_out();
    return out;
}

} // namespace khronika::readers
