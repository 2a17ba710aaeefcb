// SPDX-License-Identifier: GPL-3.0-or-later
// Records in columns: each distinct value is kept, cleaned and compared once, a record is a row of small numbers.
#pragma once

#include "linkage/dates.h"
#include "linkage/names.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::linkage {

struct Field {
    std::string label; ///< what people call it; unique in a table
    Kind kind = Kind::category;
    bool operator==(const Field&) const = default;
};

/// Values that cleaning could not use: they count as absent, and are told.
struct Unreadable {
    std::string field;
    std::string value; ///< as written
    std::size_t records = 0;
};

struct Column {
    Field field;
    std::vector<std::uint32_t> cells;      ///< one a record; 0 is absent
    std::vector<PartialDate> dates;        ///< by cell, where the kind is date
    StringPool texts;                      ///< by cell: the cleaned value, for dates, codes and categories
    std::shared_ptr<const NamePool> names; ///< by cell, for names (one pool for all of them) and places
    [[nodiscard]] const std::string& text(std::uint32_t cell) const { return names ? names->names().at(cell) : texts.at(cell); }
    [[nodiscard]] std::uint64_t hash(std::uint32_t cell) const { return names ? names->names().hash_of(cell) : texts.hash_of(cell); }
    [[nodiscard]] std::size_t distinct() const { return names ? names->size() : texts.size(); } ///< the absent value included
};

/// The records to link. Their order is made of their contents, so that no result hangs on the order of files or lines.
struct Table {
    std::vector<Column> columns;
    std::vector<std::uint32_t> list;     ///< by record: the number of its list
    std::vector<std::uint32_t> original; ///< by record: its place in the order in which records were added
    std::vector<Unreadable> unreadable;  ///< by field and value
    [[nodiscard]] std::size_t size() const { return list.size(); }
};

/// Takes records in any order. At most one given name, one surname and one patronymic column.
class TableBuilder {
public:
    struct Options {
        bool transliterate = true;
        Diminutives diminutives;
    };

    /// Throws Error where two fields have one label, or two are the same part of a name.
    TableBuilder(std::vector<Field> fields, Options options);

    /// One value a field, as written. A value that is empty, or says that it is unknown, is absent.
    void add(std::uint32_t list, std::span<const std::string_view> values);
    /// Cleans what was added. The builder is empty afterwards.
    [[nodiscard]] Table finish();

private:
    struct Raw {
        StringPool values;
        std::vector<std::uint32_t> cells;
    };
    Options m_options;
    std::vector<Field> m_fields;
    std::vector<Raw> m_raw;
    std::vector<std::uint32_t> m_list;
};

/// A code or category as it is compared: lower case, without white space and the signs - . / , ( ) and quotes.
[[nodiscard]] std::string cleaned_code(std::string_view text);

} // namespace khronika::linkage
