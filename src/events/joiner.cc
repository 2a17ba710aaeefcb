// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/joiner.h"

#include "base/error.h"
#include "events/block.h"
#include "events/cells.h"
#include "events/counts.h"
#include "events/quantities.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace khronika::events {

namespace {

// Counts and events of one time are at most so many days apart, from the end of the one to the start of the other.
constexpr int news_days = 30;
// same_period() allows for a factor of two: what is longer than 60 days is never compared with what is shorter than 30.
constexpr int longest_news = 60;
constexpr int shortest_season = 31;

const ItemInfo& unknown_item()
{
    static const ItemInfo none;
    return none;
}

int day_of(const Statement& statement)
{
    if (statement.period.stated) {
        return statement.period.stated->from.days();
    }
    return statement.period.published ? statement.period.published->days() : std::numeric_limits<int>::min();
}

Unit comparable_unit(Unit unit)
{
    return unit == Unit::case_ ? Unit::person : unit;
}

Joined in_order(const std::vector<const Draft*>& drafts)
{
    std::vector<const Draft*> sorted = drafts;
    std::sort(sorted.begin(), sorted.end(), [](const Draft* a, const Draft* b) {
        const auto order = [](const Event& e) {
            return std::make_tuple(!e.period.has_value(), e.period ? e.period->from : Date(), std::string_view(e.place),
                                   std::string_view(e.act), std::string_view(e.id));
        };
        return order(a->event) < order(b->event);
    });
    Joined joined;
    for (const Draft* draft : sorted) {
        joined.events.push_back(draft->event);
        joined.figures.insert(joined.figures.end(), draft->figures.begin(), draft->figures.end());
    }
    return joined;
}

} // namespace

Joiner::Joiner(const Context& context, const Decisions& decisions) : m_context(context), m_decisions(decisions), m_reader(m_context)
{
    // Two bonds that share a claim are one.
    for (const std::vector<std::string>& together : m_decisions.together) {
        std::size_t bond = m_bond_of.size();
        for (const std::string& claim : together) {
            if (const auto known = m_bond_of.find(claim); known != m_bond_of.end()) {
                bond = std::min(bond, known->second);
            }
        }
        std::set<std::size_t> merged;
        for (const std::string& claim : together) {
            if (const auto known = m_bond_of.find(claim); known != m_bond_of.end()) {
                merged.insert(known->second);
            }
        }
        for (auto& [claim, old] : m_bond_of) {
            old = merged.count(old) != 0 ? bond : old;
        }
        for (const std::string& claim : together) {
            m_bond_of[claim] = bond;
        }
    }
    for (std::size_t i = 0; i < m_decisions.apart.size(); ++i) {
        for (const std::string& claim : m_decisions.apart[i].first) {
            m_sides_of[claim].emplace_back(i, false);
        }
        for (const std::string& claim : m_decisions.apart[i].second) {
            m_sides_of[claim].emplace_back(i, true);
        }
    }
    for (const auto& [claim, other] : m_decisions.cut) {
        m_cut_of[claim].push_back(other);
    }
    for (const auto& [claim, other] : m_decisions.added) {
        m_added_of[claim].push_back(other);
    }
}

Joiner::~Joiner() = default;

void Joiner::check(std::span<const Claim> claims)
{
    for (const Claim& claim : claims) {
        if (claim.id.empty()) {
            fail("a claim of item '{}' has no id: '{}'", claim.item, claim.quote);
        }
        const auto known = m_claims.find(claim.id);
        if (known != m_claims.end() && *known->second != claim) {
            fail("two claims have the id '{}'", claim.id);
        }
    }
}

void Joiner::decide(Statement& statement)
{
    const std::string& id = statement.claim->id;
    if (const auto bond = m_bond_of.find(id); bond != m_bond_of.end()) {
        statement.bond = bond->second;
    }
    const auto take = [&](const auto& from, auto& into) {
        if (const auto found = from.find(id); found != from.end()) {
            into = found->second;
        }
    };
    take(m_sides_of, statement.sides);
    take(m_cut_of, statement.cut);
    take(m_added_of, statement.added);
}

std::size_t Joiner::root(std::size_t entry)
{
    while (m_parent[entry] != entry) {
        m_parent[entry] = m_parent[m_parent[entry]];
        entry = m_parent[entry];
    }
    return entry;
}

void Joiner::unite(std::size_t a, std::size_t b)
{
    a = root(a);
    b = root(b);
    if (a == b) {
        return;
    }
    if (m_members[a].size() < m_members[b].size()) {
        std::swap(a, b);
    }
    m_parent[b] = a;
    m_members[a].insert(m_members[a].end(), m_members[b].begin(), m_members[b].end());
    m_members[b] = {};
    m_dirty.erase(b);
    m_dirty.insert(a);
    if (const auto drafts = m_drafts.find(b); drafts != m_drafts.end()) {
        std::move(drafts->second.begin(), drafts->second.end(), std::back_inserter(m_replaced));
        m_drafts.erase(drafts);
    }
}

// Joins the clusters of days that the new one touches into one.
void Joiner::link_time(std::map<int, Cluster>& clusters, int first, int last, int gap, std::size_t entry)
{
    auto at = clusters.upper_bound(first);
    while (at != clusters.begin() && std::prev(at)->second.last + gap >= first) {
        --at;
    }
    while (at != clusters.end() && at->first <= last + gap) {
        unite(entry, at->second.entry);
        first = std::min(first, at->first);
        last = std::max(last, at->second.last);
        at = clusters.erase(at);
    }
    clusters[first] = {last, entry};
}

void Joiner::link(std::size_t entry)
{
    const Statement& statement = m_entries[entry].statement;
    Times& times = m_times[{statement.claim->act, statement.family, statement.place}];
    if (const auto [day, fresh] = times.days.emplace(day_of(statement), entry); !fresh) {
        unite(entry, day->second);
    }
    if (const auto& stated = statement.period.stated) {
        if (length(*stated) <= longest_news) {
            link_time(times.news, stated->from.days(), stated->to.days(), news_days, entry);
        }
        if (length(*stated) >= shortest_season) {
            link_time(times.seasons, stated->from.days(), stated->to.days(), 0, entry);
        }
    } else if (statement.period.published) {
        link_time(times.news, day_of(statement), day_of(statement), news_days, entry);
    }
    if (const auto& count = statement.claim->count; count && telling(*count)) {
        std::vector<std::size_t>& same =
            m_numbers[{statement.claim->act, statement.family, comparable_unit(count->unit), count->per, *count->bounds.min}];
        for (const std::size_t other : same) {
            const Statement& one = m_entries[other].statement;
            if (root(other) != root(entry) && times_may_meet(one, statement) && places_may_be_one(one, statement, m_context.places)) {
                unite(entry, other);
            }
        }
        same.push_back(entry);
    }
    if (statement.bond) {
        unite(entry, m_bonds.emplace(*statement.bond, entry).first->second);
    }
}

void Joiner::settle_voices(std::size_t first_new)
{
    m_spoken.resize(std::max(m_spoken.size(), m_entries.size()));
    for (const std::size_t voice : m_voices.settle()) {
        for (const std::size_t entry : m_spoken[voice]) {
            m_entries[entry].statement.speaker = m_voices.of(voice);
            m_dirty.insert(root(entry));
        }
    }
    for (std::size_t entry = first_new; entry < m_entries.size(); ++entry) {
        m_entries[entry].statement.speaker = m_voices.of(m_entries[entry].voice);
        m_spoken[m_entries[entry].voice].push_back(entry);
    }
}

CellIndex& Joiner::index_of(const Draft& draft)
{
    return m_cells.try_emplace({draft.event.act, draft.event.modality}, m_context.places, m_context.wording).first->second;
}

void Joiner::make(std::size_t block)
{
    std::vector<Statement> statements;
    statements.reserve(m_members[block].size());
    for (const std::size_t entry : m_members[block]) {
        statements.push_back(m_entries[entry].statement);
    }
    std::sort(statements.begin(), statements.end(), [](const Statement& a, const Statement& b) { return a.order() < b.order(); });
    std::vector<std::unique_ptr<Draft>>& drafts = m_drafts[block];
    std::move(drafts.begin(), drafts.end(), std::back_inserter(m_replaced));
    drafts.clear();
    for (Draft& draft : drafts_of(statements, m_lineages, m_context)) {
        drafts.push_back(std::make_unique<Draft>(std::move(draft)));
    }
}

// Cells of the drafts in `touched`, and of all that they are connected with, which is added to it.
void Joiner::weigh(std::set<Draft*>& touched)
{
    std::set<Draft*> weighed;
    const std::set<Draft*> first = touched;
    for (Draft* draft : first) {
        if (weighed.count(draft) != 0) {
            continue;
        }
        const std::vector<Draft*> connected = index_of(*draft).connected(draft);
        set_cells(connected, m_context.places, m_context.wording);
        weighed.insert(connected.begin(), connected.end());
    }
    touched = std::move(weighed);
}

Joiner::Change Joiner::add(std::span<const Claim> claims, std::span<const ItemInfo> items)
{
    check(claims);
    for (const ItemInfo& item : items) {
        m_items.emplace(item.id, &item);
    }
    const std::size_t first_new = m_entries.size();
    std::map<std::string_view, std::vector<const Claim*>> by_item;
    for (const Claim& claim : claims) {
        const auto [known, fresh] = m_claims.emplace(claim.id, &claim);
        if (!fresh) {
            if (*known->second != claim) {
                fail("two claims have the id '{}'", claim.id);
            }
            continue;
        }
        const auto item = m_items.find(claim.item);
        Entry entry{m_reader.read(claim, item == m_items.end() ? unknown_item() : *item->second), 0};
        entry.voice = m_voices.add(entry.statement.speaker);
        decide(entry.statement);
        const std::size_t at = m_entries.size();
        m_entries.push_back(std::move(entry));
        m_parent.push_back(at);
        m_members.push_back({at});
        m_dirty.insert(at);
        by_item[claim.item].push_back(&claim);
    }
    for (auto& [id, of_item] : by_item) {
        std::sort(of_item.begin(), of_item.end(), [](const Claim* a, const Claim* b) {
            return std::tie(a->span.begin, a->span.end, a->id) < std::tie(b->span.begin, b->span.end, b->id);
        });
        const auto item = m_items.find(id);
        m_lineages.add(item == m_items.end() ? unknown_item() : *item->second, id, of_item);
    }
    settle_voices(first_new);
    for (std::size_t entry = first_new; entry < m_entries.size(); ++entry) {
        link(entry);
    }
    std::set<Draft*> touched;
    for (const std::size_t block : m_dirty) {
        make(block);
    }
    for (const auto& draft : m_replaced) {
        index_of(*draft).remove(draft.get());
    }
    for (const std::size_t block : m_dirty) {
        for (const auto& draft : m_drafts[block]) {
            index_of(*draft).add(draft.get());
            touched.insert(draft.get());
        }
    }
    m_dirty.clear();
    Change change;
    std::set<std::string_view> made;
    for (const auto& draft : m_replaced) {
        // What stood beside the old cells may have leant on them.
        const std::vector<Draft*> beside = index_of(*draft).neighbours(draft.get());
        touched.insert(beside.begin(), beside.end());
    }
    weigh(touched);
    for (const Draft* draft : touched) {
        made.insert(draft->event.id);
    }
    for (const auto& draft : m_replaced) {
        if (made.count(draft->event.id) == 0) {
            change.gone.push_back(draft->event.id);
        }
    }
    std::sort(change.gone.begin(), change.gone.end());
    change.made = in_order({touched.begin(), touched.end()});
    m_replaced.clear();
    return change;
}

Joined Joiner::joined() const
{
    std::vector<const Draft*> drafts;
    for (const auto& [block, of_block] : m_drafts) {
        for (const auto& draft : of_block) {
            drafts.push_back(draft.get());
        }
    }
    return in_order(drafts);
}

} // namespace khronika::events
