// SPDX-License-Identifier: GPL-3.0-or-later
#include "sys/medium.h"

#include "sys/files.h"

#include <algorithm>
#include <array>

namespace khronika::sys {

namespace {

using Change = DiskChange::Kind;

void apply_name(DiskState& state, const DiskChange& change)
{
    const auto take_away = [&](const std::string& path) {
        const auto found = state.names.find(path);
        if (found != state.names.end() && found->second == change.file) {
            state.names.erase(found);
        }
    };
    switch (change.kind) {
    case Change::create:
    case Change::make_folder:
        state.names[change.path] = change.file;
        break;
    case Change::rename:
        take_away(change.path);
        state.names[change.to] = change.file;
        break;
    default:
        take_away(change.path);
    }
}

void apply_write(std::string& bytes, std::uint64_t offset, std::string_view written)
{
    if (bytes.size() < offset + written.size()) {
        bytes.resize(offset + written.size(), '\0');
    }
    bytes.replace(offset, written.size(), written);
}

void apply_bytes(std::string& bytes, const DiskChange& change)
{
    if (change.kind == Change::truncate) {
        bytes.resize(change.offset, '\0');
    } else {
        apply_write(bytes, change.offset, change.bytes);
    }
}

bool chance(double share, std::mt19937_64& draw)
{
    return std::uniform_real_distribution<double>(0, 1)(draw) < share;
}

/// A part of a write: some of its sectors, or its bytes up to or from one of them.
void apply_torn(std::string& bytes, const DiskChange& change, std::mt19937_64& draw)
{
    if (change.kind == Change::truncate || change.bytes.empty()) {
        return;
    }
    const std::string_view all = change.bytes;
    const std::uint64_t form = draw() % 4;
    if (form < 2) {
        const std::size_t place = draw() % (all.size() + 1);
        if (form == 0) {
            apply_write(bytes, change.offset, all.substr(0, place));
        } else {
            apply_write(bytes, change.offset + place, all.substr(place));
        }
        return;
    }
    const std::uint64_t sector = form == 2 ? 512 : 4096;
    for (std::size_t from = 0; from < all.size();) {
        const std::size_t next = std::min<std::size_t>(all.size(), from + sector - (change.offset + from) % sector);
        if (chance(0.5, draw)) {
            apply_write(bytes, change.offset + from, all.substr(from, next - from));
        }
        from = next;
    }
}

/// A name whose folder never reached the medium cannot be reached, nor a file without a name.
void drop_unreachable(DiskState& state)
{
    for (bool again = true; again;) {
        again = std::erase_if(state.names, [&](const auto& name) {
                    return name.first != "." && name.first != "/" && !state.names.contains(folder_of(name.first));
                }) > 0;
    }
    std::vector<std::uint64_t> named;
    for (const auto& [name, file] : state.names) {
        named.push_back(file);
        if (file != 0) {
            state.bytes.try_emplace(file);
        }
    }
    std::sort(named.begin(), named.end());
    std::erase_if(state.bytes, [&](const auto& file) { return !std::binary_search(named.begin(), named.end(), file.first); });
}

} // namespace

void Medium::sync_folder(const std::string& folder)
{
    std::vector<DiskChange> left;
    for (DiskChange& change : m_names) {
        const bool here = folder_of(change.path) == folder;
        if (change.kind != Change::rename) {
            if (here) {
                apply_name(m_kept, change);
            } else {
                left.push_back(std::move(change));
            }
            continue;
        }
        const bool there = folder_of(change.to) == folder;
        if (here && there) {
            apply_name(m_kept, change);
        } else if (there) {
            m_kept.names[change.to] = change.file;
            left.push_back({Change::remove, change.file, change.path, {}, 0, {}});
        } else if (here) {
            apply_name(m_kept, {Change::remove, change.file, change.path, {}, 0, {}});
            left.push_back({Change::create, change.file, change.to, {}, 0, {}});
        } else {
            left.push_back(std::move(change));
        }
    }
    m_names = std::move(left);
}

void Medium::sync_all()
{
    for (const DiskChange& change : m_names) {
        apply_name(m_kept, change);
    }
    m_names.clear();
    for (const DiskChange* write : m_writes) {
        apply_bytes(m_kept.bytes[write->file], *write);
    }
    m_writes.clear();
}

void Medium::take(const DiskChange& change, bool syncs_work)
{
    switch (change.kind) {
    case Change::write:
    case Change::truncate:
        m_writes.push_back(&change);
        return;
    case Change::sync:
        if (syncs_work) {
            std::string& bytes = m_kept.bytes[change.file];
            std::erase_if(m_writes, [&](const DiskChange* write) {
                if (write->file != change.file) {
                    return false;
                }
                apply_bytes(bytes, *write);
                return true;
            });
        }
        return;
    case Change::sync_folder:
        if (syncs_work) {
            sync_folder(change.path);
        }
        return;
    case Change::sync_all:
        if (syncs_work) {
            sync_all();
        }
        return;
    default:
        m_names.push_back(change);
    }
}

DiskState Medium::lose_power(Loss loss, std::mt19937_64& draw) const
{
    DiskState out = m_kept;
    constexpr std::array<double, 4> shares{0.1, 0.5, 0.9, 0.98};
    const double share = shares[draw() % shares.size()];
    // One cut for bytes and another for names: the two reach the medium on different ways.
    const std::size_t cut = draw() % (m_writes.size() + 1);
    const std::size_t cut_names = draw() % (m_names.size() + 1);
    const auto reached = [&](std::size_t place, std::size_t end) {
        return loss == Loss::none_dropped || (loss == Loss::cut_short && place < end) || (loss == Loss::reordered && chance(share, draw));
    };
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        if (reached(i, cut_names)) {
            apply_name(out, m_names[i]);
        }
    }
    for (std::size_t i = 0; i < m_writes.size(); ++i) {
        std::string& bytes = out.bytes[m_writes[i]->file];
        if (reached(i, cut)) {
            apply_bytes(bytes, *m_writes[i]);
        } else if ((loss == Loss::cut_short && i == cut) || (loss == Loss::reordered && chance(0.5, draw))) {
            apply_torn(bytes, *m_writes[i], draw);
        }
    }
    drop_unreachable(out);
    return out;
}

} // namespace khronika::sys
