// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive_check.h"

#include "base/error.h"

#include <algorithm>

namespace khronika::app {

namespace {

using archive::Checkpoint;
using archive::Hash;
using archive::Tree;
using store::Damage;

/// The journal from its first entry to its last, hashed twice: from the entries' bytes, and from the hashes stored beside
/// them. Where one of the two gives the root, the other holds the damage.
class JournalWalk {
public:
    explicit JournalWalk(std::vector<Checkpoint> checkpoints) : m_checkpoints(std::move(checkpoints))
    {
        std::stable_sort(m_checkpoints.begin(), m_checkpoints.end(), [](const auto& a, const auto& b) { return a.size < b.size; });
        pass_checkpoints();
    }

    void take(const store::Entry& entry)
    {
        if (entry.index != m_by_bytes.size() + m_missing) {
            m_damage.push_back({fmt::format("journal entry {}", m_by_bytes.size() + m_missing), "the entry is missing"});
            m_missing = entry.index - m_by_bytes.size();
        }
        const Hash hash = archive::leaf_hash(entry.bytes);
        const auto stored = archive::hash_from_hex(entry.leaf_hash);
        if (!stored || *stored != hash) {
            m_unequal.push_back(entry.index);
        }
        m_by_bytes.append(hash);
        m_by_column.append(stored.value_or(hash));
        pass_checkpoints();
    }

    JournalCheck finish(const store::TreeHead& stored)
    {
        tell_unequal(stored.root);
        for (const Checkpoint& checkpoint : m_checkpoints) {
            m_damage.push_back(
                {"checkpoint", fmt::format("it stands for {} entries, and the journal holds {}: the entries from {} on were lost "
                                           "or the database was put back to an earlier state",
                                           checkpoint.size, m_by_bytes.size(), m_by_bytes.size())});
        }
        JournalCheck out{std::move(m_damage), {}, m_by_bytes};
        const bool root_found = archive::hex(m_by_bytes.root()) == stored.root || archive::hex(m_by_column.root()) == stored.root;
        const bool as_computed = stored == head_of(m_by_bytes) || stored == head_of(m_by_column);
        if (!root_found || !as_computed) {
            out.tree.push_back({"table tree", fmt::format("it gives {} entries and the root {}, and the journal gives {} and {}{}",
                                                          stored.size, stored.root, m_by_bytes.size(), archive::hex(m_by_bytes.root()),
                                                          root_found ? "; the subtrees differ" : "")});
        }
        return out;
    }

private:
    void pass_checkpoints()
    {
        const auto passed = std::find_if(m_checkpoints.begin(), m_checkpoints.end(),
                                         [&](const Checkpoint& checkpoint) { return checkpoint.size > m_by_bytes.size(); });
        for (auto it = m_checkpoints.begin(); it != passed; ++it) {
            if (it->root != m_by_bytes.root() && it->root != m_by_column.root()) {
                m_damage.push_back({"checkpoint", fmt::format("its root of the first {} entries is {}, and the journal gives {}", it->size,
                                                              archive::hex(it->root), archive::hex(m_by_bytes.root()))});
            }
        }
        m_checkpoints.erase(m_checkpoints.begin(), passed);
    }

    void tell_unequal(const std::string& root)
    {
        const bool bytes_hold = archive::hex(m_by_bytes.root()) == root;
        const bool column_holds = archive::hex(m_by_column.root()) == root;
        for (const std::uint64_t index : m_unequal) {
            m_damage.push_back(
                {fmt::format("journal entry {}", index), bytes_hold     ? "its stored leaf hash was changed; its bytes give the tree's root"
                                                         : column_holds ? "its bytes were changed; its leaf hash gives the tree's root"
                                                                        : "its bytes and its leaf hash do not fit"});
        }
    }

    std::vector<Checkpoint> m_checkpoints; ///< those ahead
    std::vector<Damage> m_damage;
    std::vector<std::uint64_t> m_unequal;
    std::uint64_t m_missing = 0;
    Tree m_by_bytes;
    Tree m_by_column;
};

} // namespace

store::TreeHead head_of(const Tree& tree)
{
    store::TreeHead head{tree.size(), archive::hex(tree.root()), {}};
    for (const Hash& hash : tree.frontier()) {
        head.frontier.push_back(archive::hex(hash));
    }
    return head;
}

JournalCheck check_journal(const store::Archive& store, const archive::CheckpointFile& checkpoints)
{
    JournalWalk walk(checkpoints.checkpoints);
    store.each_entry(0, [&](const store::Entry& entry) {
        walk.take(entry);
        return true;
    });
    store::TreeHead stored;
    std::vector<Damage> unreadable;
    try {
        stored = store.tree();
    } catch (const Error& error) {
        unreadable.push_back({"table tree", error.what()});
    }
    JournalCheck out = walk.finish(stored);
    out.tree.insert(out.tree.end(), unreadable.begin(), unreadable.end());
    for (const std::size_t line : checkpoints.damaged_lines) {
        out.journal.push_back({fmt::format("checkpoint, line {}", line), "it is not of the form `SIZE ROOT`"});
    }
    return out;
}

std::vector<Damage> check_database(const store::Archive& store, const archive::CheckpointFile& checkpoints)
{
    std::vector<Damage> out = store.integrity();
    const auto add = [&](const std::vector<Damage>& more) { out.insert(out.end(), more.begin(), more.end()); };
    try {
        const JournalCheck journal = check_journal(store, checkpoints);
        add(journal.journal);
        add(journal.tree);
        add(store.compare_with_journal());
    } catch (const Error& error) {
        out.push_back({"journal", error.what()});
    }
    return out;
}

} // namespace khronika::app
