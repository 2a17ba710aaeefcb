// SPDX-License-Identifier: GPL-3.0-or-later
// A tar (POSIX pax) as a stream of regular files; libarchive reads and writes it.
#pragma once

#include "sys/files.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace khronika::app {

class TarWriter {
public:
    /// `out` must outlive this object.
    explicit TarWriter(sys::Sink& out);
    ~TarWriter();
    /// Begins a file of exactly `size` bytes. `time`: seconds since 1970.
    void begin(const std::string& path, std::uint64_t size, std::int64_t time);
    /// Throws Error where more is written than was said, and begin() or finish() where less was.
    void write(std::string_view bytes);
    /// Writes the end.
    void finish();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

struct TarEntry {
    std::string path;
    std::uint64_t size = 0;
};

class TarReader {
public:
    /// Complaints begin with `name`. `from` must outlive this object.
    TarReader(sys::Source& from, std::string name);
    ~TarReader();
    /// The next file; absent at the end. Throws Error where it is no tar, or what follows is no regular file.
    [[nodiscard]] std::optional<TarEntry> next();
    /// Hands out the bytes of the file that next() gave, in runs.
    void read(const std::function<void(std::string_view)>& take);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace khronika::app
