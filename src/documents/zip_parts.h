// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct zip;

namespace khronika::documents {

/// The parts of a ZIP file in memory. What is made to unpack to far more than it is (a ZIP bomb) is refused: by what the file
/// says of a part's size before it is unpacked, and by what comes out.
class ZipParts {
public:
    /// `bytes` must outlive it; `most` is how many bytes all parts that are read may hold. Throws Error for a damaged file.
    ZipParts(std::string_view bytes, std::uint64_t most);
    ~ZipParts();
    ZipParts(const ZipParts&) = delete;
    ZipParts& operator=(const ZipParts&) = delete;

    /// The content of a part; absent where there is none of that name. Throws Error where it is damaged, encrypted, or a bomb.
    [[nodiscard]] std::optional<std::string> read(const std::string& name);

private:
    struct Close {
        void operator()(zip* file) const;
    };
    std::unique_ptr<zip, Close> m_file;
    std::uint64_t m_left;
    std::uint64_t m_most;
};

} // namespace khronika::documents
