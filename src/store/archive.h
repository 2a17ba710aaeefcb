// SPDX-License-Identifier: GPL-3.0-or-later
// The archive's database: the journal and the tables that are its index. It knows nothing of files beside it; use-cases
// open an archive's folder through app/archive.h, which hashes entries, appends them here and keeps the items.
#pragma once

#include "model/claim.h"
#include "model/decision.h"
#include "model/event.h"
#include "model/item.h"
#include "model/text.h"
#include "sys/files.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::store {

/// One journal entry as it is kept: its canonical JSON and the hash of its leaf in the tree (hex).
struct Entry {
    std::uint64_t index = 0; ///< from 0, without gaps
    std::string bytes;
    std::string leaf_hash;
    bool operator==(const Entry&) const = default;
};

/// The journal's tree: its root and the roots of its full subtrees, largest first (hex).
struct TreeHead {
    std::uint64_t size = 0;
    std::string root;
    std::vector<std::string> frontier;
    bool operator==(const TreeHead&) const = default;
};

/// The root of the 256^level leaves from number index * 256^level on (hex), kept so that a proof need not hash the journal.
struct Subtree {
    unsigned level = 0; ///< 1 or more
    std::uint64_t index = 0;
    std::string hash;
    bool operator==(const Subtree&) const = default;
};

/// A signing key that the archive has had.
struct KeyRecord {
    std::string key; ///< the public key, `NAME+HASH+BASE64`
    std::string at;
    std::string by;
    std::string succession; ///< the signed note by which the key before names this one; empty for the first
    std::uint64_t entry_index = 0;
    bool operator==(const KeyRecord&) const = default;
};

struct SignedCheckpoint {
    std::uint64_t size = 0;
    std::string root; ///< hex
    std::string note; ///< the signed note
    std::string at;
    std::string by;
    std::uint64_t entry_index = 0;
    bool operator==(const SignedCheckpoint&) const = default;
};

/// What an authority says of the time of a signed checkpoint.
struct Timestamp {
    std::string id;         ///< of the entry
    std::uint64_t size = 0; ///< of the checkpoint
    std::string authority;  ///< where it was asked for
    std::string stamped_at; ///< the authority's own time
    std::string reply;      ///< the RFC 3161 response, base64 of DER
    std::uint64_t entry_index = 0;
    bool operator==(const Timestamp&) const = default;
};

/// An item whose bytes no reader could turn into a text; the latest attempt.
struct FailedReading {
    std::string item;
    std::string reason;
    bool operator==(const FailedReading&) const = default;
};

/// A container whose parts were read: the latest reading.
struct ReadContainer {
    std::string item;
    std::string reader;         ///< `khronika warc 1`
    std::uint64_t parts = 0;    ///< kept
    std::uint64_t left_out = 0; ///< not kept: beyond a bound, damaged, encrypted
    std::string form;           ///< the whole entry, canonical JSON; its `notes` say what was left out and why
    bool operator==(const ReadContainer&) const = default;
};

/// One attempt to fetch an address.
struct Capture {
    std::string id; ///< of the entry
    std::string url;
    std::string item;    ///< the WARC file; empty where nothing came
    std::string outcome; ///< `complete`, `partial`, `failed`
    std::string at;
    std::string form; ///< the whole entry, canonical JSON
    bool operator==(const Capture&) const = default;
};

/// What a text says of itself, without the text.
struct TextHead {
    std::string item;
    std::string title;
    std::string outlet;
    std::string language;
    std::string published;
    std::string url;
    bool operator==(const TextHead&) const = default;
};

/// One extraction of an item's claims: the latest stands.
struct Extraction {
    std::string item;
    std::string engine; ///< name and version
    std::uint64_t claims = 0;
    bool operator==(const Extraction&) const = default;
};

/// A join of claims into events and figures.
struct Join {
    std::string method; ///< the version of its rules
    std::uint64_t entry_index = 0;
    bool operator==(const Join&) const = default;
};

/// A published report as the journal tells it.
struct Report {
    std::string id; ///< of the entry
    std::string at;
    std::string folder_hash;
    std::string form; ///< the whole entry, canonical JSON
    bool operator==(const Report&) const = default;
};

/// Something that is not as it should be: where (`journal entry 17`, `table claims, row 01H…`) and what.
struct Damage {
    std::string where;
    std::string what;
    bool operator==(const Damage&) const = default;
};

enum class Access { read, write };

/// Holds the rows of the tables against the journal while that is read once from its first entry on: each row in the order in
/// which it was made, without making the tables anew. What is superseded is followed as far as that takes little memory.
class RowCheck {
public:
    RowCheck(RowCheck&&) noexcept;
    RowCheck& operator=(RowCheck&&) noexcept;
    ~RowCheck();

    /// The next entry.
    void take(const Entry& entry);
    /// After the last: true where the tables hold each row that the journal gives and no other. False where they do not or
    /// where it cannot be told in this way: Archive::compare_with_journal tells.
    [[nodiscard]] bool sound();

private:
    friend class Archive;
    class Impl;
    explicit RowCheck(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// An open database. Every method throws Error where the database cannot be read (damaged, disk full, locked).
class Archive {
public:
    /// Makes a new database with empty tables at `path`, which must not exist.
    [[nodiscard]] static Archive create(const std::string& path, sys::Files& files = sys::real_files());
    /// Opens the database at `path`. Throws Error where it is no Khronika database, is damaged, or was made by a newer
    /// version. Access::read changes no byte of the file.
    [[nodiscard]] static Archive open(const std::string& path, Access access, sys::Files& files = sys::real_files());
    Archive(Archive&&) noexcept;
    Archive& operator=(Archive&&) noexcept;
    ~Archive();

    /// Appends entries and applies them to the tables, in one durable transaction: all or nothing. The entries' indices
    /// must follow on tree().size, and `after` be the tree that holds them.
    /// `subtrees` are those that the entries complete.
    void append(std::span<const Entry> entries, const TreeHead& after, std::span<const Subtree> subtrees = {});

    /// True where the tables are of an older version: only the journal and the tree may be read, until the tables were made
    /// anew (replay, replace_by).
    [[nodiscard]] bool outdated() const;

    /// What is appended from now on becomes durable together, at commit_group(); queries of this object see it before. Each
    /// append is still all or nothing. Without commit_group(), all of it is dropped.
    void begin_group();
    void commit_group();

    [[nodiscard]] TreeHead tree() const;
    /// Hex; fewer than `count` where the journal ends before.
    [[nodiscard]] std::vector<std::string> leaf_hashes(std::uint64_t first, std::uint64_t count) const;
    [[nodiscard]] std::vector<std::string> subtree_hashes(unsigned level, std::uint64_t first, std::uint64_t count) const;
    /// By level, then index.
    [[nodiscard]] std::vector<Subtree> subtrees() const;
    [[nodiscard]] std::optional<Entry> entry(std::uint64_t index) const;
    /// Every entry that names the item, in the order of the journal.
    [[nodiscard]] std::vector<Entry> entries_of_item(std::string_view item) const;
    /// Each in the order of the journal.
    [[nodiscard]] std::vector<KeyRecord> keys() const;
    [[nodiscard]] std::vector<SignedCheckpoint> signed_checkpoints() const;
    [[nodiscard]] std::vector<Timestamp> timestamps() const;

    /// Calls `take` for each entry from `first` on, in order, until it returns false.
    void each_entry(std::uint64_t first, const std::function<bool(const Entry&)>& take) const;

    /// Items in the order in which they were first collected, each with its collections.
    [[nodiscard]] std::vector<Item> items() const;
    /// Calls `take` for each item's SHA-256 and size, in the order of the hashes.
    void each_item(const std::function<void(const std::string& sha256, std::uint64_t size)>& take) const;
    /// The sizes of those whose SHA-256 begins with `prefix` (hex).
    [[nodiscard]] std::map<std::string, std::uint64_t> sizes_of_items(std::string_view prefix) const;
    /// Absent where no such item was collected.
    [[nodiscard]] std::optional<Item> item(std::string_view sha256) const;
    /// The SHA-256 of each item that begins with `prefix` (hex).
    [[nodiscard]] std::vector<std::string> items_starting_with(std::string_view prefix) const;
    [[nodiscard]] std::vector<Collection> collections(std::string_view item) const;
    /// What was collected as a part of `container`, in the order of the journal.
    [[nodiscard]] std::vector<Collection> parts(std::string_view container) const;
    /// The collections of which `url` is stated.
    [[nodiscard]] std::vector<Collection> collections_of_url(std::string_view url) const;
    /// Absent where its parts were not read.
    [[nodiscard]] std::optional<ReadContainer> container(std::string_view item) const;
    [[nodiscard]] std::vector<ReadContainer> containers() const;
    /// All attempts to fetch `url`, failed ones included.
    [[nodiscard]] std::vector<Capture> captures(std::string_view url) const;

    /// Absent where no reader has read the item.
    [[nodiscard]] std::optional<Text> text(std::string_view item) const;
    [[nodiscard]] std::vector<TextHead> text_heads() const;
    [[nodiscard]] std::optional<FailedReading> failed_reading(std::string_view item) const;
    [[nodiscard]] std::vector<FailedReading> failed_readings() const;

    /// Claims of the latest extraction of each item, in the order of the journal and then of the text; ids are set.
    [[nodiscard]] std::vector<Claim> claims() const;
    [[nodiscard]] std::vector<Claim> claims(std::string_view item) const;
    [[nodiscard]] std::optional<Extraction> extraction(std::string_view item) const;

    /// Absent where there was none yet.
    [[nodiscard]] std::optional<Join> latest_join() const;
    /// Of the latest join, in its order.
    [[nodiscard]] std::vector<Event> events() const;
    [[nodiscard]] std::vector<Figure> figures() const;

    [[nodiscard]] std::vector<Report> reports() const;

    /// Of persons, in the order in which they were made; those that were reversed too.
    [[nodiscard]] std::vector<Decision> decisions() const;
    /// In the order in which they were made, those that were reversed too: of the others the latest of one claim or event
    /// stands.
    [[nodiscard]] std::vector<Review> reviews() const;

    /// Calls `look`, in which every query sees one state of the database, whatever another process writes meanwhile.
    void hold_still(const std::function<void()>& look) const;
    /// What the database itself finds wrong with its file and indices.
    [[nodiscard]] std::vector<Damage> integrity() const;
    /// Rows of the tables that differ from those that the journal gives, each named with its table and key. Entries that no
    /// longer parse are named too. Replays the whole journal into a file without a name beside the database, or in memory
    /// where none can be made there: what the archive holds is written to no other medium.
    [[nodiscard]] std::vector<Damage> compare_with_journal() const;
    /// The same question in a tenth of the time, without the answer's details. Within hold_still(); this must outlive it.
    [[nodiscard]] RowCheck begin_row_check() const;
    /// Replays the journal of `from`, whose tree is `head` with these subtrees, into this empty database, entry for entry.
    void replay(const Archive& from, const TreeHead& head, std::span<const Subtree> subtrees);
    /// Replaces this database's whole content by that of `from`, in one transaction.
    void replace_by(const Archive& from);
    /// Moves everything into the main file and empties the write-ahead log. False where a reader stands in the way.
    [[nodiscard]] bool checkpoint();

private:
    struct Impl;
    explicit Archive(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace khronika::store
