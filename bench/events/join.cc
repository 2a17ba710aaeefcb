// SPDX-License-Identifier: GPL-3.0-or-later
// Speed of the join on generated worlds: from scratch, and of new items with 20 claims each. Prints a table.
//
//   bench_join SOURCE_DIR [--national] [CLAIMS...]
#include "events/joiner.h"
#include "support/event_world.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <sstream>
#include <string_view>

namespace {

using namespace khronika;

constexpr std::size_t new_items = 51;

double milliseconds(const std::chrono::steady_clock::time_point& since)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - since).count();
}

language::Table table(const std::string& folder, const std::string& path)
{
    std::ifstream file(folder + "/data/" + path);
    std::stringstream content;
    content << file.rdbuf();
    return {path, content.str()};
}

// 20 claims that pass on what is known of 20 events.
std::vector<Claim> news(const support::EventWorld& world, const std::string& item, std::size_t round)
{
    std::vector<Claim> claims;
    for (std::size_t i = 0; i < 20; ++i) {
        Claim claim = world.claims[(i * 7919 + round * 104729 + 13) % world.claims.size()];
        claim.item = item;
        claim.id = fmt::format("{}.{}", item, i);
        claim.span = {i * 100, i * 100 + 80};
        claim.attribution = {};
        claims.push_back(std::move(claim));
    }
    return claims;
}

// One total of the whole land for each act and year, which every city's cell of that year lies in.
void add_national(support::EventWorld& world)
{
    world.items.push_back({"national", "Outlet 1", "en", "2025-01-02", "", "", {}});
    for (const char* act : {"detention", "raid", "prosecution", "killing"}) {
        for (const char* year : {"2022", "2023", "2024"}) {
            Claim claim = world.claims.front();
            claim.id = fmt::format("national-{}-{}", act, year);
            claim.item = "national";
            claim.act = act;
            claim.modality = Modality::done;
            claim.quote = claim.id;
            claim.places = {"the land"};
            claim.count->bounds = {1, std::nullopt};
            claim.when = When{{*Date::parse(std::string(year) + "-01-01"), *Date::parse(std::string(year) + "-12-31")}, "", {}};
            claim.attribution = {"Memorial"};
            world.claims.push_back(std::move(claim));
        }
    }
}

} // namespace

int main(int argc, char** argv)
{
    const std::string folder = argc > 1 ? argv[1] : ".";
    std::vector<std::size_t> sizes;
    bool national = false;
    for (int i = 2; i < argc; ++i) {
        if (std::string_view(argv[i]) == "--national") {
            national = true;
            continue;
        }
        sizes.push_back(std::strtoul(argv[i], nullptr, 10));
    }
    if (sizes.empty()) {
        sizes = {10000, 100000, 1000000};
    }
    const events::Actors actors(table(folder, "actors/aliases.tsv"));
    const events::Wording wording(table(folder, "events/words.tsv"));
    std::printf("%10s %10s %10s %14s %18s %10s %16s\n", "claims", "events", "s", "us a claim", "new item: median", "most, ms", "equal");
    for (const std::size_t size : sizes) {
        // Larger worlds are of more places, as more of the world is watched.
        support::EventWorld world = support::event_world(size / 5, 7, std::max<std::size_t>(40, size / 250));
        if (national) {
            add_national(world);
        }
        const events::NameTable places(world.places);
        const events::Context context{actors, places, wording};
        events::Joiner joiner(context);
        auto since = std::chrono::steady_clock::now();
        (void)joiner.add(world.claims, world.items);
        const double scratch = milliseconds(since);
        std::deque<std::vector<Claim>> claims;
        std::deque<events::ItemInfo> added;
        std::vector<double> times;
        for (std::size_t round = 0; round < new_items; ++round) {
            const std::string name = fmt::format("new{}", round);
            claims.push_back(news(world, name, round));
            added.push_back({name, "Outlet New", "en", "2024-12-31", "", "", {}});
            since = std::chrono::steady_clock::now();
            (void)joiner.add(claims.back(), {&added.back(), 1});
            times.push_back(milliseconds(since));
        }
        std::sort(times.begin(), times.end());
        std::string equal = "not compared";
        if (size <= 100000) {
            std::vector<Claim> all = world.claims;
            for (const std::vector<Claim>& more : claims) {
                all.insert(all.end(), more.begin(), more.end());
            }
            std::vector<events::ItemInfo> items = world.items;
            items.insert(items.end(), added.begin(), added.end());
            const events::Joined whole = events::join(all, items, context);
            const events::Joined grown = joiner.joined();
            equal = whole.events == grown.events && whole.figures == grown.figures ? "yes" : "NO";
        }
        std::printf("%10zu %10zu %10.2f %14.1f %18.1f %10.1f %16s\n", world.claims.size(), world.events.size(), scratch / 1000,
                    scratch * 1000 / static_cast<double>(world.claims.size()), times[times.size() / 2], times.back(), equal.c_str());
        std::fflush(stdout);
    }
    return 0;
}
