// SPDX-License-Identifier: GPL-3.0-or-later
// One class a command, one file a class. To add a command: a file that defines add_NAME, and a line in commands.h.
#pragma once

#include <CLI/App.hpp>

#include <functional>
#include <string>

namespace khronika::cli {

/// What every command may be given.
struct Global {
    std::string archive; ///< --archive, else $KHRONIKA_ARCHIVE, else ./khronika
    std::string format = "table";
    std::string by;     ///< --by, else $KHRONIKA_USER, else the name of the account
    std::string reason; ///< --reason, else $KHRONIKA_REASON, else none
};

/// The exit code of the chosen command: 0 done, 1 the answer is no, 2 wrong use, 3 it broke.
using Action = std::function<int()>;

/// Each adds its subcommand to `app` and sets `action` when that subcommand was chosen.
using AddCommand = void (*)(CLI::App& app, const Global& global, Action& action);

} // namespace khronika::cli
