// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/part.h"

#include "base/utf8.h"

#include <fmt/format.h>

namespace khronika::readers {

namespace {

constexpr std::size_t longest_path = 4096;
constexpr std::size_t longest_note = 600;

std::string cut(std::string text, std::size_t longest)
{
    text = utf8::repaired(text);
    if (text.size() > longest) {
        text.resize(utf8::boundary(text, longest));
        text += "…";
    }
    return text;
}

} // namespace

bool Parts::begin(PartHead head)
{
    if (m_kept >= m_limits.parts) {
        if (m_beyond++ == 0) {
            note(fmt::format("more than {} parts: left out from {} on", m_limits.parts, head.path));
        }
        ++m_left_out;
        return false;
    }
    for (std::string* text : {&head.path, &head.name, &head.stated.title, &head.stated.outlet, &head.stated.url}) {
        *text = cut(std::move(*text), longest_path);
    }
    m_path = head.path;
    m_size = 0;
    m_begun = true;
    m_sink.begin(head);
    return true;
}

bool Parts::add(std::string_view run)
{
    if (m_size + run.size() > m_limits.part_bytes) {
        abandon(fmt::format("it is of more than {} bytes", m_limits.part_bytes));
        return false;
    }
    if (m_total + run.size() > m_limits.total_bytes) {
        abandon(fmt::format("with it the parts are of more than {} bytes together", m_limits.total_bytes));
        return false;
    }
    m_size += run.size();
    m_total += run.size();
    if (!run.empty()) {
        m_sink.bytes(run);
    }
    return true;
}

void Parts::end()
{
    m_sink.end();
    m_begun = false;
    ++m_kept;
}

bool Parts::abandon(std::string_view reason)
{
    if (!m_begun) {
        return false;
    }
    m_begun = false;
    m_sink.abandon();
    leave_out(m_path, reason);
    return true;
}

void Parts::leave_out(std::string_view path, std::string_view reason)
{
    note(fmt::format("{}: left out: {}", path, reason));
    ++m_left_out;
}

void Parts::note(std::string_view words)
{
    if (m_notes++ < m_limits.notes) {
        m_sink.note(cut(std::string(words), longest_note));
    }
}

void Parts::finish()
{
    if (m_notes > m_limits.notes) {
        m_sink.note(fmt::format("and {} more notes of this kind", m_notes - m_limits.notes));
    }
}

void Parts::put(PartHead head, std::string_view bytes)
{
    if (begin(std::move(head)) && add(bytes)) {
        end();
    }
}

} // namespace khronika::readers
