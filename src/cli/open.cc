// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/open.h"

#include <fmt/core.h>

#include <cstdio>

namespace khronika::cli {

app::Archive open_to_write(const Global& global)
{
    app::Archive archive = app::Archive::open_to_write(app::real_services(), global.archive, global.by);
    archive.set_reason(global.reason);
    for (const std::string& notice : archive.notices()) {
        fmt::print(stderr, "{}\n", notice);
    }
    return archive;
}

} // namespace khronika::cli
