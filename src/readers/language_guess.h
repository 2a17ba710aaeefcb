// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace khronika::readers {

struct LanguageGuess {
    std::string language; ///< ISO 639-1
    bool sure = false;    ///< reliable by the detector's own word, and of at least 200 bytes, nine tenths in this language
};

/// The language that most of `text` is in; absent where the detector knows none. Valid UTF-8 only.
[[nodiscard]] std::optional<LanguageGuess> guess_language(std::string_view text);

} // namespace khronika::readers
