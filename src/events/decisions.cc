// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/decisions.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace khronika::events {

namespace {

using Ids = std::vector<std::string>;

/// Finds the claims that decisions name.
class Finder {
public:
    Finder(std::span<const Claim> claims, Ids& lost) : m_lost(lost)
    {
        for (const Claim& claim : claims) {
            m_ids.insert(claim.id);
            m_by_words.emplace(std::tuple(std::string_view(claim.item), std::string_view(claim.act), std::string_view(claim.quote)),
                               &claim.id);
        }
    }

    [[nodiscard]] Ids find(const Decision& decision, const std::vector<ClaimRef>& refs)
    {
        Ids ids;
        for (const ClaimRef& ref : refs) {
            const auto by_words = m_by_words.find({ref.item, ref.act, ref.quote});
            if (m_ids.count(ref.id) != 0) {
                ids.push_back(ref.id);
            } else if (by_words != m_by_words.end()) {
                ids.push_back(*by_words->second);
            } else {
                m_lost.push_back(fmt::format("decision {} ({}) names a claim that is no longer there: \"{}\"", decision.id,
                                             to_string(decision.kind), ref.quote));
            }
        }
        return ids;
    }

private:
    Ids& m_lost;
    std::set<std::string_view> m_ids;
    std::map<std::tuple<std::string_view, std::string_view, std::string_view>, const std::string*> m_by_words;
};

struct Found {
    DecisionKind kind;
    Ids claims;
    Ids others;
    Ids left;
    bool stands = true;
};

bool meet(const Ids& a, const Ids& b)
{
    return std::any_of(a.begin(), a.end(), [&](const std::string& id) { return std::find(b.begin(), b.end(), id) != b.end(); });
}

bool crosses(const Ids& a, const Ids& b, const Ids& one, const Ids& other)
{
    return (meet(a, one) && meet(b, other)) || (meet(a, other) && meet(b, one));
}

void take_back_splits(std::vector<Found>& found)
{
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i].kind != DecisionKind::merge) {
            continue;
        }
        for (std::size_t j = 0; j < i; ++j) {
            if (found[j].kind == DecisionKind::split && found[j].stands &&
                crosses(found[i].claims, found[i].others, found[j].claims, found[j].others)) {
                found[j].stands = false;
                found[i].stands = false;
            }
        }
    }
}

// What was put together stays so but for the claims that a later decision takes out.
void part(Decisions& out, const Ids& claims, const Ids& from)
{
    for (Ids& together : out.together) {
        if (meet(together, claims) && meet(together, from)) {
            std::erase_if(together, [&](const std::string& id) { return std::find(claims.begin(), claims.end(), id) != claims.end(); });
        }
    }
    std::erase_if(out.together, [](const Ids& together) { return together.size() < 2; });
    if (!claims.empty() && !from.empty()) {
        out.apart.emplace_back(claims, from);
    }
}

void put_together(Decisions& out, const Ids& claims, const Ids& others)
{
    std::erase_if(out.apart, [&](const auto& apart) { return crosses(claims, others, apart.first, apart.second); });
    Ids together = claims;
    together.insert(together.end(), others.begin(), others.end());
    if (together.size() > 1) {
        out.together.push_back(std::move(together));
    }
}

} // namespace

Decisions decisions_for(std::span<const Decision> decisions, std::span<const Claim> claims)
{
    Decisions out;
    Finder finder(claims, out.lost);
    std::vector<Found> found;
    for (const Decision& decision : decisions) {
        if (!decision.reversed) {
            found.push_back({decision.kind, finder.find(decision, decision.claims), finder.find(decision, decision.others),
                             finder.find(decision, decision.left)});
        }
    }
    take_back_splits(found);
    for (const Found& decision : found) {
        if (!decision.stands) {
            continue;
        }
        switch (decision.kind) {
        case DecisionKind::merge:
            put_together(out, decision.claims, decision.others);
            break;
        case DecisionKind::split:
            part(out, decision.claims, decision.others);
            put_together(out, decision.claims, {});
            break;
        case DecisionKind::move:
            part(out, decision.claims, decision.left);
            put_together(out, decision.claims, decision.others);
            break;
        case DecisionKind::cut:
        case DecisionKind::add:
            for (const std::string& claim : decision.claims) {
                for (const std::string& other : decision.others) {
                    auto& edges = decision.kind == DecisionKind::cut ? out.cut : out.added;
                    auto& undone = decision.kind == DecisionKind::cut ? out.added : out.cut;
                    std::erase(undone, std::pair(claim, other));
                    edges.emplace_back(claim, other);
                }
            }
            break;
        }
    }
    return out;
}

} // namespace khronika::events
