// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "events/quantities.h"
#include "model/event.h"

#include <string>
#include <vector>

namespace khronika::events {

/// A figure whose number is the sum of others, as one text states them side by side.
struct Sum {
    std::size_t whole = 0; ///< figures of one event, by index
    std::vector<std::size_t> parts;
    std::vector<std::int64_t> numbers; ///< the whole's, then the parts'
    std::vector<std::string> claims;   ///< of that text, in the same order
    bool operator==(const Sum&) const = default;
};

/// A figure that a text names as a part of another (`within`), or sets beside another (not `within`).
struct NamedPart {
    std::size_t part = 0; ///< figures of one event, by index
    std::size_t other = 0;
    bool within = true;
    std::string claim;       ///< that says so
    std::string other_claim; ///< of the same text
    bool operator==(const NamedPart&) const = default;
};

/// An event in the making, with what its figures were made of.
struct Draft {
    struct Making {
        Quantity members;
        std::string place; ///< key
        std::string group;
        bool part = false; ///< some text names it a part of another count
    };
    Event event;
    std::vector<Figure> figures;
    std::vector<Making> makings; ///< one a figure
    std::vector<Sum> sums;
    std::vector<NamedPart> named;
};

} // namespace khronika::events
