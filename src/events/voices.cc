// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/voices.h"

#include <algorithm>
#include <tuple>

namespace khronika::events {

namespace {

bool in_latin(std::string_view text)
{
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) >= 0xD0 && static_cast<unsigned char>(c) <= 0xD4; });
}

bool is_person(const Speaker& speaker)
{
    return speaker.key.starts_with("person:");
}

// The better label comes first: in Latin letters, then the fuller one.
auto rank(const std::string& label)
{
    return std::make_tuple(!in_latin(label), label.size() == 0 ? 0 : -static_cast<std::ptrdiff_t>(label.size()), std::string_view(label));
}

} // namespace

std::size_t Voices::add(const Speaker& read)
{
    const auto [entry, fresh] = m_numbers.emplace(std::pair(read.key, read.person + "\n" + read.label), m_read.size());
    if (!fresh) {
        return entry->second;
    }
    const std::size_t number = m_read.size();
    m_read.push_back(read);
    m_settled.emplace_back();
    if (!read.person.empty()) {
        if (const std::size_t dot = read.person.find('.'); dot != std::string::npos && dot > 0) {
            m_bearers[read.person.substr(dot + 1)].insert(read.person);
        }
        m_as[read.person].insert(number);
        if (!is_person(read)) {
            m_offices[read.person].insert(read.key);
        }
    }
    return number;
}

Speaker Voices::completed(Speaker speaker) const
{
    if (speaker.key.starts_with("name:")) {
        const std::string surname = speaker.key.substr(5, speaker.key.find(' ') - 5);
        const auto bearers = m_bearers.find(surname);
        if (speaker.key == "name:" + surname + " " && bearers != m_bearers.end() && bearers->second.size() == 1) {
            const auto& known = m_as.at(*bearers->second.begin());
            const auto order = [&](std::size_t n) {
                return std::make_tuple(!is_person(m_read[n]), std::string_view(m_read[n].key), rank(m_read[n].label));
            };
            speaker = m_read[*std::min_element(known.begin(), known.end(), [&](auto a, auto b) { return order(a) < order(b); })];
        }
    }
    const auto offices = m_offices.find(speaker.person);
    if (is_person(speaker) && offices != m_offices.end() && offices->second.size() == 1) {
        speaker.key = *offices->second.begin();
    }
    return speaker;
}

std::vector<std::size_t> Voices::settle()
{
    std::vector<Speaker> now;
    now.reserve(m_read.size());
    std::map<std::string_view, const std::string*> labels;
    for (const Speaker& read : m_read) {
        now.push_back(completed(read));
    }
    for (const Speaker& speaker : now) {
        const auto [entry, fresh] = labels.emplace(speaker.key, &speaker.label);
        if (!fresh && rank(speaker.label) < rank(*entry->second)) {
            entry->second = &speaker.label;
        }
    }
    std::vector<std::string> chosen;
    chosen.reserve(now.size());
    for (const Speaker& speaker : now) {
        chosen.push_back(*labels.at(speaker.key));
    }
    std::vector<std::size_t> changed;
    for (std::size_t i = 0; i < now.size(); ++i) {
        now[i].label = std::move(chosen[i]);
        if (now[i] != m_settled[i]) {
            changed.push_back(i);
        }
    }
    m_settled = std::move(now);
    return changed;
}

} // namespace khronika::events
