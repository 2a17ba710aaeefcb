// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/chart.h"

#include "publish/html.h"
#include "publish/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace khronika::publish {

namespace {

/// The stretch of numbers that a chart shows. It begins at 0 unless that would crush what differs.
struct Scale {
    double from = 0;
    double to = 1;
    // In percent of the width, so that a chart needs no script to fit its page.
    [[nodiscard]] double at(std::int64_t number) const { return 3 + 94 * (static_cast<double>(number) - from) / (to - from); }
};

std::optional<Scale> scale_of(const Figure& figure)
{
    std::optional<std::int64_t> low;
    std::optional<std::int64_t> high;
    for (const RivalCount& rival : figure.rivals) {
        for (const auto& end : {rival.bounds.min, rival.bounds.max}) {
            if (end) {
                low = low ? std::min(*low, *end) : *end;
                high = high ? std::max(*high, *end) : *end;
            }
        }
    }
    if (!low) {
        return std::nullopt;
    }
    const auto lowest = static_cast<double>(*low);
    const auto highest = static_cast<double>(*high);
    const double room = std::max({(highest - lowest) * 0.25, highest * 0.1, 1.0});
    return Scale{lowest > highest * 0.8 && *low != *high ? lowest - room : 0, highest + room};
}

// An end that is known, as a short upright line.
std::string tick(double at)
{
    return fmt::format("<line class=\"tick\" x1=\"{0:.2f}%\" x2=\"{0:.2f}%\" y1=\"2\" y2=\"16\"/>", at);
}

std::string mark(const Scale& scale, const CountBounds& bounds)
{
    if (bounds.exact()) {
        return fmt::format("<circle class=\"point\" cx=\"{:.2f}%\" cy=\"9\" r=\"6\"/>", scale.at(*bounds.min));
    }
    const double left = bounds.min ? scale.at(*bounds.min) : 0;
    const double right = bounds.max ? scale.at(*bounds.max) : 100;
    const char* kind = bounds.min && bounds.max ? "bar" : "open";
    return fmt::format("<line class=\"{}\" x1=\"{:.2f}%\" x2=\"{:.2f}%\" y1=\"9\" y2=\"9\"/>", kind, left, right) +
           (bounds.min ? tick(left) : "") + (bounds.max ? tick(right) : "");
}

// One exact count is said by its number alone.
bool tells_nothing(const Figure& figure)
{
    return std::all_of(figure.rivals.begin(), figure.rivals.end(),
                       [&](const RivalCount& rival) { return rival.bounds.exact() && rival.bounds == figure.rivals.front().bounds; });
}

std::string strip(const std::string& marks, const std::string& said)
{
    return "<svg width=\"100%\" height=\"18\" role=\"img\" aria-label=\"" + escaped(said) +
           "\"><line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"9\" y2=\"9\"/>" + marks + "</svg>";
}

std::string ends(const Scale& scale)
{
    const auto whole = [](double number) { return grouped(static_cast<std::int64_t>(number)); };
    return "<p class=\"ends\"><span>" + whole(scale.from) + "</span><span>" + whole(scale.to) + "</span></p>\n";
}

} // namespace

std::string line_chart(const Figure& figure)
{
    const auto scale = scale_of(figure);
    if (!scale || tells_nothing(figure)) {
        return {};
    }
    std::string marks;
    for (const RivalCount& rival : figure.rivals) {
        marks += mark(*scale, rival.bounds);
    }
    return "<div class=\"chart\">" + strip(marks, "Chart: " + count_words(figure)) + ends(*scale) + "</div>\n";
}

std::string rivals_chart(const Figure& figure)
{
    const auto scale = scale_of(figure);
    if (!scale || tells_nothing(figure)) {
        return {};
    }
    std::string out =
        "<figure class=\"chart\">\n<figcaption>What each origin says, on one scale. A dot is an exact count, a bar a range, a dashed line "
        "an end that is left open.</figcaption>\n<ul>\n";
    for (const RivalCount& rival : figure.rivals) {
        const std::string said = in_words(rival.bounds) + (rival.approximate ? ", as an approximate count" : "");
        out += "<li><p><strong>" + escaped(rival.origin) + "</strong>: " + escaped(said) + "</p>" +
               strip(mark(*scale, rival.bounds), "Chart: " + rival.origin + ", " + said) + "</li>\n";
    }
    return out + "</ul>\n" + ends(*scale) + "</figure>\n";
}

} // namespace khronika::publish
