// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace khronika::cli {

void add_claims(CLI::App& app, const Global& global, Action& action);
void add_text(CLI::App& app, const Global& global, Action& action);

} // namespace khronika::cli
