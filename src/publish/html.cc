// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/html.h"

#include "base/utf8.h"
#include "publish/style.h"

#include <algorithm>
#include <array>
#include <utility>

namespace khronika::publish {

namespace {

std::string navigation(const Page& page)
{
    static constexpr std::array<std::array<std::string_view, 3>, 3> entries{
        {{"figures", "index.html", "Figures"}, {"items", "items.html", "Items"}, {"check", "check.html", "How to check"}}};
    std::string out;
    for (const auto& [name, path, label] : entries) {
        const std::string words(label);
        out += name == page.current ? "<li><strong>" + words + "</strong></li>\n"
                                    : "<li><a href=\"" + page.root + std::string(path) + "\">" + words + "</a></li>\n";
    }
    return out;
}

} // namespace

std::string escaped(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (std::size_t at = 0; at < text.size();) {
        const auto [c, length] = utf8::decode(text, at);
        switch (c) {
        case U'&':
            out += "&amp;";
            break;
        case U'<':
            out += "&lt;";
            break;
        case U'>':
            out += "&gt;";
            break;
        case U'"':
            out += "&quot;";
            break;
        case U'\'':
            out += "&#39;";
            break;
        default:
            // What HTML does not allow as a character.
            utf8::append(out, (c < 0x20 && c != U'\n' && c != U'\t') || (c >= 0x7F && c < 0xA0) ? char32_t{0xFFFD} : c);
        }
        at += length;
    }
    return out;
}

std::string lang_attribute(std::string_view language)
{
    const bool letters =
        std::all_of(language.begin(), language.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; });
    return language.size() < 2 || !letters ? std::string() : " lang=\"" + std::string(language) + "\"";
}

std::string to_html(const Page& page)
{
    std::string out = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                      "<meta http-equiv=\"Content-Security-Policy\" content=\"" +
                      content_policy() + "\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>" + escaped(page.title) +
                      "</title>\n<style>";
    out += stylesheet();
    out +=
        "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">Skip to content</a>\n<header class=\"top\"><div class=\"wrap\">\n";
    out += "<span class=\"name\">" + escaped(page.report_title) + "</span>\n<nav aria-label=\"Report\"><ul>\n" + navigation(page) +
           "</ul></nav>\n</div></header>\n<main class=\"wrap\" id=\"content\">\n";
    out += page.body;
    out += "</main>\n<footer class=\"wrap\"><div class=\"foot\">\n" + page.footer + "</div></footer>\n</body>\n</html>\n";
    return out;
}

} // namespace khronika::publish
