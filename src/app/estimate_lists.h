// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "estimate/study.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace khronika::sys {
class Files;
}

namespace khronika::app {

struct EstimateRequest {
    std::string file;
    std::string strata; ///< the column that divides; empty: none
    std::string count = "count";
    std::vector<std::string> methods; ///< all, chao, log-linear, stepwise, decomposable, latent-class
    std::string charts;               ///< a folder for the SVG charts; empty: none
    estimate::StudyOptions options;
};

/// What was done, and to what: enough to repeat it.
struct EstimateReport {
    EstimateRequest request;
    std::string input_sha256; ///< hex, of the file
    estimate::Study study;
    std::vector<std::string> charts; ///< files written
};

/// Reads the table, runs the methods, and writes the charts where they were asked for. Throws Error where the table cannot be
/// read or nothing can be estimated from it.
[[nodiscard]] EstimateReport estimate_lists(sys::Files& files, const EstimateRequest& request);

/// A table of the estimates, what each assumes, and a paragraph in plain words.
[[nodiscard]] std::string estimate_text(const EstimateReport& report);
[[nodiscard]] nlohmann::ordered_json estimate_json(const EstimateReport& report);

/// SVG documents. `title` names the table.
[[nodiscard]] std::string posterior_chart(const estimate::StratumStudy& study, const std::string& title);
/// The overlaps as an UpSet plot (Lex and others 2014): a bar for each set of lists that people are on exactly.
[[nodiscard]] std::string overlap_chart(const estimate::Histories& histories, const std::string& title);
/// Each method's estimate with all lists, and with each left out.
[[nodiscard]] std::string sensitivity_chart(const estimate::StratumStudy& study, const std::string& title);

} // namespace khronika::app
