// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/figure.h"

#include "events/counts.h"

#include <algorithm>
#include <map>
#include <optional>

namespace khronika::events {

namespace {

// A word for the strongest of what the claims say: done before ongoing before alleged.
Modality modality_of(std::span<const Statement> statements, const Quantity& quantity)
{
    if (statements[quantity.front()].family != Modality::done) {
        return statements[quantity.front()].family;
    }
    for (const Modality modality : {Modality::done, Modality::ongoing}) {
        if (std::any_of(quantity.begin(), quantity.end(), [&](std::size_t m) { return statements[m].claim->modality == modality; })) {
            return modality;
        }
    }
    return Modality::alleged;
}

// Width of what a count implies, an open end being wider than any closed one.
std::pair<int, std::int64_t> width(const Count& count)
{
    const CountBounds bounds = implied(count);
    const int open = (bounds.min ? 0 : 1) + (bounds.max ? 0 : 1);
    return {open, open == 0 ? *bounds.max - *bounds.min : 0};
}

void add_once(std::vector<std::string>& list, const std::string& entry)
{
    if (!entry.empty() && std::find(list.begin(), list.end(), entry) == list.end()) {
        list.push_back(entry);
    }
}

// The counts of one origin, the most precise first; a vaguer one that is the same number goes with it.
std::vector<RivalCount> rivals_of(std::span<const Statement> statements, const std::vector<std::size_t>& members, const std::string& label)
{
    std::vector<std::size_t> order = members;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return width(*statements[a].claim->count) < width(*statements[b].claim->count); });
    std::vector<std::pair<const Count*, std::vector<std::size_t>>> kept;
    for (const std::size_t member : order) {
        const Count& count = *statements[member].claim->count;
        const auto home = std::find_if(kept.begin(), kept.end(), [&](const auto& entry) { return can_both_hold(*entry.first, count); });
        if (home == kept.end()) {
            kept.push_back({&count, {member}});
        } else {
            home->second.push_back(member);
        }
    }
    std::vector<RivalCount> rivals;
    for (auto& [count, claims] : kept) {
        std::sort(claims.begin(), claims.end());
        RivalCount rival;
        rival.bounds = implied(*count);
        rival.approximate = count->approximate;
        rival.origin = label;
        for (const std::size_t member : claims) {
            rival.claims.push_back(statements[member].claim->id);
            add_once(rival.outlets, statements[member].item->outlet);
        }
        rivals.push_back(std::move(rival));
    }
    return rivals;
}

void set_bounds(Figure& figure, const std::vector<CountBounds>& by_origin)
{
    figure.claimed = by_origin.front();
    std::vector<std::int64_t> least;
    std::vector<std::int64_t> most;
    for (const CountBounds& bounds : by_origin) {
        figure.claimed = figure.claimed.hull(bounds);
        if (bounds.min) {
            least.push_back(*bounds.min);
        }
        if (bounds.max) {
            most.push_back(*bounds.max);
        }
    }
    std::sort(least.rbegin(), least.rend());
    std::sort(most.begin(), most.end());
    const auto implied_by = [&](std::size_t origins) {
        CountBounds bounds;
        if (least.size() >= origins) {
            bounds.min = least[origins - 1];
        }
        // Where the highest minimum and the lowest maximum contradict each other, the minimum alone is given.
        if (most.size() >= origins && (!bounds.min || *bounds.min <= most[origins - 1])) {
            bounds.max = most[origins - 1];
        }
        return bounds;
    };
    figure.defensible = implied_by(1);
    figure.corroborated = implied_by(2);
}

void set_conflicts(Figure& figure)
{
    for (std::size_t a = 0; a < figure.rivals.size(); ++a) {
        for (std::size_t b = a + 1; b < figure.rivals.size(); ++b) {
            const RivalCount& one = figure.rivals[a];
            const RivalCount& other = figure.rivals[b];
            if (!one.bounds.overlaps(other.bounds)) {
                figure.conflicts.push_back(one.origin + " says " + in_words(one.bounds) + ", " + other.origin + " says " +
                                           in_words(other.bounds) + ": they cannot both hold.");
            }
        }
    }
}

// The unit that most statements give; of two given as often, that of the earliest.
Unit unit_of(std::span<const Statement> statements, const Quantity& quantity)
{
    std::map<Unit, std::size_t> times;
    for (const std::size_t member : quantity) {
        ++times[statements[member].claim->count->unit];
    }
    Unit best = statements[quantity.front()].claim->count->unit;
    for (const auto& [unit, count] : times) {
        best = count > times[best] ? unit : best;
    }
    return best;
}

// The period that most statements give; of those given as often, the shortest, then the earliest.
std::optional<DateRange> period_of(std::span<const Statement> statements, const Quantity& quantity)
{
    std::map<std::pair<int, int>, int> times; // by length and first day
    for (const std::size_t member : quantity) {
        if (const auto& stated = statements[member].period.stated) {
            ++times[{length(*stated), stated->from.days()}];
        }
    }
    if (times.empty()) {
        return std::nullopt;
    }
    const auto best = std::max_element(times.begin(), times.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    const auto [days, first] = best->first;
    return DateRange{Date::from_days(first), Date::from_days(first + days - 1)};
}

struct Whole {
    std::size_t figure = 0;
    std::int64_t number = 0;
    std::map<std::string_view, std::string_view> items; ///< each with the claim in it
};

std::string sum_note(const Whole& whole, const std::vector<const Whole*>& parts, std::span<const Figure> figures)
{
    std::string note = grouped(whole.number) + " = ";
    for (std::size_t i = 0; i < parts.size(); ++i) {
        note += (i == 0 ? "" : " + ") + grouped(parts[i]->number);
    }
    note += ": one text states them side by side, so they are read as the whole and its parts (";
    for (std::size_t i = 0; i < parts.size(); ++i) {
        note += (i == 0 ? "" : ", ") + figures[parts[i]->figure].id;
    }
    return note + "). They are never added to each other again.";
}

std::vector<Whole> exact_numbers(std::span<const Figure> figures, const std::map<std::string_view, std::string_view>& item_of)
{
    std::vector<Whole> numbers;
    for (std::size_t f = 0; f < figures.size(); ++f) {
        for (const RivalCount& rival : figures[f].rivals) {
            if (rival.bounds.exact() && !rival.approximate && *rival.bounds.min > 0) {
                Whole whole{f, *rival.bounds.min, {}};
                for (const std::string& claim : rival.claims) {
                    whole.items.emplace(item_of.at(claim), claim);
                }
                numbers.push_back(std::move(whole));
            }
        }
    }
    return numbers;
}

bool stated_together(const Whole& whole, const std::vector<const Whole*>& parts)
{
    return std::any_of(whole.items.begin(), whole.items.end(), [&](const auto& entry) {
        return std::all_of(parts.begin(), parts.end(), [&](const Whole* part) { return part->items.count(entry.first) != 0; });
    });
}

// The sum as the first text that states it all does.
Sum sum_of(const Whole& whole, const std::vector<const Whole*>& parts)
{
    Sum sum;
    sum.whole = whole.figure;
    sum.numbers.push_back(whole.number);
    for (const Whole* part : parts) {
        sum.parts.push_back(part->figure);
        sum.numbers.push_back(part->number);
    }
    for (const auto& [item, claim] : whole.items) {
        if (std::all_of(parts.begin(), parts.end(), [&, at = item](const Whole* part) { return part->items.count(at) != 0; })) {
            sum.claims.emplace_back(claim);
            for (const Whole* part : parts) {
                sum.claims.emplace_back(part->items.at(item));
            }
            break;
        }
    }
    return sum;
}

} // namespace

CanonicalPlace common_place(std::span<const Statement> statements, const std::vector<std::size_t>& members)
{
    std::map<std::string_view, std::size_t> times;
    for (const std::size_t member : members) {
        if (!statements[member].place.empty()) {
            ++times[statements[member].place];
        }
    }
    const Statement* best = nullptr;
    for (const std::size_t member : members) {
        const Statement& statement = statements[member];
        if (!statement.place.empty() && (best == nullptr || times[statement.place] > times[best->place])) {
            best = &statement;
        }
    }
    return best == nullptr ? CanonicalPlace{} : CanonicalPlace{best->place, best->place_label};
}

Figure figure_of(std::span<const Statement> statements, const Quantity& quantity, const std::vector<Origin>& origins)
{
    const Claim& first = *statements[quantity.front()].claim;
    Figure figure;
    figure.act = first.act;
    figure.place = common_place(statements, quantity).label;
    figure.period = period_of(statements, quantity);
    figure.modality = modality_of(statements, quantity);
    figure.unit = unit_of(statements, quantity);
    figure.per = first.count->per;
    std::vector<std::string> keys;
    std::map<std::string, std::vector<std::size_t>> members;
    std::map<std::string, std::string> labels;
    for (std::size_t i = 0; i < quantity.size(); ++i) {
        add_once(keys, origins[i].key);
        members[origins[i].key].push_back(quantity[i]);
        labels.emplace(origins[i].key, origins[i].label);
        if (!origins[i].reason.empty()) {
            figure.notes.push_back("Claim " + statements[quantity[i]].claim->id + " is counted under " + origins[i].label + ": " +
                                   origins[i].reason + ".");
        }
    }
    for (const std::size_t member : quantity) {
        const Statement& statement = statements[member];
        if (statement.written) {
            figure.notes.push_back("Claim " + statement.claim->id + " says " + in_words(*statement.written) +
                                   "; the counts that its text gives for the same act, place, days and speaker sum to " +
                                   in_words(*statement.claim->count) + ", which it is read as.");
        }
    }
    std::vector<CountBounds> by_origin;
    for (const std::string& key : keys) {
        figure.origins.push_back(labels[key]);
        std::vector<RivalCount> rivals = rivals_of(statements, members[key], labels[key]);
        CountBounds bounds = rivals.front().bounds;
        for (RivalCount& rival : rivals) {
            bounds = bounds.hull(rival.bounds);
            figure.rivals.push_back(std::move(rival));
        }
        by_origin.push_back(bounds);
    }
    set_bounds(figure, by_origin);
    set_conflicts(figure);
    figure.method = std::string(join_method);
    return figure;
}

std::vector<Sum> note_sums(std::span<Figure> figures, const std::map<std::string_view, std::string_view>& item_of)
{
    std::vector<Sum> sums;
    const auto note = [&](const Whole& whole, const std::vector<const Whole*>& parts) {
        add_once(figures[whole.figure].notes, sum_note(whole, parts, figures));
        sums.push_back(sum_of(whole, parts));
    };
    const std::vector<Whole> numbers = exact_numbers(figures, item_of);
    for (const Whole& whole : numbers) {
        const Figure& figure = figures[whole.figure];
        std::vector<const Whole*> parts;
        for (const Whole& part : numbers) {
            const Figure& other = figures[part.figure];
            if (part.figure != whole.figure && part.number < whole.number && stated_together(whole, {&part}) && other.unit == figure.unit &&
                other.per == figure.per && other.place == figure.place) {
                parts.push_back(&part);
            }
        }
        for (std::size_t a = 0; a < parts.size(); ++a) {
            for (std::size_t b = a + 1; b < parts.size(); ++b) {
                const std::int64_t rest = whole.number - parts[a]->number - parts[b]->number;
                if (parts[a]->figure == parts[b]->figure || rest < 0) {
                    continue;
                }
                if (rest == 0 && stated_together(whole, {parts[a], parts[b]})) {
                    note(whole, {parts[a], parts[b]});
                }
                for (std::size_t c = b + 1; c < parts.size() && rest > 0; ++c) {
                    if (parts[c]->number == rest && parts[c]->figure != parts[a]->figure && parts[c]->figure != parts[b]->figure &&
                        stated_together(whole, {parts[a], parts[b], parts[c]})) {
                        note(whole, {parts[a], parts[b], parts[c]});
                    }
                }
            }
        }
    }
    return sums;
}

} // namespace khronika::events
