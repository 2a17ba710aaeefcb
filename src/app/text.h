// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/archive.h"
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

/// True where none of `arguments` is a file and each looks like the SHA-256 of an item, or its first letters (6 or more).
[[nodiscard]] bool are_items(const Services& services, const std::vector<std::string>& arguments);

/// The texts of items of the archive, each named by its SHA-256 or the beginning of it. Who asked, when and why is recorded
/// before anything is written; `to` says where it goes.
[[nodiscard]] TextSummary show_item_texts(Archive& archive, const std::vector<std::string>& items, TextForm form, const std::string& to,
                                          const std::function<void(std::string_view)>& write,
                                          const std::function<void(std::string_view)>& complain);

} // namespace khronika::app
