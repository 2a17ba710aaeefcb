// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table.h"
#include "app/data_folder.h"

#include "app/data.h"
#include "sys/files.h"

namespace khronika::app {

language::Table read_table(sys::Files& files, const std::string& path)
{
    return {path, sys::read_all(files, sys::join(data_folder(), path))};
}

} // namespace khronika::app
