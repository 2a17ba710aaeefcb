// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/language.h"

#include <mutex>

namespace khronika::language {

/// A lexicon with the tables that it is made of, once, whichever thread asks first.
struct Languages::Late {
    std::vector<Table> tables;
    std::once_flag once;
    std::optional<Lexicon> lexicon;
};

Languages::Languages(const std::vector<Table>& tables, const std::vector<TableView>& places, std::string_view morphology)
    : m_gazetteer(places)
{
    for (const Table& table : tables) {
        constexpr std::string_view folder = "lang/";
        if (table.path.starts_with(folder)) {
            const std::size_t slash = table.path.find('/', folder.size());
            auto& late = m_lexicons[table.path.substr(folder.size(), slash - folder.size())];
            if (!late) {
                late = std::make_unique<Late>();
            }
            late->tables.push_back(table);
        }
    }
    if (!morphology.empty()) {
        m_morphology.emplace(morphology);
    }
}

Languages::~Languages() = default;
Languages::Languages(Languages&&) noexcept = default;
Languages& Languages::operator=(Languages&&) noexcept = default;

const Lexicon* Languages::lexicon(std::string_view language) const
{
    const auto it = m_lexicons.find(language);
    if (it == m_lexicons.end()) {
        return nullptr;
    }
    Late& late = *it->second;
    std::call_once(late.once, [&] { late.lexicon.emplace(it->first, late.tables); });
    return &*late.lexicon;
}

void Languages::make_lexicons() const
{
    for (const auto& [language, late] : m_lexicons) {
        (void)lexicon(language);
    }
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
