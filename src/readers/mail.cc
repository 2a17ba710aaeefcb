// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/mail.h"

#include "base/error.h"
#include "base/utf8.h"
#include "model/source_map.h"
#include "readers/decode.h"
#include "readers/encoding.h"
#include "readers/html.h"
#include "readers/plain.h"
#include "readers/transfer.h"

#include <gmime/gmime.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace khronika::readers {

namespace {

constexpr int deepest = 50;
constexpr std::size_t longest_message = 1U << 30U; // GMime counts in 32 bits

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
    void operator()(char* text) const { g_free(text); }
};
template <typename T>
using Owned = std::unique_ptr<T, Unref>;

/// A leaf of the message's tree, with its encoded bytes.
struct Leaf {
    GMimeObject* object = nullptr;
    Span span; ///< of the encoded content, in the message
    Transfer transfer = Transfer::none;
    bool attached = false;              ///< by its disposition or because it has a file name
    const void* alternatives = nullptr; ///< the multipart/alternative that it stands in
    std::string name;
};

std::string text_or_empty(const char* text)
{
    return text == nullptr ? std::string{} : utf8::repaired(text);
}

bool is_type(GMimeObject* object, const char* type, const char* subtype)
{
    GMimeContentType* declared = g_mime_object_get_content_type(object);
    return declared != nullptr && g_mime_content_type_is_type(declared, type, subtype) != 0;
}

/// Bytes that are lent to GLib as one of its arrays; they are only read.
class Lent {
public:
    explicit Lent(std::string_view bytes) : m_array(g_byte_array_new())
    {
        m_array->data = reinterpret_cast<guint8*>(const_cast<char*>(bytes.data()));
        m_array->len = static_cast<guint>(bytes.size());
    }
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;
    ~Lent()
    {
        m_array->data = nullptr;
        m_array->len = 0;
        g_byte_array_unref(m_array);
    }
    [[nodiscard]] GByteArray* array() const { return m_array; }

private:
    GByteArray* m_array;
};

class Message {
public:
    explicit Message(std::string_view bytes) : m_bytes(bytes), m_lent(bytes)
    {
        g_mime_init();
        if (bytes.size() > longest_message) {
            fail("a message of {} bytes is beyond the limit of {}", bytes.size(), longest_message);
        }
        m_stream.reset(g_mime_stream_mem_new_with_byte_array(m_lent.array()));
        g_mime_stream_mem_set_owner(reinterpret_cast<GMimeStreamMem*>(m_stream.get()), FALSE);
        const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(m_stream.get()));
        m_message.reset(g_mime_parser_construct_message(parser.get(), nullptr));
        if (!m_message) {
            fail("the message cannot be taken apart");
        }
        if (GMimeObject* root = g_mime_message_get_mime_part(m_message.get())) {
            walk(root, nullptr, 0);
        }
    }

    [[nodiscard]] const std::vector<Leaf>& leaves() const { return m_leaves; }
    [[nodiscard]] std::string_view bytes() const { return m_bytes; }
    [[nodiscard]] bool too_deep() const { return m_too_deep; }

    /// The leaf that is the message's text: the first plain one, else the first HTML.
    [[nodiscard]] const Leaf* body() const
    {
        for (const char* subtype : {"plain", "html"}) {
            for (const Leaf& leaf : m_leaves) {
                if (!leaf.attached && is_type(leaf.object, "text", subtype) && leaf.span.size() > 0) {
                    return &leaf;
                }
            }
        }
        return nullptr;
    }

    /// A field with its encoded words decoded, on one line; empty where there is none.
    [[nodiscard]] std::string field(const char* name) const
    {
        GMimeHeader* header = g_mime_header_list_get_header(g_mime_object_get_header_list(object()), name);
        const char* raw = header == nullptr ? nullptr : g_mime_header_get_raw_value(header);
        if (raw == nullptr) {
            return {};
        }
        std::string bytes = raw;
        if (!utf8::valid(bytes)) {
            bytes = decode(bytes, choose_encoding(bytes)).text;
        }
        const Owned<char> unfolded(g_mime_utils_header_unfold(bytes.c_str()));
        const Owned<char> decoded(g_mime_utils_header_decode_text(nullptr, unfolded.get()));
        return std::string(utf8::trim(text_or_empty(decoded.get())));
    }

    /// RFC 3339 in UTC; empty where the message has no date that can be read.
    [[nodiscard]] std::string date() const
    {
        GDateTime* date = g_mime_message_get_date(m_message.get());
        if (date == nullptr) {
            return {};
        }
        GDateTime* utc = g_date_time_to_utc(date);
        char* text = utc == nullptr ? nullptr : g_date_time_format(utc, "%Y-%m-%dT%H:%M:%SZ");
        const std::string out = text_or_empty(text);
        g_free(text);
        if (utc != nullptr) {
            g_date_time_unref(utc);
        }
        return out;
    }

private:
    [[nodiscard]] GMimeObject* object() const { return reinterpret_cast<GMimeObject*>(m_message.get()); }

    void walk(GMimeObject* part, const void* alternatives, int depth)
    {
        if (depth > deepest) {
            m_too_deep = true;
            return;
        }
        if (GMIME_IS_MULTIPART(part)) {
            auto* multipart = reinterpret_cast<GMimeMultipart*>(part);
            const void* within = is_type(part, "multipart", "alternative") ? part : alternatives;
            for (int i = 0; i < g_mime_multipart_get_count(multipart); ++i) {
                walk(g_mime_multipart_get_part(multipart, i), within, depth + 1);
            }
        } else {
            add_leaf(part, alternatives);
        }
    }

    void add_leaf(GMimeObject* part, const void* alternatives)
    {
        Leaf leaf;
        leaf.object = part;
        leaf.alternatives = alternatives;
        if (GMIME_IS_PART(part)) {
            auto* mime = reinterpret_cast<GMimePart*>(part);
            leaf.name = text_or_empty(g_mime_part_get_filename(mime));
            GMimeDataWrapper* content = g_mime_part_get_content(mime);
            GMimeStream* stream = content == nullptr ? nullptr : g_mime_data_wrapper_get_stream(content);
            if (stream != nullptr && stream->bound_start >= 0 && stream->bound_end >= stream->bound_start) {
                leaf.span = {static_cast<std::size_t>(stream->bound_start),
                             std::min(static_cast<std::size_t>(stream->bound_end), m_bytes.size())};
            }
            switch (g_mime_part_get_content_encoding(mime)) {
            case GMIME_CONTENT_ENCODING_BASE64:
                leaf.transfer = Transfer::base64;
                break;
            case GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE:
                leaf.transfer = Transfer::quoted_printable;
                break;
            default:
                break;
            }
        } else if (GMIME_IS_MESSAGE_PART(part)) {
            leaf.span = extent(reinterpret_cast<GMimeMessagePart*>(part));
        }
        const char* disposition = g_mime_object_get_disposition(part);
        leaf.attached = (disposition != nullptr && g_ascii_strcasecmp(disposition, "attachment") == 0) || !leaf.name.empty();
        m_leaves.push_back(std::move(leaf));
    }

    /// Where a message within this one stands: from its first field on, as long as it is when it is written out, if that is what
    /// stands there.
    [[nodiscard]] Span extent(GMimeMessagePart* part) const
    {
        GMimeMessage* inner = g_mime_message_part_get_message(part);
        GMimeHeaderList* fields = inner == nullptr ? nullptr : g_mime_object_get_header_list(reinterpret_cast<GMimeObject*>(inner));
        if (fields == nullptr || g_mime_header_list_get_count(fields) == 0) {
            return {};
        }
        const gint64 offset = g_mime_header_get_offset(g_mime_header_list_get_header_at(fields, 0));
        const Owned<char> written(g_mime_object_to_string(reinterpret_cast<GMimeObject*>(inner), nullptr));
        const std::string_view words = written ? std::string_view(written.get()) : std::string_view{};
        if (offset < 0 || at(m_bytes, {static_cast<std::size_t>(offset), static_cast<std::size_t>(offset) + words.size()}) != words) {
            return {};
        }
        return {static_cast<std::size_t>(offset), static_cast<std::size_t>(offset) + words.size()};
    }

    std::string_view m_bytes;
    Lent m_lent;
    Owned<GMimeStream> m_stream;
    Owned<GMimeMessage> m_message;
    std::vector<Leaf> m_leaves;
    bool m_too_deep = false;
};

std::string encoding_of(const Leaf& leaf, std::string_view bytes)
{
    const char* declared = g_mime_object_get_content_type_parameter(leaf.object, "charset");
    const auto encoding = declared == nullptr ? std::nullopt : canonical_encoding(declared);
    // Mail that says us-ascii or nothing and is not is told by its bytes.
    const bool contradicted = encoding == "UTF-8" && !utf8::valid(bytes);
    const bool vague = !encoding || *encoding == "windows-1252";
    return vague || contradicted ? choose_encoding(bytes) : *encoding;
}

} // namespace

void read_mail(Text& text, std::string_view bytes, const Limits& limits, const Tables& tables)
{
    const Message message(bytes);
    for (const auto& [field, name] : {std::pair{"From", "from"},
                                      {"Sender", "sender"},
                                      {"To", "to"},
                                      {"Cc", "cc"},
                                      {"Date", "date"},
                                      {"Message-ID", "message-id"},
                                      {"In-Reply-To", "in-reply-to"},
                                      {"Reply-To", "reply-to"}}) {
        if (std::string value = message.field(field); !value.empty()) {
            text.properties.push_back({name, std::move(value), true});
        }
    }
    const Leaf* body = message.body();
    if (body == nullptr) {
        fail("the message has no body that is text; what is attached is kept as items of their own");
    }
    const Untransferred plain = undo_transfer(at(bytes, body->span), body->transfer, true);
    if (plain.bytes.size() > limits.html_bytes) {
        fail("a body of {} bytes is beyond the limit of {}", plain.bytes.size(), limits.html_bytes);
    }
    const Decoded decoded = decode(plain.bytes, encoding_of(*body, plain.bytes));
    if (is_type(body->object, "text", "html")) {
        read_html(text, decoded.text, limits.html_depth, tables);
    } else {
        read_plain(text, decoded.text, tables);
    }
    text.encoding = decoded.encoding;
    text.map = through_transfer(text.content, compose(text.map, decoded.map, decoded.text), plain, body->span.begin);
    text.title = {message.field("Subject"), "mail"};
    text.published = {message.date(), "mail"};
    text.outlet = {};
    text.url = {};
}

void unpack_mail(std::string_view bytes, Parts& parts)
{
    const Message message(bytes);
    const Leaf* body = message.body();
    std::size_t number = 0;
    for (const Leaf& leaf : message.leaves()) {
        ++number;
        if (&leaf == body) {
            continue;
        }
        PartHead head;
        head.name = leaf.name;
        head.path = fmt::format("part {}{}{}", number, leaf.name.empty() ? "" : ": ", leaf.name);
        if (leaf.span.empty()) {
            parts.leave_out(head.path, "it is empty, or where it stands cannot be told");
            continue;
        }
        if (GMIME_IS_MESSAGE_PART(leaf.object)) {
            head.media_type = mail_type;
        }
        // The same words as the body, in another form.
        head.readable = !(body != nullptr && body->alternatives != nullptr && leaf.alternatives == body->alternatives && !leaf.attached);
        if (leaf.transfer == Transfer::none) {
            head.span = leaf.span;
        }
        parts.put(std::move(head), undo_transfer(at(bytes, leaf.span), leaf.transfer, false).bytes);
    }
    if (message.too_deep()) {
        parts.note(fmt::format("what is nested more than {} deep was left out", deepest));
    }
}

void warm_up_mail()
{
    // glibc keeps a converter's module as long as one is open.
    for (const char* charset :
         {"koi8-r", "koi8-u", "windows-1251", "cp1251", "windows-1252", "iso-8859-5", "iso-8859-1", "cp866", "utf-8"}) {
        (void)iconv_open("UTF-8", charset);
        (void)iconv_open(charset, "UTF-8");
    }
    constexpr std::string_view sample = "From: =?koi8-r?B?6dfBzg==?= <a@b.example>\nSubject: =?windows-1251?Q?=CF?=\n"
                                        "Date: Mon, 4 Mar 2024 10:00:00 +0300\nMIME-Version: 1.0\n"
                                        "Content-Type: application/pdf; name*=utf-8''%D0%90.pdf\n\nx\n";
    const Message message(sample);
    (void)message.date();
    (void)message.field("From");
}

} // namespace khronika::readers
