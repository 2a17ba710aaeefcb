// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/text.h"

#include <string>
#include <string_view>
#include <vector>

namespace khronika::readers {

/// Builds one block's text out of the texts of a page: white space folded to one space, soft hyphens and zero-width
/// spaces left out, no-break spaces within the block kept; with the way back to the mark-up.
class BlockText {
public:
    explicit BlockText(std::string_view markup) : m_markup(markup) {}

    /// Adds `decoded`, which the parser made of the mark-up at `raw` (character references, stray tags and all).
    /// With `lines`, line breaks stay (as within <pre>).
    void add(std::string_view decoded, Span raw, bool lines);
    /// Adds a tab that has no source: the border of two cells.
    void add_border();
    /// Ends a word, without a source: where a picture or a form's control stands in the line.
    void add_gap() { m_space = m_space || !m_text.empty(); }

    [[nodiscard]] bool empty() const { return m_text.empty(); }
    [[nodiscard]] std::size_t characters() const { return m_characters; } ///< white space not counted

    std::string m_text;
    std::vector<SourceMap> m_map; ///< from m_text to the mark-up

private:
    void put_run(std::string_view bytes, std::size_t characters, Span source);
    void put(std::string_view bytes, char32_t code_point, Span source);
    void put_space();
    [[nodiscard]] std::size_t reference_length(std::string_view decoded, std::size_t after, std::size_t raw, std::size_t end) const;

    std::string_view m_markup;
    bool m_space = false; ///< white space was met and waits for a word
    bool m_lines = false;
    bool m_break = false;
    bool m_no_break = false;
    Span m_space_source;
    std::size_t m_characters = 0;
};

} // namespace khronika::readers
