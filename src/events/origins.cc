// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/origins.h"

#include "events/counts.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace khronika::events {

namespace {

constexpr int best_standing = 3;

// How well a statement says whom it is from.
int standing(const Statement& statement)
{
    if (statement.own_voice) {
        return 0;
    }
    switch (statement.speaker.kind) {
    case SpeakerKind::named:
        return best_standing;
    case SpeakerKind::outlet:
        return 2;
    case SpeakerKind::unnamed:
        break;
    }
    return 1;
}

// True where `weak` tells nothing that `firm` does not.
bool adds_nothing(const Count& weak, const Count& firm)
{
    const CountBounds outer = implied(weak);
    const CountBounds inner = implied(firm);
    const bool holds = (!outer.min || (inner.min && *outer.min <= *inner.min)) && (!outer.max || (inner.max && *inner.max <= *outer.max));
    return holds || (same_number(weak, firm) && !exact(weak));
}

void set_reason(Origin& origin, const Statement& statement, const Statement& source, const Lineages& lineages)
{
    const auto& added = statement.added;
    if (std::find(added.begin(), added.end(), source.claim->id) != added.end()) {
        origin.kind = "person";
        origin.reason = "a person decided that it depends on claim " + source.claim->id;
        return;
    }
    if (const Lineage* lineage = lineages.find(source.claim->item, statement.claim->item)) {
        origin.kind = lineage->translation ? "translation" : "copy";
        origin.reason = lineage->translation ? "its item reads as a translation of one that names the origin or came first"
                                             : "its item is nearly a copy of one that names the origin or came first";
        return;
    }
    origin.kind = "same_number";
    const bool same = statement.claim->count->bounds == source.claim->count->bounds;
    const std::string number = same ? "the same count" : "a rounding of the same count";
    switch (standing(statement)) {
    case 0:
        origin.reason = "it gives " + number + " and names no source";
        return;
    case 1:
        origin.reason = "it gives " + number + " from an unnamed speaker who cannot be told from this origin";
        return;
    default:
        origin.reason = "it gives " + number + " from an outlet, and a closer origin is named elsewhere";
    }
}

// "The courts" beside "courts of St. Petersburg" in one figure are the same; so of an unnamed speaker of either.
std::vector<Speaker> settled_speakers(std::span<const Statement> statements, const Quantity& quantity)
{
    std::map<std::string, const Speaker*> placed;
    for (const std::size_t member : quantity) {
        const Speaker& speaker = statements[member].speaker;
        if (const std::size_t at = speaker.key.find('@'); at != std::string::npos && speaker.kind == SpeakerKind::named) {
            placed.emplace(speaker.key.substr(0, at), &speaker);
        }
    }
    std::vector<Speaker> speakers;
    for (const std::size_t member : quantity) {
        const Speaker& speaker = statements[member].speaker;
        const auto known = placed.find(speaker.key);
        speakers.push_back(known == placed.end() ? speaker : *known->second);
    }
    return speakers;
}

/// Finds the statement that each one of a quantity depends on.
class Tracing {
    // Before its use: the type is deduced.
    [[nodiscard]] const Statement& at(std::size_t i) const { return m_statements[m_quantity[i]]; }

    // The named first, so that all others find them settled; of the others the more precise first, because a vaguer one adds
    // nothing to it; then the better named and the earlier. What a person tied to another comes after all.
    [[nodiscard]] auto rank(std::size_t i) const
    {
        const Statement& statement = at(i);
        const CountBounds bounds = implied(*statement.claim->count);
        const int open = (bounds.min ? 0 : 1) + (bounds.max ? 0 : 1);
        const std::int64_t width = open == 0 ? *bounds.max - *bounds.min : 0;
        const bool named = standing(statement) == best_standing;
        return std::make_tuple(!statement.added.empty(), !named, named ? 0 : open, named ? 0 : width, -standing(statement), i);
    }

public:
    Tracing(std::span<const Statement> statements, const Quantity& quantity, const Lineages& lineages)
        : m_statements(statements), m_quantity(quantity), m_lineages(lineages), m_speakers(settled_speakers(statements, quantity)),
          m_source(quantity.size()), m_direct(quantity.size())
    {
        std::vector<std::size_t> order(quantity.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
        for (const std::size_t i : order) {
            settle(i);
        }
    }

    [[nodiscard]] std::vector<Origin> origins() const
    {
        const std::map<std::size_t, std::size_t> best = best_named();
        std::vector<Origin> origins;
        for (std::size_t i = 0; i < m_source.size(); ++i) {
            const std::size_t named = best.at(m_source[i]);
            Origin origin{m_speakers[named].key, m_speakers[named].label, {}, {}, {}};
            if (m_speakers[named].key != m_speakers[i].key) {
                const std::size_t from = m_direct[i] ? *m_direct[i] : named;
                origin.from = m_quantity[from];
                set_reason(origin, at(i), at(from), m_lineages);
            }
            origins.push_back(std::move(origin));
        }
        return origins;
    }

private:
    // True where a person said that `i` does not depend on `other` or on what shares its origin.
    [[nodiscard]] bool cut(std::size_t i, std::size_t other) const
    {
        const std::vector<std::string>& cut = at(i).cut;
        return !cut.empty() && std::any_of(m_settled.begin(), m_settled.end(), [&](std::size_t s) {
            return m_source[s] == m_source[other] && std::find(cut.begin(), cut.end(), at(s).claim->id) != cut.end();
        });
    }

    [[nodiscard]] std::optional<std::size_t> added_source(std::size_t i) const
    {
        const std::vector<std::string>& added = at(i).added;
        const auto found = std::find_if(m_settled.begin(), m_settled.end(), [&](std::size_t s) {
            return std::find(added.begin(), added.end(), at(s).claim->id) != added.end();
        });
        return added.empty() || found == m_settled.end() ? std::nullopt : std::optional(*found);
    }

    [[nodiscard]] std::optional<std::size_t> better_source(std::size_t i) const
    {
        const Statement& statement = at(i);
        if (standing(statement) == best_standing) {
            return std::nullopt;
        }
        const auto found = std::find_if(m_settled.begin(), m_settled.end(), [&](std::size_t s) {
            const bool retold = statement.own_voice && m_lineages.find(at(s).claim->item, statement.claim->item) != nullptr;
            return (retold || adds_nothing(*statement.claim->count, *at(s).claim->count)) && !cut(i, s);
        });
        return found == m_settled.end() ? std::nullopt : std::optional(*found);
    }

    void settle(std::size_t i)
    {
        m_source[i] = i;
        const auto same = m_by_key.find(m_speakers[i].key);
        if (const auto added = added_source(i)) {
            m_source[i] = m_source[*added];
            m_direct[i] = added;
        } else if (same != m_by_key.end() && !cut(i, same->second)) {
            m_source[i] = m_source[same->second];
        } else if (const auto better = better_source(i)) {
            m_source[i] = m_source[*better];
        }
        m_by_key.emplace(m_speakers[i].key, i);
        m_settled.push_back(i);
    }

    // Each group of statements bears the name of its best named member, of the earliest among equals.
    [[nodiscard]] std::map<std::size_t, std::size_t> best_named() const
    {
        std::map<std::size_t, std::size_t> best;
        const auto worth = [&](std::size_t i) { return m_direct[i] ? -1 : standing(at(i)); };
        for (std::size_t i = 0; i < m_source.size(); ++i) {
            const auto [entry, fresh] = best.emplace(m_source[i], i);
            if (!fresh && worth(i) > worth(entry->second)) {
                entry->second = i;
            }
        }
        return best;
    }

    std::span<const Statement> m_statements;
    const Quantity& m_quantity;
    const Lineages& m_lineages;
    std::vector<Speaker> m_speakers;
    std::vector<std::size_t> m_source;
    std::vector<std::optional<std::size_t>> m_direct; ///< what a person tied it to
    std::vector<std::size_t> m_settled;
    std::map<std::string_view, std::size_t> m_by_key;
};

} // namespace

std::vector<Origin> origins_of(std::span<const Statement> statements, const Quantity& quantity, const Lineages& lineages)
{
    return Tracing(statements, quantity, lineages).origins();
}

std::vector<LineageEdge> edges_of(std::span<const Statement> statements, const std::vector<std::size_t>& members,
                                  const std::vector<std::pair<const Quantity*, std::vector<Origin>>>& origins)
{
    std::vector<LineageEdge> edges;
    for (const std::size_t member : members) {
        const Statement& statement = statements[member];
        const std::vector<std::string>& chain = statement.claim->attribution;
        if (statement.own_voice) {
            edges.push_back({statement.speaker.label, statement.claim->id, "says", "the outlet says it in its own voice"});
            continue;
        }
        edges.push_back({statement.speaker.label, statement.claim->id, "says", "the text names it as who says so: " + chain.front()});
        for (std::size_t i = 1; i < chain.size(); ++i) {
            edges.push_back(
                {chain[i], statement.claim->id, "passes_on", "the text names it as link " + std::to_string(i + 1) + " of the chain"});
        }
    }
    for (const auto& [quantity, of] : origins) {
        for (std::size_t i = 0; i < of.size(); ++i) {
            if (of[i].from) {
                edges.push_back({statements[*of[i].from].claim->id, statements[(*quantity)[i]].claim->id, of[i].kind, of[i].reason});
            }
        }
    }
    return edges;
}

} // namespace khronika::events
