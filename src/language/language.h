// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/dates.h"
#include "language/gazetteer.h"
#include "language/lexicon.h"
#include "language/morphology.h"
#include "language/numbers.h"
#include "language/sentences.h"
#include "language/table.h"
#include "language/token.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::language {

/// Everything that the engines know of languages and places: one immutable value, shared by all threads.
class Languages {
public:
    /// Takes the tables of data/ (paths relative to it). Each `lang/XX/` makes a lexicon; `places/` the gazetteer;
    /// `morphology`, which may be empty, is the Russian dictionary. The bytes are kept by the caller and must outlive this.
    /// Throws Error naming file and line of a malformed row.
    Languages(const std::vector<Table>& tables, const std::vector<TableView>& places, std::string_view morphology);

    /// Absent where no table of that language was given.
    [[nodiscard]] const Lexicon* lexicon(std::string_view language) const;
    [[nodiscard]] const Gazetteer& gazetteer() const { return m_gazetteer; }
    /// Absent without the dictionary.
    [[nodiscard]] const Morphology* morphology() const { return m_morphology ? &*m_morphology : nullptr; }
    /// The languages that have a lexicon, in alphabetical order.
    [[nodiscard]] std::vector<std::string> known() const;

private:
    std::map<std::string, Lexicon, std::less<>> m_lexicons;
    Gazetteer m_gazetteer;
    std::optional<Morphology> m_morphology;
};

} // namespace khronika::language
