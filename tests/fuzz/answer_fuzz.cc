// SPDX-License-Identifier: GPL-3.0-or-later
// What a worker answers is hostile: any payload gives a sound reading or an error.
#include "base/error.h"
#include "model/source_map.h"
#include "readers/wire.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::uint64_t source_size = 1000;
    try {
        const auto reading = khronika::readers::unpack_reading({reinterpret_cast<const char*>(data), size}, source_size);
        if (reading.text && !khronika::well_formed(reading.text->map, reading.text->content.size(), source_size)) {
            std::abort();
        }
    } catch (const khronika::Error&) {
    }
    return 0;
}
