// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace khronika::cli {

/// A line on standard error that tells how far a long command is. It is silent for the first second, and wherever
/// standard error is no terminal.
class Progress {
public:
    explicit Progress(std::string what);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress() { clear(); }

    /// `of` is 0 where the whole is not known.
    void at(std::uint64_t done, std::uint64_t of);
    /// Takes the line away, so that something else can be written.
    void clear();

private:
    std::string m_what;
    bool m_terminal;
    bool m_shown = false;
    std::chrono::steady_clock::time_point m_next;
};

} // namespace khronika::cli
