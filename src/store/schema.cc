// SPDX-License-Identifier: GPL-3.0-or-later
// Plain SQL that PostgreSQL 15 runs too: whole numbers are BIGINT, everything else TEXT, hashes in hex, lists as JSON
// text; no rowids, no types or functions of SQLite's own. The two pragmas at the end are the only exception.
//
// Rejected: normalised tables for places and attribution (they are read whole, never joined), and BLOB, which PostgreSQL
// calls otherwise.
#include "store/schema.h"

#include "base/error.h"
#include "store/database.h"

namespace khronika::store {

namespace {

/// A step never changes once it has been released; a new version adds one.
constexpr std::array<std::string_view, schema_version> steps{R"sql(
CREATE TABLE journal (
    entry_index BIGINT NOT NULL PRIMARY KEY,
    entry TEXT NOT NULL,
    leaf_hash TEXT NOT NULL
);
CREATE TABLE tree (
    singleton BIGINT NOT NULL PRIMARY KEY CHECK (singleton = 1),
    size BIGINT NOT NULL,
    root TEXT NOT NULL,
    frontier TEXT NOT NULL
);
CREATE TABLE archive (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
CREATE TABLE items (
    sha256 TEXT NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
CREATE TABLE collections (
    id TEXT NOT NULL PRIMARY KEY,
    item TEXT NOT NULL REFERENCES items (sha256),
    collected_by TEXT NOT NULL,
    collected_at TEXT NOT NULL,
    collected_from TEXT NOT NULL,
    how TEXT NOT NULL,
    title TEXT NOT NULL,
    outlet TEXT NOT NULL,
    language TEXT NOT NULL,
    published TEXT NOT NULL,
    url TEXT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
CREATE INDEX collections_of_item ON collections (item, entry_index);
CREATE TABLE texts (
    item TEXT NOT NULL PRIMARY KEY REFERENCES items (sha256),
    title TEXT NOT NULL,
    outlet TEXT NOT NULL,
    language TEXT NOT NULL,
    published TEXT NOT NULL,
    url TEXT NOT NULL,
    encoding TEXT NOT NULL,
    reader TEXT NOT NULL,
    form TEXT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
CREATE TABLE failed_readings (
    item TEXT NOT NULL PRIMARY KEY REFERENCES items (sha256),
    reason TEXT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
CREATE TABLE extractions (
    item TEXT NOT NULL PRIMARY KEY REFERENCES items (sha256),
    engine TEXT NOT NULL,
    claims BIGINT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
CREATE TABLE claims (
    id TEXT NOT NULL PRIMARY KEY,
    item TEXT NOT NULL REFERENCES items (sha256),
    ordinal BIGINT NOT NULL,
    quote TEXT NOT NULL,
    quote_start BIGINT NOT NULL,
    quote_end BIGINT NOT NULL,
    act TEXT NOT NULL,
    count_min BIGINT,
    count_max BIGINT,
    unit TEXT,
    approximate BIGINT,
    rate TEXT,
    trend TEXT,
    modality TEXT NOT NULL,
    victims TEXT,
    actors TEXT,
    places TEXT NOT NULL,
    when_from TEXT,
    when_to TEXT,
    attribution TEXT NOT NULL,
    form TEXT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
CREATE INDEX claims_of_item ON claims (item, ordinal);
CREATE INDEX claims_in_order ON claims (entry_index, ordinal);
CREATE TABLE joins (
    id TEXT NOT NULL PRIMARY KEY,
    joined_at TEXT NOT NULL,
    joined_by TEXT NOT NULL,
    method TEXT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
CREATE TABLE events (
    id TEXT NOT NULL PRIMARY KEY,
    ordinal BIGINT NOT NULL,
    act TEXT NOT NULL,
    place TEXT NOT NULL,
    period_from TEXT,
    period_to TEXT,
    form TEXT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
CREATE TABLE event_claims (
    event_id TEXT NOT NULL REFERENCES events (id),
    ordinal BIGINT NOT NULL,
    claim_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (event_id, ordinal)
);
CREATE INDEX events_of_claim ON event_claims (claim_id);
CREATE TABLE figures (
    id TEXT NOT NULL PRIMARY KEY,
    ordinal BIGINT NOT NULL,
    event_id TEXT NOT NULL,
    act TEXT NOT NULL,
    place TEXT NOT NULL,
    period_from TEXT,
    period_to TEXT,
    modality TEXT NOT NULL,
    unit TEXT NOT NULL,
    rate TEXT NOT NULL,
    claimed_min BIGINT,
    claimed_max BIGINT,
    defensible_min BIGINT,
    defensible_max BIGINT,
    form TEXT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
CREATE INDEX figures_of_event ON figures (event_id);
CREATE TABLE reports (
    id TEXT NOT NULL PRIMARY KEY,
    published_at TEXT NOT NULL,
    published_by TEXT NOT NULL,
    folder_hash TEXT NOT NULL,
    form TEXT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
)sql",
                                                             R"sql(
CREATE TABLE subtrees (
    level BIGINT NOT NULL,
    subtree_index BIGINT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (level, subtree_index)
);
CREATE TABLE keys (
    id TEXT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    succession TEXT,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
CREATE TABLE signed_checkpoints (
    id TEXT NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    root TEXT NOT NULL,
    note TEXT NOT NULL,
    signed_at TEXT NOT NULL,
    signed_by TEXT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
CREATE TABLE timestamps (
    id TEXT NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    authority TEXT NOT NULL,
    stamped_at TEXT NOT NULL,
    reply TEXT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
CREATE TABLE item_entries (
    item TEXT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index),
    PRIMARY KEY (item, entry_index)
);
CREATE TABLE parts (
    collection TEXT NOT NULL PRIMARY KEY REFERENCES collections (id),
    container TEXT NOT NULL REFERENCES items (sha256),
    item TEXT NOT NULL REFERENCES items (sha256),
    path TEXT NOT NULL,
    part_start BIGINT,
    part_end BIGINT,
    part_date TEXT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
CREATE INDEX parts_of_container ON parts (container, entry_index);
CREATE INDEX collections_of_url ON collections (url, entry_index);
CREATE TABLE containers (
    item TEXT NOT NULL PRIMARY KEY REFERENCES items (sha256),
    reader TEXT NOT NULL,
    parts BIGINT NOT NULL,
    left_out BIGINT NOT NULL,
    form TEXT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
CREATE TABLE captures (
    id TEXT NOT NULL PRIMARY KEY,
    url TEXT NOT NULL,
    item TEXT REFERENCES items (sha256),
    outcome TEXT NOT NULL,
    captured_at TEXT NOT NULL,
    form TEXT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
CREATE INDEX captures_of_url ON captures (url, entry_index);
)sql",
                                                             R"sql(
CREATE TABLE decisions (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    why TEXT NOT NULL,
    form TEXT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
CREATE TABLE reversals (
    id TEXT NOT NULL PRIMARY KEY,
    decision TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    why TEXT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
CREATE TABLE reviews (
    id TEXT NOT NULL PRIMARY KEY,
    of_what TEXT NOT NULL,
    event_id TEXT NOT NULL,
    status TEXT NOT NULL,
    reliability TEXT,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    why TEXT NOT NULL,
    form TEXT NOT NULL,
    entry_index BIGINT NOT NULL REFERENCES journal (entry_index)
);
)sql"};

} // namespace

void migrate(Database& database)
{
    const std::int64_t version = database.pragma("user_version");
    if (version == schema_version) {
        return;
    }
    Transaction transaction(database);
    for (std::int64_t step = version; step < schema_version; ++step) {
        database.execute(std::string(steps[static_cast<std::size_t>(step)]));
    }
    database.execute(fmt::format("PRAGMA application_id={}", application_id));
    database.execute(fmt::format("PRAGMA user_version={}", schema_version));
    transaction.commit();
}

void check_version(Database& database)
{
    if (database.pragma("application_id") != application_id) {
        fail("{} is no database of Khronika, or its beginning is damaged: check --archive, or restore it from a backup", database.path());
    }
    const std::int64_t version = database.pragma("user_version");
    if (version > schema_version) {
        fail("{} was made by a newer Khronika (tables of version {}; this one reads to {}): install the newer version", database.path(),
             version, schema_version);
    }
    if (version < 1) {
        fail("{}: its beginning is damaged (tables of version {}): restore it from a backup", database.path(), version);
    }
}

} // namespace khronika::store
