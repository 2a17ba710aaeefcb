// SPDX-License-Identifier: GPL-3.0-or-later
// A generated world of events whose truth is known, with reports of them: first reports, reposts, translations,
// roundings, parts of wholes, and totals of regions by month. Every statement in it is true.
//
// An undated report is never of two events: events of one act in one city that lie within 35 days of each other are
// reported with their dates alone.
#pragma once

#include "events/counts.h"
#include "events/join.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace khronika::support {

struct WorldEvent {
    std::string act;
    std::size_t city = 0; ///< the region's number, where `total`
    bool total = false;   ///< of a region and month
    DateRange period;
    std::int64_t truth = 0;
    std::vector<std::int64_t> parts; ///< none, or two that sum to the truth
    std::vector<std::size_t> origins;
    bool dated = false; ///< always reported with its dates
};

struct EventWorld {
    language::Table places;
    std::vector<WorldEvent> events;
    std::vector<Claim> claims;
    std::vector<events::ItemInfo> items;
    std::map<std::string, std::size_t> event_of;             ///< of each claim
    std::map<std::string, std::size_t> part_of;              ///< 0 the whole, 1 and 2 its parts
    std::map<std::string, std::size_t> region_of;            ///< by English city name
    std::vector<std::string> regions;                        ///< English names
    std::vector<std::pair<std::string, std::string>> cities; ///< English and Russian
};

class WorldMaker {
public:
    WorldMaker(std::uint32_t seed, std::size_t cities) : m_random(seed), m_regions(cities / cities_a_region) {}

    EventWorld make(std::size_t events)
    {
        make_places();
        for (std::size_t i = 0; i < 60; ++i) {
            m_speakers.push_back(name_pair(i * 7 + 3, "ova", "ова"));
        }
        while (m_world.events.size() < events) {
            make_event();
        }
        make_totals();
        for (std::size_t i = 0; i < m_world.events.size(); ++i) {
            report(i);
        }
        return std::move(m_world);
    }

private:
    static constexpr std::size_t cities_a_region = 5;
    static constexpr int close_days = 35;
    static constexpr std::array<const char*, 8> acts{"detention", "deportation_order", "raid",  "prosecution", "killing",
                                                     "search",    "protest",           "attack"};

    std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(m_random); }
    bool chance(double share) { return std::uniform_real_distribution<double>(0, 1)(m_random) < share; }

    // Distinct names, the same in both scripts.
    static std::pair<std::string, std::string> name_pair(std::size_t number, const char* latin_end, const char* russian_end)
    {
        static constexpr std::array<std::pair<const char*, const char*>, 12> first{{{"bo", "бо"},
                                                                                    {"do", "до"},
                                                                                    {"ga", "га"},
                                                                                    {"ka", "ка"},
                                                                                    {"lu", "лу"},
                                                                                    {"ma", "ма"},
                                                                                    {"no", "но"},
                                                                                    {"pa", "па"},
                                                                                    {"ro", "ро"},
                                                                                    {"su", "су"},
                                                                                    {"ta", "та"},
                                                                                    {"vi", "ви"}}};
        static constexpr std::array<std::pair<const char*, const char*>, 9> second{{{"ran", "ран"},
                                                                                    {"lem", "лем"},
                                                                                    {"sin", "син"},
                                                                                    {"dar", "дар"},
                                                                                    {"gol", "гол"},
                                                                                    {"vet", "вет"},
                                                                                    {"nur", "нур"},
                                                                                    {"zim", "зим"},
                                                                                    {"pol", "пол"}}};
        const auto& a = first[number % first.size()];
        const auto& b = second[number / first.size() % second.size()];
        const auto& c = first[(number * 5 + number / 108) % first.size()];
        std::string latin = std::string(a.first) + b.first + c.first;
        std::string russian = std::string(a.second) + b.second + c.second;
        for (std::size_t rest = number / 1296; rest > 0; rest /= first.size()) {
            latin += first[rest % first.size()].first;
            russian += first[rest % first.size()].second;
        }
        latin += latin_end;
        russian += russian_end;
        latin[0] = static_cast<char>(latin[0] - 'a' + 'A');
        // In UTF-8 the Russian capitals from а to п lie 32 below in the second byte; from р on they change the first byte.
        const auto second_byte = static_cast<unsigned char>(russian[1]);
        if (static_cast<unsigned char>(russian[0]) == 0xD0) {
            russian[1] = static_cast<char>(second_byte - 0x20);
        } else {
            russian[0] = static_cast<char>(0xD0);
            russian[1] = static_cast<char>(second_byte + 0x20);
        }
        return {latin, russian};
    }

    void make_places()
    {
        std::string table = "land\tThe Land\t-\tthe land; страна\n";
        for (std::size_t r = 0; r < m_regions; ++r) {
            const auto [latin, russian] = name_pair(300 + r * 11, "land", "ланд");
            m_world.regions.push_back(latin);
            m_region_ru.push_back(russian);
            table += fmt::format("region{}\t{}\tland\t{}; {}\n", r, latin, latin, russian);
        }
        for (std::size_t c = 0; c < m_regions * cities_a_region; ++c) {
            m_world.cities.push_back(name_pair(c * 3 + 1, "sk", "ск"));
            const auto& [latin, russian] = m_world.cities.back();
            table += fmt::format("city{}\t{}\tregion{}\t{}; {}\n", c, latin, c / cities_a_region, latin, russian);
            m_world.region_of[latin] = c / cities_a_region;
        }
        m_world.places = {"world.tsv", table};
    }

    void make_event()
    {
        WorldEvent event;
        event.act = acts[below(acts.size())];
        event.city = below(m_world.cities.size());
        const Date month = Date::from_ymd(2022 + static_cast<int>(below(3)), 1 + static_cast<int>(below(12)), 1).value();
        const int days = 1 + static_cast<int>(below(6));
        const int first = static_cast<int>(below(static_cast<std::size_t>(29 - days)));
        event.period = {month.plus_days(first), month.plus_days(first + days - 1)};
        event.truth = static_cast<std::int64_t>(3 * std::exp(std::uniform_real_distribution<double>(0, 7.4)(m_random)));
        for (std::size_t other : m_of_key[{event.act, event.city}]) {
            WorldEvent& known = m_world.events[other];
            const int gap = std::max(known.period.from.days() - event.period.to.days(), event.period.from.days() - known.period.to.days());
            if (gap <= 3) {
                return;
            }
            if (gap <= close_days + 10) {
                event.dated = true;
                known.dated = true;
            }
        }
        if (event.truth > 20 && chance(0.15)) {
            const std::int64_t part = event.truth / 2 + 1 + static_cast<std::int64_t>(below(static_cast<std::size_t>(event.truth / 3)));
            event.parts = {part, event.truth - part};
        }
        event.origins = {below(m_speakers.size())};
        if (chance(0.4)) {
            event.origins.push_back((event.origins[0] + 1 + below(m_speakers.size() - 1)) % m_speakers.size());
        }
        m_of_key[{event.act, event.city}].push_back(m_world.events.size());
        m_world.events.push_back(std::move(event));
    }

    void make_totals()
    {
        std::map<std::tuple<std::string, std::size_t, Date>, std::pair<std::int64_t, int>> sums;
        for (const WorldEvent& event : m_world.events) {
            const Date month = Date::from_ymd(event.period.from.year(), event.period.from.month(), 1).value();
            auto& [sum, count] = sums[{event.act, event.city / cities_a_region, month}];
            sum += event.truth;
            ++count;
        }
        for (const auto& [key, sum] : sums) {
            if (sum.second < 2 || !chance(0.5)) {
                continue;
            }
            const auto& [act, region, month] = key;
            WorldEvent total;
            total.act = act;
            total.city = region;
            total.total = true;
            total.period = {month, month.plus_months(1).plus_days(-1)};
            total.truth = sum.first;
            total.origins = {below(m_speakers.size())};
            total.dated = true;
            m_world.events.push_back(std::move(total));
        }
    }

    [[nodiscard]] const std::string& place(const WorldEvent& event, bool russian) const
    {
        if (event.total) {
            return russian ? m_region_ru[event.city] : m_world.regions[event.city];
        }
        return russian ? m_world.cities[event.city].second : m_world.cities[event.city].first;
    }

    // A true way to say the number: exact, "about", "more than".
    Count said(std::int64_t truth, bool rounded)
    {
        Count count{CountBounds::exactly(truth), Unit::person, std::to_string(truth), false, Rate::none, {}};
        if (!rounded || truth < 20) {
            return count;
        }
        std::int64_t unit = 10;
        while (unit * 10 <= truth) {
            unit *= 10;
        }
        const std::int64_t below_truth = (truth - 1) / unit * unit;
        if (below_truth >= 2 * unit && chance(0.5)) {
            return {{below_truth + 1, std::nullopt}, Unit::person, fmt::format("more than {}", below_truth), false, Rate::none, {}};
        }
        const std::int64_t near = (truth + unit / 20) / (unit / 10) * (unit / 10);
        Count about{CountBounds::exactly(near), Unit::person, fmt::format("about {}", near), true, Rate::none, {}};
        return unit > 10 && events::implied(about).contains(truth) ? about : count;
    }

    void claim(std::size_t number, const events::ItemInfo& item, Count count, std::size_t part, std::vector<std::string> chain, bool dated)
    {
        const WorldEvent& event = m_world.events[number];
        const bool russian = item.language == "ru";
        Claim claim;
        claim.item = item.id;
        claim.id = fmt::format("c{}", m_world.claims.size());
        claim.span = {part * 100, part * 100 + 80};
        const char* lead = part == 0 ? "" : part == 1 ? (russian ? "из них " : "of them ") : (russian ? "ещё " : "another ");
        claim.quote = fmt::format("{}{} {} {} {}", lead, count.text, event.act, place(event, russian), number);
        claim.act = event.act;
        claim.modality = event.act.ends_with("_order") ? Modality::ordered : Modality::done;
        claim.count = std::move(count);
        claim.places = {place(event, russian)};
        if (dated) {
            claim.when = When{event.period, "", {}};
        }
        claim.attribution = std::move(chain);
        m_world.event_of[claim.id] = number;
        m_world.part_of[claim.id] = part;
        m_world.claims.push_back(std::move(claim));
    }

    void report(std::size_t number)
    {
        const WorldEvent event = m_world.events[number];
        for (std::size_t o = 0; o < event.origins.size(); ++o) {
            const auto& speaker = m_speakers[event.origins[o]];
            const std::size_t copies = 1 + below(5);
            for (std::size_t copy = 0; copy < copies; ++copy) {
                events::ItemInfo item;
                item.id = fmt::format("i{}", m_world.items.size());
                item.language = chance(0.5) ? "ru" : "en";
                item.outlet = fmt::format("Outlet {}", below(50));
                item.published = event.period.to.plus_days(1 + static_cast<int>(o + copy)).iso();
                std::vector<std::string> chain{item.language == "ru" ? "Анна " + speaker.second : "Anna " + speaker.first};
                if (copy > 0 && chance(0.3)) {
                    chain = {};
                } else if (copy > 0 && chance(0.3)) {
                    chain.push_back("Outlet 7");
                }
                // The first to tell of it says the number as it is; who rounds it later has it from there.
                const bool rounded = copy > 0 && chance(0.3);
                const bool dated = event.dated || (o == 0 && copy == 0) || chance(0.7);
                claim(number, item, said(event.truth, rounded), 0, chain, dated);
                if (!event.parts.empty() && !rounded && (copy == 0 || chance(0.5))) {
                    claim(number, item, said(event.parts[0], false), 1, chain, dated);
                    claim(number, item, said(event.parts[1], false), 2, chain, dated);
                }
                m_world.items.push_back(std::move(item));
            }
        }
    }

    std::mt19937 m_random;
    std::size_t m_regions;
    EventWorld m_world;
    std::vector<std::pair<std::string, std::string>> m_speakers;
    std::vector<std::string> m_region_ru;
    std::map<std::pair<std::string, std::size_t>, std::vector<std::size_t>> m_of_key;
};

inline EventWorld event_world(std::size_t events, std::uint32_t seed, std::size_t cities = 40)
{
    return WorldMaker(seed, cities).make(events);
}

struct WorldScore {
    double precision = 0; ///< B-cubed (A. Bagga and B. Baldwin, 1998), over claims
    double recall = 0;
    double f1 = 0;
    std::vector<std::string> excluded; ///< bounds that exclude the truth, in words
    std::size_t false_conflicts = 0;   ///< among true statements
    std::size_t origins_too_many = 0;  ///< figures with more origins than there are
};

/// All acts of a cell that the world holds: none where a total of a region was joined to something else.
inline std::optional<std::int64_t> truth_of(const EventWorld& world, const Event& event, const Cell& cell, const events::Places& places)
{
    if (!cell.period) {
        return std::nullopt;
    }
    const std::string key = places.canonical(cell.place, "en").key;
    std::int64_t sum = 0;
    for (const WorldEvent& known : world.events) {
        const std::string& city = known.total ? world.regions[known.city] : world.cities[known.city].first;
        const std::string at = places.canonical(city, "en").key;
        if (!known.total && known.act == event.act && (at == key || places.contains(key, at)) && cell.period->contains(known.period)) {
            sum += known.truth;
        }
    }
    return sum;
}

inline WorldScore score(const EventWorld& world, const events::Joined& joined, const events::Places& places)
{
    WorldScore out;
    std::map<std::size_t, std::size_t> size_of;
    for (const auto& [claim, event] : world.event_of) {
        ++size_of[event];
    }
    double precision = 0;
    double recall = 0;
    for (const Event& event : joined.events) {
        std::map<std::size_t, std::size_t> held;
        for (const std::string& claim : event.claims) {
            ++held[world.event_of.at(claim)];
        }
        for (const auto& [gold, count] : held) {
            const auto squared = static_cast<double>(count * count);
            precision += squared / static_cast<double>(event.claims.size());
            recall += squared / static_cast<double>(size_of[gold]);
        }
        for (const Cell& cell : event.cells) {
            out.false_conflicts += cell.conflicts.size();
            const auto truth = truth_of(world, event, cell, places);
            if (truth && !(cell.defensible.contains(*truth) && cell.corroborated.contains(*truth))) {
                out.excluded.push_back(fmt::format("{} of {}: {} and not {}", cell.id, event.id, in_words(cell.defensible), *truth));
            }
        }
    }
    const auto claims = static_cast<double>(world.claims.size());
    out.precision = precision / claims;
    out.recall = recall / claims;
    out.f1 = 2 * out.precision * out.recall / (out.precision + out.recall);
    for (const Figure& figure : joined.figures) {
        std::map<std::pair<std::size_t, std::size_t>, std::size_t> held;
        for (const RivalCount& rival : figure.rivals) {
            for (const std::string& claim : rival.claims) {
                ++held[{world.event_of.at(claim), world.part_of.at(claim)}];
            }
        }
        const auto most = std::max_element(held.begin(), held.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
        const auto& [number, part] = most->first;
        const WorldEvent& event = world.events[number];
        const std::int64_t truth = part == 0 ? event.truth : event.parts[part - 1];
        for (const CountBounds& bounds : {figure.claimed, figure.defensible, figure.corroborated}) {
            if (!bounds.contains(truth)) {
                std::string held_words;
                for (const auto& [key, count] : held) {
                    held_words += fmt::format(" {} of event {} part {}", count, key.first, key.second);
                }
                out.excluded.push_back(fmt::format("figure {}: {} and not {}:{}", figure.id, in_words(bounds), truth, held_words));
            }
        }
        out.false_conflicts += figure.conflicts.size();
        out.origins_too_many += figure.origins.size() > event.origins.size() ? 1 : 0;
    }
    return out;
}

} // namespace khronika::support
