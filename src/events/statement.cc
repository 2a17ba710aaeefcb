// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/statement.h"

#include <algorithm>

namespace khronika::events {

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

bool parted(const Statement& a, const Statement& b)
{
    return std::any_of(a.sides.begin(), a.sides.end(), [&](const auto& side) {
        return std::find(b.sides.begin(), b.sides.end(), std::pair(side.first, !side.second)) != b.sides.end();
    });
}

Statement Reader::read(const Claim& claim, const ItemInfo& item)
{
    Statement statement;
    statement.claim = &claim;
    statement.item = &item;
    statement.family = family_of(claim);
    statement.period.published = Date::parse(item.published);
    if (claim.when) {
        statement.period.stated = claim.when->range;
    }
    if (claim.victims) {
        statement.group = m_context.wording.group_of(claim.victims->text);
    }
    if (claim.count) {
        statement.part = m_context.wording.part_word(claim.quote, claim.count->text);
    }
    set_places(statement);
    set_speaker(statement);
    return statement;
}

void Reader::set_places(Statement& statement)
{
    std::map<std::string, std::string> keys;
    for (const std::string& name : statement.claim->places) {
        const auto [entry, fresh] = m_places.try_emplace({name, statement.item->language});
        if (fresh) {
            entry->second = m_context.places.canonical(name, statement.item->language);
        }
        if (!entry->second.key.empty()) {
            keys.emplace(entry->second.key, entry->second.label);
        }
    }
    std::size_t at = 0;
    for (const auto& [key, label] : keys) {
        statement.place += (at == 0 ? "" : "+") + key;
        statement.place_label += (at == 0 ? "" : at + 1 == keys.size() ? " and " : ", ") + label;
        ++at;
    }
}

const Speaker& Reader::actor(const std::string& link)
{
    const auto [entry, fresh] = m_actors.try_emplace(link);
    if (fresh) {
        entry->second = m_context.actors.read(link);
    }
    return entry->second;
}

void Reader::set_speaker(Statement& statement)
{
    const std::string& outlet = statement.item->outlet;
    const std::vector<std::string>& chain = statement.claim->attribution;
    statement.outlet = outlet.empty() ? "item:" + statement.claim->item : actor(outlet).key;
    if (!chain.empty()) {
        statement.speaker = actor(chain.front());
        // An unnamed first link is told apart by who quotes it: "a lawyer" of one outlet need not be that of another.
        if (statement.speaker.kind == SpeakerKind::unnamed && chain.size() > 1 && statement.speaker.key.find('/') == std::string::npos) {
            const Speaker& next = actor(chain[1]);
            statement.speaker.key += "/" + next.key;
            statement.speaker.label += " (" + next.label + ")";
        }
    }
    if (chain.empty() || statement.speaker.key == statement.outlet) {
        statement.own_voice = true;
        statement.speaker = {statement.outlet,
                             outlet.empty() ? "an outlet that is not named (item " + statement.claim->item.substr(0, 12) + ")" : outlet,
                             SpeakerKind::outlet,
                             {}};
    }
}

} // namespace khronika::events
