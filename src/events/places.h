// SPDX-License-Identifier: GPL-3.0-or-later
// What the join must know of places. The gazetteer gives it where there is one; NameTable is enough for a few names.
#pragma once

#include "language/language.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::events {

/// One place under one key, whatever the language and spelling.
struct CanonicalPlace {
    std::string key;
    std::string label; ///< English where it is known, else as written
    bool operator==(const CanonicalPlace&) const = default;
};

class Places {
public:
    virtual ~Places() = default;
    /// Never empty for a name that holds a letter. `language` is ISO 639-1 and may be empty.
    [[nodiscard]] virtual CanonicalPlace canonical(std::string_view name, std::string_view language) const = 0;
    /// True where `inner` lies in `outer` and is not the same; both are keys. False where nothing is known.
    [[nodiscard]] virtual bool contains(std::string_view outer, std::string_view inner) const = 0;
    /// The keys of all that contains() it, each once; empty where nothing is known.
    [[nodiscard]] virtual std::vector<std::string> holders(std::string_view key) const = 0;
    /// True where it is known what the place of this key lies in, so that it can be told to lie apart from another.
    [[nodiscard]] virtual bool known(std::string_view key) const = 0;
};

/// The table data/events/places.tsv; its head describes the form. Names that it does not hold are told by their sound.
class NameTable : public Places {
public:
    NameTable() = default;
    /// Throws Error naming file and line where the table is malformed.
    explicit NameTable(const language::Table& table);
    [[nodiscard]] CanonicalPlace canonical(std::string_view name, std::string_view language) const override;
    [[nodiscard]] bool contains(std::string_view outer, std::string_view inner) const override;
    [[nodiscard]] std::vector<std::string> holders(std::string_view key) const override;
    [[nodiscard]] bool known(std::string_view key) const override { return m_rows.find(key) != m_rows.end(); }
    /// The labels of what a place of the table lies in; empty where nothing is known.
    [[nodiscard]] std::vector<std::string> within(std::string_view key) const;

private:
    struct Row {
        std::string label;
        std::vector<std::string> within; ///< ids
    };
    std::map<std::string, Row, std::less<>> m_rows;          ///< by id
    std::map<std::string, std::string, std::less<>> m_names; ///< folded name to id
};

} // namespace khronika::events
