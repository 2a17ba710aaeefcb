// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/worth_reading.h"

#include "base/utf8.h"
#include "readers/telegram.h"

#include <algorithm>
#include <array>

namespace khronika::readers {

bool worth_reading(std::string_view name, std::string_view beginning)
{
    constexpr std::array<std::string_view, 9> no_texts{".css", ".js", ".mjs", ".map", ".jsonl", ".cdx", ".cdxj", ".idx", ".db"};
    const std::string folded = utf8::fold(name);
    if (folded.ends_with(".json")) {
        return is_telegram_export(beginning);
    }
    return std::none_of(no_texts.begin(), no_texts.end(), [&](std::string_view ending) { return folded.ends_with(ending); });
}

} // namespace khronika::readers
