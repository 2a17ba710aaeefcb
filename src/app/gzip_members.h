// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/sha256.h"

#include <cstdint>
#include <memory>
#include <string_view>

namespace khronika::sys {
class Sink;
}

namespace khronika::app {

/// Writes a file of gzip members (RFC 1952), one a record, and knows where each lies. Without time or name, so that the
/// same bytes give the same file.
class GzipMembers {
public:
    /// `sink` must outlive this object.
    explicit GzipMembers(sys::Sink& sink);
    ~GzipMembers();
    GzipMembers(const GzipMembers&) = delete;
    GzipMembers& operator=(const GzipMembers&) = delete;

    void begin();
    void add(std::string_view bytes);
    void end();

    /// Bytes written so far: after end(), where the next member begins.
    [[nodiscard]] std::uint64_t size() const;
    /// The hash of all that was written; no more may follow.
    [[nodiscard]] archive::Hash finish();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace khronika::app
