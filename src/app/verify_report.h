// SPDX-License-Identifier: GPL-3.0-or-later
// A published report, checked without the archive that made it.
#pragma once

#include "store/archive.h"

#include <cstdint>
#include <string>
#include <vector>

namespace khronika::sys {
class Files;
}

namespace khronika::app {

struct ReportCheck {
    std::vector<store::Damage> damages;
    std::vector<std::string> notes; ///< what could not be looked at, and why
    std::string title;
    std::uint64_t files = 0;   ///< hashed
    std::uint64_t quotes = 0;  ///< found word for word at their place in a text
    std::uint64_t figures = 0; ///< made again from the claims and found equal
    std::uint64_t proofs = 0;  ///< journal entries shown to be in the tree
    std::string root;          ///< of the journal's tree, hex

    [[nodiscard]] bool sound() const { return damages.empty(); }
};

/// True where `folder` holds a report (a file report.json) rather than an archive.
[[nodiscard]] bool is_report(sys::Files& files, const std::string& folder);

/// Checks every file against the manifest, every figure down to its claims, every quote at its place in its text, every
/// item's hash, the journal's proofs, and makes the figures and the pages again; changes nothing. What is wrong is in
/// the result, each named; throws Error only where the folder itself cannot be read.
[[nodiscard]] ReportCheck verify_report(sys::Files& files, const std::string& folder, const std::string& made_by);

} // namespace khronika::app
