// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/estimate_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace khronika::app {

namespace {

using estimate::Estimate;
using estimate::Interval;
using estimate::StratumStudy;
using estimate::Verdict;

/// 12,345: whole people, for a reader.
std::string people(double value)
{
    if (!std::isfinite(value)) {
        return "no bound";
    }
    std::string digits = fmt::format("{:.0f}", value);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), ",");
    }
    return digits;
}

std::string range(const std::optional<Interval>& interval)
{
    return interval ? people(interval->low) + " to " + people(interval->high) : std::string{"-"};
}

std::string table_of(const StratumStudy& study)
{
    std::string out = fmt::format("{:<20}{:>14}  {:<26}{}\n", "method", "total", "95%", "verdict");
    for (const Estimate& one : study.estimates) {
        out += fmt::format("{:<20}{:>14}  {:<26}{}\n", one.method, one.total ? fmt::format("{:.2f}", *one.total) : "none",
                           range(one.interval), to_string(one.verdict));
    }
    return out;
}

std::string notes_of(const StratumStudy& study)
{
    std::string out;
    for (const Estimate& one : study.estimates) {
        if (one.verdict == Verdict::sound) {
            out += fmt::format("{}: {}; interval: {}. {}\n", one.method, one.detail, one.interval_kind, one.assumption);
        } else {
            out += fmt::format("{}: {}.{}{}\n", one.method, one.reason, one.detail.empty() ? "" : " ", one.detail);
        }
    }
    return out;
}

std::string sensitivity_of(const StratumStudy& study)
{
    if (study.left_out.empty()) {
        return {};
    }
    std::string out = "Without a list:\n";
    for (const estimate::LeftOut& left : study.left_out) {
        out += fmt::format("  {:<18}", left.list);
        for (const Estimate& one : left.estimates) {
            out += fmt::format("  {} {}", one.method, one.total ? people(*one.total) : to_string(one.verdict));
        }
        out += "\n";
    }
    return out;
}

/// The least and greatest sound estimate but for Chao's bound, which is none of the same thing.
std::string spread_of(const StratumStudy& study)
{
    const Estimate* least = nullptr;
    const Estimate* greatest = nullptr;
    for (const Estimate& one : study.estimates) {
        if (one.total && one.method != "chao") {
            least = least == nullptr || *one.total < *least->total ? &one : least;
            greatest = greatest == nullptr || *one.total > *greatest->total ? &one : greatest;
        }
    }
    if (least == nullptr) {
        return "No method gives an estimate of the total.";
    }
    if (least == greatest) {
        return fmt::format("By the {} method about {} people are estimated in all.", least->method, people(*least->total));
    }
    std::string out = fmt::format("The methods put the total between about {} ({}) and {} ({}).", people(*least->total), least->method,
                                  people(*greatest->total), greatest->method);
    if (*greatest->total > 1.5 * *least->total) {
        out += " They disagree by more than half: the lists do not settle the number, and none of these figures should be published alone.";
    }
    return out;
}

std::string paragraph_of(const StratumStudy& study)
{
    const estimate::Histories& histories = study.stratum.histories;
    const auto& cells = histories.cells;
    std::int64_t once = 0;
    for (const estimate::Cell& cell : cells) {
        once += (cell.pattern & (cell.pattern - 1)) == 0 ? cell.count : 0;
    }
    std::string out =
        fmt::format("{} people are on {} lists, {} of them on one list only. {}", people(static_cast<double>(histories.observed())),
                    histories.lists.size(), people(static_cast<double>(once)), spread_of(study));
    for (const Estimate& one : study.estimates) {
        if (one.verdict == Verdict::not_converged) {
            out += fmt::format(" The {} method gives no estimate, because its chains disagree.", one.method);
        }
    }
    out += " What identifies the number of those on no list is the overlap of the lists; it breaks where records of one person were not "
           "matched (the total comes out too high), where people of different names were (too low), where a group could be on no list at "
           "all, or where all lists draw on each other.";
    return out + "\n";
}

std::string stratum_text(const StratumStudy& study, const std::string& column)
{
    std::string out = column.empty() ? std::string{} : fmt::format("== {} {}\n", column, study.stratum.name);
    for (const std::string& note : study.stratum.notes) {
        out += "note: " + note + "\n";
    }
    if (!study.refusal.empty()) {
        return out + "no estimate: " + study.refusal + "\n";
    }
    return out + table_of(study) + "\n" + notes_of(study) + "\n" + sensitivity_of(study) + (study.left_out.empty() ? "" : "\n") +
           paragraph_of(study);
}

} // namespace

std::string estimate_text(const EstimateReport& report)
{
    std::string out;
    for (const StratumStudy& study : report.study.strata) {
        out += (out.empty() ? "" : "\n") + stratum_text(study, report.request.strata);
    }
    if (!report.study.totals.empty()) {
        out += "\n== all strata together\n";
    }
    for (const estimate::StrataTotal& total : report.study.totals) {
        out += total.total ? fmt::format("{:<20}{:>14}  {}\n", total.method, people(*total.total), range(total.interval))
                           : fmt::format("{:<20}{:>14}  {}\n", total.method, "none", total.reason);
    }
    out += fmt::format("\nkhronika {}, seed {}, input sha256 {}\n", KHRONIKA_VERSION, report.request.options.classes.seed,
                       report.input_sha256);
    for (const std::string& chart : report.charts) {
        out += "chart: " + chart + "\n";
    }
    return out;
}

} // namespace khronika::app
