// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/archive.h"

#include <optional>
#include <string>
#include <vector>

namespace khronika::app {

struct ListedItem {
    Item item;
    std::optional<store::TextHead> text; ///< absent where it was not read
    std::optional<std::string> failure;  ///< why the latest reading failed
};

/// All items, in the order in which they were first collected.
[[nodiscard]] std::vector<ListedItem> list_items(const Archive& archive);

} // namespace khronika::app
