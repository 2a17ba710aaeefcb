// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "readers/part.h"
#include "readers/read.h"
#include "readers/wire.h"

#include <string_view>

namespace khronika::readers {

/// What an item is as a container.
enum class Container { none, zip, tar, warc, mailbox, mail, telegram };

/// Told from the bytes, which may be packed by gzip, and for mail from the name or the media type too. An office document,
/// which is a ZIP, is none.
[[nodiscard]] Container container_of(std::string_view bytes, const Request& request);

/// Reads an item: its text, or the parts that it holds, which go to `parts`, or both. Never throws for what the bytes are: the
/// reading's error says it, and notes of `parts` what was left out. This is what the sandboxed worker runs.
[[nodiscard]] Reading read_item(std::string_view bytes, const Request& request, const Tables& tables, Parts& parts);

} // namespace khronika::readers
