// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/estimate_lists.h"

#include "publish/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace khronika::app {

namespace {

constexpr double width = 760;
constexpr const char* ink = "#222";
constexpr const char* pale = "#c9c9c9";
constexpr const char* blue = "#2b5d8a";

std::string text(double x, double y, const std::string& words, const char* anchor = "start")
{
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor, publish::escaped(words));
}

std::string line(double x1, double y1, double x2, double y2, const char* colour, double thick = 1)
{
    return fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\" stroke-width=\"{:g}\"/>\n", x1, y1, x2,
                       y2, colour, thick);
}

std::string document(double height, const std::string& title, const std::string& body)
{
    return fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:g} {:g}\" role=\"img\" font-family=\"sans-serif\" "
                       "font-size=\"13\" fill=\"{}\">\n<title>{}</title>\n<rect width=\"{:g}\" height=\"{:g}\" fill=\"#fff\"/>\n{}</svg>\n",
                       width, height, ink, publish::escaped(title), width, height, body);
}

/// From values to places between `left` and `right`.
struct Scale {
    double low;
    double high;
    double left;
    double right;

    [[nodiscard]] double operator()(double value) const
    {
        return left + (std::clamp(value, low, high) - low) / (high - low) * (right - left);
    }
};

/// Ticks at 1, 2 or 5 times a power of ten, about five of them, at `y`.
std::string axis(const Scale& scale, double y)
{
    const double rough = (scale.high - scale.low) / 5;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    const double step = power * (rough / power < 1.5 ? 1 : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10);
    std::string out = line(scale.left, y, scale.right, y, ink);
    for (double value = std::ceil(scale.low / step) * step; value <= scale.high; value += step) {
        out += line(scale(value), y, scale(value), y + 5, ink);
        out += text(scale(value), y + 19, fmt::format("{:.0f}", value), "middle");
    }
    return out;
}

/// Shares of equal steps of the posterior, one of each method that has one.
std::vector<double> bars_of(const std::vector<double>& values, const std::vector<double>& weights, double low, double high,
                            std::size_t count)
{
    std::vector<double> bars(count, 0);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] >= low && values[i] < high) {
            bars[static_cast<std::size_t>((values[i] - low) / (high - low) * static_cast<double>(count))] += weights[i];
        }
    }
    return bars;
}

std::string curve(const std::vector<double>& bars, const Scale& scale, double base, double height, const char* colour)
{
    const double most = *std::ranges::max_element(bars);
    std::string points;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const double value = scale.low + (static_cast<double>(i) + 0.5) / static_cast<double>(bars.size()) * (scale.high - scale.low);
        points += fmt::format("{:.1f},{:.1f} ", scale(value), base - (most > 0 ? bars[i] / most * height : 0));
    }
    return fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>\n", points, colour);
}

struct Posterior {
    std::string name;
    std::vector<double> totals;
    std::vector<double> weights;
    double low;
    double high;
    const char* colour;
};

std::vector<Posterior> posteriors(const estimate::StratumStudy& study)
{
    std::vector<Posterior> found;
    if (study.latent_class) {
        const estimate::LatentClass& latent = *study.latent_class;
        const std::size_t draws = latent.draws.size();
        found.push_back({latent.sound ? "latent class" : "latent class: chains disagree, no estimate", latent.draws,
                         std::vector<double>(draws, 1 / static_cast<double>(draws)), latent.interval.low, latent.interval.high,
                         latent.sound ? blue : pale});
    }
    if (study.decomposable) {
        const estimate::Decomposable& graphs = *study.decomposable;
        const auto observed = static_cast<double>(study.stratum.histories.observed());
        std::vector<double> totals;
        for (std::size_t i = 0; i < graphs.posterior.size(); ++i) {
            totals.push_back(observed + 1 + static_cast<double>(i));
        }
        found.push_back({"decomposable graphs", totals, graphs.posterior, graphs.interval.low, graphs.interval.high, "#a4512c"});
    }
    return found;
}

} // namespace

std::string posterior_chart(const estimate::StratumStudy& study, const std::string& title)
{
    const std::vector<Posterior> all = posteriors(study);
    std::string body = text(20, 24, "Posterior of the total, " + title);
    if (all.empty()) {
        return document(60, title, body + text(20, 48, "No Bayesian method was run, or none takes this table."));
    }
    const auto observed = static_cast<double>(study.stratum.histories.observed());
    double high = observed + 1;
    for (const Posterior& one : all) {
        high = std::max(high, one.high + 0.3 * (one.high - observed));
    }
    const Scale scale{observed, high, 40, width - 20};
    double y = 48;
    for (const Posterior& one : all) {
        body +=
            line(40, y - 4, 64, y - 4, one.colour, 3) + text(72, y, fmt::format("{}: 95% {:.0f} to {:.0f}", one.name, one.low, one.high));
        y += 20;
    }
    for (const Posterior& one : all) {
        body += curve(bars_of(one.totals, one.weights, observed, high, 90), scale, 300, 190, one.colour);
    }
    body += axis(scale, 300) + text(40, 340, fmt::format("people in all; the axis begins at the {:.0f} who are on a list", observed));
    return document(360, "Posterior of the total, " + title, body);
}

std::string overlap_chart(const estimate::Histories& histories, const std::string& title)
{
    std::vector<estimate::Cell> cells = histories.cells;
    std::ranges::stable_sort(cells, std::ranges::greater{}, &estimate::Cell::count);
    const double left = 150;
    const double step = std::min(40.0, (width - left - 20) / static_cast<double>(std::max<std::size_t>(cells.size(), 1)));
    const double most = cells.empty() ? 1 : static_cast<double>(cells.front().count);
    const double rows = 250;
    std::string body = text(20, 24, "Who is on which lists, " + title);
    for (std::size_t j = 0; j < histories.lists.size(); ++j) {
        const double y = rows + 22 * static_cast<double>(j);
        body += text(20, y + 4, fmt::format("{} ({})", histories.lists[j], histories.on_all(estimate::Pattern{1} << j)));
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const double x = left + step * (static_cast<double>(i) + 0.5);
        const double height = 170 * static_cast<double>(cells[i].count) / most;
        body += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\"/>\n", x - step * 0.35,
                            230 - height, step * 0.7, height, blue);
        body += fmt::format("<text x=\"{0:.1f}\" y=\"{1:.1f}\" font-size=\"{2:.0f}\" text-anchor=\"middle\">{3}</text>\n", x, 226 - height,
                            std::clamp(step * 0.45, 7.0, 12.0), cells[i].count);
        for (std::size_t j = 0; j < histories.lists.size(); ++j) {
            const bool on = (cells[i].pattern >> j & 1) != 0;
            body += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\" fill=\"{}\"/>\n", x, rows + 22 * static_cast<double>(j),
                                std::min(6.0, step * 0.3), on ? ink : pale);
        }
        const int first = std::countr_zero(cells[i].pattern);
        const int last = std::bit_width(cells[i].pattern) - 1;
        body += line(x, rows + 22.0 * first, x, rows + 22.0 * last, ink, 2);
    }
    return document(rows + 22 * static_cast<double>(histories.lists.size()) + 10, "Who is on which lists, " + title, body);
}

std::string sensitivity_chart(const estimate::StratumStudy& study, const std::string& title)
{
    struct Row {
        std::string label;
        const estimate::Estimate* estimate;
    };
    std::vector<Row> rows;
    for (const estimate::Estimate& one : study.estimates) {
        rows.push_back({one.method + ", all lists", &one});
        for (const estimate::LeftOut& left : study.left_out) {
            const auto found = std::ranges::find(left.estimates, one.method, &estimate::Estimate::method);
            rows.push_back({"    without " + left.list, found == left.estimates.end() ? nullptr : &*found});
        }
    }
    const auto observed = static_cast<double>(study.stratum.histories.observed());
    double high = observed + 1;
    for (const estimate::Estimate& one : study.estimates) {
        high = one.total ? std::max(high, observed + 2.5 * (*one.total - observed)) : high;
    }
    const Scale scale{0, high, 250, width - 30};
    std::string body = text(20, 24, "What each estimate owes to each list, " + title);
    double y = 50;
    for (const Row& row : rows) {
        body += text(20, y + 4, row.label);
        if (row.estimate == nullptr || !row.estimate->total) {
            body += text(250, y + 4, row.estimate == nullptr ? "not estimated" : std::string("none: ") + to_string(row.estimate->verdict));
        } else {
            const bool whole = row.label.front() != ' ';
            if (row.estimate->interval) {
                body += line(scale(row.estimate->interval->low), y, scale(row.estimate->interval->high), y, whole ? blue : pale, 3);
            }
            body += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\" fill=\"{}\"/>\n", scale(*row.estimate->total), y,
                                whole ? blue : ink);
            if (*row.estimate->total > high) {
                body += text(width - 20, y - 6, fmt::format("{:.0f}", *row.estimate->total), "end");
            }
        }
        y += 20;
    }
    body += axis(scale, y);
    return document(y + 40, "What each estimate owes to each list, " + title, body);
}

} // namespace khronika::app
