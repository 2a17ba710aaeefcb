// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/tiles.h"

#include "archive/merkle.h"
#include "base/error.h"

#include <algorithm>
#include <bit>
#include <span>

namespace khronika::archive {

namespace {

constexpr unsigned tile_height = 8;
static_assert(std::uint64_t{1} << tile_height == tile_width);

} // namespace

std::uint64_t hashes_at(unsigned level, std::uint64_t size)
{
    return level * tile_height >= 64 ? 0 : size >> (level * tile_height);
}

std::uint64_t width_of_tile(unsigned level, std::uint64_t index, std::uint64_t size)
{
    const std::uint64_t count = hashes_at(level, size);
    return index > count / tile_width ? 0 : std::min(tile_width, count - index * tile_width);
}

std::string tile_path(const std::string& level, std::uint64_t index, std::uint64_t width)
{
    std::string out = fmt::format("{:03}", index % 1000);
    for (std::uint64_t rest = index / 1000; rest > 0; rest /= 1000) {
        out = fmt::format("x{:03}/{}", rest % 1000, out);
    }
    return fmt::format("tile/{}/{}{}", level, out, width == tile_width ? "" : fmt::format(".p/{}", width));
}

void TreeReader::expect_size(std::uint64_t size) const
{
    if (size > m_size) {
        fail("the journal has {} entries, and a tree of {} was asked for", m_size, size);
    }
}

Hash TreeReader::root(std::uint64_t size)
{
    expect_size(size);
    return size == 0 ? sha256("") : range(0, size);
}

std::vector<Hash> TreeReader::inclusion_proof(std::uint64_t index, std::uint64_t size)
{
    expect_size(size);
    if (index >= size) {
        fail("entry {} is not in a tree of {} entries", index, size);
    }
    std::vector<Hash> out;
    std::uint64_t begin = 0;
    for (std::uint64_t end = size; end - begin > 1;) {
        const std::uint64_t middle = begin + std::bit_floor(end - begin - 1);
        if (index < middle) {
            out.push_back(range(middle, end));
            end = middle;
        } else {
            out.push_back(range(begin, middle));
            begin = middle;
        }
    }
    return {out.rbegin(), out.rend()};
}

std::vector<Hash> TreeReader::consistency_proof(std::uint64_t old_size, std::uint64_t size)
{
    expect_size(size);
    if (old_size == 0 || old_size > size) {
        fail("there is no proof of consistency between {} and {} entries: take an earlier size of 1 or more, and then a later one",
             old_size, size);
    }
    std::vector<Hash> out;
    subproof(0, size, old_size, true, out);
    return out;
}

void TreeReader::subproof(std::uint64_t begin, std::uint64_t end, std::uint64_t old_end, bool whole, std::vector<Hash>& out)
{
    if (old_end == end) {
        if (!whole) {
            out.push_back(range(begin, end));
        }
        return;
    }
    const std::uint64_t middle = begin + std::bit_floor(end - begin - 1);
    if (old_end <= middle) {
        subproof(begin, middle, old_end, whole, out);
        out.push_back(range(middle, end));
    } else {
        subproof(middle, end, old_end, false, out);
        out.push_back(range(begin, middle));
    }
}

std::vector<Hash> TreeReader::tile(unsigned level, std::uint64_t index, std::uint64_t size)
{
    expect_size(size);
    const std::uint64_t width = width_of_tile(level, index, size);
    const std::vector<Hash>& held = hold_tile(level, index);
    return {held.begin(), held.begin() + static_cast<std::ptrdiff_t>(width)};
}

const std::vector<Hash>& TreeReader::hold_tile(unsigned level, std::uint64_t index)
{
    if (m_held.size() <= level) {
        m_held.resize(level + 1);
    }
    Held& held = m_held[level];
    if (held.index != index || held.hashes.empty()) {
        const std::uint64_t width = width_of_tile(level, index, m_size);
        held = {index, m_row(level, index * tile_width, width)};
        if (held.hashes.size() != width) {
            held.hashes.clear();
            fail("a hash of the tree is missing among those of level {} from {} on: run `khronika rebuild`", level, index * tile_width);
        }
    }
    return held.hashes;
}

Hash TreeReader::subtree(unsigned height, std::uint64_t index)
{
    const unsigned within = height % tile_height;
    const std::uint64_t first = index << within;
    const std::span<const Hash> hashes = hold_tile(height / tile_height, first / tile_width);
    return root_of(hashes.subspan(first % tile_width, std::size_t{1} << within));
}

Hash TreeReader::range(std::uint64_t begin, std::uint64_t end)
{
    const std::uint64_t count = end - begin;
    if (std::has_single_bit(count)) {
        const auto height = static_cast<unsigned>(std::countr_zero(count));
        return subtree(height, begin >> height);
    }
    const std::uint64_t middle = begin + std::bit_floor(count);
    const Hash left = range(begin, middle);
    return node_hash(left, range(middle, end));
}

} // namespace khronika::archive
