// SPDX-License-Identifier: GPL-3.0-or-later
// For tests: a file system whose nth call fails.
#pragma once

#include "sys/files.h"

namespace khronika::sys {

/// Passes every call on to `files`, and fails one of them, as if the operating system had given `error_number`. A failed
/// write leaves half of its bytes behind.
class FaultyFiles : public Files {
public:
    explicit FaultyFiles(Files& files) : m_files(files) {}

    /// Fails the call number `nth` from now on, counted from 1; 0 fails none.
    void fail_call(std::uint64_t nth, int error_number);
    /// Calls since the last fail_call.
    [[nodiscard]] std::uint64_t calls() const { return m_calls; }
    /// What the call that failed was to do, and to which file; empty where none did.
    [[nodiscard]] const std::string& failed() const { return m_failed; }
    /// Counts one call; throws where it is the one to fail.
    void count(std::string_view action, const std::string& path);
    [[nodiscard]] bool next_fails() const { return m_calls + 1 == m_nth; }

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
    Files& m_files;
    std::uint64_t m_calls = 0;
    std::uint64_t m_nth = 0;
    int m_error_number = 0;
    std::string m_failed;
};

} // namespace khronika::sys
