// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/text.h"

#include "app/custody.h"
#include "base/utf8.h"
#include "model/json.h"
#include "sys/files.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <unordered_map>

namespace khronika::app {

namespace {

std::string name_of(const std::string& path)
{
    std::string name = path.substr(path.rfind('/') + 1);
    for (const std::string_view ending : {".gz", ".html", ".htm", ".xhtml", ".txt"}) {
        if (name.ends_with(ending) && name.size() > ending.size()) {
            name.resize(name.size() - ending.size());
        }
    }
    return name;
}

/// A key for each file: its name, or its path where two files have one name.
std::vector<std::string> keys_of(const std::vector<std::string>& files)
{
    std::unordered_map<std::string, int> uses;
    for (const std::string& path : files) {
        ++uses[name_of(path)];
    }
    std::vector<std::string> out;
    for (const std::string& path : files) {
        std::string name = name_of(path);
        out.push_back(uses[name] > 1 ? path : std::move(name));
    }
    return out;
}

nlohmann::ordered_json body_json(const Text& text)
{
    return {{"articleBody", text.content},     {"title", text.title.value},         {"outlet", text.outlet.value},
            {"language", text.language.value}, {"published", text.published.value}, {"url", text.url.value},
            {"encoding", text.encoding}};
}

std::string row_of(const Text& text)
{
    return fmt::format("{:<4} {:<10} {:>8} {:>8}  {}  {}\n", text.language.value.empty() ? "-" : text.language.value,
                       text.published.value.empty() ? "-" : text.published.value.substr(0, 10), utf8::length(text.content),
                       text.dropped.size(), text.item, text.title.value);
}

/// Writes texts one by one in a form.
class TextWriter {
public:
    TextWriter(TextForm form, const std::function<void(std::string_view)>& write) : m_form(form), m_write(write)
    {
        if (m_form == TextForm::table) {
            m_write(fmt::format("{:<4} {:<10} {:>8} {:>8}  {}\n", "lang", "published", "letters", "dropped", "file, title"));
        } else if (m_form == TextForm::json) {
            m_write("{");
        }
    }

    void take(const std::string& key, const Text& text)
    {
        if (m_form == TextForm::table) {
            m_write(row_of(text));
        } else if (m_form == TextForm::jsonl) {
            m_write(json_line(to_json(text)) + "\n");
        } else {
            const nlohmann::ordered_json name = key;
            m_write(fmt::format("{}\n{}: {}", m_first ? "" : ",", json_line(name), json_line(body_json(text))));
        }
        m_first = false;
    }

    void finish()
    {
        if (m_form == TextForm::json) {
            m_write("\n}\n");
        }
    }

private:
    TextForm m_form;
    const std::function<void(std::string_view)>& m_write;
    bool m_first = true;
};

} // namespace

TextSummary show_texts(const std::vector<std::string>& arguments, const ReadOptions& options, TextForm form,
                       const std::function<void(std::string_view)>& write, const std::function<void(std::string_view)>& complain)
{
    const Inputs inputs = expand_inputs(arguments);
    TextSummary summary;
    for (const std::string& error : inputs.errors) {
        complain(error);
        ++summary.left_out;
    }
    const std::vector<std::string> keys = keys_of(inputs.files);
    std::size_t index = 0;
    TextWriter writer(form, write);
    read_files(inputs.files, options, [&](FileReading reading) {
        const std::string& key = keys[index++];
        if (!reading.text) {
            complain(reading.error);
            ++summary.left_out;
            return;
        }
        for (const std::string& note : reading.text->notes) {
            complain(fmt::format("{}: {}", reading.path, note));
        }
        writer.take(key, *reading.text);
        ++summary.read;
    });
    writer.finish();
    if (inputs.passed_over > 0) {
        complain(fmt::format("{} files that are no texts by their names (.json, .jsonl, .csv, .tsv) were passed over", inputs.passed_over));
    }
    return summary;
}

bool are_items(const Services& services, const std::vector<std::string>& arguments)
{
    return std::all_of(arguments.begin(), arguments.end(), [&](const std::string& argument) {
        return argument.size() >= 6 && argument.size() <= 64 && argument.find_first_not_of("0123456789abcdef") == std::string::npos &&
               !services.files.status(argument);
    });
}

TextSummary show_item_texts(Archive& archive, const std::vector<std::string>& items, TextForm form, const std::string& to,
                            const std::function<void(std::string_view)>& write, const std::function<void(std::string_view)>& complain)
{
    TextSummary summary;
    std::vector<Text> texts;
    std::vector<std::string> handed_out;
    for (const std::string& name : items) {
        const std::string item = find_item(archive.store(), name);
        if (auto text = archive.store().text(item)) {
            texts.push_back(std::move(*text));
            handed_out.push_back(item);
            continue;
        }
        const auto failed = archive.store().failed_reading(item);
        complain(fmt::format("item {}: no text of it was read{}", item, failed ? ": " + failed->reason : ""));
        ++summary.left_out;
    }
    if (!handed_out.empty()) {
        record_access(archive, handed_out, "text", to);
    }
    TextWriter writer(form, write);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        writer.take(handed_out[i], texts[i]);
    }
    writer.finish();
    summary.read = texts.size();
    return summary;
}

} // namespace khronika::app
