// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

#include <stdlib.h>

namespace khronika::test {

/// A new folder, removed with all that it holds. In memory where there is such a place: tests sync some thousand times.
class TemporaryFolder {
public:
    TemporaryFolder()
    {
        const std::filesystem::path base =
            std::filesystem::is_directory("/dev/shm") ? std::filesystem::path("/dev/shm") : std::filesystem::temp_directory_path();
        std::string pattern = base / "khronika-XXXXXX"; // mkdtemp puts letters in the place of these six
        if (::mkdtemp(pattern.data()) == nullptr) {
            throw std::runtime_error("no temporary folder below " + base.string());
        }
        m_path = pattern;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() { std::filesystem::remove_all(m_path); }
    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

} // namespace khronika::test
