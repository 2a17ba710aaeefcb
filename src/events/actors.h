// SPDX-License-Identifier: GPL-3.0-or-later
// Who speaks: one key for one speaker, whatever the spelling, language or script, and whatever office is named beside.
#pragma once

#include "language/language.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::events {

enum class SpeakerKind {
    named,   ///< a body or a person who can be told from others
    outlet,  ///< passes on what others say
    unnamed, ///< "a lawyer", "witnesses"
};

struct Speaker {
    std::string key;   ///< equal for equal speakers
    std::string label; ///< for readers: the table's English name, else the words as written
    SpeakerKind kind = SpeakerKind::named;
    std::string person; ///< sound_of the person where the words name one, also beside an office
    bool operator==(const Speaker&) const = default;
};

/// The table data/actors/aliases.tsv; its head describes the form.
class Actors {
public:
    /// Knows no alias: every speaker is told by sound alone.
    Actors() = default;
    /// Throws Error naming file and line where the table is malformed.
    explicit Actors(const language::Table& table);

    /// Reads one link of a chain. An empty or wordless link is an unnamed speaker.
    [[nodiscard]] Speaker read(std::string_view link) const;

private:
    enum class Kind { outlet, organisation, institution, place, spokesperson, role, filler };
    struct Row {
        Kind kind = Kind::filler;
        std::string id;
        std::string label;
        std::string speaks_for; ///< of a spokesperson
    };
    struct Alias {
        std::vector<std::string> words; ///< folded; a last `*` matches any ending
        std::size_t row = 0;
    };
    struct Found {
        std::vector<const Row*> rows;
        std::vector<std::string> rest; ///< words as written that no alias took
    };

    [[nodiscard]] Found find(std::string_view link) const;
    [[nodiscard]] const Alias* longest(const std::vector<std::string>& words, std::size_t at) const;
    [[nodiscard]] Speaker institution(const Row& row, const Row* place) const;
    [[nodiscard]] Speaker by_key(const std::string& key, const std::string& label) const;

    std::vector<Row> m_rows;
    std::map<std::string, std::vector<Alias>, std::less<>> m_aliases; ///< by the first letter of the first word
};

} // namespace khronika::events
