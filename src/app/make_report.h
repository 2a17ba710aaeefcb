// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/archive.h"

#include <string>

namespace khronika::app {

struct ReportRequest {
    std::string folder; ///< where the report goes: absent, empty, or an earlier report of this archive
    std::string title;
    std::string made_by;    ///< program and version
    bool with_items = true; ///< include the items' bytes and texts
    int smallest_cell = 3;  ///< a number of persons below it is not shown
};

struct MadeReport {
    std::size_t figures = 0;
    std::size_t events = 0;
    std::size_t claims = 0;
    std::size_t items = 0;
    std::size_t files = 0;
    std::string folder_hash; ///< SHA-256 (hex) of its manifest.sha256
};

/// Joins the archive's claims, writes the report beside its place, syncs it, puts it in place and records it in the
/// journal. Throws Error, and leaves what was there, where the folder holds anything that is not an earlier report of this
/// archive, where an item's bytes are damaged, or where it cannot be written.
[[nodiscard]] MadeReport make_report(const Services& services, Archive& archive, const ReportRequest& request);

} // namespace khronika::app
