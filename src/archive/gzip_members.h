// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/sha256.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace khronika::archive {

/// Writes a file of gzip members (RFC 1952), one a record, and knows where each lies. Without time or name, so that the
/// same bytes give the same file.
class GzipMembers {
public:
    /// `write` gets the file's bytes in runs.
    explicit GzipMembers(std::function<void(std::string_view)> write);
    ~GzipMembers();
    GzipMembers(const GzipMembers&) = delete;
    GzipMembers& operator=(const GzipMembers&) = delete;

    void begin();
    void add(std::string_view bytes);
    void end();

    /// Bytes written so far: after end(), where the next member begins.
    [[nodiscard]] std::uint64_t size() const;
    /// The hash of all that was written; no more may follow.
    [[nodiscard]] Hash finish();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace khronika::archive
