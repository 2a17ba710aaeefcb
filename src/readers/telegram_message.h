// SPDX-License-Identifier: GPL-3.0-or-later
// One message's JSON object, parsed; for telegram.cc and telegram_text.cc.
#pragma once

#include "model/text.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::readers {

struct TelegramMessage {
    std::int64_t id = 0;
    std::string type;                          ///< `message`, `service`
    std::string date;                          ///< RFC 3339 in UTC; the day alone where the export has no Unix time
    std::string edited;                        ///< the same
    std::string from;                          ///< the sender's name
    std::optional<std::string> forwarded_from; ///< empty where Telegram gives no name
    std::string saved_from;
    std::int64_t reply_to = 0;      ///< id; 0 where it is no reply
    std::vector<std::string> media; ///< paths of files
    std::vector<Span> text;         ///< of the raw JSON strings, between their quotes, that make up the text, in the object's bytes
};

/// Throws Error where `object` is no JSON object of a message.
[[nodiscard]] TelegramMessage parse_telegram_message(std::string_view object);

} // namespace khronika::readers
