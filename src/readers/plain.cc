// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/plain.h"

#include "base/utf8.h"
#include "model/source_map.h"
#include "readers/written_date.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

namespace khronika::readers {

namespace {

/// So many of the first blocks with words may hold the title and the date, and are no cards of other stories.
constexpr std::size_t head_blocks = 4;
constexpr std::size_t date_blocks = 8;

struct PlainBlock {
    Span lines;             ///< with the line ends
    std::string_view words; ///< without them and white space around
    std::string reason;
};

std::vector<Span> lines_of(std::string_view text)
{
    std::vector<Span> out;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
        out.push_back({begin, end});
        begin = end;
    }
    return out;
}

/// True where `line` breaks off within a sentence at a column where programs wrap.
bool breaks_off(std::string_view line)
{
    constexpr std::size_t narrowest = 55;
    constexpr std::size_t widest = 85;
    const std::size_t length = utf8::length(line);
    const bool sentence = line.ends_with(".") || line.ends_with("!") || line.ends_with("?") || line.ends_with("…") || line.ends_with(":");
    return length >= narrowest && length <= widest && !sentence;
}

/// True where most lines that another follows break off at a column: the paragraph, not the line, is then the unit.
bool is_wrapped(std::string_view text, const std::vector<Span>& lines)
{
    constexpr std::size_t fewest = 6;
    std::size_t inner = 0;
    std::size_t broken = 0;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        const std::string_view here = utf8::trim(at(text, lines[i]));
        if (here.empty() || utf8::trim(at(text, lines[i + 1])).empty()) {
            continue;
        }
        ++inner;
        broken += breaks_off(here) ? 1 : 0;
    }
    return inner >= fewest && broken * 10 >= inner * 6;
}

std::vector<PlainBlock> blocks_of(std::string_view text)
{
    const std::vector<Span> lines = lines_of(text);
    const bool wrapped = is_wrapped(text, lines);
    std::vector<PlainBlock> out;
    bool open = false;
    for (const Span line : lines) {
        const bool empty = utf8::trim(at(text, line)).empty();
        if (open && wrapped && !empty) {
            out.back().lines.end = line.end;
        } else {
            out.push_back({line, {}, {}});
        }
        open = !empty;
    }
    for (PlainBlock& block : out) {
        block.words = utf8::trim(at(text, block.lines));
    }
    return out;
}

bool ends_sentence(std::string_view words)
{
    for (const std::string_view mark : {".", "!", "?", "…", ":", ";", ",", "»", "”", "\"", ")"}) {
        if (words.ends_with(mark)) {
            return true;
        }
    }
    return false;
}

void leave_out_furniture(std::vector<PlainBlock>& blocks, const Phrases& phrases)
{
    for (PlainBlock& block : blocks) {
        if (!block.words.empty()) {
            block.reason = phrases.reason_for(block.words);
        }
    }
}

/// A short line between two lines of an appeal belongs to it.
void leave_out_between_appeals(std::vector<PlainBlock>& blocks)
{
    constexpr std::size_t longest = 90;
    PlainBlock* before = nullptr;
    PlainBlock* between = nullptr;
    for (PlainBlock& block : blocks) {
        if (block.words.empty()) {
            continue;
        }
        if (block.reason == "appeal" && before != nullptr && before->reason == "appeal" && between != nullptr) {
            between->reason = "appeal";
        }
        const bool may = block.reason.empty() && utf8::length(block.words) <= longest;
        if (may && between == nullptr) {
            between = &block;
        } else {
            before = &block;
            between = nullptr;
        }
    }
}

/// A block that stood before is left out; a title that stands again below the head belongs to the card of another story
/// and goes wherever it stands, with the label above it.
void leave_out_repeated(std::vector<PlainBlock>& blocks)
{
    std::unordered_map<std::string_view, std::vector<std::size_t>> seen;
    std::size_t with_words = 0;
    std::size_t head_end = blocks.size();
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (!blocks[i].words.empty()) {
            seen[blocks[i].words].push_back(i);
            if (++with_words == head_blocks) {
                head_end = i + 1;
            }
        }
    }
    for (const auto& [words, places] : seen) {
        const bool card = places.size() > 1 && places.front() >= head_end && !ends_sentence(words);
        for (std::size_t nth = card ? 0 : 1; nth < places.size(); ++nth) {
            std::string& reason = blocks[places[nth]].reason;
            reason = reason.empty() ? (card ? "related" : "repeated") : reason;
        }
    }
}

/// The length of a stray tag (`< /p>`, `<br/>`) at `at`; 0 where there is none.
std::size_t stray_tag(std::string_view text, std::size_t at)
{
    constexpr std::size_t longest = 200;
    std::size_t i = at + 1;
    while (i < text.size() && (text[i] == ' ' || text[i] == '/')) {
        ++i;
    }
    const std::size_t name = i;
    while (i < text.size() && ((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z') ||
                               utf8::is_digit(static_cast<unsigned char>(text[i])))) {
        ++i;
    }
    const std::string tag = utf8::fold(text.substr(name, i - name));
    constexpr std::string_view known = " p br div span b i u em strong a ul ol li h1 h2 h3 h4 h5 h6 img blockquote font center hr sup sub ";
    if (tag.empty() || known.find(" " + tag + " ") == std::string_view::npos) {
        return 0;
    }
    const std::size_t end = text.find_first_of("<>", i);
    return end != std::string_view::npos && text[end] == '>' && end - at < longest ? end + 1 - at : 0;
}

/// Adds the bytes at `span` to the content, carriage returns and stray tags left out.
void keep(Text& text, std::string_view decoded, Span span)
{
    const auto take = [&](Span part) {
        const std::size_t begin = text.content.size();
        text.content.append(at(decoded, part));
        add_run(text.map, {{begin, text.content.size()}, part});
    };
    std::size_t begin = span.begin;
    for (std::size_t i = span.begin; i < span.end;) {
        std::size_t skip = 0;
        if (decoded[i] == '<') {
            skip = stray_tag(decoded.substr(0, span.end), i);
        } else if (decoded[i] == '\r' && i + 1 < span.end && decoded[i + 1] == '\n') {
            skip = 1;
        }
        if (skip > 0) {
            take({begin, i});
            begin = i + skip;
        }
        i += std::max<std::size_t>(skip, 1);
    }
    take({begin, span.end});
}

void find_facts(Text& text, const std::vector<PlainBlock>& blocks, const Months& months)
{
    constexpr std::size_t longest_title = 250;
    constexpr std::size_t longest_dateline = 60;
    std::size_t with_words = 0;
    for (const PlainBlock& block : blocks) {
        if (block.words.empty()) {
            continue;
        }
        if (++with_words > date_blocks) {
            break;
        }
        const std::size_t length = utf8::length(block.words);
        if (text.title.value.empty() && with_words <= head_blocks && block.reason.empty() && length <= longest_title && length >= 20 &&
            !block.words.ends_with(".")) {
            text.title = {std::string(block.words), "text"};
        }
        if (text.published.value.empty() && length <= longest_dateline) {
            if (auto date = find_date(block.words, months)) {
                text.published = {*date, "text"};
            }
        }
    }
}

} // namespace

void read_plain(Text& text, std::string_view decoded, const Tables& tables)
{
    std::vector<PlainBlock> blocks = blocks_of(decoded);
    leave_out_furniture(blocks, tables.phrases);
    leave_out_between_appeals(blocks);
    leave_out_repeated(blocks);
    for (const PlainBlock& block : blocks) {
        if (block.reason.empty()) {
            keep(text, decoded, block.lines);
        } else {
            text.dropped.push_back({block.reason, std::string(block.words)});
        }
    }
    find_facts(text, blocks, tables.months);
}

} // namespace khronika::readers
