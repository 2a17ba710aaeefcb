// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"
#include "readers/page_facts.h"
#include "readers/written_date.h"

#include <nlohmann/json.hpp>

namespace khronika::readers {

namespace {

using nlohmann::json;

constexpr int deepest = 6;

std::string text_of(const json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

bool is_article(const json& object)
{
    const auto type = object.find("@type");
    if (type == object.end()) {
        return false;
    }
    const auto names_article = [](const json& name) {
        const std::string word = name.is_string() ? name.get<std::string>() : std::string{};
        return word.ends_with("Article") || word.ends_with("BlogPosting") || word == "Report";
    };
    return type->is_array() ? std::any_of(type->begin(), type->end(), names_article) : names_article(*type);
}

/// The first article at or below `value`, breadth given up for simplicity: lists and objects of any key.
const json* find_article(const json& value, int depth)
{
    if (depth > deepest || !value.is_structured()) {
        return nullptr;
    }
    if (value.is_object() && is_article(value)) {
        return &value;
    }
    for (const json& inner : value) {
        if (const json* found = find_article(inner, depth + 1)) {
            return found;
        }
    }
    return nullptr;
}

void put(Found& found, std::string value)
{
    if (found.value.empty() && !value.empty()) {
        found = {std::move(value), "json-ld"};
    }
}

/// The address of the page: a string, or the @id of an object.
std::string address_of(const json& article)
{
    for (const char* key : {"url", "mainEntityOfPage"}) {
        const auto found = article.find(key);
        if (found == article.end()) {
            continue;
        }
        std::string value = found->is_object() ? text_of(*found, "@id") : text_of(article, key);
        if (value.starts_with("http")) {
            return value;
        }
    }
    return {};
}

std::string publisher_of(const json& article)
{
    const auto found = article.find("publisher");
    if (found == article.end()) {
        return {};
    }
    const json& publisher = found->is_array() && !found->empty() ? found->front() : *found;
    return publisher.is_object() ? text_of(publisher, "name") : std::string{};
}

} // namespace

void add_json_ld(PageFacts& facts, const std::vector<std::string_view>& data, const Months& months)
{
    for (const std::string_view text : data) {
        const json value = json::parse(text, nullptr, false, true);
        const json* article = value.is_discarded() ? nullptr : find_article(value, 0);
        if (article == nullptr) {
            continue;
        }
        put(facts.title, words_of(text_of(*article, "headline")));
        put(facts.outlet, words_of(publisher_of(*article)));
        put(facts.language, language_of_tag(text_of(*article, "inLanguage")));
        put(facts.published, find_date(text_of(*article, "datePublished"), months).value_or(""));
        put(facts.url, address_of(*article));
    }
}

} // namespace khronika::readers
