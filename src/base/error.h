// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace khronika {

/// An operation failed. The message says what (file, line or field) and how to mend it; it is shown as it stands.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The command was called wrongly: exit code 2.
class UsageError : public Error {
public:
    using Error::Error;
};

/// Throws Error with a formatted message; the one way by which errors are made.
template <typename... Args>
[[noreturn]] void fail(fmt::format_string<Args...> format, Args&&... args)
{
    throw Error(fmt::format(format, std::forward<Args>(args)...));
}

} // namespace khronika
