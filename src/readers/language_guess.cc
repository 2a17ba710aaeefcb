// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/language_guess.h"

#include <cstdio> // cld2 uses FILE without including it

#include <cld2/public/compact_lang_det.h>

#include <algorithm>

namespace khronika::readers {

std::optional<LanguageGuess> guess_language(std::string_view text)
{
    constexpr std::size_t enough = 1U << 12U;
    std::size_t size = std::min(text.size(), enough);
    while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80) {
        --size;
    }
    CLD2::Language languages[3];
    int percents[3];
    int bytes = 0;
    bool reliable = false;
    CLD2::DetectLanguageSummary(text.data(), static_cast<int>(size), true, languages, percents, &bytes, &reliable);
    if (languages[0] == CLD2::UNKNOWN_LANGUAGE) {
        return std::nullopt;
    }
    return LanguageGuess{CLD2::LanguageCode(languages[0]), reliable && size >= 200 && percents[0] >= 90};
}

} // namespace khronika::readers
