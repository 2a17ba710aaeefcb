// SPDX-License-Identifier: GPL-3.0-or-later
// Speed of the join on generated worlds: from scratch, and of one new item with 20 claims. Prints a table.
//
//   bench_join SOURCE_DIR [CLAIMS...]
#include "events/joiner.h"
#include "support/event_world.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace {

using namespace khronika;

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
std::vector<Claim> news(const support::EventWorld& world, const std::string& item)
{
    std::vector<Claim> claims;
    for (std::size_t i = 0; i < 20; ++i) {
        Claim claim = world.claims[(i * 7919 + 13) % world.claims.size()];
        claim.item = item;
        claim.id = fmt::format("{}.{}", item, i);
        claim.span = {i * 100, i * 100 + 80};
        claim.attribution = {};
        claims.push_back(std::move(claim));
    }
    return claims;
}

} // namespace

int main(int argc, char** argv)
{
    const std::string folder = argc > 1 ? argv[1] : ".";
    std::vector<std::size_t> sizes;
    for (int i = 2; i < argc; ++i) {
        sizes.push_back(std::strtoul(argv[i], nullptr, 10));
    }
    if (sizes.empty()) {
        sizes = {10000, 100000, 1000000};
    }
    const events::Actors actors(table(folder, "actors/aliases.tsv"));
    const events::Wording wording(table(folder, "events/words.tsv"));
    std::printf("%10s %10s %10s %14s %16s %16s\n", "claims", "events", "s", "us a claim", "new item, ms", "equal");
    for (const std::size_t size : sizes) {
        // Larger worlds are of more places, as more of the world is watched.
        const support::EventWorld world = support::event_world(size / 5, 7, std::max<std::size_t>(40, size / 250));
        const events::NameTable places(world.places);
        const events::Context context{actors, places, wording};
        events::Joiner joiner(context);
        auto since = std::chrono::steady_clock::now();
        (void)joiner.add(world.claims, world.items);
        const double scratch = milliseconds(since);
        const std::vector<Claim> claims = news(world, "new");
        const events::ItemInfo item{"new", "Outlet New", "en", "2024-12-31", "", "", {}};
        since = std::chrono::steady_clock::now();
        (void)joiner.add(claims, {&item, 1});
        const double added = milliseconds(since);
        std::string equal = "not compared";
        if (size <= 100000) {
            std::vector<Claim> all = world.claims;
            all.insert(all.end(), claims.begin(), claims.end());
            std::vector<events::ItemInfo> items = world.items;
            items.push_back(item);
            const events::Joined whole = events::join(all, items, context);
            const events::Joined grown = joiner.joined();
            equal = whole.events == grown.events && whole.figures == grown.figures ? "yes" : "NO";
        }
        std::printf("%10zu %10zu %10.2f %14.1f %16.1f %16s\n", world.claims.size(), world.events.size(), scratch / 1000,
                    scratch * 1000 / static_cast<double>(world.claims.size()), added, equal.c_str());
        std::fflush(stdout);
    }
    return 0;
}
