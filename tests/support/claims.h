// SPDX-License-Identifier: GPL-3.0-or-later
// Claims of one text in a form that a table of tests can hold.
#pragma once

#include "claims/extract.h"
#include "support/tables.h"

#include <string>
#include <string_view>
#include <vector>

namespace khronika::support {

/// A text published on Wednesday, 3 April 2024.
inline Text text_of(std::string_view language, std::string_view content)
{
    Text out;
    out.item = "test";
    out.content = content;
    out.language.value = language;
    out.published.value = "2024-04-03";
    return out;
}

inline std::vector<Claim> claims_of(std::string_view language, std::string_view content)
{
    return claims::extract(text_of(language, content), languages());
}

/// "466", "400..", "..399", "20..99".
inline std::string bounds_of(const CountBounds& bounds)
{
    const auto end = [](const std::optional<std::int64_t>& value) { return value ? std::to_string(*value) : std::string{}; };
    return bounds.exact() ? end(bounds.min) : end(bounds.min) + ".." + end(bounds.max);
}

/// "detention 466; raid 3 place; killing denied": act, count, unit where it is not person, modality where it is not done.
inline std::string listed(const std::vector<Claim>& claims)
{
    std::string out;
    for (const Claim& claim : claims) {
        out += (out.empty() ? "" : "; ") + claim.act;
        if (claim.count) {
            out += " " + bounds_of(claim.count->bounds);
            out += claim.count->unit == Unit::person ? "" : " " + std::string(to_string(claim.count->unit));
            out += claim.count->per == Rate::none ? "" : "/" + std::string(to_string(claim.count->per));
        }
        out += claim.modality == Modality::done ? "" : " " + std::string(to_string(claim.modality));
    }
    return out;
}

inline std::string joined(const std::vector<std::string>& parts)
{
    std::string out;
    for (const std::string& part : parts) {
        out += (out.empty() ? "" : " < ") + part;
    }
    return out;
}

} // namespace khronika::support
