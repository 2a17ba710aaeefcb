// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json_fields.h"

namespace khronika {

std::string json_line(const ordered_json& value)
{
    return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

json parse_json(std::string_view text, std::string_view where)
{
    try {
        return json::parse(text);
    } catch (const json::parse_error& error) {
        fail("{}: not JSON at byte {}: {}", where, error.byte, error.what());
    }
}

} // namespace khronika
