// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/name_index.h"
#include "language/place_table.h"
#include "language/ru_names.h"
#include "language/word_index.h"

#include <functional>
#include <mutex>
#include <unordered_set>

namespace khronika::language {

/// A word that makes a place of the name beside it: "region", "airport", "площадь".
struct HeadWord {
    std::string word;    ///< the nominative, folded
    std::string written; ///< the nominative as the table writes it: СИЗО
    PlaceKind kind = PlaceKind::site;
    ru::HeadGender gender = ru::HeadGender::masculine;
    bool before = false;  ///< "площадь Мира", "city of Homs"
    bool after = false;   ///< "Tahrir Square", "Выборгский район"
    bool known = false;   ///< only with a name that the tables hold: "Islamic State" is no region
    bool dropped = false; ///< not part of what is listed: "город Саратов" is Саратов
};

/// What a word beside a name tells of it; a word may bear several.
enum WordClass : std::uint32_t {
    wc_preposition = 1U << 0U, ///< in, near; в, под
    wc_title = 1U << 1U,       ///< Mr, Judge: a person follows
    wc_speech = 1U << 2U,      ///< said, сказал: a person or body stands before
    wc_never = 1U << 3U,       ///< is never a place on its own: March, Police
    wc_stop = 1U << 4U,        ///< begins no name: The, This
    wc_calendar = 1U << 5U,    ///< months and weekdays
    wc_link = 1U << 6U,        ///< stands between adjective and head: автономный, federal
    wc_stressed = 1U << 7U,    ///< stem of an adjective in -ой: тверск
    wc_district = 1U << 8U,    ///< stem: what is before it names a part of a city, "Тверской районный суд"
};

struct PlaceAdjective {
    NameForm form = NameForm::adjective;
    std::uint32_t place = no_place;
    std::string nominative; ///< what is listed for it
    bool stem = false;      ///< the table gave it with a *: endings follow
};

/// Lets a string_view be looked up in a table keyed by string, without a copy.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <typename Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;
using TextSet = std::unordered_set<std::string, TextHash, std::equal_to<>>;

/// Everything that the tables tell of the names of one language.
class PlaceWords {
public:
    bool inflected = false; ///< names take Russian case endings

    void map_names(const TableView& table)
    {
        NameIndex::check(table);
        m_names_table = table;
    }
    /// Indexes names that places.tsv adds; call once, after the last add_name().
    void add_name(const std::string& name, std::string_view weakness, std::uint32_t place);
    void index_added_names();
    void read_heads(const TableView& table);
    void read_evidence(const TableView& table);
    void map_given_names(const TableView& table) { m_given_names_table = table; }
    /// `find` turns a reference ("RU", "RU/Saratov") into a place; `name` gives that place's name in this language.
    void read_adjectives(const TableView& table, const std::function<std::uint32_t(std::string_view)>& find,
                         const std::function<std::string(std::uint32_t)>& name);

    /// Indexed when first asked for: a run rarely reads texts of both languages.
    [[nodiscard]] const NameIndex& names() const
    {
        std::call_once(m_names_once, [this] { m_names = NameIndex(m_names_table); });
        return m_names;
    }
    [[nodiscard]] const NameIndex& added_names() const { return m_added; }
    /// The head word of which `form` (folded) is a case form; null where none. `plural` tells "районы" from "район".
    [[nodiscard]] const HeadWord* head(std::string_view form, bool& plural) const;
    /// True where a head of two words, or an adjective of two words, begins with the word.
    [[nodiscard]] bool begins_head(std::string_view folded) const { return m_head_starts.contains(folded); }
    [[nodiscard]] bool begins_adjective(std::string_view folded) const { return m_phrase_starts.contains(folded); }
    [[nodiscard]] std::uint32_t classes(std::string_view folded) const;
    [[nodiscard]] bool is_given_name(std::string_view folded) const;
    /// All that a word may mean as adjective or demonym; null where nothing.
    [[nodiscard]] const std::vector<PlaceAdjective>* adjective(std::string_view folded) const;

private:
    [[nodiscard]] const WordIndex& given_names() const;
    void add_adjective(std::string_view form, PlaceAdjective adjective);

    TableView m_names_table;
    mutable std::once_flag m_names_once;
    mutable NameIndex m_names;
    NameIndex m_added;
    std::vector<std::string> m_added_lines;
    std::string m_added_content;
    TextMap<HeadWord> m_heads;
    TextSet m_head_starts; ///< first words of heads of two words
    WordIndex m_class_words;
    std::vector<std::uint32_t> m_classes; ///< by the number of the word
    TableView m_given_names_table;
    mutable std::once_flag m_given_names_once;
    mutable WordIndex m_given_names;
    WordIndex m_adjective_words;
    std::vector<std::vector<PlaceAdjective>> m_adjectives; ///< by the number of the word in m_adjective_words
    TextSet m_phrase_starts;                               ///< first words of adjectives of two words
    std::vector<bool> m_adjective_starts;                  ///< hashed first letters of adjectives: most lower-case words stop there
    static std::size_t start_of(std::string_view folded);
};

} // namespace khronika::language
