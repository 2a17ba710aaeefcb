// SPDX-License-Identifier: GPL-3.0-or-later
// The export of Telegram Desktop: result.json of one chat, or of a whole account (`chats.list`).
#pragma once

#include "model/text.h"
#include "readers/part.h"

#include <string_view>

namespace khronika::readers {

inline constexpr const char* telegram_message_type = "application/x-telegram-message+json";

/// Told by the keys that Telegram Desktop writes.
[[nodiscard]] bool is_telegram_export(std::string_view bytes);

/// Hands out each message as the bytes of its JSON object, with the channel as outlet, the date, and the files beside the export that
/// belong to it. Service messages are counted. An export that breaks off gives the messages before that, and then throws Error.
void unpack_telegram(std::string_view bytes, Parts& parts);

/// Fills content and map, the date, the chain of forwarding and properties from one message's JSON object. Throws Error where it is none.
void read_telegram_message(Text& text, std::string_view bytes);

} // namespace khronika::readers
