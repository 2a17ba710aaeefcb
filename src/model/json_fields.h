// SPDX-License-Identifier: GPL-3.0-or-later
// What the files that read and write the exchanged forms share; not for others, for it brings the whole JSON library along.
//
// Every object and list is begun as one: nlohmann::json 3.11.2 turns a null value into one before it has the memory, and breaks down
// in its destructor where there is none.
#pragma once

#include "base/count.h"
#include "base/date.h"
#include "base/error.h"
#include "model/json.h"
#include "model/json_tape.h"
#include "model/json_value.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace khronika {

using nlohmann::json;
using nlohmann::ordered_json;

/// Reads the fields of one object, naming the place and the field in every complaint. `Value`: TreeValue or TapeValue.
template <typename Value>
class Fields {
public:
    /// `where` must outlive it.
    Fields(const Value& object, std::string_view where) : m_object(object), m_where(where)
    {
        if (!object.is_object()) {
            fail("{}: an object was expected", where);
        }
    }

    /// Absent where there is no such key, or null.
    [[nodiscard]] std::optional<Value> find(const char* key) const { return m_object.find(key); }

    [[nodiscard]] std::string text(const char* key) const { return optional_text(key).value_or(""); }

    [[nodiscard]] std::optional<std::string> optional_text(const char* key) const
    {
        const auto value = find(key);
        if (!value) {
            return std::nullopt;
        }
        if (!value->is_string()) {
            fail("{}: field '{}' must be a string", m_where, key);
        }
        return std::string(value->text());
    }

    [[nodiscard]] std::string required_text(const char* key) const
    {
        auto value = optional_text(key);
        if (!value) {
            fail("{}: field '{}' is missing", m_where, key);
        }
        return std::move(*value);
    }

    [[nodiscard]] std::optional<std::int64_t> integer(const char* key) const
    {
        const auto value = find(key);
        if (!value) {
            return std::nullopt;
        }
        if (!value->is_integer()) {
            fail("{}: field '{}' must be a whole number", m_where, key);
        }
        return value->integer();
    }

    [[nodiscard]] std::size_t offset(const char* key) const
    {
        const auto value = integer(key).value_or(0);
        if (value < 0) {
            fail("{}: field '{}' must not be negative", m_where, key);
        }
        return static_cast<std::size_t>(value);
    }

    [[nodiscard]] double number(const char* key, const Value& value) const
    {
        if (!value.is_number()) {
            fail("{}: field '{}' must hold numbers", m_where, key);
        }
        return value.number();
    }

    [[nodiscard]] bool flag(const char* key) const
    {
        const auto value = find(key);
        if (!value) {
            return false;
        }
        if (!value->is_flag()) {
            fail("{}: field '{}' must be true or false", m_where, key);
        }
        return value->flag();
    }

    [[nodiscard]] std::vector<std::string> texts(const char* key) const
    {
        std::vector<std::string> out;
        for (const Value& entry : list(key)) {
            if (!entry.is_string()) {
                fail("{}: field '{}' must be a list of strings", m_where, key);
            }
            out.emplace_back(entry.text());
        }
        return out;
    }

    [[nodiscard]] std::vector<Value> list(const char* key) const
    {
        const auto value = find(key);
        if (!value) {
            return {};
        }
        if (!value->is_array()) {
            fail("{}: field '{}' must be a list", m_where, key);
        }
        return value->elements();
    }

    template <typename E>
    [[nodiscard]] E choice(const char* key, std::optional<E> (*from)(std::string_view), E otherwise) const
    {
        const auto name = optional_text(key);
        if (!name) {
            return otherwise;
        }
        const auto chosen = from(*name);
        if (!chosen) {
            fail("{}: field '{}' does not know '{}'", m_where, key, *name);
        }
        return *chosen;
    }

    [[nodiscard]] Date date(const char* key) const
    {
        const std::string value = required_text(key);
        const auto parsed = Date::parse(value);
        if (!parsed) {
            fail("{}: field '{}' is no date (YYYY-MM-DD): '{}'", m_where, key, value);
        }
        return *parsed;
    }

    [[nodiscard]] std::string_view where() const { return m_where; }

private:
    Value m_object;
    std::string_view m_where;
};

Fields(const json& object, std::string_view where) -> Fields<TreeValue>;

inline ordered_json optional_json(const std::optional<std::string>& value)
{
    return value ? ordered_json(*value) : ordered_json(nullptr);
}

inline ordered_json optional_json(const std::optional<std::int64_t>& value)
{
    return value ? ordered_json(*value) : ordered_json(nullptr);
}

inline ordered_json to_json(const CountBounds& bounds)
{
    return {{"min", optional_json(bounds.min)}, {"max", optional_json(bounds.max)}};
}

template <typename Value>
CountBounds bounds_from(const Value& value, std::string_view where)
{
    const Fields fields(value, where);
    return {fields.integer("min"), fields.integer("max")};
}

inline ordered_json to_json(const std::optional<DateRange>& range)
{
    if (!range) {
        return nullptr;
    }
    return {{"from", range->from.iso()}, {"to", range->to.iso()}};
}

template <typename Value>
std::optional<DateRange> range_from(const std::optional<Value>& value, std::string_view where)
{
    if (!value) {
        return std::nullopt;
    }
    const Fields fields(*value, where);
    return DateRange{fields.date("from"), fields.date("to")};
}

} // namespace khronika
