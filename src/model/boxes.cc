// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/boxes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace khronika {

namespace {

/// True where `next` goes on in the line of `box`: on its page, to its right, and at its height by more than half.
bool goes_on(const Box& box, const Box& next)
{
    const double shared = std::min(box.y + box.height, next.y + next.height) - std::max(box.y, next.y);
    return box.page == next.page && next.x >= box.x && shared > 0.5 * std::min(box.height, next.height);
}

void widen(Box& box, const Box& next)
{
    const double right = std::max(box.x + box.width, next.x + next.width);
    const double bottom = std::max(box.y + box.height, next.y + next.height);
    box.y = std::min(box.y, next.y);
    box.width = right - box.x;
    box.height = bottom - box.y;
    box.text.end = next.text.end;
}

/// The cells of a row that `span` touches; cells are parted by tabs.
Box cells_of(std::string_view content, const Box& row, Span span)
{
    const auto tabs = [&](std::size_t begin, std::size_t end) {
        return static_cast<double>(std::ranges::count(at(content, {begin, end}), '\t'));
    };
    const std::size_t begin = std::max(row.text.begin, span.begin);
    const std::size_t end = std::min(row.text.end, span.end);
    Box out = row;
    out.text = {begin, end};
    out.x = row.x + tabs(row.text.begin, begin);
    out.width = 1 + tabs(begin, end);
    return out;
}

std::string pages(const std::vector<Box>& boxes)
{
    const std::uint64_t first = boxes.front().page;
    const std::uint64_t last = boxes.back().page;
    return first == last ? fmt::format("page {}", first) : fmt::format("pages {}-{}", first, last);
}

} // namespace

std::vector<Box> boxes_of(const Text& text, Span span)
{
    std::vector<Box> out;
    auto next = std::ranges::partition_point(text.boxes, [&](const Box& box) { return box.text.end <= span.begin; });
    for (; next != text.boxes.end() && next->text.begin < span.end; ++next) {
        if (text.box_unit == "cell") {
            out.push_back(cells_of(text.content, *next, span));
        } else if (!out.empty() && goes_on(out.back(), *next)) {
            widen(out.back(), *next);
        } else {
            out.push_back(*next);
        }
    }
    return out;
}

std::string cell_name(std::uint64_t column, std::uint64_t row)
{
    std::string letters;
    for (; column > 0; column = (column - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    }
    return fmt::format("{}{}", letters, row);
}

std::string place_of(const Text& text, Span span)
{
    const std::vector<Box> boxes = boxes_of(text, span);
    if (boxes.empty()) {
        return {};
    }
    if (text.box_unit == "pixel") {
        return boxes.front().page == 1 && boxes.back().page == 1 ? "picture" : pages(boxes);
    }
    if (text.box_unit != "cell") {
        return pages(boxes);
    }
    const auto name = [](double column, double row) {
        return cell_name(static_cast<std::uint64_t>(column), static_cast<std::uint64_t>(row));
    };
    const Box& last = boxes.back();
    const std::string first = name(boxes.front().x, boxes.front().y);
    const std::string end = name(last.x + last.width - 1, last.y);
    return fmt::format("sheet {}, {}", boxes.front().page, first == end ? first : first + ":" + end);
}

bool well_formed(const std::vector<Box>& boxes, std::size_t content_size)
{
    std::size_t before = 0;
    for (const Box& box : boxes) {
        const bool finite = std::isfinite(box.x) && std::isfinite(box.y) && std::isfinite(box.width) && std::isfinite(box.height);
        if (!finite || box.width < 0 || box.height < 0 || box.page == 0 || box.text.begin < before || box.text.end < box.text.begin) {
            return false;
        }
        before = box.text.end;
    }
    return before <= content_size;
}

} // namespace khronika
