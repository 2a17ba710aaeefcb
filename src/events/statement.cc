// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/statement.h"

#include "base/error.h"
#include "events/names.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace khronika::events {

namespace {

const ItemInfo& unknown_item()
{
    static const ItemInfo none;
    return none;
}

/// Asks the gazetteer once for each name in each language.
class PlaceCache {
public:
    explicit PlaceCache(const Places& places) : m_places(places) {}
    const CanonicalPlace& of(const std::string& name, const std::string& language)
    {
        const auto [entry, fresh] = m_known.try_emplace({name, language});
        if (fresh) {
            entry->second = m_places.canonical(name, language);
        }
        return entry->second;
    }

private:
    const Places& m_places;
    std::map<std::pair<std::string, std::string>, CanonicalPlace> m_known;
};

void set_places(Statement& statement, PlaceCache& places)
{
    std::map<std::string, std::string> keys;
    for (const std::string& name : statement.claim->places) {
        const CanonicalPlace& place = places.of(name, statement.item->language);
        if (!place.key.empty()) {
            keys.emplace(place.key, place.label);
        }
    }
    std::size_t at = 0;
    for (const auto& [key, label] : keys) {
        statement.place += (at == 0 ? "" : "+") + key;
        statement.place_label += (at == 0 ? "" : at + 1 == keys.size() ? " and " : ", ") + label;
        ++at;
    }
}

// An unnamed first link is told apart by who quotes it: "a lawyer" of one outlet need not be that of another.
Speaker speaker_of(const Claim& claim, const Actors& actors)
{
    Speaker speaker = actors.read(claim.attribution.front());
    if (speaker.kind == SpeakerKind::unnamed && claim.attribution.size() > 1 && speaker.key.find('/') == std::string::npos) {
        const Speaker next = actors.read(claim.attribution[1]);
        speaker.key += "/" + next.key;
        speaker.label += " (" + next.label + ")";
    }
    return speaker;
}

void set_speaker(Statement& statement, const Actors& actors)
{
    const std::string& outlet = statement.item->outlet;
    const Speaker voice = actors.read(outlet);
    statement.outlet = outlet.empty() ? "item:" + statement.claim->item : voice.key;
    if (!statement.claim->attribution.empty()) {
        statement.speaker = speaker_of(*statement.claim, actors);
    }
    if (statement.claim->attribution.empty() || statement.speaker.key == statement.outlet) {
        statement.own_voice = true;
        statement.speaker = {statement.outlet,
                             outlet.empty() ? "an outlet that is not named (item " + statement.claim->item.substr(0, 12) + ")" : outlet,
                             SpeakerKind::outlet,
                             {}};
    }
}

// A person whom some link names beside an office speaks for that office also where the office is left out.
void follow_offices(std::vector<Statement>& statements)
{
    std::map<std::string, std::set<std::pair<std::string, std::string>>> offices;
    for (const Statement& statement : statements) {
        const Speaker& speaker = statement.speaker;
        if (!speaker.person.empty() && !speaker.key.starts_with("person:")) {
            offices[speaker.person].emplace(speaker.key, speaker.label);
        }
    }
    for (Statement& statement : statements) {
        Speaker& speaker = statement.speaker;
        const auto office = offices.find(speaker.person);
        if (speaker.key.starts_with("person:") && office != offices.end() && office->second.size() == 1) {
            speaker.key = office->second.begin()->first;
        }
    }
}

// "Lebedeva" alone is the only person of that surname, where there is only one.
void complete_surnames(std::vector<Statement>& statements)
{
    std::map<std::string, std::set<std::string>> bearers;
    for (const Statement& statement : statements) {
        const std::string& key = statement.speaker.person;
        if (const std::size_t dot = key.find('.'); dot != std::string::npos && dot > 0) {
            bearers[key.substr(dot + 1)].insert(key);
        }
    }
    std::map<std::string, Speaker> full;
    for (const Statement& statement : statements) {
        full.emplace(statement.speaker.person, statement.speaker);
    }
    for (Statement& statement : statements) {
        Speaker& speaker = statement.speaker;
        if (!speaker.key.starts_with("name:")) {
            continue;
        }
        const std::string surname = speaker.key.substr(5, speaker.key.find(' ') - 5);
        const auto found = bearers.find(surname);
        if (speaker.key == "name:" + surname + " " && found != bearers.end() && found->second.size() == 1) {
            speaker = full.at(*found->second.begin());
        }
    }
}

bool in_latin(std::string_view text)
{
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) >= 0xD0 && static_cast<unsigned char>(c) <= 0xD4; });
}

// One speaker, one label in all figures: the first in Latin letters, else the first.
void settle_labels(std::vector<Statement>& statements)
{
    std::map<std::string, std::string> labels;
    for (const Statement& statement : statements) {
        std::string& label = labels.emplace(statement.speaker.key, statement.speaker.label).first->second;
        if (!in_latin(label) && in_latin(statement.speaker.label)) {
            label = statement.speaker.label;
        }
    }
    for (Statement& statement : statements) {
        statement.speaker.label = labels.at(statement.speaker.key);
    }
}

} // namespace

Modality family_of(const Claim& claim)
{
    switch (claim.modality) {
    case Modality::ordered:
    case Modality::planned:
    case Modality::denied:
        return claim.modality;
    case Modality::done:
    case Modality::ongoing:
    case Modality::alleged:
        break;
    }
    return claim.act.ends_with("_order") ? Modality::ordered : Modality::done;
}

std::vector<Statement> statements_of(std::span<const Claim> claims, std::span<const ItemInfo> items, const Context& context)
{
    std::map<std::string_view, const ItemInfo*> by_id;
    for (const ItemInfo& item : items) {
        by_id.emplace(item.id, &item);
    }
    std::map<std::string_view, const Claim*> once;
    for (const Claim& claim : claims) {
        if (claim.id.empty()) {
            fail("a claim of item '{}' has no id: '{}'", claim.item, claim.quote);
        }
        const auto [entry, fresh] = once.emplace(claim.id, &claim);
        if (!fresh && *entry->second != claim) {
            fail("two claims have the id '{}'", claim.id);
        }
    }
    PlaceCache places(context.places);
    std::vector<Statement> statements;
    for (const auto& [id, claim] : once) {
        const auto item = by_id.find(claim->item);
        Statement statement;
        statement.claim = claim;
        statement.item = item == by_id.end() ? &unknown_item() : item->second;
        statement.family = family_of(*claim);
        statement.period.published = Date::parse(statement.item->published);
        if (claim->when) {
            statement.period.stated = claim->when->range;
        }
        set_places(statement, places);
        set_speaker(statement, context.actors);
        statements.push_back(std::move(statement));
    }
    std::sort(statements.begin(), statements.end(), [](const Statement& a, const Statement& b) {
        const auto order = [](const Statement& s) {
            // An unknown publication comes last.
            return std::make_tuple(!s.period.published.has_value(), s.period.published.value_or(Date()), std::string_view(s.claim->item),
                                   s.claim->span.begin, s.claim->span.end, std::string_view(s.claim->act), std::string_view(s.claim->id));
        };
        return order(a) < order(b);
    });
    complete_surnames(statements);
    follow_offices(statements);
    settle_labels(statements);
    return statements;
}

} // namespace khronika::events
