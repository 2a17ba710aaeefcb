// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/table.h"
#include "linkage/levels.h"
#include "linkage/pool.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace khronika::linkage {

/// Which short names are of which full ones: `full<TAB>short short ...` a line (data/names/diminutives.tsv), in any script.
class Diminutives {
public:
    Diminutives() = default;
    /// Throws Error that names file and line.
    explicit Diminutives(const std::vector<language::Table>& tables);

    /// The full names of a key, as numbers; a full name is one of its own. Empty where the key is in no line.
    [[nodiscard]] const std::vector<std::uint32_t>& full_names(const std::string& key) const;

private:
    std::unordered_map<std::string, std::vector<std::uint32_t>> m_full;
};

/// A distinct cleaned name and what is compared of it.
struct NameForm {
    std::uint32_t key = 0;  ///< in NamePool::keys()
    std::uint32_t stem = 0; ///< in NamePool::keys()
    std::vector<std::uint32_t> full_names;
    bool ascii = false;
};

/// The distinct names of a table, or the places of a column.
class NamePool {
public:
    /// By letters alone: one typing error or Jaro-Winkler from .92 is close, from .80 similar.
    enum class Likeness : std::uint8_t { none, similar, close };

    /// Without `transliterate` a name's key is the name itself.
    explicit NamePool(bool transliterate = true) : m_transliterate(transliterate) {}

    /// The id of a name as written; 0 where it holds no letter and no digit.
    std::uint32_t add(std::string_view written, const Diminutives& diminutives);

    [[nodiscard]] const StringPool& names() const { return m_names; }
    [[nodiscard]] const StringPool& keys() const { return m_keys; }
    [[nodiscard]] const NameForm& form(std::uint32_t id) const { return m_forms[id]; }
    [[nodiscard]] const std::string& key_of(std::uint32_t id) const { return m_keys.at(m_forms[id].key); }
    [[nodiscard]] std::size_t size() const { return m_names.size(); }

    /// A level of name_level; neither id is 0.
    [[nodiscard]] Level compare_names(std::uint32_t a, std::uint32_t b) const;
    /// A level of place_level; neither id is 0.
    [[nodiscard]] Level compare_places(std::uint32_t a, std::uint32_t b) const;

private:
    [[nodiscard]] Likeness likeness_of(std::uint32_t a, std::uint32_t b) const;

    StringPool m_names;
    StringPool m_keys;
    std::vector<NameForm> m_forms = std::vector<NameForm>(1);
    bool m_transliterate;
};

} // namespace khronika::linkage
