// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "events/places.h"
#include "language/gazetteer.h"

#include <list>

namespace khronika::sys {
class Files;
}

namespace khronika::app {

/// The gazetteer for the join, with the short table of data/events/places.tsv for sites that it does not hold.
class GazetteerPlaces : public events::Places {
public:
    /// Reads data/places and data/events/places.tsv; throws Error naming file and line of what is malformed.
    explicit GazetteerPlaces(sys::Files& files);
    [[nodiscard]] events::CanonicalPlace canonical(std::string_view name, std::string_view language) const override;
    [[nodiscard]] bool contains(std::string_view outer, std::string_view inner) const override;
    [[nodiscard]] std::vector<std::string> holders(std::string_view key) const override;
    [[nodiscard]] bool known(std::string_view key) const override;

private:
    std::list<language::Table> m_tables;
    language::Gazetteer m_gazetteer;
    events::NameTable m_sites;
};

} // namespace khronika::app
