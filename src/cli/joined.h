// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/join_claims.h"
#include "cli/command.h"

#include <string>
#include <string_view>

namespace khronika::cli {

/// Adds --claims, which names a folder of marked claims, to a command.
void add_marked(CLI::App* command, std::string& marked);
/// The join of the claims in the folder `marked`, or where that is empty of the archive. Writes nothing.
[[nodiscard]] app::JoinedClaims joined_of(const Global& global, const std::string& marked);
/// The event of this id, or of the one id that begins so. Throws UsageError where there is none or more than one.
[[nodiscard]] const Event& event_named(const app::JoinedClaims& joined, const std::string& name);
/// Writes what may hold the words of texts: without control characters where it is a listing to read.
void write_listing(std::string_view text, bool to_read);

} // namespace khronika::cli
