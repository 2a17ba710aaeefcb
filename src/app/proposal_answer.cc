// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/proposal_answer.h"

#include "base/error.h"
#include "base/utf8.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace khronika::app {

using nlohmann::json;

namespace {

/// The field's words; absent where it is null or empty. Sets `malformed` where it is anything else.
std::optional<std::string> words(const json& claim, const char* key, bool& malformed)
{
    const auto it = claim.find(key);
    if (it == claim.end() || it->is_null()) {
        return std::nullopt;
    }
    if (!it->is_string()) {
        malformed = true;
        return std::nullopt;
    }
    auto text = it->get<std::string>();
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

/// A count and a date may come as their words or, as in the exchanged form of claims, as an object with its words in `text`.
std::optional<std::string> words_of_object(const json& claim, const char* key, bool& malformed)
{
    const auto it = claim.find(key);
    if (it != claim.end() && it->is_object()) {
        const auto text = words(*it, "text", malformed);
        malformed = malformed || !text;
        return text;
    }
    return words(claim, key, malformed);
}

std::vector<std::string> speakers(const json& claim, bool& malformed)
{
    const auto it = claim.find("attribution");
    if (it == claim.end() || !it->is_array()) {
        const auto one = words(claim, "attribution", malformed);
        return one ? std::vector<std::string>{*one} : std::vector<std::string>{};
    }
    std::vector<std::string> out;
    for (const json& speaker : *it) {
        malformed = malformed || !speaker.is_string();
        out.push_back(speaker.is_string() ? speaker.get<std::string>() : std::string{});
    }
    return out;
}

std::optional<claims::Proposal> proposal_of(const json& claim)
{
    if (!claim.is_object()) {
        return std::nullopt;
    }
    bool malformed = false;
    claims::Proposal out;
    const auto quote = words(claim, "quote", malformed);
    const auto act = words(claim, "act", malformed);
    out.modality = words(claim, "modality", malformed).value_or("");
    out.count = words_of_object(claim, "count", malformed);
    out.victims = words(claim, "victims", malformed);
    out.actors = words(claim, "actors", malformed);
    out.when = words_of_object(claim, "when", malformed);
    out.attribution = speakers(claim, malformed);
    if (malformed || !quote || !act) {
        return std::nullopt;
    }
    out.quote = *quote;
    out.act = *act;
    return out;
}

/// The message's own JSON: from the first brace or bracket after any reasoning to the last.
std::string_view json_part(std::string_view message)
{
    constexpr std::string_view reasoning_end = "</think>";
    if (const std::size_t at = message.rfind(reasoning_end); at != std::string_view::npos) {
        message.remove_prefix(at + reasoning_end.size());
    }
    const std::size_t begin = message.find_first_of("{[");
    const std::size_t end = message.find_last_of("}]");
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) {
        return {};
    }
    return message.substr(begin, end + 1 - begin);
}

/// choices[0].message.content; null where the body has no such thing.
const json* message_of(const json& body)
{
    const auto inner = [](const json* value, const char* key) -> const json* {
        return value != nullptr && value->is_object() && value->contains(key) ? &value->at(key) : nullptr;
    };
    const json* choices = inner(&body, "choices");
    if (choices == nullptr || !choices->is_array() || choices->empty()) {
        return nullptr;
    }
    const json* content = inner(inner(&choices->front(), "message"), "content");
    return content != nullptr && content->is_string() ? content : nullptr;
}

} // namespace

std::string question(const std::string& model, const std::string& prompt, std::string_view passage)
{
    nlohmann::ordered_json out = nlohmann::ordered_json::object();
    if (!model.empty()) {
        out["model"] = model;
    }
    out["messages"] = {{{"role", "system"}, {"content", prompt}}, {{"role", "user"}, {"content", utf8::repaired(passage)}}};
    out["temperature"] = 0;
    out["stream"] = false;
    out["response_format"] = {{"type", "json_object"}};
    return out.dump();
}

ProposalAnswer read_answer(std::string_view body, std::size_t most)
{
    const json parsed = json::parse(body, nullptr, false);
    if (parsed.is_discarded()) {
        fail("the answer is no JSON");
    }
    const json* message = message_of(parsed);
    if (message == nullptr) {
        fail("the answer has no choices[0].message.content; is the address an OpenAI-compatible one?");
    }
    const json said = json::parse(json_part(message->get_ref<const std::string&>()), nullptr, false);
    if (said.is_discarded()) {
        fail("the message is no JSON, or was cut short");
    }
    const json* claims = &said;
    if (said.is_object() && said.contains("claims")) {
        claims = &said.at("claims");
    }
    if (!claims->is_array()) {
        fail("the message has no list 'claims'");
    }
    if (claims->size() > most) {
        fail("the message has {} claims, more than the {} that one passage may have", claims->size(), most);
    }
    ProposalAnswer out;
    for (const json& claim : *claims) {
        if (auto proposal = proposal_of(claim)) {
            out.proposals.push_back(std::move(*proposal));
        } else {
            ++out.malformed;
        }
    }
    return out;
}

} // namespace khronika::app
