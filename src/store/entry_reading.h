// SPDX-License-Identifier: GPL-3.0-or-later
// An entry of the journal while its rows are made: a local of projection.cc.
#pragma once

#include "base/error.h"
#include "store/projection.h"

#include <simdjson.h>

#include <iterator>

namespace khronika::store {

using simdjson::dom::element;
using Kind = Change::Kind;

/// An entry while its rows are made.
struct Reading {
    std::uint64_t index;
    std::string where; ///< `journal entry 17`
    element content;
    std::vector<Change> changes;

    [[nodiscard]] element field(const char* key) const
    {
        element found;
        if (content.at_key(key).get(found) != simdjson::SUCCESS) {
            fail("{}: field '{}' is missing", where, key);
        }
        return found;
    }

    [[nodiscard]] std::string text(const char* key) const
    {
        std::string_view value;
        if (field(key).get(value) != simdjson::SUCCESS) {
            fail("{}: field '{}' must be a string", where, key);
        }
        return std::string(value);
    }

    [[nodiscard]] std::uint64_t number(const char* key) const
    {
        std::uint64_t value = 0;
        if (field(key).get(value) != simdjson::SUCCESS) {
            fail("{}: field '{}' must be a whole number", where, key);
        }
        return value;
    }

    [[nodiscard]] simdjson::dom::array list(const char* key) const
    {
        simdjson::dom::array value;
        if (field(key).get(value) != simdjson::SUCCESS) {
            fail("{}: field '{}' must be a list", where, key);
        }
        return value;
    }

    template <std::size_t N>
    void change(Kind kind, std::string_view table, std::pair<std::string_view, Value> (&&columns)[N])
    {
        Change& made = changes.emplace_back(Change{kind, table, {}});
        made.columns.assign(std::make_move_iterator(std::begin(columns)), std::make_move_iterator(std::end(columns)));
    }

    void erase_all(std::string_view table) { changes.push_back({Kind::erase, table, {}}); }
};

} // namespace khronika::store
