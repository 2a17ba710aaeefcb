// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace khronika::readers {

/// What this machine lacks for the sandbox (Landlock, seccomp), and the mend; absent where it has all. There is no weaker
/// sandbox: what lacks any of it reads nothing.
[[nodiscard]] std::optional<std::string> missing_for_sandbox();

/// Shuts the calling process in for good: no new privileges, resource limits, Landlock without any right, and a seccomp
/// list of what a computation needs. From then on it may read file descriptor 0, write 1 and 2, take memory up to
/// `memory_bytes` of address space (0: no limit, for sanitizers), and end. Opening a file is refused with EPERM; any other
/// call ends the process with SIGSYS. Throws Error where a step fails: the caller must then read nothing.
void lock_down(std::uint64_t memory_bytes, std::uint64_t cpu_seconds);

} // namespace khronika::readers
