// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/language.h"

namespace khronika::language {

Languages::Languages(const std::vector<Table>& tables, const std::vector<TableView>& places, std::string_view morphology)
    : m_gazetteer(places)
{
    std::map<std::string, std::vector<Table>> by_language;
    for (const Table& table : tables) {
        constexpr std::string_view folder = "lang/";
        if (table.path.starts_with(folder)) {
            const std::size_t slash = table.path.find('/', folder.size());
            by_language[table.path.substr(folder.size(), slash - folder.size())].push_back(table);
        }
    }
    for (const auto& [language, own] : by_language) {
        m_lexicons.emplace(language, Lexicon(language, own));
    }
    if (!morphology.empty()) {
        m_morphology.emplace(morphology);
    }
}

const Lexicon* Languages::lexicon(std::string_view language) const
{
    const auto it = m_lexicons.find(language);
    return it == m_lexicons.end() ? nullptr : &it->second;
}

std::vector<std::string> Languages::known() const
{
    std::vector<std::string> out;
    for (const auto& [language, lexicon] : m_lexicons) {
        out.push_back(language);
    }
    return out;
}

} // namespace khronika::language
