// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes, read in any language that there are tables for, give claims whose words stand in the text. The first byte picks
// the language (seeds.py writes it), the rest is the text.
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

void read(const std::string& content, const std::string& language)
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

/// The tables are read before the first input, so that their time is none of its.
extern "C" int LLVMFuzzerInitialize(int*, char***)
{
    for (const std::string& language : support::languages().known()) {
        (void)support::languages().lexicon(language);
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const std::vector<std::string> languages = support::languages().known();
    if (size == 0) {
        return 0;
    }
    const std::string content(reinterpret_cast<const char*>(data + 1), size - 1);
    read(content, languages[data[0] % languages.size()]);
    return 0;
}
