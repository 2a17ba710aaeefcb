// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/item_type.h"

#include "readers/mail.h"
#include "readers/sniff.h"
#include "readers/tar.h"
#include "readers/telegram.h"

namespace khronika::readers {

std::string item_type(std::string_view beginning)
{
    const std::string type = media_type_of(beginning);
    if (type != "application/gzip" && is_tar(beginning)) {
        return "application/x-tar";
    }
    if (beginning.starts_with("WARC/")) {
        return "application/warc";
    }
    if (!type.starts_with("text/")) {
        return type;
    }
    if (is_mailbox(beginning)) {
        return "application/mbox";
    }
    if (is_mail(beginning, {}, {})) {
        return mail_type;
    }
    return is_telegram_export(beginning) ? "application/json" : type;
}

} // namespace khronika::readers
