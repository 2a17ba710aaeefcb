// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/json_scan.h"

#include "base/error.h"

namespace khronika::readers {

void JsonScan::broken(const char* what) const
{
    fail("the JSON {} at byte {}", m_at >= m_file.size() ? "breaks off" : what, m_at);
}

char JsonScan::next()
{
    while (m_at < m_file.size() && (m_file[m_at] == ' ' || m_file[m_at] == '\n' || m_file[m_at] == '\r' || m_file[m_at] == '\t')) {
        ++m_at;
    }
    return m_at < m_file.size() ? m_file[m_at] : '\0';
}

void JsonScan::expect(char wanted)
{
    if (next() != wanted) {
        broken("is malformed");
    }
    ++m_at;
}

Span JsonScan::string()
{
    expect('"');
    const std::size_t begin = m_at;
    while (true) {
        m_at = m_file.find_first_of("\"\\", m_at);
        if (m_at == std::string_view::npos) {
            m_at = m_file.size();
            broken("is malformed");
        }
        if (m_file[m_at] == '"') {
            return {begin, m_at++};
        }
        m_at += 2;
    }
}

Span JsonScan::value()
{
    const char first = next();
    const std::size_t begin = m_at;
    if (first == '"') {
        string();
        return {begin, m_at};
    }
    if (first != '{' && first != '[') {
        m_at = m_file.find_first_of(",]} \n\r\t", m_at);
        if (m_at == std::string_view::npos || m_at == begin) {
            m_at = m_at == begin ? begin : m_file.size();
            broken("is malformed");
        }
        return {begin, m_at};
    }
    std::string open; // what closes each bracket that is open
    do {
        m_at = m_file.find_first_of("\"{}[]", m_at);
        if (m_at == std::string_view::npos) {
            m_at = m_file.size();
            broken("is malformed");
        }
        const char c = m_file[m_at];
        if (c == '"') {
            string();
        } else if (c == '{' || c == '[') {
            open.push_back(c == '{' ? '}' : ']');
            ++m_at;
        } else if (c == open.back()) {
            open.pop_back();
            ++m_at;
        } else {
            broken("is malformed");
        }
    } while (!open.empty());
    return {begin, m_at};
}

void JsonScan::members(const std::function<bool(std::string_view key)>& take)
{
    expect('{');
    if (next() == '}') {
        ++m_at;
        return;
    }
    while (true) {
        next();
        const Span key = string();
        expect(':');
        next();
        if (!take(khronika::at(m_file, key))) {
            value();
        }
        if (next() == ',') {
            ++m_at;
            continue;
        }
        expect('}');
        return;
    }
}

void JsonScan::elements(const std::function<void()>& take)
{
    expect('[');
    if (next() == ']') {
        ++m_at;
        return;
    }
    while (true) {
        next();
        take();
        if (next() == ',') {
            ++m_at;
            continue;
        }
        expect(']');
        return;
    }
}

} // namespace khronika::readers
