// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace khronika::cli {

void add_init(CLI::App& app, const Global& global, Action& action);
void add_collect(CLI::App& app, const Global& global, Action& action);
void add_items(CLI::App& app, const Global& global, Action& action);
void add_verify(CLI::App& app, const Global& global, Action& action);
void add_rebuild(CLI::App& app, const Global& global, Action& action);
void add_claims(CLI::App& app, const Global& global, Action& action);
void add_text(CLI::App& app, const Global& global, Action& action);
void add_events(CLI::App& app, const Global& global, Action& action);
void add_figures(CLI::App& app, const Global& global, Action& action);
void add_lineage(CLI::App& app, const Global& global, Action& action);
void add_review(CLI::App& app, const Global& global, Action& action);
void add_report(CLI::App& app, const Global& global, Action& action);
void add_export(CLI::App& app, const Global& global, Action& action);
void add_key(CLI::App& app, const Global& global, Action& action);
void add_checkpoint(CLI::App& app, const Global& global, Action& action);
void add_prove(CLI::App& app, const Global& global, Action& action);
void add_custody(CLI::App& app, const Global& global, Action& action);
void add_backup(CLI::App& app, const Global& global, Action& action);
void add_restore(CLI::App& app, const Global& global, Action& action);
void add_estimate(CLI::App& app, const Global& global, Action& action);
void add_series(CLI::App& app, const Global& global, Action& action);

} // namespace khronika::cli
