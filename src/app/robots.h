// SPDX-License-Identifier: GPL-3.0-or-later
// robots.txt by RFC 9309: what a site asks programs to leave alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::app {

class Robots {
public:
    /// Allows everything: a site without a robots.txt.
    Robots() = default;
    /// The rules of the groups for `agent` (a product name, any case), or else those for all. Lines that make no sense are passed over,
    /// and what stands beyond 500 KiB.
    [[nodiscard]] static Robots parse(std::string_view file, std::string_view agent);
    /// Forbids everything: a site whose robots.txt could not be had.
    [[nodiscard]] static Robots forbidding();

    /// Whether `path` (with its query) may be fetched: the longest rule that matches decides, and of two as long the one that allows.
    [[nodiscard]] bool allows(std::string_view path) const;
    /// Seconds between requests that the site asks for (Crawl-delay, which is not of the RFC); absent where it does not.
    [[nodiscard]] std::optional<double> delay() const { return m_delay; }

private:
    struct Rule {
        std::string pattern;
        bool allow = false;
    };
    std::vector<Rule> m_rules;
    std::optional<double> m_delay;
};

} // namespace khronika::app
