// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/sentences.h"

#include "base/utf8.h"

namespace khronika::language {

namespace {

bool closes(const Token& token)
{
    return token.text == "”" || token.text == "»" || token.text == "\"" || token.text == ")" || token.text == "’" || token.text == "]" ||
           token.text == "'";
}

bool ends(const Token& token)
{
    return token.text == "." || token.text == "!" || token.text == "?" || token.text == "…" ||
           (token.text.size() > 1 && token.text.front() == '.');
}

bool bullet(const Token& token)
{
    return token.text == "—" || token.text == "–" || token.text == "-" || token.text == "•" || token.text == "*" || token.text == "·" ||
           token.text == "▪";
}

class Splitter {
public:
    Splitter(const Tokens& tokens, const Matches& matches) : m_tokens(tokens), m_matches(matches) {}

    std::vector<Sentence> run()
    {
        std::size_t begin = 0;
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            if (m_tokens[i].kind == TokenKind::newline) {
                if (joins_next(begin, i)) {
                    continue;
                }
                close(begin, i, true);
                ++m_paragraph;
                begin = i + 1;
            } else if (ends(m_tokens[i]) && sentence_ends(i)) {
                std::size_t last = i;
                while (last + 1 < m_tokens.size() && !m_tokens[last + 1].space_before &&
                       (closes(m_tokens[last + 1]) || ends(m_tokens[last + 1]))) {
                    ++last;
                }
                close(begin, last + 1, false);
                begin = last + 1;
                i = last;
            }
        }
        close(begin, m_tokens.size(), true);
        return std::move(m_out);
    }

private:
    [[nodiscard]] bool joins_next(std::size_t begin, std::size_t newline) const
    {
        if (newline == begin || newline + 1 >= m_tokens.size()) {
            return false;
        }
        const Token& before = m_tokens[newline - 1];
        const Token& after = m_tokens[newline + 1];
        const bool open = !ends(before) && before.text != ":" && before.text != ";" && !closes(before);
        return open && after.kind == TokenKind::word && !after.capital && newline - begin > 6;
    }

    [[nodiscard]] bool sentence_ends(std::size_t i) const
    {
        const std::size_t next = i + 1;
        if (next >= m_tokens.size() || m_tokens[next].kind == TokenKind::newline) {
            return true;
        }
        if (!m_tokens[next].space_before && !closes(m_tokens[next]) && !ends(m_tokens[next])) {
            return false;
        }
        if (m_tokens[i].text != ".") {
            return !lower_after(next);
        }
        if (i > 0 && enumerator(i - 1)) {
            return false;
        }
        if (i > 0 && !m_tokens[i].space_before) {
            const Token& word = m_tokens[i - 1];
            const bool initial = word.kind == TokenKind::word && utf8::length(word.text) == 1 && word.capital;
            if (initial || m_matches.find(i - 1, Class::abbreviation) != nullptr) {
                return false;
            }
        }
        return !lower_after(next);
    }

    /// "1." at the beginning of a line numbers what stands there.
    [[nodiscard]] bool enumerator(std::size_t i) const
    {
        return m_tokens[i].kind == TokenKind::number && m_tokens[i].text.size() <= 2 && i + 1 < m_tokens.size() &&
               m_tokens[i + 1].text == "." && (i == 0 || m_tokens[i - 1].kind == TokenKind::newline);
    }

    [[nodiscard]] bool lower_after(std::size_t next) const
    {
        while (next < m_tokens.size() && (closes(m_tokens[next]) || m_tokens[next].text == "—" || m_tokens[next].text == ",")) {
            ++next;
        }
        return next < m_tokens.size() && m_tokens[next].kind == TokenKind::word && !m_tokens[next].capital;
    }

    void close(std::size_t begin, std::size_t end, bool line)
    {
        while (begin < end && m_tokens[begin].kind == TokenKind::newline) {
            ++begin;
        }
        if (begin >= end) {
            return;
        }
        Sentence out;
        out.first = static_cast<std::uint32_t>(begin);
        out.last = static_cast<std::uint32_t>(end - 1);
        out.paragraph = m_paragraph;
        std::size_t last = end - 1;
        while (last > begin && closes(m_tokens[last])) {
            --last;
        }
        const bool stopped = ends(m_tokens[last]) || m_tokens[last].text == ";";
        out.question = m_tokens[last].text == "?" || (closes(m_tokens[end - 1]) && m_tokens[last].text == "?");
        const bool line_start = begin == 0 || m_tokens[begin - 1].kind == TokenKind::newline;
        out.heading = line && line_start && !stopped;
        out.item = line_start && (bullet(m_tokens[begin]) || enumerator(begin) ||
                                  (m_tokens[begin].kind == TokenKind::number && begin + 1 < end && m_tokens[begin + 1].text == ")"));
        m_out.push_back(out);
    }

    const Tokens& m_tokens;
    const Matches& m_matches;
    std::vector<Sentence> m_out;
    std::uint32_t m_paragraph = 0;
};

} // namespace

std::vector<Sentence> find_sentences(const Tokens& tokens, const Matches& matches)
{
    return Splitter(tokens, matches).run();
}

} // namespace khronika::language
