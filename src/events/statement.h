// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "events/join.h"
#include "events/periods.h"

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace khronika::events {

/// A claim made ready for joining: its words resolved to keys.
struct Statement {
    const Claim* claim = nullptr;
    const ItemInfo* item = nullptr; ///< never null
    Modality family = Modality::done;
    std::string place;       ///< key; empty where no place is named; several are joined with "+"
    std::string place_label; ///< "Moscow and Moscow region"
    Period period;
    PartWord part = PartWord::none; ///< what its quote says of its count
    std::optional<Count> written;   ///< where the claim's count stands in place of a rounding of it: rounded_sums.h
    std::string group;              ///< of victims, a key of the wording; empty where none is told from others
    Speaker speaker;                ///< the first link, or the outlet
    std::string outlet;             ///< key of the outlet that published it
    bool own_voice = false;         ///< no one else is named

    std::optional<std::size_t> bond;                 ///< those of one bond are of one event: a person said so
    std::vector<std::pair<std::size_t, bool>> sides; ///< those on two sides of one parting are never of one event
    std::vector<std::string> cut;                    ///< claims that it does not depend on, as a person said
    std::vector<std::string> added;                  ///< claims that it depends on, as a person said

    /// By content alone: publication (an unknown one last), item, place in the text, act, id.
    [[nodiscard]] auto order() const
    {
        return std::make_tuple(!period.published.has_value(), period.published.value_or(Date()), std::string_view(claim->item),
                               claim->span.begin, claim->span.end, std::string_view(claim->act), std::string_view(claim->id));
    }
};

/// `done`, `ongoing` and `alleged` are one family, a thing that is said to have happened; an order, a plan and a denial
/// are families of their own. What an act's definition makes an order (`deportation_order`) is one also where it is
/// only alleged.
[[nodiscard]] Modality family_of(const Claim& claim);

/// True where a person parted the two.
[[nodiscard]] bool parted(const Statement& a, const Statement& b);

/// Reads claims into statements, and asks the tables once for each name.
class Reader {
public:
    explicit Reader(const Context& context) : m_context(context) {}
    /// The speaker is as the table reads it, before others are known. Both must outlive the statement.
    [[nodiscard]] Statement read(const Claim& claim, const ItemInfo& item);

private:
    void set_places(Statement& statement);
    void set_speaker(Statement& statement);
    [[nodiscard]] const Speaker& actor(const std::string& link);

    Context m_context;
    std::map<std::pair<std::string, std::string>, CanonicalPlace> m_places; ///< by name and language
    std::map<std::string, Speaker> m_actors;                                ///< by words
};

} // namespace khronika::events
