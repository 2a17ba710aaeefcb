// SPDX-License-Identifier: GPL-3.0-or-later
// The database against itself and against its journal.
#include "base/error.h"
#include "base/utf8.h"
#include "store/archive.h"
#include "store/archive_impl.h"
#include "store/schema.h"

#include <sqlite3.h>

#include <cerrno>
#include <memory>

namespace khronika::store {

namespace {

using Row = std::vector<Value>;

std::string shown(const Value& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return fmt::format("{}", *number);
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
        return text->size() > 100 ? fmt::format("'{}…' ({} bytes)", text->substr(0, utf8::boundary(*text, 100)), text->size())
                                  : fmt::format("'{}'", *text);
    }
    return "nothing";
}

std::string name_of(const Table& table)
{
    return table.name == definitions.name ? "the definitions" : fmt::format("table {}", table.name);
}

/// The rows of one table in the order of its key, one at a time.
class Walk {
public:
    Walk(Database& database, const Table& table, std::size_t key_columns)
        : m_rows(database.prepare(fmt::format("SELECT {}, * FROM {} ORDER BY {}", table.key, table.name, table.key))),
          m_key_columns(key_columns)
    {
        next();
    }

    void next()
    {
        m_row.clear();
        m_there = m_rows.step();
        for (int i = 0; m_there && i < m_rows.columns(); ++i) {
            m_row.push_back(m_rows.value(i));
        }
    }

    [[nodiscard]] bool there() const { return m_there; }
    [[nodiscard]] const Row& row() const { return m_row; }
    [[nodiscard]] Row key() const { return {m_row.begin(), m_row.begin() + static_cast<std::ptrdiff_t>(m_key_columns)}; }
    [[nodiscard]] std::string column(std::size_t i) const { return m_rows.column_name(static_cast<int>(i)); }

private:
    Statement m_rows;
    std::size_t m_key_columns;
    Row m_row;
    bool m_there = false;
};

std::string place(const Table& table, const Row& key)
{
    std::string out = name_of(table) + ", row ";
    for (std::size_t i = 0; i < key.size(); ++i) {
        out += (i == 0 ? "" : ", ") + shown(key[i]);
    }
    return out;
}

void compare_rows(const Table& table, std::size_t key_columns, const Walk& have, const Walk& want, std::vector<Damage>& out)
{
    for (std::size_t i = key_columns; i < want.row().size(); ++i) {
        if (have.row()[i] != want.row()[i]) {
            out.push_back({place(table, want.key()), fmt::format("column {} is {}, and the journal gives {}", want.column(i),
                                                                 shown(have.row()[i]), shown(want.row()[i]))});
        }
    }
}

void compare_table(Database& have, Database& want, const Table& table, std::vector<Damage>& out)
{
    const std::size_t key_columns = table.key.find(',') == std::string_view::npos ? 1 : 2;
    Walk ours(have, table, key_columns);
    Walk theirs(want, table, key_columns);
    while (ours.there() || theirs.there()) {
        if (!theirs.there() || (ours.there() && ours.key() < theirs.key())) {
            out.push_back({place(table, ours.key()), "the journal gives no such row"});
            ours.next();
        } else if (!ours.there() || theirs.key() < ours.key()) {
            out.push_back({place(table, theirs.key()), "the row is missing"});
            theirs.next();
        } else {
            compare_rows(table, key_columns, ours, theirs, out);
            ours.next();
            theirs.next();
        }
    }
}

/// On the database's own medium, or in memory where no file can be made there.
Database temporary_beside(const Database& database)
{
    const std::string folder = sys::folder_of(database.path());
    try {
        (void)database.files().open_unnamed(folder);
        return {folder, Open::temporary, database.files()};
    } catch (const sys::IoError& error) {
        if (error.number() != EACCES && error.number() != EPERM && error.number() != EROFS) {
            throw;
        }
        return {":memory:", Open::create, database.files()};
    }
}

} // namespace

void Archive::hold_still(const std::function<void()>& look) const
{
    Transaction transaction(m_impl->database, Transaction::Kind::read);
    look();
    transaction.commit();
}

std::vector<Damage> Archive::integrity() const
{
    std::vector<Damage> out;
    const auto ask = [&](const std::string& sql, int where, int what) {
        try {
            Statement rows = m_impl->database.prepare(sql);
            while (rows.step()) {
                if (rows.text(what) != "ok") {
                    out.push_back({where < 0 ? "database" : "table " + rows.text(where), rows.text(what)});
                }
            }
        } catch (const Error& error) {
            out.push_back({"database", error.what()});
        }
    };
    ask("PRAGMA integrity_check(1000000)", -1, 0);
    ask("SELECT \"table\", 'row ' || rowid || ' refers to a row of ' || parent || ' that is not there' FROM pragma_foreign_key_check", 0,
        1);
    return out;
}

std::vector<Damage> Archive::compare_with_journal() const
{
    Archive fresh(std::make_unique<Impl>(Impl{temporary_beside(m_impl->database)}));
    migrate(fresh.m_impl->database);
    // A row that a damaged entry should have made is one damage, not one more for each row that refers to it.
    fresh.m_impl->database.execute("PRAGMA foreign_keys=OFF");
    std::vector<Damage> out;
    {
        Transaction transaction(fresh.m_impl->database);
        each_entry(0, [&](const Entry& entry) {
            fresh.m_impl->add_entry(entry);
            try {
                fresh.m_impl->apply(entry.index, entry.bytes);
            } catch (const Error& error) {
                out.push_back({fmt::format("journal entry {}", entry.index), error.what()});
            }
            return true;
        });
        transaction.commit();
    }
    const auto compare = [&](const Table& table) {
        try {
            compare_table(m_impl->database, fresh.m_impl->database, table, out);
        } catch (const Error& error) {
            out.push_back({name_of(table), error.what()});
        }
    };
    compare(definitions);
    for (const Table& table : projections) {
        compare(table);
    }
    return out;
}

void Archive::replay(const Archive& from, const TreeHead& head, std::span<const Subtree> subtrees)
{
    Transaction transaction(m_impl->database);
    from.each_entry(0, [&](const Entry& entry) {
        m_impl->add_entry(entry);
        m_impl->apply(entry.index, entry.bytes);
        return true;
    });
    m_impl->set_tree(head, subtrees);
    transaction.commit();
}

void Archive::replace_by(const Archive& from)
{
    sqlite3* target = m_impl->database.handle();
    const std::unique_ptr<sqlite3_backup, int (*)(sqlite3_backup*)> copy(
        sqlite3_backup_init(target, "main", from.m_impl->database.handle(), "main"), &sqlite3_backup_finish);
    if (!copy || sqlite3_backup_step(copy.get(), -1) != SQLITE_DONE) {
        m_impl->database.fail_here();
    }
    m_impl->outdated = false;
}

} // namespace khronika::store
