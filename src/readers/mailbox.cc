// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "readers/mail.h"

#include <algorithm>
#include <array>

namespace khronika::readers {

namespace {

constexpr std::string_view separator = "From ";

std::string folded(std::string_view name)
{
    std::string out(name);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

/// The name of the field that a line holds, in lower case; empty where it is none.
std::string field_name(std::string_view line)
{
    const std::size_t colon = line.find(':');
    if (colon == 0 || colon == std::string_view::npos || colon > 80) {
        return {};
    }
    const std::string_view name = line.substr(0, colon);
    const bool sound = std::all_of(name.begin(), name.end(), [](char c) { return c > 32 && c < 127; });
    return sound ? folded(name) : std::string{};
}

struct FieldsSeen {
    int of_mail_alone = 0;
    int of_letters = 0;
    bool sound = false;
};

FieldsSeen fields_of(std::string_view bytes)
{
    constexpr std::array<std::string_view, 9> mail_alone{"received",    "message-id",     "mime-version",
                                                         "return-path", "delivered-to",   "x-mailer",
                                                         "in-reply-to", "dkim-signature", "content-transfer-encoding"};
    constexpr std::array<std::string_view, 5> letters{"from", "to", "date", "subject", "cc"};
    FieldsSeen out;
    std::size_t at = 0;
    const std::string_view head = bytes.substr(0, 1U << 16U);
    for (bool first = true; at < head.size(); first = false) {
        const std::size_t end = std::min(head.find('\n', at), head.size());
        std::string_view line = head.substr(at, end - at);
        at = end + 1;
        line = line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
        if (line.empty()) {
            out.sound = !first;
            return out;
        }
        if (!first && (line.front() == ' ' || line.front() == '\t')) {
            continue;
        }
        const std::string name = field_name(line);
        if (name.empty()) {
            return {};
        }
        out.of_mail_alone += std::find(mail_alone.begin(), mail_alone.end(), name) != mail_alone.end() ? 1 : 0;
        out.of_letters += std::find(letters.begin(), letters.end(), name) != letters.end() ? 1 : 0;
    }
    out.sound = true; // fields to the end, or beyond what is looked at
    return out;
}

std::size_t after_line(std::string_view bytes, std::size_t at)
{
    const std::size_t end = bytes.find('\n', at);
    return end == std::string_view::npos ? bytes.size() : end + 1;
}

/// The next `From ` at the beginning of a line after an empty one, with a field after it: a quoted letter has none.
std::size_t next_separator(std::string_view bytes, std::size_t at)
{
    while ((at = bytes.find("\nFrom ", at)) != std::string_view::npos) {
        const bool after_empty = at == 0 || bytes[at - 1] == '\n' || (at >= 2 && bytes[at - 1] == '\r' && bytes[at - 2] == '\n');
        const std::size_t next = after_line(bytes, at + 1);
        if (after_empty && !field_name(bytes.substr(next, std::min<std::size_t>(200, bytes.size() - next))).empty()) {
            return at + 1;
        }
        ++at;
    }
    return bytes.size();
}

} // namespace

bool is_mail(std::string_view bytes, std::string_view name, std::string_view media_type)
{
    const FieldsSeen seen = fields_of(bytes);
    const bool named = media_type == mail_type || folded(name).ends_with(".eml");
    return seen.sound && (named ? seen.of_letters + seen.of_mail_alone > 0 : seen.of_mail_alone > 0 && seen.of_letters > 1);
}

bool is_mailbox(std::string_view bytes)
{
    if (!bytes.starts_with(separator)) {
        return false;
    }
    const FieldsSeen seen = fields_of(bytes.substr(after_line(bytes, 0)));
    return seen.sound && seen.of_letters + seen.of_mail_alone > 0;
}

void unpack_mailbox(std::string_view bytes, Parts& parts)
{
    std::size_t at = 0;
    for (std::size_t number = 1; at < bytes.size(); ++number) {
        const std::size_t begin = after_line(bytes, at);
        const std::size_t next = next_separator(bytes, begin == 0 ? 0 : begin - 1);
        std::size_t end = next;
        // The empty line before a separator is the mailbox's own.
        if (next < bytes.size() && end > begin && bytes[end - 1] == '\n') {
            --end;
            end -= end > begin && bytes[end - 1] == '\r' ? 1 : 0;
        }
        PartHead head;
        head.path = fmt::format("message {}", number);
        head.media_type = mail_type;
        head.span = Span{begin, std::max(begin, end)};
        if (end > begin) {
            parts.put(std::move(head), bytes.substr(begin, end - begin));
        } else {
            parts.leave_out(head.path, "it is empty");
        }
        at = next;
    }
}

} // namespace khronika::readers
