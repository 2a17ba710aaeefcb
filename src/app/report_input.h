// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/join_claims.h"
#include "app/make_report.h"
#include "publish/report.h"

namespace khronika::app {

/// Everything that a report of the archive's latest join shows, without the bytes of items.
[[nodiscard]] publish::ReportInput report_input(const Services& services, const Archive& archive, const JoinedClaims& joined,
                                                const ReportRequest& request);

} // namespace khronika::app
