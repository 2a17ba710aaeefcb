// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/warc.h"

#include "readers/digest_check.h"
#include "readers/http_body.h"
#include "readers/record_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <stdexcept>
#include <utility>

namespace khronika::readers {

namespace {

constexpr std::string_view mark = "WARC/1.";
constexpr std::size_t longest_line = 1U << 16U;
constexpr std::size_t most_fields = 1000;

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string_view{} : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

/// Without the angle brackets of WARC 1.0.
std::string address(std::string_view text)
{
    return std::string(text.starts_with('<') && text.ends_with('>') ? text.substr(1, text.size() - 2) : text);
}

struct RecordHead {
    std::size_t offset = 0; ///< of the file
    std::map<std::string, std::string> fields;
    std::uint64_t length = 0;

    [[nodiscard]] std::string field(const char* name) const
    {
        const auto found = fields.find(name);
        return found == fields.end() ? std::string{} : found->second;
    }
    [[nodiscard]] std::string path() const
    {
        std::string id = address(field("warc-record-id"));
        return id.empty() ? fmt::format("@{}", offset) : id;
    }
};

/// Whether an answer of this type is worth reading as a text.
bool holds_text(const std::string& type)
{
    for (const char* known : {"text/html", "application/xhtml+xml", "text/plain", "application/pdf", "message/rfc822", ""}) {
        if (type == known) {
            return true;
        }
    }
    return false;
}

class WarcReader {
public:
    WarcReader(std::string_view file, Parts& parts) : m_stream(file), m_parts(parts) {}

    void run()
    {
        while (next_record()) {
            const std::size_t offset = m_stream.position();
            try {
                record(offset);
            } catch (const std::runtime_error& error) {
                const std::string where = fmt::format("record at byte {}", offset);
                if (!m_parts.abandon(fmt::format("{}: {}", where, error.what()))) {
                    m_parts.leave_out(where, error.what());
                }
                m_taken = 0;
                if (!m_stream.find(mark, offset)) {
                    break;
                }
            }
        }
        finish();
    }

private:
    [[noreturn]] static void damaged(const std::string& what) { throw std::runtime_error(what); }

    void finish()
    {
        for (const auto& [kind, count] : m_others) {
            m_parts.note(fmt::format("{} {}", count, kind));
        }
    }

    /// Past the line ends that close a record; false at the end of the file.
    bool next_record()
    {
        std::string_view run = m_stream.peek();
        while (!run.empty() && (run.front() == '\r' || run.front() == '\n')) {
            m_stream.skip(1);
            run = m_stream.peek();
        }
        return !run.empty() || m_stream.broken();
    }

    void record(std::size_t offset)
    {
        const auto line = m_stream.line(longest_line);
        if (!line || !line->starts_with(mark)) {
            damaged(m_stream.broken() ? "its packing is damaged or breaks off" : "no record begins here");
        }
        const RecordHead head = fields(offset);
        const std::string type = lower(head.field("warc-type"));
        m_left = head.length;
        if (type == "response" || type == "resource" || type == "conversion") {
            payload(head, type == "response");
        } else {
            count(type == "revisit" ? "revisits of pages that were taken before, which hold no bytes of their own"
                                    : fmt::format("records of type {}, which are no parts", type.empty() ? "unknown" : type));
            DigestCheck block(head.field("warc-block-digest"));
            while (const auto run = next()) {
                block.add(*run);
            }
            check(block, head, "block");
        }
        if (m_left > 0) {
            damaged(fmt::format("it breaks off {} bytes before its end", m_left));
        }
    }

    RecordHead fields(std::size_t offset)
    {
        RecordHead head;
        head.offset = offset;
        std::string* last = nullptr;
        while (true) {
            const auto line = m_stream.line(longest_line);
            if (!line || head.fields.size() > most_fields) {
                damaged("its fields are damaged or break off");
            }
            const std::string_view words = trimmed(*line);
            if (words.empty()) {
                break;
            }
            if ((line->front() == ' ' || line->front() == '\t') && last != nullptr) {
                *last += " " + std::string(words);
                continue;
            }
            const std::size_t colon = words.find(':');
            if (colon == std::string_view::npos) {
                damaged("its fields are damaged");
            }
            last = &head.fields[lower(trimmed(words.substr(0, colon)))];
            *last = trimmed(words.substr(colon + 1));
        }
        const std::string length = head.field("content-length");
        const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), head.length);
        if (length.empty() || error != std::errc{} || end != length.data() + length.size()) {
            damaged("it does not say how long it is");
        }
        return head;
    }

    /// The next bytes of the record's block; absent at its end, or where the file ends.
    std::optional<std::string_view> next()
    {
        m_stream.skip(std::exchange(m_taken, 0)); // only now, for it may reuse the buffer that was lent
        const std::string_view run = m_left == 0 ? std::string_view{} : m_stream.peek();
        if (m_left == 0 || run.empty()) {
            return std::nullopt;
        }
        m_taken = static_cast<std::size_t>(std::min<std::uint64_t>(m_left, run.size()));
        m_left -= m_taken;
        return run.substr(0, m_taken);
    }

    void payload(const RecordHead& head, bool http)
    {
        DigestCheck block(head.field("warc-block-digest"));
        const std::size_t block_offset = m_stream.position();
        std::string beginning;
        std::optional<HttpHead> answer;
        while (http && !answer) {
            const auto run = next();
            if (!run || beginning.size() > longest_line * 4) {
                break;
            }
            block.add(*run);
            beginning += *run;
            answer = parse_http_head(beginning);
        }
        if (http && !answer) {
            while (const auto run = next()) {
                block.add(*run);
            }
            check(block, head, "block");
            if (m_left == 0) {
                count("responses that are not of HTTP, which are no parts");
            }
            return;
        }
        HttpHead none;
        if (!http) {
            none.fields.emplace_back("content-type", head.field("content-type"));
        }
        body(head, answer ? *answer : none, http, beginning, block, block_offset);
    }

    void body(const RecordHead& head, const HttpHead& answer, bool http, std::string_view beginning, DigestCheck& block,
              std::size_t block_offset)
    {
        const std::string stated = head.field("warc-payload-digest");
        DigestCheck as_sent(stated);
        DigestCheck without_chunks(stated);
        DigestCheck decoded(stated);
        bool begun = false;
        bool wanted = true;
        const bool straight = answer.field("transfer-encoding").empty() && answer.field("content-encoding").empty();
        PartHead part = part_head(head, answer, http);
        if (straight && !m_stream.packed()) {
            const std::size_t begin = block_offset + answer.size;
            part.span = Span{begin, block_offset + static_cast<std::size_t>(head.length)};
        }
        BodyDecoder decoder(
            answer, [&](std::string_view run) { without_chunks.add(run); },
            [&](std::string_view run) {
                decoded.add(run);
                if (!begun && wanted && !run.empty()) {
                    begun = wanted = m_parts.begin(part);
                }
                wanted = wanted && (run.empty() || m_parts.add(run));
            });
        bool sound = decoder.add(beginning.substr(std::min(answer.size, beginning.size())));
        as_sent.add(beginning.substr(std::min(answer.size, beginning.size())));
        while (const auto run = next()) {
            block.add(*run);
            as_sent.add(*run);
            sound = sound && wanted && decoder.add(*run);
        }
        if (m_left > 0 || !wanted) {
            return; // record() says so, or the parts did
        }
        sound = decoder.finish() && decoder.reason().empty();
        end_part(head, answer, begun, sound, decoder.reason());
        check(block, head, "block");
        if (!as_sent.matches() && !without_chunks.matches() && !(sound && decoded.matches())) {
            m_parts.note(fmt::format("{} (record at byte {}): its payload does not match the digest that the record states", head.path(),
                                     head.offset));
        }
    }

    static PartHead part_head(const RecordHead& head, const HttpHead& answer, bool http)
    {
        PartHead part;
        part.path = head.path();
        part.stated.url = address(head.field("warc-target-uri"));
        part.name = part.stated.url;
        part.date = head.field("warc-date");
        const bool good = !http || (answer.status >= 200 && answer.status < 300);
        part.readable = good && holds_text(answer.media_type());
        return part;
    }

    void end_part(const RecordHead& head, const HttpHead& answer, bool begun, bool sound, const std::string& reason)
    {
        if (!sound) {
            const std::string words = fmt::format("{} (record at byte {})", reason, head.offset);
            if (begun) {
                m_parts.abandon(words);
            } else {
                m_parts.leave_out(head.path(), words);
            }
        } else if (begun) {
            m_parts.end();
            if (const std::string why = head.field("warc-truncated"); !why.empty()) {
                m_parts.note(fmt::format("{} (record at byte {}): it was cut when it was taken: {}", head.path(), head.offset, why));
            }
            if (answer.status != 0 && (answer.status < 200 || answer.status > 299)) {
                m_parts.note(fmt::format("{}: kept and not read, for the answer was {}: {}", head.path(), answer.status,
                                         address(head.field("warc-target-uri"))));
            }
        } else {
            count("responses without a body, which are no parts");
        }
    }

    void check(DigestCheck& digest, const RecordHead& head, std::string_view what)
    {
        if (m_left == 0 && !digest.matches()) {
            m_parts.note(fmt::format("{} (record at byte {}): its {} does not match the digest that the record states", head.path(),
                                     head.offset, what));
        }
    }

    void count(const std::string& kind) { ++m_others[kind]; }

    RecordStream m_stream;
    Parts& m_parts;
    std::uint64_t m_left = 0;
    std::size_t m_taken = 0;
    std::map<std::string, std::uint64_t> m_others;
};

} // namespace

void unpack_warc(std::string_view file, Parts& parts)
{
    WarcReader(file, parts).run();
}

} // namespace khronika::readers
