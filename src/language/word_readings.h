// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/dictionary.h"

namespace khronika::language {

/// One reading of a form, still in the dictionary's own terms.
struct WordReading {
    FormReference reference;
    Form form;
    std::string head; ///< windows-1251: what stands before the declined part: "пресс-"
    std::string stem; ///< windows-1251: what all forms of the paradigm share
    float score = 0;
    bool guessed = false;

    /// Another form of the same word, windows-1251.
    [[nodiscard]] std::string inflected(const Form& other) const
    {
        return head + std::string(other.prefix) + stem + std::string(other.suffix);
    }
};

/// Readings of a word in lower-case windows-1251, likeliest first; their scores sum to 1.
[[nodiscard]] std::vector<WordReading> read_word(const Dictionary& dictionary, std::string_view word);
/// Only those of the dictionary itself.
[[nodiscard]] std::vector<WordReading> read_known(const Dictionary& dictionary, std::string_view word);

} // namespace khronika::language
