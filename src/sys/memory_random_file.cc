// SPDX-License-Identifier: GPL-3.0-or-later
#include "sys/memory_node.h"

#include <algorithm>
#include <cerrno>

namespace khronika::sys {

namespace {

using Node = MemoryFiles::Node;
using Change = DiskChange::Kind;

class MemoryRandomFile : public RandomFile {
public:
    MemoryRandomFile(MemoryFiles& files, std::shared_ptr<Node> node, bool may_write)
        : m_files(files), m_node(std::move(node)), m_may_write(may_write)
    {
    }
    MemoryRandomFile(const MemoryRandomFile&) = delete;
    MemoryRandomFile& operator=(const MemoryRandomFile&) = delete;
    ~MemoryRandomFile() override
    {
        std::erase_if(m_node->holds, [this](const auto& hold) { return std::get<0>(hold) == this; });
    }

    std::size_t read_at(std::uint64_t offset, std::span<char> buffer) override
    {
        return m_node->bytes.copy(buffer.data(), buffer.size(), std::min<std::uint64_t>(offset, m_node->bytes.size()));
    }

    void write_at(std::uint64_t offset, std::string_view bytes) override
    {
        expect_writable();
        record({Change::write, m_node->number, {}, {}, offset, std::string(bytes)});
        if (m_node->bytes.size() < offset + bytes.size()) {
            m_node->bytes.resize(offset + bytes.size(), '\0');
        }
        m_node->bytes.replace(offset, bytes.size(), bytes);
    }

    void truncate(std::uint64_t size) override
    {
        expect_writable();
        record({Change::truncate, m_node->number, {}, {}, size, {}});
        m_node->bytes.resize(size, '\0');
    }

    void sync() override { record({Change::sync, m_node->number, {}, {}, 0, {}}); }

    std::uint64_t size() override { return m_node->bytes.size(); }

    bool hold(std::uint64_t offset, std::uint64_t length, Hold how) override
    {
        const std::uint64_t end = offset + length;
        const Hold others = held_by_others(offset, length);
        if ((how == Hold::exclusive && others != Hold::none) || (how == Hold::shared && others == Hold::exclusive)) {
            return false;
        }
        std::vector<std::tuple<const void*, std::uint64_t, std::uint64_t, Hold>> left;
        for (const auto& [who, from, to, hold] : m_node->holds) {
            if (who != this || to <= offset || end <= from) {
                left.emplace_back(who, from, to, hold);
                continue;
            }
            if (from < offset) {
                left.emplace_back(who, from, offset, hold);
            }
            if (end < to) {
                left.emplace_back(who, end, to, hold);
            }
        }
        if (how != Hold::none) {
            left.emplace_back(this, offset, end, how);
        }
        m_node->holds = std::move(left);
        return true;
    }

    Hold held_by_others(std::uint64_t offset, std::uint64_t length) override
    {
        Hold out = Hold::none;
        for (const auto& [who, from, to, hold] : m_node->holds) {
            if (who != this && from < offset + length && offset < to) {
                out = std::max(out, hold);
            }
        }
        return out;
    }

    char* map(std::uint64_t offset, std::size_t length) override
    {
        return m_node->maps.try_emplace(offset, length, '\0').first->second.data();
    }

private:
    void expect_writable() const
    {
        if (!m_may_write) {
            fail_io("write", "a file that was opened to read", EBADF);
        }
    }

    /// No loss of power leaves anything of a file without a name.
    void record(DiskChange change)
    {
        if (m_node->number != 0) {
            m_files.changing(std::move(change));
        }
    }

    MemoryFiles& m_files;
    std::shared_ptr<Node> m_node;
    bool m_may_write;
};

} // namespace

std::unique_ptr<RandomFile> open_memory_random(MemoryFiles& files, std::shared_ptr<MemoryFiles::Node> node, bool may_write)
{
    return std::make_unique<MemoryRandomFile>(files, std::move(node), may_write);
}

} // namespace khronika::sys
