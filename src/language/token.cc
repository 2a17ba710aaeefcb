// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/token.h"

#include "base/utf8.h"

namespace khronika::language {

namespace {

bool apostrophe(char32_t c)
{
    return c == U'\'' || c == 0x2019 || c == 0x2018 || c == 0x2BC || c == 0x2BB;
}

bool hyphen(char32_t c)
{
    return c == U'-' || c == 0x2010 || c == 0x2011;
}

/// A colon or underscore between lower-case letters marks gender-inclusive forms ("мигранто:к").
bool inner_mark(char32_t c)
{
    return c == U':' || c == U'_' || c == U'*';
}

class Scanner {
public:
    explicit Scanner(std::string_view text) : m_text(text) {}

    [[nodiscard]] bool done() const { return m_at >= m_text.size(); }
    [[nodiscard]] std::size_t at() const { return m_at; }
    [[nodiscard]] utf8::Decoded here() const { return utf8::decode(m_text, m_at); }
    void skip() { m_at += here().length; }

    /// The code point after the one at the cursor, 0 at the end.
    [[nodiscard]] char32_t after(std::size_t length) const
    {
        return m_at + length < m_text.size() ? utf8::decode(m_text, m_at + length).code_point : 0;
    }

    std::size_t word()
    {
        char32_t previous = 0;
        while (!done()) {
            const auto [c, length] = here();
            if (utf8::is_letter(c) || utf8::is_digit(c) || c == 0xAD) {
                previous = c;
                m_at += length;
                continue;
            }
            const char32_t next = after(length);
            const bool inside = utf8::is_letter(previous) && utf8::is_letter(next);
            if (apostrophe(c) && inside && !possessive(length)) {
                m_at += length;
                continue;
            }
            if (hyphen(c) && (utf8::is_letter(next) || utf8::is_digit(next)) && previous != 0) {
                m_at += length;
                continue;
            }
            if (inner_mark(c) && inside && !utf8::is_upper(previous) && !utf8::is_upper(next)) {
                m_at += length;
                continue;
            }
            break;
        }
        return m_at;
    }

    std::size_t number()
    {
        while (!done()) {
            const auto [c, length] = here();
            if (utf8::is_digit(c)) {
                m_at += length;
                continue;
            }
            if ((c == U'.' || c == U',' || apostrophe(c)) && utf8::is_digit(after(length))) {
                m_at += length;
                continue;
            }
            if (hyphen(c) && utf8::is_letter(after(length)) && !utf8::is_upper(after(length))) {
                m_at += length;
                return word();
            }
            if (utf8::is_letter(c)) {
                return word();
            }
            break;
        }
        return m_at;
    }

    std::size_t ellipsis()
    {
        const char32_t first = here().code_point;
        skip();
        while (!done() && first == U'.' && here().code_point == first) {
            skip();
        }
        return m_at;
    }

    [[nodiscard]] bool possessive(std::size_t length) const
    {
        const std::size_t s = m_at + length;
        if (s >= m_text.size() || (m_text[s] != 's' && m_text[s] != 'S')) {
            return false;
        }
        return s + 1 >= m_text.size() || !utf8::is_letter(utf8::decode(m_text, s + 1).code_point);
    }

    std::size_t possessive_token()
    {
        skip();
        return ++m_at;
    }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
};

/// Tells the token's capitals and appends its folded form.
void describe(Token& token, std::string& folded)
{
    std::size_t letters = 0;
    std::size_t capitals = 0;
    for (std::size_t i = 0; i < token.text.size();) {
        const auto [c, length] = utf8::decode(token.text, i);
        utf8::append(folded, utf8::fold(c));
        if (utf8::is_letter(c)) {
            ++letters;
            const bool upper = utf8::is_upper(c);
            capitals += upper ? 1 : 0;
            if (letters == 1) {
                token.capital = upper;
            }
        }
        i += length;
    }
    token.all_capitals = letters >= 2 && capitals == letters;
}

} // namespace

Tokens Tokens::of(std::string_view text)
{
    Tokens out;
    out.m_text = text;
    out.m_folded = std::make_unique<std::string>();
    out.m_folded->reserve(text.size());
    out.m_list.reserve(text.size() / 6);
    std::vector<Span> folded_spans;
    folded_spans.reserve(text.size() / 6);
    Scanner scanner(text);
    bool space = true;
    while (!scanner.done()) {
        const auto [c, length] = scanner.here();
        const std::size_t begin = scanner.at();
        Token token;
        token.space_before = space;
        if (c == U'\n') {
            token.kind = TokenKind::newline;
            scanner.skip();
        } else if (utf8::is_space(c)) {
            space = true;
            scanner.skip();
            continue;
        } else if (utf8::is_digit(c)) {
            token.kind = TokenKind::number;
            scanner.number();
        } else if (utf8::is_letter(c)) {
            scanner.word();
        } else if (apostrophe(c) && !space && scanner.possessive(length)) {
            scanner.possessive_token();
        } else {
            token.kind = TokenKind::punctuation;
            scanner.ellipsis();
        }
        token.span = {begin, scanner.at()};
        token.text = text.substr(begin, scanner.at() - begin);
        const std::size_t folded_begin = out.m_folded->size();
        describe(token, *out.m_folded);
        folded_spans.push_back({folded_begin, out.m_folded->size()});
        space = token.kind == TokenKind::newline;
        out.m_list.push_back(token);
    }
    for (std::size_t i = 0; i < out.m_list.size(); ++i) {
        out.m_list[i].folded = at(*out.m_folded, folded_spans[i]);
    }
    return out;
}

} // namespace khronika::language
