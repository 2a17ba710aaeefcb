// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/actors.h"

#include "base/error.h"
#include "base/utf8.h"
#include "events/names.h"
#include "events/word_pattern.h"

#include <algorithm>
#include <array>
#include <utility>

namespace khronika::events {

namespace {

std::string first_letter(std::string_view word)
{
    return std::string(word.substr(0, utf8::decode(word, 0).length));
}

bool capitalised(std::string_view word)
{
    return !word.empty() && utf8::is_upper(utf8::decode(word, 0).code_point);
}

// "Daria Lebedeva" and "Дарья Лебедева" share surname and first initial; schools of transliteration differ in the rest.
std::string person_key(const std::vector<std::string>& names)
{
    const std::string initial = names.size() > 1 ? sound_of(names.front()).substr(0, 1) : std::string();
    return initial + "." + sound_of(names.back());
}

std::string joined(const std::vector<std::string>& words)
{
    std::string out;
    for (const std::string& word : words) {
        out += (out.empty() ? "" : " ") + word;
    }
    return out;
}

} // namespace

Actors::Actors(const language::Table& table)
{
    static constexpr std::array<std::pair<std::string_view, Kind>, 7> kinds{{{"outlet", Kind::outlet},
                                                                             {"organisation", Kind::organisation},
                                                                             {"institution", Kind::institution},
                                                                             {"place", Kind::place},
                                                                             {"spokesperson", Kind::spokesperson},
                                                                             {"role", Kind::role},
                                                                             {"filler", Kind::filler}}};
    std::size_t number = 0;
    for (const std::string_view line : split(table.content, '\n')) {
        ++number;
        if (line.empty() || line.starts_with('#')) {
            continue;
        }
        const auto fields = split(line, '\t');
        if (fields.size() != 4 || fields[0].empty() || fields[2].empty() || fields[3].empty()) {
            fail("{}:{}: four fields parted by tabs were expected (id, kind, label, aliases), found {}", table.path, number, fields.size());
        }
        const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const auto& entry) { return entry.first == fields[1]; });
        if (kind == kinds.end()) {
            fail("{}:{}: there is no kind '{}'", table.path, number, fields[1]);
        }
        Row row{kind->second, std::string(fields[0]), std::string(fields[2]), {}};
        if (row.kind == Kind::spokesperson) {
            const auto parts = split(fields[2], '=');
            if (parts.size() != 2 || parts[1].empty()) {
                fail("{}:{}: a spokesperson's label must be 'name = id' or 'name = id@place'", table.path, number);
            }
            row.label = parts[0];
            row.speaks_for = parts[1];
        }
        m_rows.push_back(std::move(row));
        for (const std::string_view alias : split(fields[3], ';')) {
            std::vector<std::string> words = pattern_of(alias);
            if (words.empty()) {
                fail("{}:{}: an alias is empty", table.path, number);
            }
            const std::string letter = first_letter(words.front());
            m_aliases[letter].push_back({std::move(words), m_rows.size() - 1});
        }
    }
}

const Actors::Alias* Actors::longest(const std::vector<std::string>& words, std::size_t at) const
{
    const auto candidates = m_aliases.find(first_letter(words[at]));
    if (candidates == m_aliases.end()) {
        return nullptr;
    }
    const Alias* best = nullptr;
    for (const Alias& alias : candidates->second) {
        if (alias.words.size() > words.size() - at || (best != nullptr && alias.words.size() <= best->words.size())) {
            continue;
        }
        if (stands_at(alias.words, words, at)) {
            best = &alias;
        }
    }
    return best;
}

Actors::Found Actors::find(std::string_view link) const
{
    const std::vector<std::string> folded = folded_words(link);
    const std::vector<std::string> written = written_words(link);
    Found found;
    for (std::size_t at = 0; at < folded.size();) {
        if (const Alias* alias = longest(folded, at)) {
            found.rows.push_back(&m_rows[alias->row]);
            at += alias->words.size();
        } else {
            found.rest.push_back(at < written.size() ? written[at] : folded[at]);
            ++at;
        }
    }
    return found;
}

Speaker Actors::institution(const Row& row, const Row* place) const
{
    Speaker speaker{row.id, row.label, SpeakerKind::named, {}};
    if (place != nullptr) {
        speaker.key += "@" + place->id;
        speaker.label += " " + place->label;
    } else if (speaker.label.ends_with(" of")) {
        speaker.label.resize(speaker.label.size() - 3);
    }
    return speaker;
}

Speaker Actors::by_key(const std::string& key, const std::string& label) const
{
    const auto parts = split(key, '@');
    const auto row = [&](std::string_view id) -> const Row* {
        const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& r) { return r.id == id; });
        return found == m_rows.end() ? nullptr : &*found;
    };
    if (const Row* speaks = row(parts[0])) {
        return institution(*speaks, parts.size() > 1 ? row(parts[1]) : nullptr);
    }
    return {key, label, SpeakerKind::named, {}};
}

Speaker Actors::read(std::string_view link) const
{
    const Found found = find(link);
    const auto first = [&](Kind kind) -> const Row* {
        const auto row = std::find_if(found.rows.begin(), found.rows.end(), [&](const Row* r) { return r->kind == kind; });
        return row == found.rows.end() ? nullptr : *row;
    };
    std::vector<std::string> names;
    std::copy_if(found.rest.begin(), found.rest.end(), std::back_inserter(names), &capitalised);
    const std::string person = names.size() >= 2 && names.size() <= 3 ? person_key(names) : std::string();

    if (const Row* spokesperson = first(Kind::spokesperson)) {
        Speaker speaker = by_key(spokesperson->speaks_for, spokesperson->label);
        speaker.label += " (" + spokesperson->label + ")";
        speaker.person = person_key(written_words(spokesperson->label));
        return speaker;
    }
    const Row* role = first(Kind::role);
    const Row* body = first(Kind::organisation) != nullptr ? first(Kind::organisation) : first(Kind::outlet);
    if (body != nullptr && role != nullptr && person.empty()) {
        return {"role:" + role->id + "/" + body->id, "unnamed " + role->label + " (" + body->label + ")", SpeakerKind::unnamed, {}};
    }
    if (body != nullptr && body->kind == Kind::organisation) {
        return {body->id, body->label, SpeakerKind::named, person};
    }
    if (const Row* office = first(Kind::institution); office != nullptr && role == nullptr) {
        Speaker speaker = institution(*office, first(Kind::place));
        speaker.person = person;
        return speaker;
    }
    if (!person.empty()) {
        return {"person:" + person, joined(names), SpeakerKind::named, person};
    }
    if (body != nullptr && found.rest.size() <= 1) {
        return {body->id, body->label, SpeakerKind::outlet, {}};
    }
    if (role != nullptr) {
        return {"role:" + role->id, "unnamed " + role->label, SpeakerKind::unnamed, {}};
    }
    if (!names.empty()) {
        std::string key = "name:";
        for (const std::string& word : found.rest) {
            key += sound_of(word) + " ";
        }
        return {key, std::string(utf8::trim(link)), SpeakerKind::named, {}};
    }
    std::string key = "words:";
    for (const std::string& word : folded_words(link)) {
        key += word + " ";
    }
    return {key, std::string(utf8::trim(link)), SpeakerKind::unnamed, {}};
}

} // namespace khronika::events
