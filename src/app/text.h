// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/read_files.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::app {

enum class TextForm {
    table, ///< a line a file: language, date, size, title
    json,  ///< one object, a key a file (its name without endings): articleBody and what is known of it
    jsonl, ///< a line a file: the whole Text with its map and what was left out
};

struct TextSummary {
    std::size_t read = 0;
    std::size_t left_out = 0;
};

/// Reads the files and folders of `arguments` and hands the output to `write` piece by piece, and a message for each that
/// could not be read to `complain`.
[[nodiscard]] TextSummary show_texts(const std::vector<std::string>& arguments, const ReadOptions& options, TextForm form,
                                     const std::function<void(std::string_view)>& write,
                                     const std::function<void(std::string_view)>& complain);

} // namespace khronika::app
