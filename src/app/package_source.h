// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::sys {
class Files;
}

namespace khronika::app {

/// The files of a package, whatever holds them.
class PackageSource {
public:
    virtual ~PackageSource() = default;
    /// All names, with "/", sorted; a name that stands twice is given twice.
    [[nodiscard]] virtual std::vector<std::string> names() = 0;
    /// The names in the order in which the files stand in the package.
    [[nodiscard]] virtual std::vector<std::string> order() { return names(); }
    /// Hands over the file in runs. Throws Error where there is none, or it cannot be read whole.
    virtual void each_chunk(const std::string& name, const std::function<void(std::string_view)>& take) = 0;

    /// The whole file; throws Error where it is longer than `limit` bytes.
    [[nodiscard]] std::string read(const std::string& name, std::uint64_t limit = std::uint64_t{4} << 30U);
};

/// `files` must outlive it.
[[nodiscard]] std::unique_ptr<PackageSource> folder_source(sys::Files& files, const std::string& folder);
/// Of a ZIP file's bytes, which must outlive it. Throws Error where they are none, where an entry is encrypted or compressed
/// by a method that is not known, or where the list at the end and the head of an entry differ, by which one file can
/// show two contents.
[[nodiscard]] std::unique_ptr<PackageSource> zip_source(std::string_view bytes);

} // namespace khronika::app
