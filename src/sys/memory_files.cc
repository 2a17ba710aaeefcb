// SPDX-License-Identifier: GPL-3.0-or-later
#include "sys/memory_files.h"

#include "sys/memory_node.h"

#include <algorithm>
#include <cerrno>

namespace khronika::sys {

namespace {

using Node = MemoryFiles::Node;
using Change = DiskChange::Kind;

class MemorySource : public Source {
public:
    explicit MemorySource(std::shared_ptr<Node> node) : m_node(std::move(node)) {}
    std::size_t read(std::span<char> buffer) override
    {
        const std::size_t count = m_node->bytes.copy(buffer.data(), buffer.size(), std::min(m_offset, m_node->bytes.size()));
        m_offset += count;
        return count;
    }

private:
    std::shared_ptr<Node> m_node;
    std::size_t m_offset = 0;
};

class MemoryMapping : public Mapping {
public:
    explicit MemoryMapping(std::string bytes) : m_bytes(std::move(bytes)) {}
    [[nodiscard]] std::string_view bytes() const override { return m_bytes; }

private:
    std::string m_bytes;
};

class MemorySink : public Sink {
public:
    MemorySink(MemoryFiles& files, std::shared_ptr<Node> node) : m_files(files), m_node(std::move(node)) {}
    void write(std::string_view bytes) override
    {
        m_files.changing({Change::write, m_node->number, {}, {}, m_node->bytes.size(), std::string(bytes)});
        m_node->bytes += bytes;
    }
    void sync() override { m_files.changing({Change::sync, m_node->number, {}, {}, 0, {}}); }

private:
    MemoryFiles& m_files;
    std::shared_ptr<Node> m_node;
};

class MemoryLock : public Lock {
public:
    explicit MemoryLock(std::shared_ptr<Node> node) : m_node(std::move(node)) { m_node->locked = true; }
    ~MemoryLock() override { m_node->locked = false; }
    MemoryLock(const MemoryLock&) = delete;
    MemoryLock& operator=(const MemoryLock&) = delete;

private:
    std::shared_ptr<Node> m_node;
};

} // namespace

MemoryFiles::MemoryFiles(const DiskState& state)
{
    begin(state);
}

void MemoryFiles::begin(const DiskState& state)
{
    m_beginning = state;
    m_log.clear();
    m_names.clear();
    std::map<std::uint64_t, std::shared_ptr<Node>> nodes;
    for (const auto& [name, number] : state.names) {
        if (number == 0) {
            m_names[name] = nullptr;
            continue;
        }
        std::shared_ptr<Node>& node = nodes[number];
        if (!node) {
            node = std::make_shared<Node>();
            node->number = number;
            node->bytes = state.bytes.at(number);
            m_next = std::max(m_next, number + 1);
        }
        m_names[name] = node;
    }
}

void MemoryFiles::changing(DiskChange change)
{
    if (m_before) {
        m_before();
    }
    m_log.push_back(std::move(change));
}

void MemoryFiles::lose_power()
{
    Medium medium(std::move(m_beginning));
    for (const DiskChange& change : m_log) {
        medium.take(change);
    }
    std::mt19937_64 none;
    begin(medium.lose_power(Loss::all_dropped, none));
}

std::shared_ptr<Node>& MemoryFiles::at(const std::string& path, std::string_view action)
{
    const auto found = m_names.find(path);
    if (found == m_names.end()) {
        fail_io(action, path, ENOENT);
    }
    return found->second;
}

std::shared_ptr<Node> MemoryFiles::file_at(const std::string& path, std::string_view action)
{
    auto node = at(path, action);
    if (!node) {
        fail_io(action, path, EISDIR);
    }
    return node;
}

std::unique_ptr<Source> MemoryFiles::open(const std::string& path)
{
    return std::make_unique<MemorySource>(file_at(path, "open"));
}

std::unique_ptr<Mapping> MemoryFiles::map(const std::string& path)
{
    return std::make_unique<MemoryMapping>(file_at(path, "open")->bytes);
}

std::unique_ptr<Sink> MemoryFiles::create(const std::string& path)
{
    (void)at(folder_of(path), "create");
    if (m_names.contains(path)) {
        fail_io("create", path, EEXIST);
    }
    auto node = std::make_shared<Node>();
    node->number = m_next++;
    changing({Change::create, node->number, path, {}, 0, {}});
    m_names[path] = node;
    return std::make_unique<MemorySink>(*this, node);
}

std::unique_ptr<Sink> MemoryFiles::append(const std::string& path)
{
    if (!m_names.contains(path)) {
        return create(path);
    }
    return std::make_unique<MemorySink>(*this, file_at(path, "create"));
}

std::unique_ptr<RandomFile> MemoryFiles::open_random(const std::string& path, Mode mode)
{
    if (mode == Mode::make && !m_names.contains(path)) {
        (void)create(path);
    }
    return open_memory_random(*this, file_at(path, "open"), mode != Mode::read);
}

std::unique_ptr<RandomFile> MemoryFiles::open_unnamed(const std::string& folder)
{
    (void)at(folder, "make a temporary file in");
    return open_memory_random(*this, std::make_shared<Node>(), true);
}

void MemoryFiles::rename(const std::string& from, const std::string& to)
{
    (void)at(folder_of(to), "rename to");
    const auto node = file_at(from, "rename");
    changing({Change::rename, node->number, from, to, 0, {}});
    m_names.erase(from);
    m_names[to] = node;
}

void MemoryFiles::remove(const std::string& path)
{
    changing({Change::remove, file_at(path, "remove")->number, path, {}, 0, {}});
    m_names.erase(path);
}

void MemoryFiles::remove_folder(const std::string& path)
{
    if (!list(path).empty()) {
        fail_io("remove the folder", path, ENOTEMPTY);
    }
    changing({Change::remove_folder, 0, path, {}, 0, {}});
    m_names.erase(path);
}

void MemoryFiles::make_folder(const std::string& path)
{
    (void)at(folder_of(path), "make the folder");
    if (m_names.contains(path)) {
        fail_io("make the folder", path, EEXIST);
    }
    changing({Change::make_folder, 0, path, {}, 0, {}});
    m_names[path] = nullptr;
}

void MemoryFiles::sync_folder(const std::string& path)
{
    (void)at(path, "open");
    changing({Change::sync_folder, 0, path, {}, 0, {}});
}

void MemoryFiles::sync_all(const std::string& folder)
{
    (void)at(folder, "open");
    changing({Change::sync_all, 0, folder, {}, 0, {}});
}

void MemoryFiles::protect(const std::string& path)
{
    (void)at(path, "protect");
}

std::vector<Listed> MemoryFiles::list(const std::string& folder)
{
    (void)at(folder, "list");
    std::vector<Listed> out;
    const std::string beginning = folder == "." ? "" : join(folder, "");
    for (auto name = m_names.lower_bound(beginning); name != m_names.end() && name->first.starts_with(beginning); ++name) {
        if (folder_of(name->first) == folder && name->first != folder) {
            out.push_back({name_of(name->first), name->second ? Kind::file : Kind::folder});
        }
    }
    return out;
}

std::optional<Status> MemoryFiles::status(const std::string& path)
{
    const auto found = m_names.find(path);
    if (found == m_names.end()) {
        return std::nullopt;
    }
    return found->second ? Status{Kind::file, found->second->bytes.size()} : Status{Kind::folder, 0};
}

std::unique_ptr<Lock> MemoryFiles::try_lock(const std::string& path)
{
    if (!m_names.contains(path)) {
        (void)create(path);
    }
    const auto node = file_at(path, "lock");
    return node->locked ? nullptr : std::make_unique<MemoryLock>(node);
}

} // namespace khronika::sys
