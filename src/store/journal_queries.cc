// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of the journal itself: hashes of its tree, single entries, keys, checkpoints and timestamps.
#include "base/error.h"
#include "store/archive.h"
#include "store/archive_impl.h"

namespace khronika::store {

namespace {

std::uint64_t unsigned_at(const Statement& row, int column)
{
    return static_cast<std::uint64_t>(row.number(column));
}

} // namespace

std::vector<std::string> Archive::leaf_hashes(std::uint64_t first, std::uint64_t count) const
{
    return m_impl->texts("SELECT leaf_hash FROM journal WHERE entry_index >= ? AND entry_index < ? ORDER BY entry_index",
                         {value_of(first), value_of(first + count)});
}

std::vector<std::string> Archive::subtree_hashes(unsigned level, std::uint64_t first, std::uint64_t count) const
{
    return m_impl->texts("SELECT hash FROM subtrees WHERE level = ? AND subtree_index >= ? AND subtree_index < ? ORDER BY subtree_index",
                         {value_of(std::uint64_t{level}), value_of(first), value_of(first + count)});
}

std::vector<Subtree> Archive::subtrees() const
{
    Statement rows = m_impl->database.prepare("SELECT level, subtree_index, hash FROM subtrees ORDER BY level, subtree_index");
    std::vector<Subtree> out;
    while (rows.step()) {
        out.push_back({static_cast<unsigned>(rows.number(0)), unsigned_at(rows, 1), rows.text(2)});
    }
    return out;
}

std::optional<Entry> Archive::entry(std::uint64_t index) const
{
    std::optional<Entry> out;
    each_entry(index, [&](const Entry& found) {
        if (found.index == index) {
            out = found;
        }
        return false;
    });
    return out;
}

std::vector<Entry> Archive::entries_of_item(std::string_view item) const
{
    Statement rows = m_impl->database.prepare("SELECT j.entry_index, j.entry, j.leaf_hash FROM item_entries i JOIN journal j "
                                              "ON j.entry_index = i.entry_index WHERE i.item = ? ORDER BY j.entry_index");
    rows.bind({std::string(item)});
    std::vector<Entry> out;
    while (rows.step()) {
        out.push_back({unsigned_at(rows, 0), rows.text(1), rows.text(2)});
    }
    return out;
}

std::vector<KeyRecord> Archive::keys() const
{
    Statement rows =
        m_impl->database.prepare("SELECT key, recorded_at, recorded_by, succession, entry_index FROM keys ORDER BY entry_index");
    std::vector<KeyRecord> out;
    while (rows.step()) {
        out.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), unsigned_at(rows, 4)});
    }
    return out;
}

std::vector<SignedCheckpoint> Archive::signed_checkpoints() const
{
    Statement rows =
        m_impl->database.prepare("SELECT size, root, note, signed_at, signed_by, entry_index FROM signed_checkpoints ORDER BY entry_index");
    std::vector<SignedCheckpoint> out;
    while (rows.step()) {
        out.push_back({unsigned_at(rows, 0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), unsigned_at(rows, 5)});
    }
    return out;
}

std::vector<Timestamp> Archive::timestamps() const
{
    Statement rows =
        m_impl->database.prepare("SELECT id, size, authority, stamped_at, reply, entry_index FROM timestamps ORDER BY entry_index");
    std::vector<Timestamp> out;
    while (rows.step()) {
        out.push_back({rows.text(0), unsigned_at(rows, 1), rows.text(2), rows.text(3), rows.text(4), unsigned_at(rows, 5)});
    }
    return out;
}

} // namespace khronika::store
