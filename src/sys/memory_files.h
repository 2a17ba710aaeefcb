// SPDX-License-Identifier: GPL-3.0-or-later
// For tests: a file system in memory that forgets, when the power fails, what was not synced.
#pragma once

#include "sys/files.h"

#include <map>
#include <set>

namespace khronika::sys {

/// Files hold two states, what a program sees and what is on the medium: bytes reach the medium by Sink::sync, names by
/// sync_folder of the folder that holds them. A folder made is on the medium when its parent is synced.
class MemoryFiles : public Files {
public:
    struct Bytes {
        std::string seen;
        std::string kept;
        bool locked = false;
    };
    using Names = std::map<std::string, std::shared_ptr<Bytes>>; ///< null for a folder

    MemoryFiles();

    /// Goes back to what is on the medium.
    void lose_power();
    /// Calls `before` ahead of every change and sync, so that a test can lose power at each.
    void on_change(std::function<void()> before) { m_before = std::move(before); }
    void changing() const;

    std::unique_ptr<Source> open(const std::string& path) override;
    std::unique_ptr<Sink> create(const std::string& path) override;
    std::unique_ptr<Sink> append(const std::string& path) override;
    void rename(const std::string& from, const std::string& to) override;
    void remove(const std::string& path) override;
    void remove_folder(const std::string& path) override;
    void make_folder(const std::string& path) override;
    void sync_folder(const std::string& path) override;
    void protect(const std::string& path) override;
    std::vector<Listed> list(const std::string& folder) override;
    std::optional<Status> status(const std::string& path) override;
    std::unique_ptr<Lock> try_lock(const std::string& path) override;

private:
    Names::mapped_type& at(const std::string& path, std::string_view action);

    Names m_seen;
    Names m_kept;
    std::function<void()> m_before;
};

} // namespace khronika::sys
