// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/progress.h"

#include <fmt/core.h>

#include <cstdio>

#include <unistd.h>

namespace khronika::cli {

namespace {

constexpr std::chrono::milliseconds before_first{1000};
constexpr std::chrono::milliseconds between{100};

} // namespace

Progress::Progress(std::string what)
    : m_what(std::move(what)), m_terminal(::isatty(STDERR_FILENO) == 1), m_next(std::chrono::steady_clock::now() + before_first)
{
}

void Progress::at(std::uint64_t done, std::uint64_t of)
{
    const auto now = std::chrono::steady_clock::now();
    if (!m_terminal || now < m_next) {
        return;
    }
    m_next = now + between;
    m_shown = true;
    if (of == 0) {
        fmt::print(stderr, "\r\033[K{} {}", m_what, done);
        return;
    }
    constexpr std::uint64_t cells = 30;
    const auto filled = static_cast<std::size_t>(done * cells / of);
    fmt::print(stderr, "\r\033[K{} [{}{}] {} of {}", m_what, std::string(filled, '#'), std::string(cells - filled, '.'), done, of);
}

void Progress::clear()
{
    if (m_shown) {
        fmt::print(stderr, "\r\033[K");
        m_shown = false;
    }
}

} // namespace khronika::cli
