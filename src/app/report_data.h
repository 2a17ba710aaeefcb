// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/report.h"

#include <functional>
#include <string>

namespace khronika::sys {
class Files;
}

namespace khronika::app {

/// A report's input as its data files tell it. Texts are read where the report has them. Throws Error that begins with the
/// file's name where one is malformed or missing.
[[nodiscard]] publish::ReportInput read_report(sys::Files& files, const std::string& folder);

} // namespace khronika::app
