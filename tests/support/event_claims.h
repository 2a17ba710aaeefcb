// SPDX-License-Identifier: GPL-3.0-or-later
// Claims as a reader of a test would tell them, and random ones, for the tests of the join.
#pragma once

#include "events/join.h"
#include "model/json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

namespace khronika::support {

using events::Actors;
using events::Context;
using events::ItemInfo;
using events::Joined;
using events::NameTable;
using events::Wording;

inline language::Table table(const std::string& path)
{
    std::ifstream file(KHRONIKA_SOURCE_DIR "/data/" + path);
    std::stringstream content;
    content << file.rdbuf();
    return {path, content.str()};
}

inline const Context& context()
{
    static const Actors actors(table("actors/aliases.tsv"));
    static const NameTable places(table("events/places.tsv"));
    static const Wording wording(table("events/words.tsv"));
    static const Context both{actors, places, wording};
    return both;
}

/// Builds claims as a reader of a test would tell them.
class World {
public:
    World& item(const std::string& id, const std::string& outlet, const std::string& published, const std::string& language = "en")
    {
        m_items.push_back({id, outlet, language, published, "", "", {}});
        return *this;
    }
    World& claim(const std::string& act, CountBounds bounds, std::vector<std::string> attribution = {}, bool approximate = false)
    {
        Claim claim;
        claim.item = m_items.back().id;
        claim.id = claim.item + "." + std::to_string(m_claims.size());
        claim.span = {m_claims.size() * 100, m_claims.size() * 100 + 50};
        claim.quote = "quote " + claim.id;
        claim.act = act;
        claim.modality = act.ends_with("_order") ? Modality::ordered : Modality::done;
        claim.count = Count{bounds, Unit::person, "", approximate, Rate::none, {}};
        claim.places = {"St. Petersburg"};
        claim.attribution = std::move(attribution);
        m_claims.push_back(std::move(claim));
        return *this;
    }
    World& dated(const std::string& from, const std::string& to)
    {
        m_claims.back().when = When{{*Date::parse(from), *Date::parse(to)}, "", {}};
        return *this;
    }
    World& with(const std::function<void(Claim&)>& change)
    {
        change(m_claims.back());
        return *this;
    }
    [[nodiscard]] Joined joined(const events::Decisions& decisions = {}) const { return join(m_claims, m_items, context(), decisions); }
    [[nodiscard]] Figure only() const
    {
        const Joined result = joined();
        EXPECT_EQ(result.figures.size(), 1U);
        return result.figures.empty() ? Figure{} : result.figures.front();
    }

    std::vector<Claim> m_claims;
    std::vector<ItemInfo> m_items;
};

template <typename T>
T pick(std::vector<T> choices)
{
    return *rc::gen::elementOf(std::move(choices));
}

inline World some_world()
{
    World world;
    const int items = *rc::gen::inRange(1, 8);
    for (int i = 0; i < items; ++i) {
        world.item("item" + std::to_string(i), pick<std::string>({"Gazette", "Post", "Meduza", "Медуза", ""}),
                   pick<std::string>({"2024-03-29", "2024-03-30", "2024-04-20", ""}), pick<std::string>({"en", "ru"}));
        const int claims = *rc::gen::inRange(0, 6);
        for (int c = 0; c < claims; ++c) {
            const auto number = pick<std::int64_t>({2, 48, 400, 418, 466, 500, 1500});
            const auto bounds = pick<CountBounds>({{number, number}, {number, std::nullopt}, {std::nullopt, number}, {200, 999}});
            world.claim(
                pick<std::string>({"detention", "deportation_order"}), bounds,
                pick<std::vector<std::string>>({{}, {"Daria Lebedeva"}, {"a lawyer", "Meduza"}, {"OVD-Info"}, {"Meduza"}, {"Lebedeva"}}),
                *rc::gen::arbitrary<bool>());
            world.with(
                [](Claim& claim) { claim.places = pick<std::vector<std::string>>({{}, {"Moscow"}, {"Санкт-Петербург"}, {"Россия"}}); });
            if (*rc::gen::arbitrary<bool>()) {
                const auto from = pick<std::string>({"2024-03-23", "2024-03-25"});
                world.dated(from, pick<std::string>({"2024-03-25", "2024-03-29", "2024-06-30"}));
            }
        }
    }
    return world;
}

inline std::string bytes_of(const Joined& joined)
{
    std::string out;
    for (const Event& event : joined.events) {
        out += json_line(to_json(event)) + "\n";
    }
    for (const Figure& figure : joined.figures) {
        out += json_line(to_json(figure)) + "\n";
    }
    return out;
}

} // namespace khronika::support
