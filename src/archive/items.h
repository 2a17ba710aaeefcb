// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of items: `items/ab/abcdef…`, each file named by the SHA-256 of what it holds, read-only, never changed.
//
// Rejected: a hash with a prefix that tells the algorithm (one algorithm a format version is simpler to check by hand
// with `sha256sum`), and packing many items into one file (a court wants to be handed a file).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::sys {
class Files;
}

namespace khronika::archive {

struct StoredItem {
    std::string sha256; ///< hex
    std::uint64_t size = 0;
    bool fresh = false;    ///< its bytes were not there before
    std::string beginning; ///< its first bytes, up to 4096, by which its media type is told
};

/// What lies in the items' folder and should not, or is not as its name says.
struct ItemFile {
    std::string path; ///< within the archive
    std::string sha256;
    std::uint64_t size = 0;
};

/// An item that comes in runs: a part of a container, an answer from the network.
class ItemWriter {
public:
    virtual ~ItemWriter() = default; ///< removes what was not finished, where the folder lets it
    virtual void write(std::string_view run) = 0;
    /// Keeps the item: when it returns, the bytes will survive a loss of power. Called once, and nothing after it.
    [[nodiscard]] virtual StoredItem finish() = 0;
};

class ItemStore {
public:
    /// Of the archive in `folder`, which holds `items/` and `incoming/`.
    ItemStore(sys::Files& files, std::string folder);

    /// Copies the file at `source` in, in runs, named `temporary` until it is whole. When it returns, the bytes will
    /// survive a loss of power. A `source` that cannot be read throws SourceError and leaves nothing behind.
    [[nodiscard]] StoredItem put(const std::string& source, const std::string& temporary);

    /// From now on put() syncs nothing: the caller calls sys::Files::sync_all() before it names the items in the journal.
    void defer_syncs(bool deferred) { m_deferred = deferred; }
    /// The same for bytes that the program makes or is handed. The store must outlive the writer.
    [[nodiscard]] std::unique_ptr<ItemWriter> begin(const std::string& temporary);

    /// Where the item's bytes are, whether they exist or not.
    [[nodiscard]] std::string path(std::string_view sha256) const;

    /// Every regular name for an item under items/, in order; `take_other` gets each path that is no such name.
    [[nodiscard]] std::vector<ItemFile> list(const std::function<void(const std::string& path)>& take_other) const;
    /// The same in parts: the folders of two hexadecimal digits that there are, and what one of them holds.
    [[nodiscard]] std::vector<std::string> shelves(const std::function<void(const std::string& path)>& take_other) const;
    [[nodiscard]] std::vector<ItemFile> list_shelf(const std::string& shelf,
                                                   const std::function<void(const std::string& path)>& take_other) const;

    /// Removes every unfinished file; gives their number.
    std::uint64_t clear_incoming();

private:
    class Writer;
    void keep(const StoredItem& item, const std::string& temporary);

    sys::Files& m_files;
    std::string m_folder;
    bool m_deferred = false;
};

} // namespace khronika::archive
