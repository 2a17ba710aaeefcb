// SPDX-License-Identifier: GPL-3.0-or-later
// The header of an age file: a header that is taken must be given back letter for letter, because its authentication is over
// those letters.
#include "base/error.h"
#include "vault/age_header.h"

#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace khronika;
    std::string bytes(reinterpret_cast<const char*>(data), size);
    for (const bool whole : {true, false}) {
        try {
            const vault::AgeHeader header = vault::parse_age_header(bytes, "fuzz");
            if (vault::age_signed_part(header.stanzas) != header.signed_part ||
                header.signed_part + " " + vault::unpadded(header.mac) + "\n" != bytes) {
                std::abort();
            }
        } catch (const Error&) {
        }
        if (whole) {
            bytes = "age-encryption.org/v1\n" + bytes + "--- " + std::string(43, 'A') + "\n";
        }
    }
    return 0;
}
