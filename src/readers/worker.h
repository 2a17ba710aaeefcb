// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace khronika::readers {

/// The hidden argument by which the binary runs itself as the readers' nursery.
inline constexpr const char* worker_verb = "--khronika-reader";
/// The descriptors that the nursery is started with: requests come and readings go on 0 and 1 (one socket), and a byte on
/// 3 says that the worker of the last reading has ended.
inline constexpr int ended_descriptor = 3;

/// The exit codes of the nursery where it was not a signal that ended its worker.
inline constexpr int exit_no_sandbox = 40; ///< the worker could not be shut in
inline constexpr int exit_by_signal = 64;  ///< plus the signal that ended the worker

/// Runs as the nursery where `argv` says so, and gives the exit code; absent in any other run. main calls it before all
/// else. The nursery reads the tables once, sees to it that what libraries load late is loaded, and forks one worker a
/// file; it parses nothing of a file itself. A worker is shut in before it reads the first byte of its file.
[[nodiscard]] std::optional<int> worker_main(int argc, char** argv);

} // namespace khronika::readers
