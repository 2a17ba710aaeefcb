// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/margins.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace khronika::documents {

namespace {

/// The part of a page's height at its top and bottom in which a line may be a running one, and how far it may wander.
constexpr double margin = 0.14;
constexpr double wander = 0.02;
constexpr std::size_t most_lines = 4;

/// A line that may be a running one.
struct Candidate {
    std::size_t page = 0; ///< in `pages`
    std::size_t line = 0;
    bool top = false;
    double height = 0; ///< of its middle, as a share of the page's
    std::string words;
};

std::vector<Candidate> candidates_of(const std::vector<Page>& pages, bool top)
{
    std::vector<Candidate> out;
    for (std::size_t page = 0; page < pages.size(); ++page) {
        const Page& seen = pages[page];
        std::vector<Candidate> here;
        for (std::size_t line = 0; line < seen.lines.size() && seen.height > 0; ++line) {
            const double height = seen.lines[line].box.middle() / seen.height;
            if (top ? height < margin : height > 1 - margin) {
                here.push_back({page, line, top, height, words_of(seen.lines[line])});
            }
        }
        std::ranges::sort(here, [top](const Candidate& a, const Candidate& b) { return top ? a.height < b.height : a.height > b.height; });
        here.resize(std::min(here.size(), most_lines));
        std::ranges::move(here, std::back_inserter(out));
    }
    return out;
}

/// The words with every number as #.
std::string without_numbers(std::string_view words)
{
    std::string out;
    for (const char c : utf8::fold(words)) {
        if (std::isdigit(static_cast<unsigned char>(c)) == 0) {
            out += c;
        } else if (!out.ends_with('#')) {
            out += '#';
        }
    }
    return out;
}

std::optional<long> roman(std::string_view word)
{
    constexpr std::array<std::pair<char, long>, 5> values{{{'i', 1}, {'v', 5}, {'x', 10}, {'l', 50}, {'c', 100}}};
    long sum = 0;
    long before = 0;
    for (auto c = word.rbegin(); c != word.rend(); ++c) {
        const auto value = std::ranges::find(values, *c, &std::pair<char, long>::first);
        if (value == values.end()) {
            return std::nullopt;
        }
        sum += value->second < before ? -value->second : value->second;
        before = value->second;
    }
    return word.empty() || sum <= 0 ? std::nullopt : std::optional(sum);
}

/// The number of `- 7 -`, `Page 7 of 20`, `стр. 7`, `vii`; absent where the line says more.
std::optional<long> page_number(std::string_view words)
{
    std::optional<long> out;
    std::string folded = utf8::fold(words);
    for (const std::string_view dash : {"–", "—", "|", "•", "/", ".", "-", "[", "]"}) {
        for (std::size_t at = folded.find(dash); at != std::string::npos; at = folded.find(dash)) {
            folded.replace(at, dash.size(), " ");
        }
    }
    for (std::size_t begin = 0; begin < folded.size();) {
        const std::size_t end = std::min(folded.find(' ', begin), folded.size());
        const std::string word = folded.substr(begin, end - begin);
        begin = end + 1;
        constexpr std::array<std::string_view, 9> around{"", "page", "p", "of", "стр", "страница", "с", "из", "бет"};
        if (std::ranges::find(around, word) != around.end()) {
            continue;
        }
        const bool digits = word.size() <= 4 && std::ranges::all_of(word, [](unsigned char c) { return std::isdigit(c) != 0; });
        const auto value = digits ? std::optional(std::stol(word)) : roman(word);
        if (!value) {
            return std::nullopt;
        }
        out = out ? out : value; // of `7 of 20` the first
    }
    return out;
}

/// Marks the candidates that count with the pages.
void mark_numbers(const std::vector<Candidate>& candidates, const std::vector<Page>& pages, std::vector<std::string>& reasons)
{
    std::map<long, std::vector<std::size_t>> by_offset;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (const auto number = page_number(candidates[i].words)) {
            by_offset[*number - static_cast<long>(pages[candidates[i].page].number)].push_back(i);
        }
    }
    for (const auto& [offset, which] : by_offset) { // to the page's place in the file
        const bool several = candidates[which.front()].page != candidates[which.back()].page;
        if (several || (pages.size() == 1 && offset == 0 && !candidates[which.front()].top)) {
            for (const std::size_t i : which) {
                reasons[i] = "page_number";
            }
        }
    }
}

/// True where no other line of the page stands close to it on the side of the body.
bool stands_alone(const Page& page, const Candidate& candidate)
{
    const Rect& box = page.lines[candidate.line].box;
    return std::ranges::none_of(page.lines, [&](const Line& other) {
        const double gap = candidate.top ? other.box.y0 - box.y1 : box.y0 - other.box.y1;
        const bool beyond = candidate.top ? other.box.middle() > box.y1 : other.box.middle() < box.y0;
        return beyond && gap < 0.8 * box.height();
    });
}

void mark_repeated(const std::vector<Candidate>& candidates, const std::vector<Page>& pages, std::vector<std::string>& reasons)
{
    std::map<std::string, std::vector<std::size_t>> by_words;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (reasons[i].empty()) {
            by_words[without_numbers(candidates[i].words)].push_back(i);
        }
    }
    for (const auto& [words, which] : by_words) {
        std::vector<double> heights;
        for (const std::size_t i : which) {
            heights.push_back(candidates[i].height);
        }
        std::ranges::sort(heights);
        const double usual = heights[heights.size() / 2];
        std::vector<std::size_t> alike;
        for (const std::size_t i : which) {
            if (std::abs(candidates[i].height - usual) <= wander &&
                (alike.empty() || candidates[alike.back()].page != candidates[i].page)) {
                alike.push_back(i);
            }
        }
        // Two lines alike may be two paragraphs that begin alike; a running head keeps its distance.
        const bool pair = alike.size() == 2 && pages.size() <= 5 &&
                          std::ranges::all_of(alike, [&](std::size_t i) { return stands_alone(pages[candidates[i].page], candidates[i]); });
        if (words != "#" && (alike.size() >= 3 || pair)) {
            for (const std::size_t i : alike) {
                reasons[i] = candidates[i].top ? "header" : "footer";
            }
        }
    }
}

} // namespace

std::vector<Dropped> take_margins(std::vector<Page>& pages)
{
    std::vector<Dropped> out;
    for (const bool top : {true, false}) {
        const std::vector<Candidate> candidates = candidates_of(pages, top);
        std::vector<std::string> reasons(candidates.size());
        mark_numbers(candidates, pages, reasons);
        mark_repeated(candidates, pages, reasons);
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            if (!reasons[i].empty()) {
                pages[candidates[i].page].lines[candidates[i].line].words.clear();
                out.push_back({reasons[i], candidates[i].words});
            }
        }
    }
    for (Page& page : pages) {
        std::erase_if(page.lines, [](const Line& line) { return line.words.empty(); });
    }
    return out;
}

} // namespace khronika::documents
