// SPDX-License-Identifier: GPL-3.0-or-later
// For tests: a file system in memory that records every change and sync in one log, and forgets, when the power fails, what
// was not synced (medium.h).
#pragma once

#include "sys/files.h"
#include "sys/medium.h"

#include <deque>
#include <map>

namespace khronika::sys {

class MemoryFiles : public Files {
public:
    struct Node;                                                ///< a file, whatever its name
    using Names = std::map<std::string, std::shared_ptr<Node>>; ///< null for a folder

    MemoryFiles() : MemoryFiles(DiskState{}) {}
    explicit MemoryFiles(const DiskState& state);

    /// Goes back to what is on the medium where nothing was kept that was not synced; the log begins anew.
    void lose_power();
    /// Calls `before` ahead of every change and sync, so that a test can lose power at each.
    void on_change(std::function<void()> before) { m_before = std::move(before); }
    /// Everything since the beginning; what is in it stays where it is.
    [[nodiscard]] const std::deque<DiskChange>& log() const { return m_log; }
    /// What there was at the beginning.
    [[nodiscard]] const DiskState& beginning() const { return m_beginning; }
    void changing(DiskChange change);

    std::unique_ptr<Source> open(const std::string& path) override;
    std::unique_ptr<Mapping> map(const std::string& path) override;
    std::unique_ptr<Sink> create(const std::string& path) override;
    std::unique_ptr<Sink> append(const std::string& path) override;
    std::unique_ptr<RandomFile> open_random(const std::string& path, Mode mode) override;
    std::unique_ptr<RandomFile> open_unnamed(const std::string& folder) override;
    void rename(const std::string& from, const std::string& to) override;
    void remove(const std::string& path) override;
    void remove_folder(const std::string& path) override;
    void make_folder(const std::string& path) override;
    void sync_folder(const std::string& path) override;
    void sync_all(const std::string& folder) override;
    void protect(const std::string& path) override;
    std::vector<Listed> list(const std::string& folder) override;
    std::optional<Status> status(const std::string& path) override;
    std::unique_ptr<Lock> try_lock(const std::string& path) override;

private:
    std::shared_ptr<Node>& at(const std::string& path, std::string_view action);
    std::shared_ptr<Node> file_at(const std::string& path, std::string_view action);
    void begin(const DiskState& state);

    Names m_names;
    DiskState m_beginning;
    std::deque<DiskChange> m_log;
    std::uint64_t m_next = 1;
    std::function<void()> m_before;
};

} // namespace khronika::sys
