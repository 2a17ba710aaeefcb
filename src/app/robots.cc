// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/robots.h"

#include <algorithm>
#include <cstdlib>

namespace khronika::app {

namespace {

constexpr std::size_t read_at_most = 500U << 10U;

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r");
    return begin == std::string_view::npos ? std::string_view{} : text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// `*` stands for any characters and a `$` at the end for the path's end. Never takes more than the product of both lengths.
bool matches(std::string_view pattern, std::string_view path)
{
    const bool to_end = pattern.ends_with('$');
    pattern.remove_suffix(to_end ? 1 : 0);
    std::size_t p = 0;
    std::size_t s = 0;
    std::size_t star = std::string_view::npos;
    std::size_t retry = 0;
    while (true) {
        if (p == pattern.size() && (!to_end || s == path.size())) {
            return true;
        }
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            retry = s;
        } else if (p < pattern.size() && s < path.size() && pattern[p] == path[s]) {
            ++p;
            ++s;
        } else if (star != std::string_view::npos && retry < path.size()) {
            p = star + 1;
            s = ++retry;
        } else {
            return false;
        }
    }
}

/// One line as a key in lower case and a value; the key is empty where the line says nothing.
std::pair<std::string, std::string_view> line_of(std::string_view line)
{
    line = line.substr(0, line.find('#'));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
        return {};
    }
    return {lower(trimmed(line.substr(0, colon))), trimmed(line.substr(colon + 1))};
}

} // namespace

Robots Robots::parse(std::string_view file, std::string_view agent)
{
    file = file.substr(0, read_at_most);
    file.remove_prefix(file.starts_with("\xEF\xBB\xBF") ? 3 : 0);
    const std::string own = lower(agent);
    Robots ours;
    Robots all;
    bool any_ours = false;
    bool to_ours = false;
    bool to_all = false;
    bool in_names = false; // several user-agent lines may head one group
    while (!file.empty()) {
        const std::size_t end = std::min(file.find('\n'), file.size());
        const auto [key, value] = line_of(file.substr(0, end));
        file.remove_prefix(std::min(end + 1, file.size()));
        if (key == "user-agent") {
            to_ours = in_names && to_ours;
            to_all = in_names && to_all;
            in_names = true;
            to_all = to_all || value == "*";
            to_ours = to_ours || lower(value) == own;
            any_ours = any_ours || to_ours;
            continue;
        }
        if (key != "allow" && key != "disallow" && key != "crawl-delay") {
            continue;
        }
        in_names = false;
        for (auto& [robots, wanted] : {std::pair<Robots&, bool>{ours, to_ours}, {all, to_all}}) {
            if (wanted && key == "crawl-delay") {
                robots.m_delay = std::max(0.0, std::atof(std::string(value).c_str()));
            } else if (wanted && !value.empty()) {
                robots.m_rules.push_back({std::string(value), key == "allow"});
            }
        }
    }
    return any_ours ? ours : all;
}

Robots Robots::forbidding()
{
    Robots out;
    out.m_rules.push_back({"/", false});
    return out;
}

bool Robots::allows(std::string_view path) const
{
    if (path == "/robots.txt") {
        return true;
    }
    std::size_t longest = 0;
    bool allowed = true;
    for (const Rule& rule : m_rules) {
        const bool stronger = rule.pattern.size() > longest || (rule.pattern.size() == longest && rule.allow);
        if (stronger && matches(rule.pattern, path)) {
            longest = rule.pattern.size();
            allowed = rule.allow;
        }
    }
    return allowed;
}

} // namespace khronika::app
