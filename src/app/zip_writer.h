// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace khronika::sys {
class Sink;
}

namespace khronika::app {

/// Makes a ZIP file. Entries are stored, not compressed, so that a reader can take a run of any of them, as WACZ asks for;
/// their times are all `time`, so that the same input gives the same bytes. The file is put together in memory: a package
/// takes about twice its size.
class ZipWriter {
public:
    /// `time` is in seconds since 1970.
    explicit ZipWriter(std::int64_t time);
    ~ZipWriter();
    ZipWriter(const ZipWriter&) = delete;
    ZipWriter& operator=(const ZipWriter&) = delete;

    void add(const std::string& path, std::string bytes);
    /// Must be called last; throws Error where memory or `sink` fails.
    void finish(sys::Sink& sink);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace khronika::app
