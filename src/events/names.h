// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace khronika::events {

/// The words of a name as aliases are compared: lower case, ё as е, without quotes and punctuation, split at spaces,
/// hyphens and apostrophes.
[[nodiscard]] std::vector<std::string> folded_words(std::string_view text);

/// The words as written, split in the same way, so that both lists have one length.
[[nodiscard]] std::vector<std::string> written_words(std::string_view text);

/// Latin letters, lower case, without accents: "Санкт-Петербург" is "sankt-peterburg".
[[nodiscard]] std::string romanised(std::string_view text);

/// A key under which one name falls together in the spellings of several scripts and schools of transliteration:
/// Дарья, Darya and Daria; Лебедева and Lebedeva; Шахноза and Shahnoza.
[[nodiscard]] std::string sound_of(std::string_view word);

/// `romanised` with everything but letters and digits as single hyphens: for ids.
[[nodiscard]] std::string slug(std::string_view text);

} // namespace khronika::events
