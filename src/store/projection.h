// SPDX-License-Identifier: GPL-3.0-or-later
// From a journal entry to the rows that it changes: a pure function, so that a replay gives the same tables.
#pragma once

#include "store/database.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace khronika::store {

struct Change {
    enum class Kind {
        insert,           ///< a new row
        insert_if_absent, ///< the row that stands stays
        erase,            ///< the rows whose columns have these values; all, where none are given
    };
    Kind kind = Kind::insert;
    std::string_view table;
    std::vector<std::pair<std::string_view, Value>> columns;
    bool operator==(const Change&) const = default;
};

/// Keeps its memory from entry to entry.
class Projector {
public:
    Projector();
    Projector(Projector&&) noexcept;
    Projector& operator=(Projector&&) noexcept;
    ~Projector();

    /// In the order in which they must be made. Throws Error that names the entry and the field where the entry is not of a
    /// form that this version knows. `entry` is canonical JSON: columns hold parts of it as they stand.
    [[nodiscard]] std::vector<Change> project(std::uint64_t index, std::string_view entry);

private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
};

[[nodiscard]] std::vector<Change> project(std::uint64_t index, std::string_view entry);

} // namespace khronika::store
