// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/telegram_message.h"

#include "base/date.h"
#include "base/error.h"

#include <simdjson.h>

#include <charconv>

namespace khronika::readers {

namespace {

using simdjson::ondemand::json_type;
using simdjson::ondemand::value;

/// A string's characters; a number as it is written; empty for anything else.
std::string words(value from)
{
    switch (json_type(from.type())) {
    case json_type::string:
        return std::string(std::string_view(from.get_string()));
    case json_type::number:
        return std::string(std::string_view(from.raw_json_token()));
    default:
        return {};
    }
}

std::int64_t number(const std::string& text)
{
    std::int64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

std::string utc(const std::string& unix_time)
{
    const std::int64_t seconds = number(unix_time);
    constexpr std::int64_t day = 86400;
    constexpr std::int64_t last = 253402300799; // the year 9999
    if (seconds <= 0 || seconds > last) {
        return {};
    }
    const std::int64_t rest = seconds % day;
    return fmt::format("{}T{:02}:{:02}:{:02}Z", Date::from_days(static_cast<int>(seconds / day)).iso(), rest / 3600, rest / 60 % 60,
                       rest % 60);
}

/// The raw characters of the strings of `text`: a string, or an array of strings and of objects with a `text`.
class TextSpans {
public:
    explicit TextSpans(const char* base) : m_base(base) {}

    void take(value from, std::vector<Span>& out) const
    {
        if (json_type(from.type()) == json_type::string) {
            add(from, out);
            return;
        }
        if (json_type(from.type()) != json_type::array) {
            return;
        }
        for (auto element : from.get_array()) {
            value entry = element.value();
            if (json_type(entry.type()) == json_type::string) {
                add(entry, out);
            } else if (json_type(entry.type()) == json_type::object) {
                for (auto field : entry.get_object()) {
                    if (field.key() == "text" && json_type(field.value().type()) == json_type::string) {
                        add(field.value(), out);
                    }
                }
            }
        }
    }

private:
    void add(value from, std::vector<Span>& out) const
    {
        const std::string_view token = from.raw_json_token(); // with its quotes, and what follows up to the next token
        const auto begin = static_cast<std::size_t>(token.data() - m_base) + 1;
        std::size_t end = 1;
        while (end < token.size() && token[end] != '"') {
            end += token[end] == '\\' ? 2 : 1;
        }
        out.push_back({begin, begin + end - 1});
    }

    const char* m_base;
};

void take_field(TelegramMessage& out, std::string_view key, value from, const TextSpans& spans)
{
    if (key == "text") {
        spans.take(from, out.text);
        return;
    }
    if (key == "forwarded_from") {
        out.forwarded_from = words(from);
        return;
    }
    const std::string text = words(from);
    if (key == "id") {
        out.id = number(text);
    } else if (key == "type") {
        out.type = text;
    } else if (key == "date_unixtime") {
        out.date = utc(text);
    } else if (key == "date" && out.date.empty()) {
        out.date = text.substr(0, 10);
    } else if (key == "edited_unixtime") {
        out.edited = utc(text);
    } else if (key == "edited" && out.edited.empty()) {
        out.edited = text.substr(0, 10);
    } else if (key == "from" || key == "actor") {
        out.from = text;
    } else if (key == "saved_from") {
        out.saved_from = text;
    } else if (key == "reply_to_message_id") {
        out.reply_to = number(text);
    } else if ((key == "photo" || key == "file") && !text.empty() && !text.starts_with('(')) {
        out.media.push_back(text); // in brackets stands why the file was not exported
    }
}

} // namespace

TelegramMessage parse_telegram_message(std::string_view object)
{
    try {
        const simdjson::padded_string padded(object);
        simdjson::ondemand::parser parser;
        simdjson::ondemand::document document = parser.iterate(padded);
        TelegramMessage out;
        const TextSpans spans(padded.data());
        for (auto field : document.get_object()) {
            const std::string key(std::string_view(field.unescaped_key()));
            take_field(out, key, field.value(), spans);
        }
        if (out.date.size() == 10 && !Date::parse(out.date)) {
            out.date.clear();
        }
        return out;
    } catch (const simdjson::simdjson_error& error) {
        fail("the message is no sound JSON object: {}", error.what());
    }
}

} // namespace khronika::readers
