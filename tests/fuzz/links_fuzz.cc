// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as an HTTP answer give the page's links, or a refusal.
#include "readers/links.h"

#include "support/parts_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    khronika::test::fuzz_parts({reinterpret_cast<const char*>(data), size}, [](std::string_view bytes, khronika::readers::Parts& parts) {
        khronika::readers::unpack_links(bytes, 300, parts);
    });
    return 0;
}
