// SPDX-License-Identifier: GPL-3.0-or-later
// Rows lie in their table in the order in which they were made, and the journal makes them in its order: the two are read side
// by side. A row that the journal makes and the table does not hold at its place must be taken away by a later entry.
//
// Rejected: making the tables anew and comparing them (five times the work; it is what follows where this finds a difference,
// because it names every one), and sums of rows' hashes, from which a superseded row cannot be told.
#include "base/error.h"
#include "store/archive.h"
#include "store/archive_impl.h"
#include "store/projection.h"
#include "store/schema.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace khronika::store {

namespace {

using Kind = Change::Kind;

/// Rows that wait for the entry that takes them away.
constexpr std::size_t most_waiting = 50'000;

/// The tables from which rows of one item are taken away.
constexpr std::array<std::string_view, 5> erased_by_item{"failed_readings", "containers", "texts", "extractions", "claims"};

const Value* column_of(const Change& change, std::string_view name)
{
    const auto found = std::find_if(change.columns.begin(), change.columns.end(), [&](const auto& one) { return one.first == name; });
    return found == change.columns.end() ? nullptr : &found->second;
}

/// Of values that were added: "perhaps" or "surely not". A fixed megabyte, however long the journal.
class Seen {
public:
    void add(std::size_t hash)
    {
        m_bits->set(hash % size);
        m_bits->set((hash / size) % size);
    }
    [[nodiscard]] bool perhaps(std::size_t hash) const { return m_bits->test(hash % size) && m_bits->test((hash / size) % size); }

private:
    static constexpr std::size_t size = std::size_t{1} << 23;
    std::unique_ptr<std::bitset<size>> m_bits = std::make_unique<std::bitset<size>>();
};

/// One table, read in the order in which its rows were made.
class Followed {
public:
    Followed(Database& database, const Table& table)
        : m_database(database), m_table(table), m_rows(database.prepare(fmt::format("SELECT * FROM {}", table.name)))
    {
        for (std::string_view rest = table.key; !rest.empty();) {
            const std::size_t end = rest.find(", ");
            m_keys.push_back(rest.substr(0, end));
            rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
        }
        for (int i = 0; i < m_rows.columns(); ++i) {
            m_columns.push_back(m_rows.column_name(i));
        }
        m_indexed = std::find(m_columns.begin(), m_columns.end(), "entry_index") != m_columns.end();
        m_by_item = std::find(erased_by_item.begin(), erased_by_item.end(), table.name) != erased_by_item.end();
        if (m_by_item) {
            m_seen.emplace();
        }
        m_there = m_rows.step();
    }

    /// Each of these false where it cannot be as the journal tells.
    [[nodiscard]] bool insert(const Change& change, const Value& index)
    {
        if (!fits(change)) {
            return false;
        }
        const Value* item = m_by_item ? column_of(change, "item") : nullptr;
        if (m_by_item) {
            m_seen->add(std::hash<Value>()(*item));
        }
        if (m_there && at_row(change)) {
            m_there = m_rows.step();
            return true;
        }
        return change.kind == Kind::insert_if_absent ? stands(change, index) : wait(change, item, index);
    }

    [[nodiscard]] bool erase(const Change& change, const Value& index)
    {
        if (change.columns.empty()) {
            m_waiting.clear();
            m_waiting_keys.clear();
            m_rows.reset();
            m_there = m_rows.step();
            return true;
        }
        const auto& [name, item] = change.columns.front();
        if (!m_by_item || change.columns.size() != 1 || name != "item") {
            return false;
        }
        if (!m_seen->perhaps(std::hash<Value>()(item))) {
            return true;
        }
        if (const auto waiting = m_waiting.extract(item); !waiting.empty()) {
            for (const std::size_t key : waiting.mapped()) {
                m_waiting_keys.erase(key);
            }
        }
        return !found(fmt::format("SELECT 1 FROM {} WHERE item = ? AND entry_index < ?", m_table.name), {item, index});
    }

    [[nodiscard]] std::size_t waiting() const { return m_waiting_keys.size(); }
    [[nodiscard]] bool ended() const { return !m_there && m_waiting_keys.empty(); }

private:
    [[nodiscard]] bool fits(const Change& change)
    {
        m_fits = m_fits || std::equal(m_columns.begin(), m_columns.end(), change.columns.begin(), change.columns.end(),
                                      [](const std::string& have, const auto& want) { return have == want.first; });
        return m_fits && m_columns.size() == change.columns.size();
    }

    [[nodiscard]] bool at_row(const Change& change) const
    {
        // From the end: that is where the entry's number is.
        for (std::size_t i = change.columns.size(); i-- > 0;) {
            if (!m_rows.holds(static_cast<int>(i), change.columns[i].second)) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] bool found(const std::string& sql, const std::vector<Value>& values)
    {
        Statement& statement = m_database.cached(sql);
        statement.bind(values);
        const bool there = statement.step();
        statement.reset();
        return there;
    }

    [[nodiscard]] bool found_by_key(const Change& change, std::string_view condition, const Value* index)
    {
        std::string sql = fmt::format("SELECT 1 FROM {} WHERE ", m_table.name);
        std::vector<Value> values;
        for (const std::string_view key : m_keys) {
            sql += fmt::format("{}{} = ?", values.empty() ? "" : " AND ", key);
            values.push_back(*column_of(change, key));
        }
        if (index != nullptr) {
            sql += condition;
            values.push_back(*index);
        }
        return found(sql, values);
    }

    /// The row was made before, by an earlier entry or this one.
    [[nodiscard]] bool stands(const Change& change, const Value& index)
    {
        return m_keys.size() == m_columns.size() ? found_by_key(change, "", nullptr) : found_by_key(change, " AND entry_index < ?", &index);
    }

    [[nodiscard]] bool wait(const Change& change, const Value* item, const Value& index)
    {
        // A row with this key that is not of a later entry is in the way, or is this one with something changed.
        if (m_indexed && found_by_key(change, " AND entry_index <= ?", &index)) {
            return false;
        }
        std::size_t key = 0;
        for (const std::string_view name : m_keys) {
            key = key * 1'000'003 + std::hash<Value>()(*column_of(change, name));
        }
        m_waiting[item != nullptr ? *item : Value()].push_back(key);
        return m_waiting_keys.insert(key).second;
    }

    Database& m_database;
    Table m_table;
    Statement m_rows;
    bool m_there = false;
    bool m_fits = false;
    bool m_indexed = false;
    bool m_by_item = false;
    std::vector<std::string> m_columns;
    std::vector<std::string_view> m_keys;
    std::optional<Seen> m_seen;                                    ///< where rows of one item are taken away
    std::unordered_map<Value, std::vector<std::size_t>> m_waiting; ///< by item: hashes of the rows' keys
    std::unordered_set<std::size_t> m_waiting_keys;
};

std::vector<std::string> definitions_of(Database& database)
{
    Statement rows = database.prepare(fmt::format("SELECT * FROM {} ORDER BY {}", definitions.name, definitions.key));
    std::vector<std::string> out;
    while (rows.step()) {
        for (int i = 0; i < rows.columns(); ++i) {
            out.push_back(rows.text(i));
        }
    }
    return out;
}

} // namespace

class RowCheck::Impl {
public:
    explicit Impl(Database& database)
    {
        try {
            Database fresh(":memory:", Open::create, database.files());
            migrate(fresh);
            m_sound = definitions_of(fresh) == definitions_of(database);
            for (const Table& table : projections) {
                m_tables.try_emplace(table.name, database, table);
            }
        } catch (const Error&) { // told by whoever names the differences
            m_sound = false;
        }
    }

    void take(const Entry& entry)
    {
        try {
            const Value index = value_of(entry.index);
            const std::vector<Change> changes = m_sound ? m_projector.project(entry.index, entry.bytes) : std::vector<Change>();
            for (auto change = changes.begin(); m_sound && change != changes.end(); ++change) {
                Followed& table = m_tables.at(change->table);
                m_sound = change->kind == Kind::erase ? table.erase(*change, index) : table.insert(*change, index);
                m_sound = m_sound && table.waiting() <= most_waiting;
            }
        } catch (const Error&) {
            m_sound = false;
        }
    }

    [[nodiscard]] bool sound() const
    {
        return m_sound && std::all_of(m_tables.begin(), m_tables.end(), [](const auto& one) { return one.second.ended(); });
    }

private:
    Projector m_projector;
    std::map<std::string_view, Followed> m_tables;
    bool m_sound = true;
};

RowCheck::RowCheck(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
RowCheck::RowCheck(RowCheck&&) noexcept = default;
RowCheck& RowCheck::operator=(RowCheck&&) noexcept = default;
RowCheck::~RowCheck() = default;

void RowCheck::take(const Entry& entry)
{
    m_impl->take(entry);
}

bool RowCheck::sound()
{
    return m_impl->sound();
}

RowCheck Archive::begin_row_check() const
{
    return RowCheck(std::make_unique<RowCheck::Impl>(m_impl->database));
}

} // namespace khronika::store
