// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "readers/read.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace khronika::readers {

/// The hidden argument by which the binary runs itself as the readers' nursery.
inline constexpr const char* worker_verb = "--khronika-reader";
/// The descriptors that the nursery is started with: requests come and readings go on 0 and 1 (one socket), and a byte on
/// 3 says that the worker of the last reading has ended.
inline constexpr int ended_descriptor = 3;

/// The exit codes of the nursery where it was not a signal that ended its worker.
inline constexpr int exit_no_sandbox = 40; ///< the worker could not be shut in
inline constexpr int exit_by_signal = 64;  ///< plus the signal that ended the worker

/// What the workers of a program do.
struct Work {
    std::function<void()> warm_up; ///< in the nursery, before any file: loads what libraries load late
    std::function<Text(std::string_view bytes, const Request& request, const Tables& tables, const PageBegins& page_begins)> read;
    std::uint64_t memory = 0;      ///< address space for the program and its libraries; 24 bytes a byte of the file come on top
    std::uint64_t cpu_seconds = 0; ///< of processor
};

/// The work of the program itself: HTML, plain text, tables of text.
[[nodiscard]] Work page_work();

/// Runs as the nursery where `argv` says so, and gives the exit code; absent in any other run. main calls it before all
/// else. The nursery reads the tables once, sees to it that what libraries load late is loaded, and forks one worker a
/// file; it parses nothing of a file itself. A worker is shut in before it reads the first byte of its file.
[[nodiscard]] std::optional<int> worker_main(int argc, char** argv, const Work& work = page_work());

} // namespace khronika::readers
