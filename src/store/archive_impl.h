// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of store::Archive share; not for others.
#pragma once

#include "store/archive.h"
#include "store/database.h"
#include "store/projection.h"

#include <memory>
#include <string>
#include <vector>

namespace khronika::store {

struct Archive::Impl {
    mutable Database database;
    bool outdated = false;
    std::unique_ptr<Transaction> group{}; ///< of begin_group()
    Projector projector{};

    /// Makes the rows of one entry; the caller holds a transaction.
    void apply(std::uint64_t index, std::string_view bytes);
    void add_entry(const Entry& entry);
    void set_tree(const TreeHead& head, std::span<const Subtree> added);
    /// One value a row, of every row that `sql` gives.
    [[nodiscard]] std::vector<std::string> texts(const std::string& sql, const std::vector<Value>& values = {}) const;
};

} // namespace khronika::store
