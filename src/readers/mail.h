// SPDX-License-Identifier: GPL-3.0-or-later
// E-mail: one message (RFC 5322, MIME) and mailboxes of them (mbox).
#pragma once

#include "model/text.h"
#include "readers/part.h"
#include "readers/read.h"

#include <string_view>

namespace khronika::readers {

inline constexpr const char* mail_type = "message/rfc822";

/// True where `bytes` begin with the fields of a message: several that only mail has or, where name or media type say that it is mail,
/// any.
[[nodiscard]] bool is_mail(std::string_view bytes, std::string_view name, std::string_view media_type);
/// True where `bytes` begin with a line `From ` of a mailbox, and a message's fields after it.
[[nodiscard]] bool is_mailbox(std::string_view bytes);

/// Fills content and map from a message's body (the plain one where there is one), title from its subject, the date, and properties from
/// the fields that name people. Throws Error where the message has no body that is text.
void read_mail(Text& text, std::string_view bytes, const Limits& limits, const Tables& tables);

/// Hands out what a message holds besides that body.
void unpack_mail(std::string_view bytes, Parts& parts);

/// Hands out each message of a mailbox as the bytes between its `From ` lines.
void unpack_mailbox(std::string_view bytes, Parts& parts);

/// What the libraries load when first used is loaded, so that a worker that cannot open files finds it.
void warm_up_mail();

} // namespace khronika::readers
