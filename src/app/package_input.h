// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/archive.h"
#include "publish/package.h"

#include <cstdint>
#include <string>
#include <vector>

namespace khronika::app {

/// The items whose hashes begin with one of `prefixes`, all where there are none; in the order of collection. Throws
/// Error for a prefix that no item, or more than one, begins with.
[[nodiscard]] std::vector<Item> chosen_items(const Archive& archive, const std::vector<std::string>& prefixes);

/// What a package of `items` shows: their texts, their claims, and every journal entry that names one of them with its
/// proof in the journal of the first `size` entries. The checkpoint is that of this state, without a signature.
[[nodiscard]] publish::PackageInput package_input(const Services& services, const Archive& archive, const std::vector<Item>& items,
                                                  std::uint64_t size);

} // namespace khronika::app
