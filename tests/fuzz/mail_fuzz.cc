// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes through unpack_mail give parts whose spans hold them, or a refusal.
#include "readers/mail.h"

#include "support/parts_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    khronika::test::fuzz_parts({reinterpret_cast<const char*>(data), size}, &khronika::readers::unpack_mail);
    return 0;
}
