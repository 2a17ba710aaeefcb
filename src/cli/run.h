// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace khronika::cli {

/// Parses the command line, runs the command and gives its exit code; the one place where a command's errors are caught.
[[nodiscard]] int run(int argc, char** argv);

} // namespace khronika::cli
