// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/once_signed.h"
#include "app/package_contents_check.h"
#include "app/warc_members.h"
#include "archive/sha256.h"
#include "base/error.h"
#include "model/json.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace khronika::app {

namespace {

using nlohmann::json;

constexpr const char* list_name = "datapackage.json";
constexpr const char* digest_name = "datapackage-digest.json";
constexpr const char* records_name = "archive/data.warc.gz";
constexpr const char* index_name = "indexes/index.cdx";

class WaczCheck {
public:
    WaczCheck(PackageSource& source, PackageCheck& check) : m_source(source), m_check(check) {}

    FoundItems run(std::span<const vault::VerifierKey> keys)
    {
        look_at(m_check, list_name, [&] { resources(); });
        look_at(m_check, digest_name, [&] { digest(keys); });
        look_at(m_check, records_name, [&] { records(); });
        look_at(m_check, index_name, [&] { index(); });
        return std::move(m_items);
    }

private:
    void damage(const std::string& where, const std::string& what) { m_check.damages.push_back({where, what}); }

    void resources()
    {
        const std::string bytes = m_source.read(list_name);
        m_hash = archive::hex(archive::sha256(bytes));
        ++m_check.files;
        std::set<std::string> listed{list_name, digest_name};
        const json list = parse_json(bytes, list_name);
        for (const json& resource : list.at("resources")) {
            const auto path = resource.at("path").get<std::string>();
            if (!listed.insert(path).second) {
                damage(list_name, "it lists " + path + " twice");
            }
            look_at(m_check, path, [&] { hash(path, resource); });
        }
        std::set<std::string> present;
        for (const std::string& name : m_source.names()) {
            if (!present.insert(name).second) {
                damage(name, "it stands twice in the file");
            }
            if (listed.count(name) == 0) {
                damage(name, "datapackage.json does not list it");
            }
        }
    }

    void hash(const std::string& path, const json& resource)
    {
        archive::Sha256 hash;
        std::uint64_t size = 0;
        m_source.each_chunk(path, [&](std::string_view run) {
            hash.add(run);
            size += run.size();
        });
        ++m_check.files;
        const std::string found = "sha256:" + archive::hex(hash.finish());
        if (resource.at("hash") != found || resource.at("bytes") != size) {
            damage(path, fmt::format("its hash is {}, its size {}; datapackage.json says {} and {}", found, size,
                                     resource.at("hash").dump(), resource.at("bytes").dump()));
        }
    }

    void digest(std::span<const vault::VerifierKey> keys)
    {
        const json digest = parse_json(m_source.read(digest_name), digest_name);
        ++m_check.files;
        const std::string hash = "sha256:" + m_hash;
        if (digest.at("path") != list_name || digest.at("hash") != hash) {
            damage(digest_name, "it is not of this datapackage.json");
        }
        const std::string stated_key = package_key(m_source, "khronika/");
        if (!digest.contains("signedData") && !digest.contains("khronikaNote")) {
            check_unsigned(stated_key, keys, m_check);
            return;
        }
        const json& made = digest.at("signedData");
        if (made.at("hash") != hash ||
            !verify_once({made.at("signature").get<std::string>(), made.at("publicKey").get<std::string>()}, hash)) {
            damage(digest_name, "the key in signedData did not sign this datapackage.json");
        }
        check_signature(digest.at("khronikaNote").get<std::string>(), "khronikaNote", package_archive(m_source, "khronika/"), m_hash,
                        stated_key, keys, m_check);
    }

    void records()
    {
        for (MemberRecord& record : read_members(m_source, records_name)) {
            if (record.block_digest != "sha256:" + record.block_sha256) {
                damage(records_name, fmt::format("the record at byte {} says {}, and its block has {}", record.offset, record.block_digest,
                                                 record.block_sha256));
            }
            if (record.type == "resource") {
                m_items.emplace(record.block_sha256, record.block_size);
            }
            m_records.emplace(record.offset, std::move(record));
        }
    }

    void index()
    {
        const std::string lines = m_source.read(index_name);
        std::size_t number = 0;
        for (std::size_t from = 0; from < lines.size(); ++number) {
            const std::size_t end = std::min(lines.find('\n', from), lines.size());
            const std::string line = lines.substr(from, end - from);
            const std::string where = fmt::format("{}, line {}", index_name, number + 1);
            look_at(m_check, where, [&] { indexed(parse_json(line.substr(std::min(line.find('{'), line.size())), where), where); });
            from = end + 1;
        }
        const auto resources = std::count_if(m_records.begin(), m_records.end(), [](const auto& r) { return r.second.type == "resource"; });
        if (number != static_cast<std::size_t>(resources)) {
            damage(index_name, fmt::format("it has {} lines, and the archive {} records of items", number, resources));
        }
    }

    void indexed(const json& line, const std::string& where)
    {
        const auto text = line.at("offset").get<std::string>();
        std::uint64_t offset = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), offset);
        const auto record = read.ec == std::errc{} && std::to_string(offset) == text ? m_records.find(offset) : m_records.end();
        if (record == m_records.end() || line.at("length") != std::to_string(record->second.length) ||
            line.at("url") != record->second.uri || line.at("digest") != "sha256:" + record->second.block_sha256) {
            damage(where, "it leads to no such record");
        }
    }

    PackageSource& m_source;
    PackageCheck& m_check;
    std::string m_hash; ///< of datapackage.json, hex
    std::map<std::uint64_t, MemberRecord> m_records;
    FoundItems m_items;
};

} // namespace

PackageCheck check_wacz(PackageSource& source, std::span<const vault::VerifierKey> keys)
{
    PackageCheck check;
    const FoundItems items = WaczCheck(source, check).run(keys);
    check_contents(source, "khronika/", items, check);
    return check;
}

} // namespace khronika::app
