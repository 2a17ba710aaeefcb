// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/text.h"

#include "base/utf8.h"
#include "model/json.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

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
    if (form == TextForm::table) {
        write(fmt::format("{:<4} {:<10} {:>8} {:>8}  {}\n", "lang", "published", "letters", "dropped", "file, title"));
    } else if (form == TextForm::json) {
        write("{");
    }
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
        if (form == TextForm::table) {
            write(row_of(*reading.text));
        } else if (form == TextForm::jsonl) {
            write(json_line(to_json(*reading.text)) + "\n");
        } else {
            const nlohmann::ordered_json name = key;
            write(fmt::format("{}\n{}: {}", summary.read == 0 ? "" : ",", json_line(name), json_line(body_json(*reading.text))));
        }
        ++summary.read;
    });
    if (form == TextForm::json) {
        write("\n}\n");
    }
    if (inputs.passed_over > 0) {
        complain(fmt::format("{} files that are no texts by their names (.json, .jsonl, .csv, .tsv) were passed over", inputs.passed_over));
    }
    return summary;
}

} // namespace khronika::app
