// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lexicon.h"
#include "language/token.h"

#include <cstdint>
#include <vector>

namespace khronika::language {

struct Sentence {
    std::uint32_t first = 0; ///< first token
    std::uint32_t last = 0;  ///< last token, its full stop and closing quotes with it
    std::uint32_t paragraph = 0;
    bool heading = false; ///< a line of its own without a full stop
    bool question = false;
    bool item = false; ///< a line of a list: begins with a dash, a bullet or a number
};

/// The sentences of a text. A line ends its sentence, unless the next line begins in lower case (text set in short lines); an
/// abbreviation, an initial and a number's dot end none.
[[nodiscard]] std::vector<Sentence> find_sentences(const Tokens& tokens, const Matches& matches);

} // namespace khronika::language
