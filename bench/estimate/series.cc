// SPDX-License-Identifier: GPL-3.0-or-later
// Compares farrington() and cusum() with the bounds that surveillance.R wrote: bench_series FOLDER.
#include "estimate/csv.h"
#include "estimate/cusum.h"
#include "estimate/farrington.h"

#include <fmt/core.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <set>

namespace {

using namespace khronika::estimate;

CsvTable table(const std::filesystem::path& path)
{
    std::ifstream in(path);
    return read_csv(std::string(std::istreambuf_iterator<char>(in), {}), path.string());
}

struct Tally {
    std::size_t points = 0;
    std::size_t other_alarms = 0;
    std::size_t apart = 0; ///< bounds by more than 1e-3
    double greatest = 0;
};

void compare(Tally& tally, double ours, double theirs, bool our_alarm, bool their_alarm, const std::string& where)
{
    ++tally.points;
    const double apart = std::abs(ours - theirs) / std::max(std::abs(theirs), 1e-9);
    tally.greatest = std::max(tally.greatest, apart);
    tally.apart += apart > 1e-3 ? 1 : 0;
    tally.other_alarms += our_alarm != their_alarm ? 1 : 0;
    if (apart > 1e-3 || our_alarm != their_alarm) {
        fmt::print("  {}: ours {} {}, theirs {} {}\n", where, ours, our_alarm, theirs, their_alarm);
    }
}

double seconds_of(const CountSeries& series, const std::filesystem::path& bounds, const std::string& way, Tally& tally)
{
    FarringtonOptions options;
    options.alpha = 0.01;
    if (way == "noufaily") {
        options = noufaily_options(0.01);
    }
    options.years = 3;
    const CsvTable expected = table(bounds);
    const std::size_t first = std::stoul(expected.rows.front().cells[0]);
    const auto begin = std::chrono::steady_clock::now();
    const std::vector<FarringtonPoint> points = farrington(series, first, series.counts.size() - 1, options);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto& cells = expected.rows[i].cells;
        if (cells[1] == "NA" || !points[i].upper) {
            tally.other_alarms += (cells[1] == "NA") != !points[i].upper ? 1 : 0;
            continue;
        }
        compare(tally, *points[i].upper, std::stod(cells[1]), points[i].alarm, cells[2] == "1",
                fmt::format("{} {}", bounds.filename().string(), points[i].at));
    }
    return seconds;
}

} // namespace

int main(int count, char** arguments)
{
    if (count != 2) {
        fmt::print(stderr, "usage: bench_series FOLDER\n");
        return 2;
    }
    const std::filesystem::path folder = arguments[1];
    double seconds = 0;
    Tally flexible;
    Tally sums;
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        files.insert(entry.path());
    }
    for (const std::filesystem::path& path : files) {
        const std::string name = path.filename().string();
        const std::size_t end = name.find("-counts.csv");
        if (end == std::string::npos) {
            continue;
        }
        CountSeries series;
        std::vector<double> counts;
        for (const CsvRow& row : table(path).rows) {
            counts.push_back(std::stod(row.cells[0]));
            series.counts.emplace_back(counts.back());
        }
        const std::string set = name.substr(0, end);
        const std::string way = set.substr(set.rfind('-') + 1);
        seconds += seconds_of(series, folder / (set + "-bounds.csv"), way, flexible);
        if (way == "delta") {
            const CsvTable expected = table(folder / (set.substr(0, set.rfind('-')) + "-cusum.csv"));
            const double mean = std::accumulate(counts.begin(), counts.begin() + 156, 0.0) / 156;
            const auto points = cusum({counts.begin() + 156, counts.end()}, mean, 1.04, 2.26, Standardised::rossi);
            for (std::size_t i = 0; i < points.size(); ++i) {
                const auto& cells = expected.rows[i].cells;
                compare(sums, points[i].upper, std::stod(cells[1]), points[i].alarm, cells[2] == "1", set + " cusum");
            }
        }
    }
    double theirs = 0;
    std::ifstream(folder / "seconds") >> theirs;
    fmt::print("farrington: {} points, {} alarms differ, {} bounds apart by more than 1e-3, greatest {:.2g}\n", flexible.points,
               flexible.other_alarms, flexible.apart, flexible.greatest);
    fmt::print("cusum: {} points, {} alarms differ, {} bounds apart by more than 1e-3, greatest {:.2g}\n", sums.points, sums.other_alarms,
               sums.apart, sums.greatest);
    fmt::print("time: surveillance {:.2f} s, khronika {:.4f} s, ratio {:.0f}\n", theirs, seconds, theirs / seconds);
    return 0;
}
