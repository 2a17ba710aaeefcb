// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "events/actors.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace khronika::events {

/// All speakers of a join, each by what others are called: a person whom some link names beside an office speaks for it
/// also where it is left out, a surname alone is its only bearer, and one speaker has one label everywhere. What a speaker
/// comes to depends on the set of speakers alone, never on their order.
class Voices {
public:
    /// Takes a speaker as Actors::read() gave it, and gives its number, equal for equal speakers.
    std::size_t add(const Speaker& read);
    /// Brings all speakers up to date with what was added; gives the numbers of those that came to be others.
    std::vector<std::size_t> settle();
    [[nodiscard]] const Speaker& of(std::size_t number) const { return m_settled[number]; }

private:
    [[nodiscard]] Speaker completed(Speaker speaker) const;

    std::vector<Speaker> m_read;
    std::vector<Speaker> m_settled;
    std::map<std::pair<std::string, std::string>, std::size_t> m_numbers; ///< by key, and person with label
    std::map<std::string, std::set<std::string>, std::less<>> m_bearers;  ///< persons, by surname
    std::map<std::string, std::set<std::size_t>, std::less<>> m_as;       ///< speakers, by person
    std::map<std::string, std::set<std::string>, std::less<>> m_offices;  ///< keys, by person
};

} // namespace khronika::events
