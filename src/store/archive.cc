// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/archive.h"

#include "base/error.h"
#include "model/json.h"
#include "store/archive_impl.h"
#include "store/projection.h"
#include "store/schema.h"

#include <nlohmann/json.hpp>
#include <sqlite3.h>

namespace khronika::store {

namespace {

std::string statement_for(const Change& change)
{
    std::string names;
    std::string marks;
    std::string conditions;
    for (const auto& [name, value] : change.columns) {
        names += fmt::format("{}{}", names.empty() ? "" : ", ", name);
        marks += marks.empty() ? "?" : ", ?";
        conditions += fmt::format("{}{} = ?", conditions.empty() ? " WHERE " : " AND ", name);
    }
    if (change.kind == Change::Kind::erase) {
        return fmt::format("DELETE FROM {}{}", change.table, conditions);
    }
    return fmt::format("INSERT INTO {} ({}) VALUES ({}){}", change.table, names, marks,
                       change.kind == Change::Kind::insert_if_absent ? " ON CONFLICT DO NOTHING" : "");
}

} // namespace

void Archive::Impl::apply(std::uint64_t index, std::string_view bytes)
{
    for (Change& change : projector.project(index, bytes)) {
        std::vector<Value> values;
        for (auto& [name, value] : change.columns) {
            values.push_back(std::move(value));
        }
        database.cached(statement_for(change)).run(values);
    }
}

void Archive::Impl::add_entry(const Entry& entry)
{
    database.cached("INSERT INTO journal (entry_index, entry, leaf_hash) VALUES (?, ?, ?)")
        .run({value_of(entry.index), entry.bytes, entry.leaf_hash});
}

void Archive::Impl::set_tree(const TreeHead& head, std::span<const Subtree> added)
{
    for (const Subtree& subtree : added) {
        database.cached("INSERT INTO subtrees (level, subtree_index, hash) VALUES (?, ?, ?)")
            .run({value_of(std::uint64_t{subtree.level}), value_of(subtree.index), subtree.hash});
    }
    database.cached("DELETE FROM tree").run();
    database.cached("INSERT INTO tree (singleton, size, root, frontier) VALUES (1, ?, ?, ?)")
        .run({value_of(head.size), head.root, nlohmann::json(head.frontier).dump()});
}

std::vector<std::string> Archive::Impl::texts(const std::string& sql, const std::vector<Value>& values) const
{
    Statement statement = database.prepare(sql);
    statement.bind(values);
    std::vector<std::string> out;
    while (statement.step()) {
        out.push_back(statement.text(0));
    }
    return out;
}

Archive::Archive(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

Archive Archive::create(const std::string& path, sys::Files& files)
{
    if (path != ":memory:" && files.status(path)) {
        fail("cannot make {}: it exists already", path);
    }
    auto impl = std::make_unique<Impl>(Impl{Database(path, Open::create, files)});
    migrate(impl->database);
    return Archive(std::move(impl));
}

Archive Archive::open(const std::string& path, Access access, sys::Files& files)
{
    auto impl = std::make_unique<Impl>(Impl{Database(path, access == Access::write ? Open::write : Open::read, files)});
    check_version(impl->database);
    impl->outdated = impl->database.pragma("user_version") < schema_version;
    if (impl->outdated && access == Access::read) {
        fail("{}: its tables are of an older version: `khronika rebuild` makes them anew from the journal", path);
    }
    return Archive(std::move(impl));
}

void Archive::append(std::span<const Entry> entries, const TreeHead& after, std::span<const Subtree> subtrees)
{
    Transaction transaction(m_impl->database, m_impl->group ? Transaction::Kind::part : Transaction::Kind::write);
    std::uint64_t next = tree().size;
    for (const Entry& entry : entries) {
        if (entry.index != next) {
            fail("{}: journal entry {} was to be appended, and {} is the next", m_impl->database.path(), entry.index, next);
        }
        m_impl->add_entry(entry);
        m_impl->apply(entry.index, entry.bytes);
        ++next;
    }
    if (after.size != next) {
        fail("{}: the tree is of {} entries, and the journal has {}", m_impl->database.path(), after.size, next);
    }
    m_impl->set_tree(after, subtrees);
    transaction.commit();
}

bool Archive::outdated() const
{
    return m_impl->outdated;
}

void Archive::begin_group()
{
    m_impl->group = std::make_unique<Transaction>(m_impl->database);
}

void Archive::commit_group()
{
    m_impl->group->commit();
    m_impl->group.reset();
}

TreeHead Archive::tree() const
{
    Statement statement = m_impl->database.prepare("SELECT size, root, frontier FROM tree");
    TreeHead head;
    if (statement.step()) {
        head.size = static_cast<std::uint64_t>(statement.number(0));
        head.root = statement.text(1);
        const nlohmann::json frontier = parse_json(statement.text(2), m_impl->database.path() + ": table tree, column frontier");
        for (const nlohmann::json& root : frontier) {
            head.frontier.push_back(root.is_string() ? root.get<std::string>() : "");
        }
    }
    return head;
}

void Archive::each_entry(std::uint64_t first, const std::function<bool(const Entry&)>& take) const
{
    Statement statement =
        m_impl->database.prepare("SELECT entry_index, entry, leaf_hash FROM journal WHERE entry_index >= ? ORDER BY entry_index");
    statement.bind({value_of(first)});
    while (statement.step()) {
        if (!take({static_cast<std::uint64_t>(statement.number(0)), statement.text(1), statement.text(2)})) {
            return;
        }
    }
}

bool Archive::checkpoint()
{
    int in_log = 0;
    int moved = 0;
    const int code = sqlite3_wal_checkpoint_v2(m_impl->database.handle(), "main", SQLITE_CHECKPOINT_TRUNCATE, &in_log, &moved);
    if ((code & 0xFF) == SQLITE_BUSY) {
        return false;
    }
    if (code != SQLITE_OK) {
        m_impl->database.fail_here();
    }
    return true;
}

} // namespace khronika::store
