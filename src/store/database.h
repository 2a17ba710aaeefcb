// SPDX-License-Identifier: GPL-3.0-or-later
// SQLite as values: a connection, a statement, a transaction. Nothing outside src/store/ includes it.
#pragma once

#include "store/vfs.h"
#include "sys/files.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace khronika::store {

/// What a column holds: nothing, a whole number or text. The tables hold nothing else, so that they are the same in
/// PostgreSQL.
using Value = std::variant<std::monostate, std::int64_t, std::string>;

[[nodiscard]] Value value_of(std::optional<std::int64_t> number);
[[nodiscard]] Value value_of(std::uint64_t number);

/// A prepared statement. Each use is bind(), then step() until it is false, then reset().
class Statement {
public:
    /// `file` begins the complaints.
    Statement(sqlite3* database, std::string_view sql, std::shared_ptr<const std::string> file);
    Statement(Statement&&) noexcept = default;
    Statement& operator=(Statement&&) noexcept = default;

    /// Binds all parameters, in order.
    Statement& bind(const std::vector<Value>& values);
    /// True where there is a row to read.
    bool step();
    void reset();
    /// Runs to the end and resets.
    void run(const std::vector<Value>& values = {});

    [[nodiscard]] int columns() const;
    [[nodiscard]] std::string column_name(int column) const;
    [[nodiscard]] Value value(int column) const;
    [[nodiscard]] std::string text(int column) const; ///< empty for NULL
    [[nodiscard]] std::int64_t number(int column) const;
    /// True where the column holds `value`, kind included.
    [[nodiscard]] bool holds(int column, const Value& value) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    [[noreturn]] void fail_here(int code) const;

    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    std::shared_ptr<const std::string> m_file;
};

enum class Open {
    create,
    write,
    read,
    temporary, ///< in a file without a name, gone with the connection
};

/// A connection with the settings of docs/archive-format.md. Every failure is an Error that names the file and the mend;
/// sys::DiskFull where there is no space.
class Database {
public:
    /// `:memory:` opens a database in memory. For Open::temporary, `path` is the folder on whose medium its file is.
    Database(const std::string& path, Open how, sys::Files& files = sys::real_files());

    void execute(const std::string& sql);
    /// A statement that is prepared once; the caller runs it to its end before it asks for the same again.
    [[nodiscard]] Statement& cached(const std::string& sql);
    [[nodiscard]] Statement prepare(std::string_view sql) const;
    [[nodiscard]] std::int64_t pragma(const std::string& name);
    [[nodiscard]] sqlite3* handle() const { return m_handle.get(); }
    [[nodiscard]] const std::string& path() const { return *m_path; }
    [[nodiscard]] sys::Files& files() const { return *m_files; }
    /// Throws the Error that tells what went wrong with the last call on handle().
    [[noreturn]] void fail_here() const;

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    void open(const std::string& name, int flags);
    void open_to_read();
    void set_up(Open how);

    std::shared_ptr<const std::string> m_path;
    sys::Files* m_files;
    Vfs m_vfs; // outlives the connection
    std::unique_ptr<sqlite3, Close> m_handle;
    std::unordered_map<std::string, Statement> m_cache;
};

/// Rolls back unless committed.
class Transaction {
public:
    enum class Kind {
        read,
        write,
        part, ///< of one that is open: it alone is rolled back
    };
    explicit Transaction(Database& database, Kind kind = Kind::write);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit();

private:
    Database& m_database;
    Kind m_kind;
    bool m_open = true;
};

} // namespace khronika::store
