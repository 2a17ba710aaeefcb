// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions.h"

#include "archive/sha256.h"
#include "base/error.h"
#include "model/json.h"
#include "sys/fetch.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace khronika::app {

namespace {

std::string reason_of(const store::Capture& capture)
{
    const nlohmann::json form = parse_json(capture.form, "a captured entry");
    return form.value("reason", "");
}

/// The page of a WARC file that a capture made: the part with the address where the redirects ended.
std::string page_of(const Archive& archive, const std::string& warc, const std::string& url)
{
    std::string out;
    for (const Collection& part : archive.store().parts(warc)) {
        if (part.stated.url == url) {
            out = part.item;
        }
    }
    return out;
}

std::string final_url(const store::Capture& capture)
{
    return parse_json(capture.form, "a captured entry").value("final_url", capture.url);
}

std::string item_named(const Archive& archive, const std::string& prefix)
{
    const std::vector<std::string> found = prefix.size() < 4 ? std::vector<std::string>{} : archive.store().items_starting_with(prefix);
    if (found.size() != 1) {
        fail("{} is {}; give more digits of its SHA-256, at least four (`khronika items` shows them)", prefix,
             found.empty() ? "no item" : "the beginning of several items");
    }
    return found.front();
}

std::string text_of(const Archive& archive, const std::string& prefix)
{
    const std::string item = item_named(archive, prefix);
    if (const auto text = archive.store().text(item)) {
        return text->content;
    }
    for (const Collection& collection : archive.store().collections(item)) {
        if (collection.how == "capture") {
            for (const store::Capture& capture : archive.store().captures(collection.stated.url)) {
                const auto text = capture.item == item ? archive.store().text(page_of(archive, item, final_url(capture))) : std::nullopt;
                if (text) {
                    return text->content;
                }
            }
        }
    }
    const auto failed = archive.store().failed_reading(item);
    fail("item {} has no text{}", item, failed ? ": " + failed->reason : "");
}

std::vector<std::string_view> lines_of(const std::string& text)
{
    std::vector<std::string_view> out;
    const std::string_view all = text;
    for (std::size_t at = 0; at < all.size();) {
        const std::size_t end = std::min(all.find('\n', at), all.size());
        out.push_back(all.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

using Lines = std::vector<std::string_view>;

/// The longest common subsequence by dynamic programming, from the ends backwards (Wagner and Fischer 1974).
void diff_middle(const Lines& a, const Lines& b, std::vector<DiffLine>& out)
{
    const std::size_t width = b.size() + 1;
    std::vector<std::uint32_t> common((a.size() + 1) * width);
    for (std::size_t i = a.size(); i-- > 0;) {
        for (std::size_t j = b.size(); j-- > 0;) {
            common[i * width + j] =
                a[i] == b[j] ? common[(i + 1) * width + j + 1] + 1 : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
        }
    }
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            out.push_back({' ', std::string(a[i++])});
            ++j;
        } else if (j == b.size() || (i < a.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
            out.push_back({'-', std::string(a[i++])});
        } else {
            out.push_back({'+', std::string(b[j++])});
        }
    }
}

/// Lines in both that are further than `context` from a change become one '@'.
std::vector<DiffLine> shortened(const std::vector<DiffLine>& all, std::size_t context)
{
    std::vector<bool> shown(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].side != ' ') {
            const std::size_t end = std::min(all.size(), i + context + 1);
            std::fill(shown.begin() + static_cast<std::ptrdiff_t>(i - std::min(i, context)),
                      shown.begin() + static_cast<std::ptrdiff_t>(end), true);
        }
    }
    std::vector<DiffLine> out;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (shown[i]) {
            out.push_back(all[i]);
        } else if (out.empty() || out.back().side != '@') {
            out.push_back({'@', ""});
        }
    }
    return out;
}

} // namespace

std::vector<DiffLine> diff_lines(const std::string& first, const std::string& second, std::size_t context, std::size_t most)
{
    const Lines a = lines_of(first);
    const Lines b = lines_of(second);
    std::size_t head = 0;
    while (head < a.size() && head < b.size() && a[head] == b[head]) {
        ++head;
    }
    std::size_t tail = 0;
    while (tail < a.size() - head && tail < b.size() - head && a[a.size() - tail - 1] == b[b.size() - tail - 1]) {
        ++tail;
    }
    const auto part = [&](const Lines& lines, std::size_t begin, std::size_t end) {
        return Lines(lines.begin() + static_cast<std::ptrdiff_t>(begin), lines.begin() + static_cast<std::ptrdiff_t>(end));
    };
    std::vector<DiffLine> out;
    const auto add = [&](const Lines& lines, char side) {
        for (const std::string_view line : lines) {
            out.push_back({side, std::string(line)});
        }
    };
    const Lines middle_a = part(a, head, a.size() - tail);
    const Lines middle_b = part(b, head, b.size() - tail);
    add(part(a, 0, head), ' ');
    if (middle_a.size() * middle_b.size() > most * most) {
        add(middle_a, '-');
        add(middle_b, '+');
    } else {
        diff_middle(middle_a, middle_b, out);
    }
    add(part(a, a.size() - tail, a.size()), ' ');
    return shortened(out, context);
}

std::vector<DiffLine> diff_items(const Archive& archive, const std::string& first, const std::string& second)
{
    return diff_lines(text_of(archive, first), text_of(archive, second));
}

std::vector<Version> versions_of(const Archive& archive, const std::string& given)
{
    const std::string url = sys::resolve_address(given, "").value_or(given);
    std::vector<Version> out;
    std::set<std::string> of_captures;
    for (const store::Capture& capture : archive.store().captures(url)) {
        const std::string page = capture.item.empty() ? "" : page_of(archive, capture.item, final_url(capture));
        of_captures.insert(capture.item);
        out.push_back({capture.at, page, "capture", capture.outcome, reason_of(capture), "", "", ""});
    }
    for (const Collection& collection : archive.store().collections_of_url(url)) {
        const bool told = collection.how == "capture" || (collection.part_of && of_captures.contains(collection.part_of->item));
        if (!told) {
            const bool dated = collection.part_of && !collection.part_of->date.empty();
            out.push_back({dated ? collection.part_of->date : collection.at, collection.item, collection.how, "", "", "", "", ""});
        }
    }
    std::stable_sort(out.begin(), out.end(), [](const Version& a, const Version& b) { return a.at < b.at; });
    const Version* before = nullptr;
    for (Version& version : out) {
        const auto text = version.item.empty() ? std::nullopt : archive.store().text(version.item);
        version.title = text ? text->title.value : "";
        version.text_sha256 = text ? archive::hex(archive::sha256(text->content)) : "";
        if (version.item.empty()) {
            continue;
        }
        version.change = before == nullptr                            ? "first"
                         : before->item == version.item               ? "same bytes"
                         : before->text_sha256 == version.text_sha256 ? "same text"
                                                                      : "changed";
        before = &version;
    }
    return out;
}

} // namespace khronika::app
