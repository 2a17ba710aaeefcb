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
#include <memory>
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
    /// Throws Error naming file and line of a malformed row of the gazetteer's tables.
    Languages(const std::vector<Table>& tables, const std::vector<TableView>& places, std::string_view morphology);
    ~Languages();
    Languages(Languages&&) noexcept;
    Languages& operator=(Languages&&) noexcept;

    /// Absent where no table of that language was given. Made when first asked for, since most runs read texts of one
    /// language; throws Error naming file and line of a malformed row.
    [[nodiscard]] const Lexicon* lexicon(std::string_view language) const;
    /// Makes every lexicon now, so that a malformed row of any is named before work begins.
    void make_lexicons() const;
    [[nodiscard]] const Gazetteer& gazetteer() const { return m_gazetteer; }
    /// Absent without the dictionary.
    [[nodiscard]] const Morphology* morphology() const { return m_morphology ? &*m_morphology : nullptr; }
    /// The languages that have a lexicon, in alphabetical order.
    [[nodiscard]] std::vector<std::string> known() const;

private:
    struct Late;
    std::map<std::string, std::unique_ptr<Late>, std::less<>> m_lexicons;
    Gazetteer m_gazetteer;
    std::optional<Morphology> m_morphology;
};

} // namespace khronika::language
