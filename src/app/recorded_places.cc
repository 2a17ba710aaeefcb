// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recorded_places.h"

#include "base/error.h"
#include "model/json.h"

#include <nlohmann/json.hpp>

#include <vector>

namespace khronika::app {

using events::CanonicalPlace;
using nlohmann::json;
using nlohmann::ordered_json;

namespace {

std::string text_at(const json& object, const char* key, const std::string& where)
{
    const auto value = object.is_object() ? object.find(key) : object.end();
    if (!object.is_object() || value == object.end() || !value->is_string()) {
        fail("{}: a text '{}' was expected", where, key);
    }
    return value->get<std::string>();
}

const json& list_at(const json& object, const char* key, const std::string& where)
{
    if (!object.is_object() || !object.contains(key) || !object[key].is_array()) {
        fail("{}: a list '{}' was expected", where, key);
    }
    return object[key];
}

} // namespace

RecordedPlaces::RecordedPlaces(std::string_view bytes, const std::string& where)
{
    const json recorded = parse_json(bytes, where);
    for (const json& entry : list_at(recorded, "names", where)) {
        m_names[{text_at(entry, "language", where), text_at(entry, "name", where)}] = {text_at(entry, "key", where),
                                                                                       text_at(entry, "label", where)};
    }
    for (const json& entry : list_at(recorded, "within", where)) {
        const auto [pair, fresh] = m_within.emplace(text_at(entry, "outer", where), text_at(entry, "inner", where));
        if (fresh) {
            m_holders[pair->second].push_back(pair->first);
        }
    }
    for (const json& entry : list_at(recorded, "known", where)) {
        if (!entry.is_string()) {
            fail("{}: 'known' must be a list of keys", where);
        }
        m_known.insert(entry.get<std::string>());
    }
}

CanonicalPlace RecordedPlaces::canonical(std::string_view name, std::string_view language) const
{
    const auto known = m_names.find({std::string(language), std::string(name)});
    if (known == m_names.end()) {
        fail("the place '{}' is not among the recorded ones", name);
    }
    return known->second;
}

bool RecordedPlaces::contains(std::string_view outer, std::string_view inner) const
{
    return m_within.count({std::string(outer), std::string(inner)}) != 0;
}

std::vector<std::string> RecordedPlaces::holders(std::string_view key) const
{
    const auto found = m_holders.find(key);
    return found == m_holders.end() ? std::vector<std::string>{} : found->second;
}

bool RecordedPlaces::known(std::string_view key) const
{
    return m_known.find(key) != m_known.end();
}

std::string RecordedPlaces::record(const events::Places& places, std::span<const Claim> claims, std::span<const events::ItemInfo> items)
{
    std::map<std::string_view, std::string_view> languages;
    for (const events::ItemInfo& item : items) {
        languages.emplace(item.id, item.language);
    }
    std::map<std::pair<std::string, std::string>, CanonicalPlace> names;
    // Of a claim with several places the join makes one key, and takes it apart again for its cells.
    std::set<std::string> single;
    std::set<std::string> keys;
    for (const Claim& claim : claims) {
        const auto language = languages.find(claim.item);
        std::set<std::string> of_claim;
        for (const std::string& name : claim.places) {
            const std::string tag(language == languages.end() ? std::string_view() : language->second);
            const auto entry = names.emplace(std::pair(tag, name), CanonicalPlace{}).first;
            entry->second = places.canonical(name, tag);
            of_claim.insert(entry->second.key);
            single.insert(entry->second.key);
        }
        std::string joined;
        for (const std::string& key : of_claim) {
            joined += (joined.empty() ? "" : "+") + key;
        }
        keys.insert(joined);
    }
    keys.insert(single.begin(), single.end());
    ordered_json out{{"names", ordered_json::array()}, {"within", ordered_json::array()}, {"known", ordered_json::array()}};
    for (const std::string& key : single) {
        if (places.known(key)) {
            out["known"].push_back(key);
        }
    }
    for (const auto& [name, place] : names) {
        out["names"].push_back({{"language", name.first}, {"name", name.second}, {"key", place.key}, {"label", place.label}});
    }
    std::set<std::pair<std::string, std::string>> within;
    for (const std::string& inner : keys) {
        for (const std::string& outer : places.holders(inner)) {
            if (keys.count(outer) != 0) {
                within.emplace(outer, inner);
            }
        }
    }
    for (const auto& [outer, inner] : within) {
        out["within"].push_back({{"outer", outer}, {"inner", inner}});
    }
    return out.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

} // namespace khronika::app
