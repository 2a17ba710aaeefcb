// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive_check.h"
#include "app/checkpoints.h"
#include "app/prove.h"
#include "base/error.h"
#include "base/utf8.h"
#include "sys/files.h"

#include <nlohmann/json.hpp>

namespace khronika::app {

namespace {

constexpr std::size_t longest_of_two_bytes = 0xFFFF;

void expect_empty(sys::Files& files, const std::string& folder)
{
    const auto status = files.status(folder);
    if (status && (status->kind != sys::Kind::folder || !files.list(folder).empty())) {
        throw UsageError(fmt::format("{} is there already and not empty: name a new folder", folder));
    }
}

class Export {
public:
    Export(const Services& services, const Archive& archive, std::string folder, std::uint64_t size)
        : m_files(services.files), m_archive(archive), m_folder(std::move(folder)), m_size(size)
    {
        m_report.size = size;
    }

    void hashes()
    {
        archive::TreeReader tree = tree_reader(m_archive.store());
        for (unsigned level = 0; archive::hashes_at(level, m_size) > 0; ++level) {
            for (std::uint64_t index = 0; archive::width_of_tile(level, index, m_size) > 0; ++index) {
                std::string bytes;
                for (const archive::Hash& hash : tree.tile(level, index, m_size)) {
                    bytes.append(reinterpret_cast<const char*>(hash.data()), hash.size());
                }
                write(archive::tile_path(std::to_string(level), index, bytes.size() / sizeof(archive::Hash)), bytes);
                ++m_report.tiles;
            }
        }
    }

    void entries()
    {
        std::vector<std::string> bundle;
        m_archive.store().each_entry(0, [&](const store::Entry& entry) {
            if (entry.index >= m_size) {
                return false;
            }
            bundle.push_back(entry.bytes);
            if (bundle.size() == archive::tile_width || entry.index + 1 == m_size) {
                write_bundle(entry.index / archive::tile_width, bundle);
                bundle.clear();
            }
            return true;
        });
    }

    void write(const std::string& name, std::string_view bytes)
    {
        const std::string path = sys::join(m_folder, name);
        sys::make_folders(m_files, sys::folder_of(path));
        sys::write_new(m_files, path, bytes);
    }

    [[nodiscard]] const TilesReport& report() const { return m_report; }

private:
    /// The specification gives an entry's length in two bytes and lets other forms stand at other names: a bundle with a
    /// longer entry is written with four.
    void write_bundle(std::uint64_t index, const std::vector<std::string>& bundle)
    {
        bool long_form = false;
        for (const std::string& entry : bundle) {
            long_form = long_form || entry.size() > longest_of_two_bytes;
        }
        std::string bytes;
        for (const std::string& entry : bundle) {
            for (unsigned shift = long_form ? 32U : 16U; shift > 0;) {
                shift -= 8;
                bytes += static_cast<char>((entry.size() >> shift) & 0xFFU);
            }
            bytes += entry;
        }
        write(archive::tile_path(long_form ? "entries32" : "entries", index, bundle.size()), bytes);
        ++m_report.bundles;
        m_report.long_bundles += long_form ? 1 : 0;
    }

    sys::Files& m_files;
    const Archive& m_archive;
    std::string m_folder;
    std::uint64_t m_size;
    TilesReport m_report;
};

} // namespace

TilesReport export_tiles(const Services& services, Archive& archive, const std::string& folder, bool with_entries)
{
    const store::SignedCheckpoint checkpoint = find_checkpoint(archive.store(), 0);
    expect_empty(services.files, folder);
    nlohmann::ordered_json entry{{"type", "journal_exported"},
                                 {"what", with_entries ? "all entries and hashes as tiles" : "all hashes as tiles"},
                                 {"size", checkpoint.size},
                                 {"to", utf8::repaired(folder)}};
    if (with_entries) {
        entry["items"] = nlohmann::ordered_json::array();
        for (const Item& item : archive.store().items()) {
            entry["items"].push_back(item.sha256);
        }
    }
    archive.append(entry);
    Export out(services, archive, folder, checkpoint.size);
    out.hashes();
    if (with_entries) {
        out.entries();
    }
    out.write("checkpoint", checkpoint.note);
    return out.report();
}

} // namespace khronika::app
