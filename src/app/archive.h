// SPDX-License-Identifier: GPL-3.0-or-later
// An archive's folder, opened: items, journal, database, checkpoint and fingerprint. docs/archive-format.md describes
// them. Every use-case that reads or changes an archive goes through here.
#pragma once

#include "store/archive.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::sys {
class Files;
class Clock;
class Random;
} // namespace khronika::sys

namespace khronika::archive {
class ItemStore;
struct StoredItem;
class ItemWriter;
} // namespace khronika::archive

namespace khronika::app {

/// What an archive needs of the outside world; each must outlive the archive.
struct Services {
    sys::Files& files;
    sys::Clock& clock;
    sys::Random& random;
};

/// The real ones.
[[nodiscard]] Services real_services();
/// The name of the account that runs the program; its number where it has no name.
[[nodiscard]] std::string account_name();

class Archive {
public:
    /// Makes an archive in `folder`, which must be absent or empty, and closes it again. `by` is who makes it.
    static void create(const Services& services, const std::string& folder, const std::string& name, const std::string& by);

    /// For queries alone: changes nothing in the folder, and goes on while another process writes.
    [[nodiscard]] static Archive open_to_read(const Services& services, const std::string& folder);

    /// For changes: one process at a time. Where the last writer did not end cleanly, the database is checked first and
    /// files without an entry are removed; `notices()` says so. Throws Error where the archive is damaged.
    [[nodiscard]] static Archive open_to_write(const Services& services, const std::string& folder, const std::string& by);

    Archive(Archive&&) noexcept;
    Archive& operator=(Archive&&) noexcept;
    /// Without close(), the next writer checks the database before it goes on.
    ~Archive();

    /// For `rebuild`: as open_to_write, but the tables may be damaged; the journal must be sound.
    [[nodiscard]] static Archive open_to_rebuild(const Services& services, const std::string& folder, const std::string& by);
    /// Makes the tables anew from the journal and puts them in place in one transaction.
    void rebuild();

    /// For `restore`: a new folder for another archive's journal. It is no archive before finish_copy().
    [[nodiscard]] static Archive create_copy(const Services& services, const std::string& folder, const std::string& by);
    /// Appends entries as they stand, in one transaction; not acknowledged before finish_copy().
    void append_copied(const std::vector<std::string>& entries);
    /// Writes archive.toml and closes.
    void finish_copy(std::string_view manifest);

    /// All queries.
    [[nodiscard]] const store::Archive& store() const;
    /// Where the items' bytes are.
    [[nodiscard]] const archive::ItemStore& items() const;
    /// Keeps the bytes of the file at `source`; the caller appends the entry that names them, or the next writer removes
    /// them again. Throws archive::SourceError where the file cannot be read.
    [[nodiscard]] archive::StoredItem put_item(const std::string& source);

    /// The same for bytes that come in runs.
    [[nodiscard]] std::unique_ptr<archive::ItemWriter> begin_item();

    /// Appends entries in one durable transaction with the tables. Each is an object with `type` and its payload; `at`,
    /// `by` and `id` (a ULID) are added here where absent. Gives the ids. When it returns, the entries are safe.
    ///
    /// Types and payloads (all in the exchanged JSON of model/json.h):
    ///   item_collected    item, size, media_type, from, how, stated; part_of for a part of another item
    ///   container_read    item, reader, parts, left_out, notes        supersedes the item's earlier one
    ///   captured          url, item (or null), outcome, reason ...: docs/capture.md
    ///   reading_failed    item, reason
    ///   text_read         item, text
    ///   claims_extracted  item, engine, claims (each with its id)     supersedes the item's earlier extraction
    ///   events_joined     method, events, figures                     supersedes the earlier join
    ///   report_published  folder_hash, findings, items                the items whose bytes or quotes it hands out
    ///   package_exported  form, hash, items, title                  items were handed out whole
    ///   item_accessed     items, what, to                             a person was given their bytes or text
    ///   journal_exported  what, size, to                              hashes, entries or proofs of the journal were handed out
    ///   join_decided      kind, claims, others, left, why             an input of every later join
    ///   decision_reversed decision, why
    ///   review_made       of, event, claims, status, reliability, why
    /// Those of keys and checkpoints: app/keys.h, app/checkpoints.h.
    std::vector<std::string> append_all(const std::vector<nlohmann::ordered_json>& entries);
    /// One entry alone; gives its id.
    std::string append(const nlohmann::ordered_json& entry);

    /// Why the person does what is appended from now on, in their own words: the field `why` of each entry. Empty: none.
    void set_reason(const std::string& reason);
    /// Between the two, put_item() and append_all() sync nothing, and what they return is not yet safe; when end_group()
    /// returns, all of it is. Six syncs a group instead of as many an item.
    void begin_group();
    void end_group();
    [[nodiscard]] bool in_group() const;

    /// A new ULID, later than any given before by this archive object.
    [[nodiscard]] std::string new_id();

    /// Ends writing: moves the log into the database file and writes its fingerprint. False where a reader stood in the
    /// way of it, so that the next writer does it.
    bool close();

    [[nodiscard]] const std::string& folder() const;
    /// The archive's own ULID.
    [[nodiscard]] const std::string& id() const;
    /// What a person should know about how the archive was found; for standard error.
    [[nodiscard]] const std::vector<std::string>& notices() const;

private:
    struct Impl;
    explicit Archive(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace khronika::app
