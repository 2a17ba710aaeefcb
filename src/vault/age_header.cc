// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/age_header.h"

#include "base/base64.h"
#include "base/error.h"

namespace khronika::vault {

namespace {

constexpr std::string_view first_line = "age-encryption.org/v1";
constexpr std::size_t columns = 64;

class Lines {
public:
    Lines(std::string_view bytes, std::string_view where) : m_bytes(bytes), m_where(where) {}

    [[nodiscard]] bool more() const { return m_at < m_bytes.size(); }
    std::string_view next()
    {
        ++m_number;
        const std::size_t end = m_bytes.find('\n', m_at);
        if (end == std::string_view::npos) {
            refuse("it has no end");
        }
        const std::string_view line = m_bytes.substr(m_at, end - m_at);
        m_begin = m_at;
        m_at = end + 1;
        return line;
    }
    [[nodiscard]] std::size_t begin() const { return m_begin; }
    [[noreturn]] void refuse(std::string_view why) const
    {
        fail("{}: line {} of its header: {}: the file was altered, or is none of age's", m_where, m_number, why);
    }

private:
    std::string_view m_bytes;
    std::string_view m_where;
    std::size_t m_at = 0;
    std::size_t m_begin = 0;
    std::size_t m_number = 0;
};

AgeStanza stanza_of(std::string_view line, Lines& lines)
{
    AgeStanza out;
    line.remove_prefix(3);
    while (true) {
        const std::size_t space = line.find(' ');
        const std::string_view word = line.substr(0, space);
        if (word.empty()) {
            lines.refuse("an argument is empty");
        }
        for (const char c : word) {
            if (c < 33 || c > 126) {
                lines.refuse("an argument holds a letter that none may hold");
            }
        }
        out.words.emplace_back(word);
        if (space == std::string_view::npos) {
            break;
        }
        line.remove_prefix(space + 1);
    }
    while (true) {
        const std::string_view body = lines.next();
        if (body.size() > columns) {
            lines.refuse("it is longer than 64 letters");
        }
        const auto bytes = from_unpadded(body);
        if (!bytes) {
            lines.refuse("it is not base 64");
        }
        out.body += *bytes;
        if (body.size() < columns) {
            return out;
        }
    }
}

} // namespace

std::string unpadded(std::string_view bytes)
{
    std::string out = base64::encode(bytes);
    while (out.ends_with('=')) {
        out.pop_back();
    }
    return out;
}

std::optional<std::string> from_unpadded(std::string_view text)
{
    if (text.ends_with('=')) {
        return std::nullopt;
    }
    std::string padded(text);
    padded.append((4 - text.size() % 4) % 4, '=');
    return base64::decode(padded);
}

std::string age_signed_part(const std::vector<AgeStanza>& stanzas)
{
    std::string out = std::string(first_line) + "\n";
    for (const AgeStanza& stanza : stanzas) {
        out += "->";
        for (const std::string& word : stanza.words) {
            out += " " + word;
        }
        out += "\n";
        const std::string body = unpadded(stanza.body);
        for (std::size_t at = 0; at <= body.size(); at += columns) {
            out += body.substr(at, columns) + "\n";
        }
    }
    return out + "---";
}

AgeHeader parse_age_header(std::string_view bytes, std::string_view where)
{
    Lines lines(bytes, where);
    if (lines.next() != first_line) {
        fail("{}: is no file of age's: its first line is not '{}'", where, first_line);
    }
    AgeHeader out;
    while (true) {
        const std::string_view line = lines.next();
        if (line.starts_with("-> ")) {
            out.stanzas.push_back(stanza_of(line, lines));
            continue;
        }
        const auto mac = line.starts_with("--- ") ? from_unpadded(line.substr(4)) : std::nullopt;
        if (!mac || mac->size() != 32) {
            lines.refuse("neither a recipient nor the header's end");
        }
        out.mac = *mac;
        out.signed_part = bytes.substr(0, lines.begin() + 3);
        break;
    }
    if (lines.more()) {
        lines.refuse("something follows the header");
    }
    if (out.stanzas.empty()) {
        lines.refuse("it names no recipient");
    }
    return out;
}

} // namespace khronika::vault
