// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/archive.h"
#include "cli/command.h"

#include <functional>
#include <string>
#include <vector>

namespace khronika::cli {

/// A subcommand by which a person decides something.
struct DecisionCommand {
    std::string name;
    std::string help;
    std::string subject; ///< help of the first argument
    std::string others;  ///< of the others; empty where there are none
    /// Records the decision and gives the ids of its entries.
    std::function<std::vector<std::string>(app::Archive&, const std::string& subject, const std::vector<std::string>& others,
                                           const std::string& why)>
        decide;
};

/// Adds the subcommand. It records the decision, joins anew so that events, figures and reports follow it, and prints the ids.
CLI::App* add_decision(CLI::App* command, const DecisionCommand& decision, const Global& global, Action& action);
/// Adds `undo`, which takes a decision or a review back.
void add_undo(CLI::App* command, const Global& global, Action& action);

} // namespace khronika::cli
