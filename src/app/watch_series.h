// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "estimate/monitor.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace khronika::sys {
class Files;
}

namespace khronika::app {

struct WatchRequest {
    std::string file;
    estimate::SeriesMapping mapping;
    estimate::MonitorOptions options;
};

struct WatchReport {
    WatchRequest request;
    std::string input_sha256; ///< hex, of the file
    std::vector<estimate::MonitoredSeries> series;
};

/// Reads the series of a table and judges them. Throws Error where the table cannot be read.
[[nodiscard]] WatchReport watch_series(sys::Files& files, const WatchRequest& request);

/// What each series holds, its gaps and revisions, and where it rises, in words.
[[nodiscard]] std::string watch_text(const WatchReport& report);
[[nodiscard]] nlohmann::ordered_json watch_json(const WatchReport& report);

} // namespace khronika::app
