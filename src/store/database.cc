// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include "base/error.h"
#include "sys/files.h"

#include <sqlite3.h>

#include <cerrno>
#include <new>
#include <system_error>

namespace khronika::store {

namespace {

constexpr int busy_milliseconds = 10'000;

/// `path` as a file: URI that SQLite opens without locks and without a log.
std::string immutable_uri(const std::string& path)
{
    std::string out = "file:";
    for (const char c : path) {
        out += c == '%' || c == '?' || c == '#' ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
    }
    return out + "?immutable=1";
}

[[noreturn]] void fail_with_code(const std::string& path, int code, int system_error, const std::string& message)
{
    if (system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG) {
        sys::fail_io("write", path, system_error);
    }
    switch (code & 0xFF) {
    case SQLITE_FULL:
        sys::fail_io("write", path, ENOSPC);
    case SQLITE_NOTADB:
        fail("{} is no database, or its beginning is damaged: restore it from a backup", path);
    case SQLITE_CORRUPT:
        fail("{} is damaged ({}): `khronika verify` names the damage, `khronika rebuild` makes the tables anew from the journal", path,
             message);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        fail("{} is held by another process: wait for it to end and run the command again", path);
    case SQLITE_CANTOPEN:
        fail("cannot open {} ({}): check that it exists and that this account may read it", path,
             system_error == 0 ? message : std::generic_category().message(system_error));
    case SQLITE_READONLY:
    case SQLITE_PERM:
        fail("cannot write {}: it is read-only for this account; give it the right to write, or run as its owner", path);
    case SQLITE_NOMEM:
        throw std::bad_alloc();
    case SQLITE_IOERR:
        if (code == SQLITE_IOERR_NOMEM) {
            throw std::bad_alloc();
        }
        fail("cannot read or write {}: {}{}", path, message,
             system_error == 0 ? "" : fmt::format(" ({})", std::generic_category().message(system_error)));
    default:
        fail("{}: {}", path, message);
    }
}

} // namespace

Value value_of(std::optional<std::int64_t> number)
{
    return number ? Value(*number) : Value();
}

Value value_of(std::uint64_t number)
{
    return static_cast<std::int64_t>(number);
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Statement::Statement(sqlite3* database, std::string_view sql, std::shared_ptr<const std::string> file) : m_file(std::move(file))
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr) != SQLITE_OK) {
        fail_with_code(*m_file, sqlite3_errcode(database), sqlite3_system_errno(database), sqlite3_errmsg(database));
    }
    m_statement.reset(statement);
}

void Statement::fail_here(int code) const
{
    sqlite3* handle = sqlite3_db_handle(m_statement.get());
    fail_with_code(*m_file, code, sqlite3_system_errno(handle), sqlite3_errmsg(handle));
}

Statement& Statement::bind(const std::vector<Value>& values)
{
    for (std::size_t i = 0; i < values.size(); ++i) {
        const int place = static_cast<int>(i) + 1;
        int code = SQLITE_OK;
        if (const auto* number = std::get_if<std::int64_t>(&values[i])) {
            code = sqlite3_bind_int64(m_statement.get(), place, *number);
        } else if (const auto* text = std::get_if<std::string>(&values[i])) {
            code = sqlite3_bind_text64(m_statement.get(), place, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
        } else {
            code = sqlite3_bind_null(m_statement.get(), place);
        }
        if (code != SQLITE_OK) {
            fail_here(code);
        }
    }
    return *this;
}

bool Statement::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        try {
            fail_here(code);
        } catch (...) {
            reset();
            throw;
        }
    }
    return code == SQLITE_ROW;
}

void Statement::reset()
{
    sqlite3_reset(m_statement.get());
    sqlite3_clear_bindings(m_statement.get());
}

void Statement::run(const std::vector<Value>& values)
{
    bind(values);
    while (step()) {
    }
    reset();
}

int Statement::columns() const
{
    return sqlite3_column_count(m_statement.get());
}

std::string Statement::column_name(int column) const
{
    return sqlite3_column_name(m_statement.get(), column);
}

Value Statement::value(int column) const
{
    switch (sqlite3_column_type(m_statement.get(), column)) {
    case SQLITE_NULL:
        return {};
    case SQLITE_INTEGER:
        return number(column);
    default:
        return text(column);
    }
}

std::string Statement::text(int column) const
{
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement.get(), column));
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(size));
}

std::int64_t Statement::number(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

bool Statement::holds(int column, const Value& value) const
{
    const int type = sqlite3_column_type(m_statement.get(), column);
    if (const auto* wanted = std::get_if<std::int64_t>(&value)) {
        return type == SQLITE_INTEGER && number(column) == *wanted;
    }
    if (const auto* wanted = std::get_if<std::string>(&value)) {
        if (type != SQLITE_TEXT) {
            return false;
        }
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement.get(), column));
        const int size = sqlite3_column_bytes(m_statement.get(), column);
        return std::string_view(bytes == nullptr ? "" : bytes, static_cast<std::size_t>(size)) == *wanted;
    }
    return type == SQLITE_NULL;
}

void Database::Close::operator()(sqlite3* handle) const
{
    sqlite3_close_v2(handle);
}

Database::Database(const std::string& path, Open how, sys::Files& files)
    : m_path(std::make_shared<const std::string>(how == Open::temporary ? "a temporary database in " + path : path)), m_files(&files),
      m_vfs(files, how == Open::temporary ? path : sys::folder_of(path))
{
    if (how == Open::read) {
        open_to_read();
    } else if (how == Open::temporary) {
        open("", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    } else {
        open(path, SQLITE_OPEN_READWRITE | (how == Open::create ? SQLITE_OPEN_CREATE : 0));
    }
    set_up(how);
}

void Database::open(const std::string& name, int flags)
{
    sqlite3* handle = nullptr;
    // One thread at a time uses a connection, so that SQLite need not lock it at every call.
    const int code = sqlite3_open_v2(name.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, m_vfs.name());
    m_handle.reset(handle);
    if (code != SQLITE_OK) {
        fail_with_code(*m_path, code, handle == nullptr ? 0 : sqlite3_system_errno(handle), sqlite3_errstr(code));
    }
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, busy_milliseconds);
}

void Database::open_to_read()
{
    open(*m_path, SQLITE_OPEN_READONLY);
    sqlite3_db_config(m_handle.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    const int code = sqlite3_exec(m_handle.get(), "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
    const bool no_right_to_share = (code & 0xFF) == SQLITE_CANTOPEN || (code & 0xFF) == SQLITE_READONLY;
    const auto log = no_right_to_share ? m_files->status(*m_path + "-wal") : std::nullopt;
    // In a folder where nothing may be written, SQLite cannot make the file that readers and writers share. Where no log
    // is left there is nothing to share either.
    if (no_right_to_share && (!log || log->size == 0)) {
        open(immutable_uri(*m_path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    }
}

void Database::set_up(Open how)
{
    sqlite3_db_config(m_handle.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    execute("PRAGMA trusted_schema=OFF");
    execute("PRAGMA cell_size_check=ON");
    execute("PRAGMA foreign_keys=ON");
    execute("PRAGMA temp_store=MEMORY");
    if (how == Open::temporary) {
        // Where it breaks off, it is made anew; nobody else sees it.
        execute("PRAGMA journal_mode=OFF");
        execute("PRAGMA synchronous=OFF");
        execute("PRAGMA cache_size=-16000");
    } else if (how != Open::read && *m_path != ":memory:") {
        execute("PRAGMA journal_mode=WAL");
        execute("PRAGMA synchronous=EXTRA");
        execute("PRAGMA secure_delete=ON");
    }
}

void Database::fail_here() const
{
    fail_with_code(*m_path, sqlite3_errcode(m_handle.get()), sqlite3_system_errno(m_handle.get()), sqlite3_errmsg(m_handle.get()));
}

void Database::execute(const std::string& sql)
{
    if (sqlite3_exec(m_handle.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        fail_here();
    }
}

Statement& Database::cached(const std::string& sql)
{
    const auto found = m_cache.find(sql);
    return found != m_cache.end() ? found->second : m_cache.emplace(sql, prepare(sql)).first->second;
}

Statement Database::prepare(std::string_view sql) const
{
    return {m_handle.get(), sql, m_path};
}

std::int64_t Database::pragma(const std::string& name)
{
    Statement statement = prepare("PRAGMA " + name);
    return statement.step() ? statement.number(0) : 0;
}

Transaction::Transaction(Database& database, Kind kind) : m_database(database), m_kind(kind)
{
    m_database.execute(kind == Kind::write ? "BEGIN IMMEDIATE" : kind == Kind::read ? "BEGIN" : "SAVEPOINT part");
}

Transaction::~Transaction()
{
    if (m_open) {
        sqlite3_exec(m_database.handle(), m_kind == Kind::part ? "ROLLBACK TO part; RELEASE part" : "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

void Transaction::commit()
{
    m_database.execute(m_kind == Kind::part ? "RELEASE part" : "COMMIT");
    m_open = false;
}

} // namespace khronika::store
