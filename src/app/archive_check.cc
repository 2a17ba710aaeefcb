// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive_check.h"

#include "base/error.h"

#include <algorithm>
#include <map>

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
        m_by_bytes.append(hash, &m_full);
        m_by_column.append(stored.value_or(hash));
        pass_checkpoints();
    }

    JournalCheck finish(const store::TreeHead& stored)
    {
        tell_unequal(stored.root);
        for (; m_next < m_checkpoints.size(); ++m_next) {
            const Checkpoint& checkpoint = m_checkpoints[m_next];
            m_damage.push_back(
                {"checkpoint", fmt::format("it stands for {} entries, and the journal holds {}: the entries from {} on were lost "
                                           "or the database was put back to an earlier state",
                                           checkpoint.size, m_by_bytes.size(), m_by_bytes.size())});
        }
        JournalCheck out{std::move(m_damage), {}, m_by_bytes, rows_of(m_full)};
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
        for (; m_next < m_checkpoints.size() && m_checkpoints[m_next].size <= m_by_bytes.size(); ++m_next) {
            const Checkpoint& passed = m_checkpoints[m_next];
            if (passed.root != m_by_bytes.root() && passed.root != m_by_column.root()) {
                m_damage.push_back({"checkpoint", fmt::format("its root of the first {} entries is {}, and the journal gives {}",
                                                              passed.size, archive::hex(passed.root), archive::hex(m_by_bytes.root()))});
            }
        }
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

    std::vector<Checkpoint> m_checkpoints; ///< by size
    std::size_t m_next = 0;                ///< of them, the first ahead
    std::vector<Damage> m_damage;
    std::vector<std::uint64_t> m_unequal;
    std::uint64_t m_missing = 0;
    Tree m_by_bytes;
    std::vector<archive::FullSubtree> m_full;
    Tree m_by_column;
};

std::string place(const store::Subtree& row)
{
    return fmt::format("table subtrees, row {}, {}", row.level, row.index);
}

void compare_subtrees(const store::Archive& store, JournalCheck& check)
{
    std::map<std::pair<unsigned, std::uint64_t>, std::string> stored;
    for (const store::Subtree& row : store.subtrees()) {
        stored.emplace(std::pair(row.level, row.index), row.hash);
    }
    for (const store::Subtree& want : check.subtrees) {
        const auto found = stored.extract(std::pair(want.level, want.index));
        if (found.empty()) {
            check.tree.push_back({place(want), "the row is missing"});
        } else if (found.mapped() != want.hash) {
            check.tree.push_back({place(want), fmt::format("its hash is '{}', and the journal gives {}", found.mapped(), want.hash)});
        }
    }
    for (const auto& [key, hash] : stored) {
        check.tree.push_back({place({key.first, key.second, hash}), "the journal gives no such row"});
    }
}

} // namespace

store::TreeHead head_of(const Tree& tree)
{
    store::TreeHead head{tree.size(), archive::hex(tree.root()), {}};
    for (const Hash& hash : tree.frontier()) {
        head.frontier.push_back(archive::hex(hash));
    }
    return head;
}

std::vector<store::Subtree> rows_of(const std::vector<archive::FullSubtree>& subtrees)
{
    std::vector<store::Subtree> out;
    for (const archive::FullSubtree& one : subtrees) {
        out.push_back({one.level, one.index, archive::hex(one.hash)});
    }
    return out;
}

archive::TreeReader tree_reader(const store::Archive& store)
{
    return {store.tree().size, [&store](unsigned level, std::uint64_t first, std::uint64_t count) {
                std::vector<Hash> out;
                for (const std::string& form : level == 0 ? store.leaf_hashes(first, count) : store.subtree_hashes(level, first, count)) {
                    if (const auto hash = archive::hash_from_hex(form)) {
                        out.push_back(*hash);
                    }
                }
                return out;
            }};
}

JournalCheck check_journal(const store::Archive& store, const archive::CheckpointFile& checkpoints,
                           const std::function<void(const store::Entry&)>& beside)
{
    JournalWalk walk(checkpoints.checkpoints);
    store.each_entry(0, [&](const store::Entry& entry) {
        walk.take(entry);
        if (beside) {
            beside(entry);
        }
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
    if (!store.outdated()) {
        compare_subtrees(store, out);
    }
    out.tree.insert(out.tree.end(), unreadable.begin(), unreadable.end());
    for (const std::size_t line : checkpoints.damaged_lines) {
        out.journal.push_back({fmt::format("checkpoint, line {}", line), "it is not of the form `SIZE ROOT`"});
    }
    return out;
}

std::vector<Damage> check_content(const store::Archive& store, const archive::CheckpointFile& checkpoints)
{
    std::vector<Damage> out;
    const auto add = [&](const std::vector<Damage>& more) { out.insert(out.end(), more.begin(), more.end()); };
    try {
        store::RowCheck rows = store.begin_row_check();
        const JournalCheck journal = check_journal(store, checkpoints, [&](const store::Entry& entry) { rows.take(entry); });
        add(journal.journal);
        add(journal.tree);
        if (!rows.sound()) {
            add(store.compare_with_journal());
        }
    } catch (const Error& error) {
        out.push_back({"journal", error.what()});
    }
    return out;
}

std::vector<Damage> check_database(const store::Archive& store, const archive::CheckpointFile& checkpoints)
{
    std::vector<Damage> out = store.integrity();
    const std::vector<Damage> more = check_content(store, checkpoints);
    out.insert(out.end(), more.begin(), more.end());
    return out;
}

} // namespace khronika::app
