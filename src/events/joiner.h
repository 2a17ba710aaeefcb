// SPDX-License-Identifier: GPL-3.0-or-later
// The join, item by item. Claims that may be of one event or one figure make a block; a new item makes only its blocks
// anew, and the cells that hold them or lie in them. Whatever the order of arrival, the result is that of join().
#pragma once

#include "events/cell_index.h"
#include "events/join.h"
#include "events/lineage.h"
#include "events/statement.h"
#include "events/voices.h"

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace khronika::events {

class Joiner {
public:
    /// The tables must outlive this.
    explicit Joiner(const Context& context, const Decisions& decisions = {});
    ~Joiner();

    struct Change {
        std::vector<std::string> gone; ///< ids of events that are no more
        Joined made;                   ///< events that are new or not as before, or whose cells are not
    };
    /// All claims of an item must come with it. Claims and items must outlive this. Throws as join() does.
    Change add(std::span<const Claim> claims, std::span<const ItemInfo> items);
    /// Everything, in the order of join().
    [[nodiscard]] Joined joined() const;

private:
    using Key = std::tuple<std::string, Modality, std::string>; ///< act, family, place
    using Number = std::tuple<std::string, Modality, Unit, Rate, std::int64_t>;
    struct Entry {
        Statement statement;
        std::size_t voice = 0;
    };
    struct Cluster {
        int last = 0; ///< day
        std::size_t entry = 0;
    };
    /// What claims of one act, family and place have in common with each other in time.
    struct Times {
        std::map<int, Cluster> news;     ///< of up to 60 days, and undated ones, by first day
        std::map<int, Cluster> seasons;  ///< of more than 30 days
        std::map<int, std::size_t> days; ///< that give events their ids
    };

    void check(std::span<const Claim> claims);
    [[nodiscard]] std::size_t root(std::size_t entry);
    void unite(std::size_t a, std::size_t b);
    void link(std::size_t entry);
    void link_time(std::map<int, Cluster>& clusters, int first, int last, int gap, std::size_t entry);
    void decide(Statement& statement);
    void make(std::size_t block);
    void settle_voices(std::size_t first_new);
    void weigh(std::set<Draft*>& touched);
    [[nodiscard]] CellIndex& index_of(const Draft& draft);

    Context m_context;
    Decisions m_decisions;
    std::map<std::string, std::size_t, std::less<>> m_bond_of; ///< by claim
    std::map<std::string, std::vector<std::pair<std::size_t, bool>>, std::less<>> m_sides_of;
    std::map<std::string, std::vector<std::string>, std::less<>> m_cut_of;
    std::map<std::string, std::vector<std::string>, std::less<>> m_added_of;

    Reader m_reader;
    Voices m_voices;
    Lineages m_lineages;
    std::map<std::string_view, const Claim*> m_claims;
    std::map<std::string_view, const ItemInfo*> m_items;
    std::deque<Entry> m_entries;
    std::vector<std::vector<std::size_t>> m_spoken; ///< entries, by voice
    std::deque<std::size_t> m_parent;
    std::deque<std::vector<std::size_t>> m_members; ///< of each block, by its root
    std::map<Key, Times> m_times;
    std::map<Number, std::vector<std::size_t>> m_numbers;
    std::map<std::size_t, std::size_t> m_bonds;                          ///< bond to an entry
    std::set<std::size_t> m_dirty;                                       ///< roots
    std::map<std::size_t, std::vector<std::unique_ptr<Draft>>> m_drafts; ///< by block
    std::vector<std::unique_ptr<Draft>> m_replaced;
    std::map<std::pair<std::string, Modality>, CellIndex> m_cells;
};

} // namespace khronika::events
