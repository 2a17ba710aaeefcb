// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/telegram.h"

#include "base/error.h"
#include "base/utf8.h"
#include "readers/json_scan.h"
#include "readers/json_text.h"
#include "readers/telegram_message.h"

#include <algorithm>
#include <optional>

namespace khronika::readers {

namespace {

/// What a chat says of itself beside its messages.
struct Chat {
    std::string name;
    std::string type;
    std::string id;
    std::optional<std::size_t> messages; ///< where the array begins
};

/// A chat of two people, or one's own notes, is no outlet, and its name is a person's.
bool is_outlet(const Chat& chat)
{
    return chat.type.ends_with("channel") || chat.type.ends_with("group") || chat.type.ends_with("supergroup");
}

class Export {
public:
    Export(std::string_view bytes, Parts& parts) : m_bytes(bytes), m_parts(parts) {}

    void run()
    {
        const std::string_view mark = "\xEF\xBB\xBF";
        const std::size_t start = m_bytes.starts_with(mark) ? mark.size() : 0;
        try {
            chat(start, "");
        } catch (...) {
            tell();
            throw;
        }
        tell();
    }

private:
    void tell()
    {
        if (m_service > 0) {
            m_parts.note(fmt::format("{} service messages (who joined, what was pinned), which are no parts", m_service));
        }
    }

    /// An object with `messages`, or with `chats`. Gives where it ends.
    std::size_t chat(std::size_t begin, const std::string& prefix)
    {
        Chat about;
        JsonScan scan(m_bytes, begin);
        std::exception_ptr broken;
        try {
            scan.members([&](std::string_view key) { return member(scan, key, about); });
        } catch (const Error&) {
            broken = std::current_exception(); // what stands before it is sound
        }
        if (about.messages) {
            messages(about, prefix.empty() ? "" : fmt::format("chat {}/", about.id));
        }
        if (broken) {
            std::rethrow_exception(broken);
        }
        return scan.at();
    }

    bool member(JsonScan& scan, std::string_view key, Chat& about)
    {
        if (key == "name" || key == "type" || key == "id") {
            std::string& to = key == "name" ? about.name : key == "type" ? about.type : about.id;
            to = json_words(at(m_bytes, scan.value()));
            return true;
        }
        if (key == "messages" && scan.next() == '[') {
            about.messages = scan.at();
            return false;
        }
        if ((key == "chats" || key == "left_chats") && scan.next() == '{') {
            scan.members([&](std::string_view inner) {
                if (inner != "list" || scan.next() != '[') {
                    return false;
                }
                scan.elements([&] { scan = JsonScan(m_bytes, chat(scan.at(), "chat")); });
                return true;
            });
            return true;
        }
        return false;
    }

    void messages(const Chat& about, const std::string& prefix)
    {
        JsonScan scan(m_bytes, *about.messages);
        scan.elements([&] { message(scan.value(), about, prefix); });
    }

    void message(Span span, const Chat& about, const std::string& prefix)
    {
        const std::string_view object = at(m_bytes, span);
        TelegramMessage parsed;
        try {
            parsed = parse_telegram_message(object);
        } catch (const Error& error) {
            m_parts.leave_out(fmt::format("{}message at byte {}", prefix, span.begin), error.what());
            return;
        }
        if (parsed.type == "service") {
            ++m_service;
            return;
        }
        PartHead head;
        head.path = fmt::format("{}message {}", prefix, parsed.id);
        head.media_type = telegram_message_type;
        head.span = span;
        head.stated.outlet = is_outlet(about) ? about.name : "";
        head.stated.published = parsed.date;
        head.media = std::move(parsed.media);
        m_parts.put(std::move(head), object);
    }

    std::string_view m_bytes;
    Parts& m_parts;
    std::uint64_t m_service = 0;
};

} // namespace

bool is_telegram_export(std::string_view bytes)
{
    const std::string_view head = bytes.substr(0, 1U << 16U);
    const std::size_t first = head.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    if (first == std::string_view::npos || head[first] != '{') {
        return false;
    }
    const auto has = [&](std::string_view words) { return head.find(words) != std::string_view::npos; };
    const bool one_chat =
        has("\"messages\"") && has("\"type\"") && (has("\"date_unixtime\"") || has("\"text_entities\"") || has("\"from_id\""));
    const bool account = has("\"about\"") && (has("\"chats\"") || has("\"personal_information\"") || has("\"contacts\""));
    return one_chat || account;
}

void unpack_telegram(std::string_view bytes, Parts& parts)
{
    Export(bytes, parts).run();
}

void read_telegram_message(Text& text, std::string_view bytes)
{
    const TelegramMessage message = parse_telegram_message(bytes);
    for (const Span span : message.text) {
        add_json_text(text, bytes, span);
    }
    if (!text.content.empty() && !text.content.ends_with('\n')) {
        text.content.push_back('\n');
    }
    text.encoding = "UTF-8";
    text.published = {message.date, "telegram"};
    const auto detail = [&](const char* name, const std::string& value) {
        if (!value.empty()) {
            text.properties.push_back({name, value, true});
        }
    };
    detail("message", fmt::format("{}", message.id));
    detail("from", message.from);
    detail("edited", message.edited);
    detail("reply_to", message.reply_to == 0 ? "" : fmt::format("{}", message.reply_to));
    for (const std::string& path : message.media) {
        detail("media", path);
    }
    if (message.forwarded_from) {
        detail("forwarded_from", message.forwarded_from->empty() ? "(Telegram gives no name)" : *message.forwarded_from);
        if (!message.forwarded_from->empty()) {
            text.forwarded_from.push_back(*message.forwarded_from);
        }
    }
    detail("saved_from", message.saved_from);
}

} // namespace khronika::readers
