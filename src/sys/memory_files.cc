// SPDX-License-Identifier: GPL-3.0-or-later
#include "sys/memory_files.h"

#include <algorithm>
#include <cerrno>

namespace khronika::sys {

namespace {

using Bytes = MemoryFiles::Bytes;

class MemorySource : public Source {
public:
    explicit MemorySource(std::shared_ptr<Bytes> bytes) : m_bytes(std::move(bytes)) {}
    std::size_t read(std::span<char> buffer) override
    {
        const std::size_t count = m_bytes->seen.copy(buffer.data(), buffer.size(), std::min(m_offset, m_bytes->seen.size()));
        m_offset += count;
        return count;
    }

private:
    std::shared_ptr<Bytes> m_bytes;
    std::size_t m_offset = 0;
};

class MemorySink : public Sink {
public:
    MemorySink(MemoryFiles& files, std::shared_ptr<Bytes> bytes) : m_files(files), m_bytes(std::move(bytes)) {}
    void write(std::string_view bytes) override
    {
        m_files.changing();
        m_bytes->seen += bytes;
    }
    void sync() override
    {
        m_files.changing();
        m_bytes->kept = m_bytes->seen;
    }

private:
    MemoryFiles& m_files;
    std::shared_ptr<Bytes> m_bytes;
};

class MemoryLock : public Lock {
public:
    explicit MemoryLock(std::shared_ptr<Bytes> bytes) : m_bytes(std::move(bytes)) { m_bytes->locked = true; }
    ~MemoryLock() override { m_bytes->locked = false; }
    MemoryLock(const MemoryLock&) = delete;
    MemoryLock& operator=(const MemoryLock&) = delete;

private:
    std::shared_ptr<Bytes> m_bytes;
};

} // namespace

MemoryFiles::MemoryFiles()
{
    m_seen["."] = nullptr;
    m_seen["/"] = nullptr;
    m_kept = m_seen;
}

void MemoryFiles::changing() const
{
    if (m_before) {
        m_before();
    }
}

void MemoryFiles::lose_power()
{
    m_seen = m_kept;
    // A name whose folder never reached the medium cannot be reached.
    std::erase_if(
        m_seen, [this](const auto& entry) { return entry.first != "." && entry.first != "/" && !m_kept.contains(folder_of(entry.first)); });
    m_kept = m_seen;
    for (const auto& [name, bytes] : m_seen) {
        if (bytes) {
            bytes->seen = bytes->kept;
        }
    }
}

MemoryFiles::Names::mapped_type& MemoryFiles::at(const std::string& path, std::string_view action)
{
    const auto found = m_seen.find(path);
    if (found == m_seen.end()) {
        fail_io(action, path, ENOENT);
    }
    return found->second;
}

std::unique_ptr<Source> MemoryFiles::open(const std::string& path)
{
    const auto bytes = at(path, "open");
    if (!bytes) {
        fail_io("open", path, EISDIR);
    }
    return std::make_unique<MemorySource>(bytes);
}

std::unique_ptr<Sink> MemoryFiles::create(const std::string& path)
{
    changing();
    (void)at(folder_of(path), "create");
    const auto [entry, fresh] = m_seen.emplace(path, std::make_shared<Bytes>());
    if (!fresh) {
        fail_io("create", path, EEXIST);
    }
    return std::make_unique<MemorySink>(*this, entry->second);
}

std::unique_ptr<Sink> MemoryFiles::append(const std::string& path)
{
    if (!m_seen.contains(path)) {
        return create(path);
    }
    return std::make_unique<MemorySink>(*this, at(path, "create"));
}

void MemoryFiles::rename(const std::string& from, const std::string& to)
{
    changing();
    (void)at(folder_of(to), "rename to");
    m_seen[to] = at(from, "rename");
    m_seen.erase(from);
}

void MemoryFiles::remove(const std::string& path)
{
    changing();
    (void)at(path, "remove");
    m_seen.erase(path);
}

void MemoryFiles::remove_folder(const std::string& path)
{
    changing();
    if (!list(path).empty()) {
        fail_io("remove the folder", path, ENOTEMPTY);
    }
    m_seen.erase(path);
}

void MemoryFiles::make_folder(const std::string& path)
{
    changing();
    if (!m_seen.emplace(path, nullptr).second) {
        fail_io("make the folder", path, EEXIST);
    }
}

void MemoryFiles::sync_folder(const std::string& path)
{
    changing();
    (void)at(path, "open");
    std::erase_if(m_kept, [&](const auto& entry) { return folder_of(entry.first) == path && !m_seen.contains(entry.first); });
    for (const auto& [name, bytes] : m_seen) {
        if (folder_of(name) == path) {
            m_kept[name] = bytes;
        }
    }
}

void MemoryFiles::protect(const std::string& path)
{
    (void)at(path, "protect");
}

std::vector<Listed> MemoryFiles::list(const std::string& folder)
{
    (void)at(folder, "list");
    std::vector<Listed> out;
    for (const auto& [name, bytes] : m_seen) {
        if (folder_of(name) == folder && name != folder) {
            out.push_back({name_of(name), bytes ? Kind::file : Kind::folder});
        }
    }
    return out;
}

std::optional<Status> MemoryFiles::status(const std::string& path)
{
    const auto found = m_seen.find(path);
    if (found == m_seen.end()) {
        return std::nullopt;
    }
    return found->second ? Status{Kind::file, found->second->seen.size()} : Status{Kind::folder, 0};
}

std::unique_ptr<Lock> MemoryFiles::try_lock(const std::string& path)
{
    if (!m_seen.contains(path)) {
        (void)create(path);
    }
    const auto bytes = at(path, "lock");
    return bytes->locked ? nullptr : std::make_unique<MemoryLock>(bytes);
}

} // namespace khronika::sys
