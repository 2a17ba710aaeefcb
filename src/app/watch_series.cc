// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch_series.h"

#include "archive/sha256.h"
#include "sys/files.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace khronika::app {

namespace {

using Json = nlohmann::ordered_json;
using estimate::MonitoredSeries;

std::string date_of(const MonitoredSeries& one, std::size_t at)
{
    return one.named.series.dates[at].iso();
}

Json number(const std::optional<double>& value)
{
    return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

std::string largest_words(const MonitoredSeries& one)
{
    if (!one.latest || !one.largest) {
        return "no period has a count\n";
    }
    const estimate::LargestSince& largest = *one.largest;
    std::string out = fmt::format("latest {}: {:.0f}; ", date_of(one, *one.latest), *one.named.series.counts[*one.latest]);
    if (largest.equalled) {
        out += fmt::format("as many or more last in {} ({:.0f})", date_of(one, *largest.equalled),
                           *one.named.series.counts[*largest.equalled]);
    } else {
        out += fmt::format("the largest of the series, which begins in {}", date_of(one, 0));
    }
    if (largest.missing > 0) {
        out += fmt::format("; {} of the {} periods between have no count and may have been larger", largest.missing, largest.reach);
    }
    return out + "\n";
}

std::string cusum_words(const MonitoredSeries& one, const WatchReport& report)
{
    if (!one.cusum) {
        return {};
    }
    std::string out = fmt::format("sum of likelihood ratios (a rise to {:g} times): ", report.request.options.cusum.ratio);
    for (const std::size_t alarm : one.cusum->alarms) {
        out += date_of(one, one.cusum_first + alarm) + " ";
    }
    return out + fmt::format("{}; a false alarm every {:.0f} periods in the mean (h = {:.3f})\n",
                             one.cusum->alarms.empty() ? "no alarm" : (one.cusum->alarms.size() == 1 ? "is an alarm" : "are alarms"),
                             one.cusum->run_length, one.cusum->h);
}

std::string series_text(const MonitoredSeries& one, const WatchReport& report)
{
    const estimate::NamedSeries& named = one.named;
    std::string out = named.name.empty() ? std::string{} : "== " + named.name + "\n";
    out += fmt::format("{} periods from {} to {}; {} without a count, {} partial and left out, {} figures later revised; {} judged\n",
                       named.series.counts.size(), date_of(one, 0), date_of(one, named.series.counts.size() - 1), named.missing,
                       named.partial.size(), named.revised.size(), one.judged);
    if (one.judged == 0) {
        out += fmt::format("no period can be judged: {}\n",
                           one.points.empty() ? "the series does not reach back far enough" : one.points.back().reason);
    }
    for (const estimate::FarringtonPoint& point : one.points) {
        if (point.alarm) {
            out += fmt::format("uptick {}: {:.0f} where {:.1f} were expected and more than {:.1f} are unusual (p = {:.2g})\n",
                               date_of(one, point.at), *named.series.counts[point.at], *point.expected, *point.upper, *point.p);
        }
    }
    out += cusum_words(one, report);
    for (const estimate::ChangePoint& change : one.changes) {
        out += fmt::format("change of level {} (95% {} to {}): from {:.1f} to {:.1f} a period\n", date_of(one, change.at),
                           date_of(one, change.low), date_of(one, change.high), change.before, change.after);
    }
    out += largest_words(one);
    if (report.series.size() > 1) {
        out += fmt::format("the latest period is {}an uptick at a false discovery rate of {:g} over {} series\n",
                           one.discovery ? "" : "not ", report.request.options.discovery_rate, report.series.size());
    }
    return out;
}

Json series_json(const MonitoredSeries& one)
{
    Json periods = Json::array();
    for (std::size_t i = 0; i < one.named.series.counts.size(); ++i) {
        periods.push_back({{"date", date_of(one, i)}, {"count", number(one.named.series.counts[i])}});
    }
    for (const estimate::FarringtonPoint& point : one.points) {
        periods[point.at].update({{"alarm", point.alarm},
                                  {"expected", number(point.expected)},
                                  {"upper", number(point.upper)},
                                  {"p", number(point.p)},
                                  {"not_judged", point.reason}});
    }
    Json revised = Json::array();
    for (const estimate::Revision& revision : one.named.revised) {
        revised.push_back({{"date", date_of(one, revision.at)}, {"published", revision.version}, {"count", number(revision.count)}});
    }
    Json partial = Json::array();
    for (const std::size_t at : one.named.partial) {
        partial.push_back(date_of(one, at));
    }
    Json changes = Json::array();
    for (const estimate::ChangePoint& change : one.changes) {
        changes.push_back({{"date", date_of(one, change.at)},
                           {"earliest", date_of(one, change.low)},
                           {"latest", date_of(one, change.high)},
                           {"before", change.before},
                           {"after", change.after}});
    }
    Json out{{"name", one.named.name}, {"missing", one.named.missing}, {"partial", partial},
             {"revised", revised},     {"periods", periods},           {"changes", changes},
             {"judged", one.judged},   {"discovery", one.discovery},   {"dispersion", one.dispersion}};
    if (one.cusum) {
        Json alarms = Json::array();
        for (const std::size_t alarm : one.cusum->alarms) {
            alarms.push_back(date_of(one, one.cusum_first + alarm));
        }
        out["cusum"] = {{"h", one.cusum->h}, {"periods_between_false_alarms", one.cusum->run_length}, {"alarms", alarms}};
    }
    if (one.latest && one.largest) {
        out["latest"] = {{"date", date_of(one, *one.latest)},
                         {"largest_since", one.largest->equalled ? Json(date_of(one, *one.largest->equalled)) : Json(nullptr)},
                         {"reach", one.largest->reach},
                         {"missing", one.largest->missing}};
    }
    return out;
}

} // namespace

WatchReport watch_series(sys::Files& files, const WatchRequest& request)
{
    WatchReport report;
    report.request = request;
    const std::string csv = sys::read_all(files, request.file);
    report.input_sha256 = archive::hex(archive::sha256(csv));
    report.series = estimate::monitor_series(estimate::read_series(csv, request.file, request.mapping), request.options);
    return report;
}

std::string watch_text(const WatchReport& report)
{
    std::string out;
    for (const MonitoredSeries& one : report.series) {
        out += (out.empty() ? "" : "\n") + series_text(one, report);
    }
    return out + fmt::format("\nkhronika {}, input sha256 {}\n", KHRONIKA_VERSION, report.input_sha256);
}

Json watch_json(const WatchReport& report)
{
    Json all = Json::array();
    for (const MonitoredSeries& one : report.series) {
        all.push_back(series_json(one));
    }
    const estimate::FarringtonOptions& how = report.request.options.farrington;
    return {{"khronika", KHRONIKA_VERSION},
            {"input", {{"file", report.request.file}, {"sha256", report.input_sha256}}},
            {"options",
             {{"period", report.request.mapping.period},
              {"alpha", how.alpha},
              {"years", how.years},
              {"half_window", how.half_window},
              {"seasons", how.seasons},
              {"left_out", how.left_out},
              {"ratio", report.request.options.cusum.ratio},
              {"run_length", report.request.options.cusum.run_length},
              {"discovery_rate", report.request.options.discovery_rate}}},
            {"series", all}};
}

} // namespace khronika::app
