// SPDX-License-Identifier: GPL-3.0-or-later
// What the files that read the exchanged forms share; not for others. One value of either JSON library, so that a form is
// read by one function from both: nlohmann's tree, which is written too, and simdjson's, which is made ten times as fast.
#pragma once

#include "base/error.h"

#include <nlohmann/json.hpp>
#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace khronika {

class TreeValue {
public:
    TreeValue(const nlohmann::json& value) // NOLINT: a view, as string_view is of a string
        : m_value(&value)
    {
    }

    [[nodiscard]] bool is_object() const { return m_value->is_object(); }
    [[nodiscard]] bool is_array() const { return m_value->is_array(); }
    [[nodiscard]] bool is_string() const { return m_value->is_string(); }
    [[nodiscard]] bool is_integer() const { return m_value->is_number_integer(); }
    [[nodiscard]] bool is_natural() const { return m_value->is_number_unsigned(); }
    [[nodiscard]] bool is_number() const { return m_value->is_number(); }
    [[nodiscard]] bool is_flag() const { return m_value->is_boolean(); }

    [[nodiscard]] std::string_view text() const { return m_value->get_ref<const std::string&>(); }
    [[nodiscard]] std::int64_t integer() const { return m_value->get<std::int64_t>(); }
    [[nodiscard]] std::uint64_t natural() const { return m_value->get<std::uint64_t>(); }
    [[nodiscard]] double number() const { return m_value->get<double>(); }
    [[nodiscard]] bool flag() const { return m_value->get<bool>(); }

    /// Of an object; absent where it has no such key or holds null there.
    [[nodiscard]] std::optional<TreeValue> find(const char* key) const
    {
        const auto it = m_value->find(key);
        return it == m_value->end() || it->is_null() ? std::nullopt : std::optional(TreeValue(*it));
    }

    /// Of an array.
    [[nodiscard]] std::vector<TreeValue> elements() const
    {
        std::vector<TreeValue> out;
        out.reserve(m_value->size());
        for (const nlohmann::json& one : *m_value) {
            out.emplace_back(one);
        }
        return out;
    }

private:
    const nlohmann::json* m_value;
};

class TapeValue {
public:
    explicit TapeValue(simdjson::dom::element value) : m_value(value) {}

    [[nodiscard]] bool is_object() const { return m_value.is_object(); }
    [[nodiscard]] bool is_array() const { return m_value.is_array(); }
    [[nodiscard]] bool is_string() const { return m_value.is_string(); }
    [[nodiscard]] bool is_integer() const { return m_value.is_int64() || m_value.is_uint64(); }
    [[nodiscard]] bool is_natural() const { return m_value.is_uint64(); }
    [[nodiscard]] bool is_number() const { return m_value.is_number(); }
    [[nodiscard]] bool is_flag() const { return m_value.is_bool(); }

    [[nodiscard]] std::string_view text() const { return as<std::string_view>(); }
    [[nodiscard]] std::int64_t integer() const { return m_value.is_int64() ? as<std::int64_t>() : static_cast<std::int64_t>(natural()); }
    [[nodiscard]] std::uint64_t natural() const { return as<std::uint64_t>(); }
    [[nodiscard]] double number() const { return as<double>(); }
    [[nodiscard]] bool flag() const { return as<bool>(); }

    [[nodiscard]] std::optional<TapeValue> find(const char* key) const
    {
        simdjson::dom::element found;
        if (m_value.at_key(key).get(found) != simdjson::SUCCESS || found.is_null()) {
            return std::nullopt;
        }
        return TapeValue(found);
    }

    [[nodiscard]] std::vector<TapeValue> elements() const
    {
        std::vector<TapeValue> out;
        for (const simdjson::dom::element one : as<simdjson::dom::array>()) {
            out.emplace_back(one);
        }
        return out;
    }

private:
    template <typename T>
    [[nodiscard]] T as() const
    {
        T out{};
        if (m_value.get(out) != simdjson::SUCCESS) {
            fail("a value of a JSON tree was taken for another kind");
        }
        return out;
    }

    simdjson::dom::element m_value;
};

} // namespace khronika
