// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/explain.h"

#include <fmt/format.h>

#include <algorithm>

namespace khronika::claims {

namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view mark)
{
    std::string out;
    for (const std::string& part : parts) {
        out += (out.empty() ? std::string{} : std::string(mark)) + part;
    }
    return out;
}

std::string bounds(const Count& count)
{
    const auto end = [](const std::optional<std::int64_t>& value) { return value ? std::to_string(*value) : std::string("open"); };
    std::string out = count.bounds.exact() ? end(count.bounds.min) : end(count.bounds.min) + " to " + end(count.bounds.max);
    out += count.approximate ? ", approximate" : "";
    out += fmt::format(", unit {}", to_string(count.unit));
    out += count.per == Rate::none ? std::string{} : fmt::format(" per {}", to_string(count.per));
    return out + fmt::format(": \"{}\"", count.text);
}

std::string trend(const Trend& of)
{
    std::string out(to_string(of.direction));
    out += of.by ? fmt::format(" by \"{}\"", *of.by) : "";
    return out + (of.since ? fmt::format(" since \"{}\"", *of.since) : "");
}

/// What the slot holds; empty where it holds nothing.
std::string held(const Claim& claim, std::string_view slot)
{
    if (slot == "act") {
        return claim.act;
    }
    if (slot == "count") {
        return claim.count ? bounds(*claim.count) : std::string{};
    }
    if (slot == "victims" || slot == "actors") {
        const auto& words = slot == "victims" ? claim.victims : claim.actors;
        return words ? fmt::format("\"{}\"", words->text) : std::string{};
    }
    if (slot == "places") {
        return joined(claim.places, ", ");
    }
    if (slot == "when") {
        return claim.when ? fmt::format("{} to {}: \"{}\"", claim.when->range.from.iso(), claim.when->range.to.iso(), claim.when->text)
                          : std::string{};
    }
    if (slot == "modality") {
        return std::string(to_string(claim.modality));
    }
    if (slot == "trend") {
        return claim.trend ? trend(*claim.trend) : std::string{};
    }
    return joined(claim.attribution, ", passed on by ");
}

} // namespace

std::string explain(const Claim& claim, const Text& text)
{
    const std::size_t begin = std::min(claim.span.begin, text.content.size());
    const auto line = std::count(text.content.begin(), text.content.begin() + static_cast<std::ptrdiff_t>(begin), '\n') + 1;
    std::string out = fmt::format("line {}: \"{}\"\n", line, claim.quote);
    for (const std::string_view slot : {"act", "count", "victims", "actors", "places", "when", "modality", "trend", "attribution"}) {
        const std::string value = held(claim, slot);
        if (value.empty()) {
            continue;
        }
        out += fmt::format("  {:<12}{}\n", slot, value);
        for (const Reason& reason : claim.reasons) {
            if (reason.slot == slot && !reason.rule.empty()) {
                out += fmt::format("  {:<12}  by {}{}\n", "", reason.rule, reason.line.empty() ? std::string{} : " (" + reason.line + ")");
            }
        }
    }
    return out;
}

} // namespace khronika::claims
