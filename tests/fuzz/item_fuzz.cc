// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as an item of any kind, and as one message of a Telegram export, give a sound reading.
#include "base/utf8.h"
#include "model/source_map.h"
#include "readers/telegram.h"
#include "support/parts.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const char* type : {"", khronika::readers::telegram_message_type, "message/rfc822"}) {
        khronika::readers::Request request;
        request.media_type = type;
        request.limits.text_bytes = 1U << 20U;
        const auto got = khronika::test::unpacked(bytes, request);
        if (got.reading.text &&
            (!khronika::utf8::valid(got.reading.text->content) ||
             !khronika::well_formed(got.reading.text->map, got.reading.text->content.size(), std::max<std::size_t>(size, 1U << 20U)))) {
            std::abort();
        }
    }
    return 0;
}
