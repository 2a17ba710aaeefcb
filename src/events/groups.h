// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <numeric>
#include <vector>

namespace khronika::events {

/// A partition of 0 .. size-1 that only grows coarser; a group is named by its smallest member.
class Groups {
public:
    explicit Groups(std::size_t size) : m_parent(size) { std::iota(m_parent.begin(), m_parent.end(), std::size_t{0}); }

    [[nodiscard]] std::size_t of(std::size_t member)
    {
        while (m_parent[member] != member) {
            m_parent[member] = m_parent[m_parent[member]];
            member = m_parent[member];
        }
        return member;
    }
    void unite(std::size_t a, std::size_t b)
    {
        a = of(a);
        b = of(b);
        if (a < b) {
            m_parent[b] = a;
        } else {
            m_parent[a] = b;
        }
    }

private:
    std::vector<std::size_t> m_parent;
};

} // namespace khronika::events
