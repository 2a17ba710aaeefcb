// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace khronika::store {

class Database;

/// `Khrn`, by which a file is known as a Khronika database.
inline constexpr std::int64_t application_id = 0x4B68726E;
/// Of the tables that this version makes, and the newest that it reads.
inline constexpr std::int64_t schema_version = 3;

struct Table {
    std::string_view name;
    std::string_view key; ///< the columns that order its rows and tell them apart, comma-separated
};

/// The tables that are made of the journal, each after those that it refers to.
inline constexpr std::array<Table, 22> projections{{{"archive", "id"},
                                                    {"items", "sha256"},
                                                    {"collections", "id"},
                                                    {"parts", "collection"},
                                                    {"captures", "id"},
                                                    {"containers", "item"},
                                                    {"texts", "item"},
                                                    {"failed_readings", "item"},
                                                    {"extractions", "item"},
                                                    {"claims", "id"},
                                                    {"joins", "id"},
                                                    {"events", "id"},
                                                    {"event_claims", "event_id, ordinal"},
                                                    {"figures", "id"},
                                                    {"reports", "id"},
                                                    {"keys", "id"},
                                                    {"signed_checkpoints", "id"},
                                                    {"timestamps", "id"},
                                                    {"item_entries", "item, entry_index"},
                                                    {"decisions", "id"},
                                                    {"reversals", "id"},
                                                    {"reviews", "id"}}};

/// The definitions of tables and indices, without the pages where they happen to lie.
inline constexpr Table definitions{"(SELECT name, type, tbl_name, sql FROM sqlite_schema)", "name"};

/// Makes the tables in an empty database. Those of an older version are not altered in place: they are made anew from the
/// journal (app::Archive), since new tables are made of old entries.
void migrate(Database& database);

/// Throws Error where the database is not Khronika's or is of a newer version.
void check_version(Database& database);

} // namespace khronika::store
