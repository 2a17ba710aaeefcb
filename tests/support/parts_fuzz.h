// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "support/parts.h"

#include <cstdint>
#include <cstdlib>

namespace khronika::test {

/// Runs a reader of parts; a span that does not hold its part is a fault.
template <typename Unpack>
void fuzz_parts(std::string_view bytes, Unpack unpack)
{
    KeptParts kept;
    readers::PartLimits limits;
    limits.part_bytes = 1U << 22U;
    limits.total_bytes = 1U << 24U;
    readers::Parts parts(kept, limits);
    try {
        unpack(bytes, parts);
    } catch (const std::exception&) {
        parts.abandon("it breaks off");
    }
    for (const KeptParts::Part& part : kept.parts) {
        if (part.head.span && at(bytes, *part.head.span) != part.bytes) {
            std::abort();
        }
    }
}

} // namespace khronika::test
