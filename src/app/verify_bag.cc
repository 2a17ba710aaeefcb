// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/export_package.h"
#include "app/package_contents_check.h"
#include "app/report_folder.h"
#include "archive/sha256.h"
#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace khronika::app {

namespace {

constexpr std::string_view payload = "data/";
constexpr std::string_view item_folder = "data/items/";

struct Hashed {
    std::string sha256;
    std::uint64_t size = 0;
};

class BagCheck {
public:
    BagCheck(PackageSource& source, PackageCheck& check) : m_source(source), m_check(check) {}

    void run()
    {
        for (const std::string& name : m_source.names()) {
            hash(name);
        }
        held_against("manifest-sha256.txt", true);
        held_against("tagmanifest-sha256.txt", false);
        oxum();
    }

    [[nodiscard]] FoundItems items() const
    {
        FoundItems out;
        for (const auto& [name, hashed] : m_hashed) {
            if (name.starts_with(item_folder)) {
                out.emplace(name.substr(name.rfind('/') + 1), hashed.size);
            }
        }
        return out;
    }

    [[nodiscard]] std::string hash_of(const std::string& name) const
    {
        const auto found = m_hashed.find(name);
        return found == m_hashed.end() ? std::string() : found->second.sha256;
    }

private:
    void damage(const std::string& where, const std::string& what) { m_check.damages.push_back({where, what}); }

    void hash(const std::string& name)
    {
        Hashed& hashed = m_hashed[name];
        archive::Sha256 hash;
        m_source.each_chunk(name, [&](std::string_view run) {
            hash.add(run);
            hashed.size += run.size();
        });
        hashed.sha256 = archive::hex(hash.finish());
        ++m_check.files;
        if (name.starts_with(item_folder) && hashed.sha256 != name.substr(name.rfind('/') + 1)) {
            damage(name, "its bytes have another hash than its name");
        }
    }

    void held_against(const std::string& manifest, bool of_payload)
    {
        const auto lines = m_hashed.count(manifest) == 0 ? std::nullopt : parse_manifest(m_source.read(manifest));
        if (!lines) {
            damage(manifest, "it is missing, or a line of it is not a hash, two spaces and a path");
            return;
        }
        std::map<std::string, std::string> listed;
        for (const ManifestLine& line : *lines) {
            if (!listed.emplace(line.path, line.sha256).second) {
                damage(manifest, "it lists " + line.path + " twice");
            }
            if (line.path.starts_with(payload) != of_payload) {
                damage(manifest, "it lists " + line.path + ", which belongs into the other manifest");
            }
        }
        for (const auto& [name, sha256] : listed) {
            const auto found = m_hashed.find(name);
            if (found == m_hashed.end()) {
                damage(name, manifest + " lists it, and it is missing");
            } else if (found->second.sha256 != sha256) {
                damage(name, fmt::format("its hash is {}, and {} says {}", found->second.sha256, manifest, sha256));
            }
        }
        for (const auto& [name, hashed] : m_hashed) {
            const bool expected =
                of_payload ? name.starts_with(payload) : !name.starts_with(payload) && name != manifest && name != package_note_name;
            if (expected && listed.count(name) == 0) {
                damage(name, manifest + " does not list it");
            }
        }
    }

    void oxum()
    {
        std::uint64_t bytes = 0;
        std::uint64_t files = 0;
        for (const auto& [name, hashed] : m_hashed) {
            if (name.starts_with(payload)) {
                bytes += hashed.size;
                ++files;
            }
        }
        const std::string expected = fmt::format("Payload-Oxum: {}.{}\n", bytes, files);
        if (m_hashed.count("bag-info.txt") != 0 && m_source.read("bag-info.txt").find(expected) == std::string::npos) {
            damage("bag-info.txt", fmt::format("its Payload-Oxum is not {}.{}", bytes, files));
        }
    }

    PackageSource& m_source;
    PackageCheck& m_check;
    std::map<std::string, Hashed> m_hashed;
};

} // namespace

PackageCheck check_bag(PackageSource& source, std::span<const vault::VerifierKey> keys)
{
    PackageCheck check;
    const std::string prefix(payload);
    BagCheck bag(source, check);
    bag.run();
    check_contents(source, prefix, bag.items(), check);
    if (bag.hash_of(package_note_name).empty()) {
        check_unsigned(package_key(source, prefix), keys, check);
    } else {
        check_signature(source.read(package_note_name), package_note_name, package_archive(source, prefix),
                        bag.hash_of("tagmanifest-sha256.txt"), package_key(source, prefix), keys, check);
    }
    return check;
}

} // namespace khronika::app
