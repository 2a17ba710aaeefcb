// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive.h"

#include "sys/clock.h"
#include "sys/files.h"
#include "sys/randomness.h"

#include <fmt/format.h>

#include <pwd.h>
#include <unistd.h>

namespace khronika::app {

Services real_services()
{
    return {sys::real_files(), sys::real_clock(), sys::real_random()};
}

std::string account_name()
{
    const passwd* account = ::getpwuid(::getuid());
    return account == nullptr ? fmt::format("{}", ::getuid()) : account->pw_name;
}

} // namespace khronika::app
