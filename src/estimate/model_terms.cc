// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/model_terms.h"

#include "base/error.h"

#include <algorithm>
#include <bit>
#include <set>

namespace khronika::estimate {

namespace {

bool smaller(Pattern a, Pattern b)
{
    const int lists_a = std::popcount(a);
    const int lists_b = std::popcount(b);
    return lists_a != lists_b ? lists_a < lists_b : a < b;
}

/// Whether all subsets of `set` with one list fewer are in `chosen`.
bool may_follow(Pattern set, const std::set<Pattern>& chosen)
{
    if (std::popcount(set) == 2) {
        return true;
    }
    for (Pattern rest = set; rest != 0; rest &= rest - 1) {
        if (!chosen.contains(set & ~(rest & -rest))) {
            return false;
        }
    }
    return true;
}

void extend(const std::vector<Pattern>& candidates, std::size_t at, std::set<Pattern>& chosen, std::vector<Interactions>& models)
{
    if (at == candidates.size()) {
        Interactions model(chosen.begin(), chosen.end());
        std::ranges::sort(model, smaller);
        models.push_back(std::move(model));
        return;
    }
    extend(candidates, at + 1, chosen, models);
    if (may_follow(candidates[at], chosen)) {
        chosen.insert(candidates[at]);
        extend(candidates, at + 1, chosen, models);
        chosen.erase(candidates[at]);
    }
}

Pattern list_named(const std::string& name, const std::vector<std::string>& lists)
{
    const auto found = std::ranges::find(lists, name);
    if (found == lists.end()) {
        fail("the model names a list {:?} that the table does not have", name);
    }
    return Pattern{1} << (found - lists.begin());
}

} // namespace

Interactions closed(const Interactions& interactions)
{
    std::set<Pattern> all;
    for (const Pattern set : interactions) {
        for (Pattern part = set; part != 0; part = (part - 1) & set) {
            if (std::popcount(part) > 1) {
                all.insert(part);
            }
        }
    }
    Interactions sorted(all.begin(), all.end());
    std::ranges::sort(sorted, smaller);
    return sorted;
}

std::vector<Interactions> hierarchical_models(int lists)
{
    std::vector<Pattern> candidates;
    const Pattern all = (Pattern{1} << lists) - 1;
    for (Pattern set = 1; set < all; ++set) {
        if (std::popcount(set) > 1) {
            candidates.push_back(set);
        }
    }
    std::ranges::sort(candidates, smaller);
    std::vector<Interactions> models;
    std::set<Pattern> chosen;
    extend(candidates, 0, chosen, models);
    return models;
}

std::vector<Pattern> pairs_of(int lists)
{
    std::vector<Pattern> pairs;
    for (int i = 0; i < lists; ++i) {
        for (int j = i + 1; j < lists; ++j) {
            pairs.push_back((Pattern{1} << i) | (Pattern{1} << j));
        }
    }
    return pairs;
}

std::string set_name(Pattern set, const std::vector<std::string>& lists, const char* between)
{
    std::string name;
    for (std::size_t j = 0; j < lists.size(); ++j) {
        if ((set >> j & 1) != 0) {
            name += (name.empty() ? "" : between) + lists[j];
        }
    }
    return name;
}

std::string model_name(const Interactions& interactions, const std::vector<std::string>& lists)
{
    Interactions sets = interactions;
    for (std::size_t j = 0; j < lists.size(); ++j) {
        sets.push_back(Pattern{1} << j);
    }
    std::string name;
    for (const Pattern set : sets) {
        const bool part = std::ranges::any_of(sets, [set](Pattern other) { return other != set && (other & set) == set; });
        if (!part) {
            name += "[" + set_name(set, lists, " ") + "]";
        }
    }
    return name;
}

Interactions parse_model(std::string_view text, const std::vector<std::string>& lists)
{
    Interactions sets;
    const Pattern all = (Pattern{1} << lists.size()) - 1;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = text.find(']', at);
        if (text[at] != '[' || end == std::string_view::npos) {
            fail("the model {:?} must be written as sets of lists in brackets: [A B][C]", text);
        }
        std::string_view inside = text.substr(at + 1, end - at - 1);
        Pattern set = 0;
        while (!inside.empty()) {
            const std::size_t space = std::min(inside.find(' '), inside.size());
            if (space > 0) {
                set |= list_named(std::string(inside.substr(0, space)), lists);
            }
            inside.remove_prefix(std::min(space + 1, inside.size()));
        }
        if (set == all) {
            fail("the model {:?} lets all lists interact at once: nothing then ties those on no list to those seen", text);
        }
        sets.push_back(set);
        at = end + 1;
    }
    return closed(sets);
}

} // namespace khronika::estimate
