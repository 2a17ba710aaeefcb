// SPDX-License-Identifier: GPL-3.0-or-later
// What the files that read and write the exchanged forms share; not for others, for it brings the whole JSON library along.
#pragma once

#include "base/count.h"
#include "base/date.h"
#include "base/error.h"
#include "model/json.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace khronika {

using nlohmann::json;
using nlohmann::ordered_json;

/// Reads the fields of one object, naming the place and the field in every complaint.
class Fields {
public:
    Fields(const json& object, std::string_view where) : m_object(object), m_where(where)
    {
        if (!object.is_object()) {
            fail("{}: an object was expected", where);
        }
    }

    [[nodiscard]] const json* find(const char* key) const
    {
        const auto it = m_object.find(key);
        return it == m_object.end() || it->is_null() ? nullptr : &*it;
    }

    [[nodiscard]] std::string text(const char* key) const
    {
        const json* value = find(key);
        if (value == nullptr) {
            return {};
        }
        if (!value->is_string()) {
            fail("{}: field '{}' must be a string", m_where, key);
        }
        return value->get<std::string>();
    }

    [[nodiscard]] std::optional<std::string> optional_text(const char* key) const
    {
        return find(key) == nullptr ? std::nullopt : std::optional(text(key));
    }

    [[nodiscard]] std::string required_text(const char* key) const
    {
        if (find(key) == nullptr) {
            fail("{}: field '{}' is missing", m_where, key);
        }
        return text(key);
    }

    [[nodiscard]] std::optional<std::int64_t> integer(const char* key) const
    {
        const json* value = find(key);
        if (value == nullptr) {
            return std::nullopt;
        }
        if (!value->is_number_integer()) {
            fail("{}: field '{}' must be a whole number", m_where, key);
        }
        return value->get<std::int64_t>();
    }

    [[nodiscard]] std::size_t offset(const char* key) const
    {
        const auto value = integer(key).value_or(0);
        if (value < 0) {
            fail("{}: field '{}' must not be negative", m_where, key);
        }
        return static_cast<std::size_t>(value);
    }

    [[nodiscard]] double number(const char* key, const json& value) const
    {
        if (!value.is_number()) {
            fail("{}: field '{}' must hold numbers", m_where, key);
        }
        return value.get<double>();
    }

    [[nodiscard]] bool flag(const char* key) const
    {
        const json* value = find(key);
        if (value == nullptr) {
            return false;
        }
        if (!value->is_boolean()) {
            fail("{}: field '{}' must be true or false", m_where, key);
        }
        return value->get<bool>();
    }

    [[nodiscard]] std::vector<std::string> texts(const char* key) const
    {
        std::vector<std::string> out;
        for (const json& entry : list(key)) {
            if (!entry.is_string()) {
                fail("{}: field '{}' must be a list of strings", m_where, key);
            }
            out.push_back(entry.get<std::string>());
        }
        return out;
    }

    [[nodiscard]] json list(const char* key) const
    {
        const json* value = find(key);
        if (value == nullptr) {
            return json::array();
        }
        if (!value->is_array()) {
            fail("{}: field '{}' must be a list", m_where, key);
        }
        return *value;
    }

    template <typename E>
    [[nodiscard]] E choice(const char* key, std::optional<E> (*from)(std::string_view), E otherwise) const
    {
        const json* value = find(key);
        if (value == nullptr) {
            return otherwise;
        }
        const std::string name = text(key);
        const auto chosen = from(name);
        if (!chosen) {
            fail("{}: field '{}' does not know '{}'", m_where, key, name);
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

    [[nodiscard]] const std::string& where() const { return m_where; }

private:
    const json& m_object;
    std::string m_where;
};

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

inline CountBounds bounds_from(const json& value, const std::string& where)
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

inline std::optional<DateRange> range_from(const json* value, const std::string& where)
{
    if (value == nullptr) {
        return std::nullopt;
    }
    const Fields fields(*value, where);
    return DateRange{fields.date("from"), fields.date("to")};
}

} // namespace khronika
