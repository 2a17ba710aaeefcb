// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace khronika::app {

/// Makes a ZIP file. Entries are stored, not compressed, so that a reader can take a run of any of them, as WACZ asks for;
/// their times are all the first that a ZIP file knows, so that the same input gives the same bytes. The file is put together in memory: a
/// package takes about twice its size.
class ZipWriter {
public:
    ZipWriter();
    ~ZipWriter();
    ZipWriter(const ZipWriter&) = delete;
    ZipWriter& operator=(const ZipWriter&) = delete;

    void add(const std::string& path, std::string bytes);
    /// Must be called last; hands the file over in runs. Throws Error where memory fails.
    void finish(const std::function<void(std::string_view)>& take);

    /// The library that puts the file together: another version may write other bytes.
    [[nodiscard]] static std::string made_by();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace khronika::app
