// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes, read as English and as Russian, give claims whose words stand in the text.
#include "claims/extract.h"
#include "support/tables.h"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace khronika;

void demand(const std::string& text, const std::string& words, Span span)
{
    if (words != at(text, span) || span.end > text.size()) {
        std::abort();
    }
}

void read(const std::string& content, const char* language)
{
    Text text;
    text.content = content;
    text.language.value = language;
    text.published.value = "2024-04-03";
    for (const Claim& claim : claims::extract(text, support::languages())) {
        demand(content, claim.quote, claim.span);
        if (claim.count) {
            demand(content, claim.count->text, claim.count->span);
        }
        for (const auto& words : {claim.victims, claim.actors}) {
            if (words) {
                demand(content, words->text, words->span);
            }
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string content(reinterpret_cast<const char*>(data), size);
    read(content, "en");
    read(content, "ru");
    return 0;
}
