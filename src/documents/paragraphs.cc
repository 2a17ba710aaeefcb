// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/paragraphs.h"

#include "base/utf8.h"
#include "documents/hyphen.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace khronika::documents {

namespace {

/// Lines that stand below each other in one column.
struct Column {
    double left = 0;
    double right = 0;
    double leading = 0; ///< the usual gap between lines, in heights of a line
    std::uint64_t page = 1;
    std::vector<const Line*> lines;
};

bool falls_below(const Column& column, const Line& line)
{
    const Line& last = *column.lines.back();
    const double height = std::max(last.box.height(), line.box.height());
    const bool beside = line.box.x1 <= column.left || line.box.x0 >= column.right;
    const double gap = line.box.y0 - last.box.y1;
    return !beside && line.rotation == last.rotation && line.rotation == 0 && line.box.middle() > last.box.y1 - 0.2 * height &&
           gap < 1.5 * height;
}

/// In heights of the higher line.
double gap_between(const Line& above, const Line& below)
{
    return (below.box.y0 - above.box.y1) / std::max(above.box.height(), below.box.height());
}

void measure(Column& column)
{
    std::vector<double> gaps;
    std::vector<double> rights;
    column.left = column.lines.front()->box.x0;
    for (std::size_t i = 0; i < column.lines.size(); ++i) {
        const Rect& box = column.lines[i]->box;
        column.left = std::min(column.left, box.x0);
        rights.push_back(box.x1);
        if (i > 0) {
            gaps.push_back(gap_between(*column.lines[i - 1], *column.lines[i]));
        }
    }
    std::ranges::sort(rights);
    std::ranges::sort(gaps);
    // One line that juts out of a long column does not widen it.
    column.right = rights[rights.size() - (rights.size() >= 8 ? 2 : 1)];
    constexpr double usual = 0.35;
    column.leading = column.lines.size() > 3 ? gaps[gaps.size() / 2] : usual;
}

std::vector<Column> columns_of(const std::vector<Page>& pages)
{
    std::vector<Column> out;
    for (const Page& page : pages) {
        bool first = true;
        for (const Line& line : page.lines) {
            if (first || !falls_below(out.back(), line)) {
                out.push_back({line.box.x0, line.box.x1, 0, page.number, {}});
            }
            first = false;
            Column& column = out.back();
            column.left = std::min(column.left, line.box.x0);
            column.right = std::max(column.right, line.box.x1);
            column.lines.push_back(&line);
        }
    }
    std::ranges::for_each(out, &measure);
    return out;
}

bool ends_sentence(const Line& line)
{
    std::string_view words = line.words.back().text;
    for (bool stripped = true; stripped;) {
        stripped = false;
        for (const std::string_view close : {"»", "”", "\"", ")", "’", "]", "“"}) {
            if (words.size() > close.size() && words.ends_with(close)) {
                words.remove_suffix(close.size());
                stripped = true;
            }
        }
    }
    return words.ends_with(".") || words.ends_with("!") || words.ends_with("?") || words.ends_with("…") || words.ends_with(":") ||
           words.ends_with(";");
}

bool begins_with_mark(const Line& line)
{
    const std::string_view words = line.words.front().text;
    return std::ranges::any_of(std::initializer_list<std::string_view>{"•", "▪", "●", "■", "◦", "‣", "➢", "\xEF\x82\xB7"},
                               [&](std::string_view mark) { return words.starts_with(mark); });
}

/// False where a line begins within a sentence: with a small letter or a mark that none begins with.
bool may_begin(const Line& line)
{
    for (const Word& word : line.words) {
        for (std::size_t i = 0; i < word.text.size();) {
            const utf8::Decoded next = utf8::decode(word.text, i);
            if (utf8::is_letter(next.code_point)) {
                return utf8::is_upper(next.code_point) || utf8::lower(next.code_point) != next.code_point;
            }
            if (utf8::is_digit(next.code_point)) {
                return true;
            }
            i += next.length;
        }
    }
    return true;
}

/// True where the first word of `next` would have fitted into `line`.
bool broke_off(const Line& line, const Line& next, double right)
{
    const double space = 0.3 * line.box.height();
    return line.box.x1 + space + next.words.front().box.width() < right - 0.3 * line.box.height();
}

bool sizes_differ(const Line& a, const Line& b)
{
    if (a.size > 0 && b.size > 0) {
        return std::abs(a.size - b.size) > 0.12 * std::max(a.size, b.size);
    }
    const double low = std::min(a.box.height(), b.box.height());
    const double high = std::max(a.box.height(), b.box.height());
    return high > 1.6 * low;
}

/// True where `line`, which stands below `last` in one column, begins a paragraph.
bool begins_within(const Column& column, const Line& last, const Line& line)
{
    const double height = line.box.height();
    const bool gap = gap_between(last, line) > column.leading + 0.4;
    if (gap || sizes_differ(last, line) || begins_with_mark(line)) {
        return true;
    }
    if (hyphen_at_end(last.words.back().text) > 0) {
        return false;
    }
    const bool indented = line.box.x0 > column.left + 0.8 * height && line.box.x0 > last.box.x0 + 0.6 * height;
    const bool ended = ends_sentence(last);
    return (may_begin(line) && (broke_off(last, line, column.right) || (indented && ended))) ||
           (ended && indented && broke_off(last, line, column.right));
}

/// True where a paragraph goes on from the last line of a column to the first of another.
bool goes_over(const Column& from, const Column& to)
{
    const Line& last = *from.lines.back();
    const Line& line = *to.lines.front();
    const bool elsewhere = from.page != to.page || line.box.y0 < last.box.y0;
    if (!elsewhere || last.rotation != line.rotation || sizes_differ(last, line) || begins_with_mark(line)) {
        return false;
    }
    if (hyphen_at_end(last.words.back().text) > 0) {
        return true;
    }
    const bool full = last.box.x1 > from.right - 0.12 * (from.right - from.left);
    return full && !ends_sentence(last) && (!may_begin(line) || from.lines.size() > 1);
}

double rounded(double value)
{
    return std::round(value * 100) / 100;
}

class Writer {
public:
    Writer(Text& text, const Hyphens& hyphens) : m_text(text), m_hyphens(hyphens) {}

    void begin(const Line& line, std::uint64_t page)
    {
        end();
        m_paragraphs.push_back({{m_text.content.size(), m_text.content.size()}, line.size, page});
        m_open = true;
        m_before = nullptr;
    }

    void add(const Line& line, std::uint64_t page)
    {
        if (m_before != nullptr) {
            join(line.words.front().text);
        }
        for (const Word& word : line.words) {
            put(word, page, &word == &line.words.back());
        }
        m_before = &line;
    }

    void end()
    {
        if (m_open) {
            m_paragraphs.back().span.end = m_text.content.size();
            m_text.content += '\n';
        }
        m_open = false;
    }

    std::vector<Paragraph> m_paragraphs;

private:
    /// Joins the line before to the one that begins with `next`.
    void join(std::string_view next)
    {
        const std::string_view last = m_before->words.back().text;
        const Hyphens::Join join = m_hyphens.join(last, next);
        if (join == Hyphens::Join::space) {
            m_text.content += ' ';
        } else if (join == Hyphens::Join::remove) {
            m_text.content.resize(m_text.content.size() - hyphen_at_end(last));
            m_text.boxes.back().text.end = m_text.content.size();
        }
    }

    void put(const Word& word, std::uint64_t page, bool last)
    {
        const std::size_t begin = m_text.content.size();
        m_text.content += word.text;
        m_text.boxes.push_back({{begin, m_text.content.size()},
                                page,
                                rounded(word.box.x0),
                                rounded(word.box.y0),
                                rounded(std::max(word.box.width(), 0.0)),
                                rounded(std::max(word.box.height(), 0.0))});
        if (word.space_after && !last) {
            m_text.content += ' ';
        }
    }

    Text& m_text;
    const Hyphens& m_hyphens;
    const Line* m_before = nullptr;
    bool m_open = false;
};

} // namespace

std::vector<Paragraph> write_paragraphs(Text& text, const std::vector<Page>& pages)
{
    const Hyphens hyphens(pages);
    const std::vector<Column> columns = columns_of(pages);
    Writer writer(text, hyphens);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Column& column = columns[i];
        for (std::size_t j = 0; j < column.lines.size(); ++j) {
            const Line& line = *column.lines[j];
            const bool begins = j > 0 ? begins_within(column, *column.lines[j - 1], line) : i == 0 || !goes_over(columns[i - 1], column);
            if (begins) {
                writer.begin(line, column.page);
            }
            writer.add(line, column.page);
        }
    }
    writer.end();
    return std::move(writer.m_paragraphs);
}

} // namespace khronika::documents
