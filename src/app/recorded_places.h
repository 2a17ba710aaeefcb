// SPDX-License-Identifier: GPL-3.0-or-later
// What a gazetteer answered to a join, kept beside a report's claims, so that its figures can be made again by anyone.
#pragma once

#include "events/join.h"

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace khronika::app {

class RecordedPlaces : public events::Places {
public:
    /// Reads what record() wrote; throws Error that begins with `where`.
    RecordedPlaces(std::string_view json, const std::string& where);
    /// Throws Error for a name that was not recorded.
    [[nodiscard]] events::CanonicalPlace canonical(std::string_view name, std::string_view language) const override;
    [[nodiscard]] bool contains(std::string_view outer, std::string_view inner) const override;
    [[nodiscard]] std::vector<std::string> holders(std::string_view key) const override;
    [[nodiscard]] bool known(std::string_view key) const override;

    /// Every answer that a join of `claims` can ask for, as JSON.
    [[nodiscard]] static std::string record(const events::Places& places, std::span<const Claim> claims,
                                            std::span<const events::ItemInfo> items);

private:
    std::map<std::pair<std::string, std::string>, events::CanonicalPlace> m_names; ///< by language and name
    std::set<std::pair<std::string, std::string>> m_within;                        ///< outer and inner
    std::map<std::string, std::vector<std::string>, std::less<>> m_holders;        ///< outer ones, by inner
    std::set<std::string, std::less<>> m_known;                                    ///< keys
};

} // namespace khronika::app
