// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "estimate/study.h"

namespace khronika::estimate {

/// Runs the methods that `options` ask for on the stratum's table, and adds an Estimate for each.
void run_methods(StratumStudy& study, const StudyOptions& options);

} // namespace khronika::estimate
