// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/package_contents_check.h"

#include "app/export_package.h"
#include "archive/merkle.h"
#include "archive/tlog.h"
#include "base/error.h"
#include "model/json.h"
#include "vault/note.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace khronika::app {

namespace {

using nlohmann::json;

/// What the journal's entries say of an item; the latest of each kind.
struct Told {
    std::optional<std::uint64_t> size;
    std::optional<json> text;
    std::optional<json> claims;
};

class ContentsCheck {
public:
    ContentsCheck(PackageSource& source, const std::string& prefix, const FoundItems& items, PackageCheck& check)
        : m_source(source), m_prefix(prefix), m_items(items), m_check(check)
    {
    }

    void run()
    {
        look_at(m_check, "package.json", [&] { head(); });
        look_at(m_check, "checkpoint", [&] { checkpoint(); });
        look_at(m_check, "entries.jsonl", [&] { entries(); });
        items();
        texts();
        look_at(m_check, "claims.jsonl", [&] { claims(); });
    }

private:
    void damage(const std::string& where, const std::string& what) { m_check.damages.push_back({where, what}); }

    [[nodiscard]] std::string read(const std::string& name) { return m_source.read(m_prefix + name); }

    void head()
    {
        m_head = parse_json(read("package.json"), "package.json");
        m_check.title = m_head.at("title").get<std::string>();
        m_size = m_head.at("tree").at("size").get<std::uint64_t>();
        m_check.root = m_head.at("tree").at("root").get<std::string>();
        m_root = archive::hash_from_hex(m_check.root);
        if (!m_root) {
            damage("package.json", "its tree's root is no hash");
        }
    }

    void checkpoint()
    {
        const std::string note = read("checkpoint");
        const archive::CheckpointText text = archive::parse_checkpoint_text(archive::signed_part(note), "checkpoint");
        if (text.size != m_size || text.root != m_root) {
            damage("checkpoint", "it is of another state of the journal than package.json says");
        }
        const std::string key = package_key(m_source, m_prefix);
        if (key.empty()) {
            return;
        }
        const auto parsed = vault::parse_verifier_key(key);
        if (!parsed || vault::check_note(vault::parse_note(note, "checkpoint"), std::array{*parsed}) != vault::Signed::yes) {
            damage("checkpoint", "the key in the package did not sign it");
        }
    }

    void entries()
    {
        const std::string lines = read("entries.jsonl");
        std::optional<std::uint64_t> last;
        std::size_t number = 0;
        for (std::size_t from = 0; from < lines.size(); ++number) {
            const std::size_t end = std::min(lines.find('\n', from), lines.size());
            const std::string where = fmt::format("entries.jsonl, line {}", number + 1);
            look_at(m_check, where, [&] { entry(parse_json(std::string_view(lines).substr(from, end - from), where), where, last); });
            from = end + 1;
        }
        if (number != m_head.value("entries", number)) {
            damage("entries.jsonl", fmt::format("it has {} entries, and package.json says {}", number, m_head.at("entries").dump()));
        }
    }

    void entry(const json& line, const std::string& where, std::optional<std::uint64_t>& last)
    {
        const auto index = line.at("index").get<std::uint64_t>();
        const auto bytes = line.at("entry").get<std::string>();
        std::vector<archive::Hash> steps;
        for (const json& step : line.at("proof")) {
            steps.push_back(archive::hash_from_hex(step.get<std::string>()).value_or(archive::Hash{}));
        }
        const archive::Hash leaf = archive::leaf_hash(bytes);
        if (line.at("leaf_hash") != archive::hex(leaf)) {
            damage(where, "its entry has another hash");
        } else if (!m_root || !archive::verify_inclusion(index, m_size, leaf, steps, *m_root)) {
            damage(where, "its proof does not lead to the root of the tree");
        } else if (last && index <= *last) {
            damage(where, "it is not in the order of the journal");
        } else {
            last = index;
            ++m_check.entries;
            take(parse_json(bytes, where));
        }
    }

    void take(json form)
    {
        if (!form.contains("item")) {
            return; // it names several, and says nothing of what they hold
        }
        const std::string type = form.at("type").get<std::string>();
        Told& told = m_told[form.at("item").get<std::string>()];
        if (type == "item_collected") {
            told.size = form.at("size").get<std::uint64_t>();
        } else if (type == "text_read") {
            told.text = std::move(form.at("text"));
        } else if (type == "claims_extracted") {
            told.claims = std::move(form.at("claims"));
        }
    }

    void items()
    {
        for (const auto& [hash, size] : m_items) {
            const auto told = m_told.find(hash);
            if (told == m_told.end() || !told->second.size) {
                damage("item " + hash, "no proved entry says that it was collected");
            } else if (*told->second.size != size) {
                damage("item " + hash, fmt::format("it has {} bytes, and the journal says {}", size, *told->second.size));
            } else {
                ++m_check.items;
            }
        }
        for (const auto& [hash, told] : m_told) {
            if (told.size && m_items.count(hash) == 0) {
                damage("item " + hash, "the journal names it, and its bytes are missing");
            }
        }
        if (m_head.is_object() && m_items.size() != m_head.value("items", m_items.size())) {
            damage("package.json", fmt::format("it says {} items, and there are {}", m_head.at("items").dump(), m_items.size()));
        }
    }

    void texts()
    {
        for (const auto& [hash, told] : m_told) {
            if (!told.text) {
                continue;
            }
            const std::string name = "texts/" + hash;
            look_at(m_check, name + ".txt", [&, &text = *told.text] {
                if (read(name + ".txt") != text.at("content").get<std::string>()) {
                    damage(name + ".txt", "it is not what the journal says was read");
                } else if (parse_json(read(name + ".json"), name + ".json") != text) {
                    damage(name + ".json", "it is not what the journal says was read");
                } else {
                    ++m_check.texts;
                }
            });
        }
    }

    void claims()
    {
        std::map<std::string, std::vector<json>> found;
        const std::string lines = read("claims.jsonl");
        std::size_t number = 0;
        for (std::size_t from = 0; from < lines.size(); ++number) {
            const std::size_t end = std::min(lines.find('\n', from), lines.size());
            const std::string where = fmt::format("claims.jsonl, line {}", number + 1);
            json claim = parse_json(std::string_view(lines).substr(from, end - from), where);
            look_at(m_check, where, [&] { quote(claim_from_json(claim, where), where); });
            found[claim.at("item").get<std::string>()].push_back(std::move(claim));
            from = end + 1;
        }
        for (const auto& [hash, told] : m_told) {
            const std::vector<json>& claims = found[hash];
            const std::size_t expected = told.claims ? told.claims->size() : 0;
            if (claims.size() != expected || (told.claims && !std::equal(claims.begin(), claims.end(), told.claims->begin()))) {
                damage("item " + hash, "its claims are not those of the journal");
            }
        }
        for (const auto& [hash, claims] : found) {
            if (!claims.empty() && m_told.count(hash) == 0) {
                damage("item " + hash, "the package has claims of it and no entry");
            }
        }
    }

    void quote(const Claim& claim, const std::string& where)
    {
        const auto told = m_told.find(claim.item);
        const auto* text = told == m_told.end() || !told->second.text ? nullptr : &*told->second.text;
        if (text == nullptr || at(text->at("content").get_ref<const std::string&>(), claim.span) != claim.quote) {
            damage(where, "its quote does not stand at its place in the text of its item");
        } else {
            ++m_check.quotes;
        }
    }

    PackageSource& m_source;
    const std::string& m_prefix;
    const FoundItems& m_items;
    PackageCheck& m_check;
    json m_head;
    std::uint64_t m_size = 0;
    std::optional<archive::Hash> m_root;
    std::map<std::string, Told> m_told;
};

} // namespace

void look_at(PackageCheck& check, const std::string& name, const std::function<void()>& look)
{
    try {
        look();
    } catch (const json::exception& error) {
        check.damages.push_back({name, error.what()});
    } catch (const Error& error) {
        check.damages.push_back({name, error.what()});
    }
}

void check_contents(PackageSource& source, const std::string& prefix, const FoundItems& items, PackageCheck& check)
{
    ContentsCheck(source, prefix, items, check).run();
}

void check_signature(std::string_view note, std::string_view where, const std::string& archive, const std::string& hash,
                     const std::string& stated_key, std::span<const vault::VerifierKey> wanted, PackageCheck& check)
{
    const auto stated = vault::parse_verifier_key(stated_key);
    const auto damage = [&](const std::string& what) { check.damages.push_back({std::string(where), what}); };
    if (!stated) {
        damage("the package is signed, and its file `key` holds no verifier key");
        return;
    }
    try {
        const vault::Note parsed = vault::parse_note(note, where);
        if (parsed.text != package_statement(archive, hash)) {
            damage("what is signed is not the hash of this package");
        } else if (vault::check_note(parsed, std::array{*stated}) != vault::Signed::yes) {
            damage("the key in the package did not make the signature");
        } else if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), *stated) == wanted.end()) {
            damage("it is signed by another key than the one named: " + stated_key);
        } else {
            check.signer = stated_key;
            if (wanted.empty()) {
                check.notes.push_back("signed by " + stated_key +
                                      ": compare this key with the one that the archive's owner gives out, or name it with --key");
            }
        }
    } catch (const Error& error) {
        damage(error.what());
    }
}

void check_unsigned(const std::string& stated_key, std::span<const vault::VerifierKey> wanted, PackageCheck& check)
{
    if (!stated_key.empty()) {
        check.damages.push_back({"signature", "the package holds a key, and its signature is missing"});
    } else if (!wanted.empty()) {
        check.damages.push_back({"signature", "the package is not signed, and a key was named"});
    } else {
        check.notes.emplace_back("not signed: it shows that nothing was changed since it was made, not who made it");
    }
}

namespace {

std::string stated(PackageSource& source, const std::string& name, const char* key)
{
    try {
        return parse_json(source.read(name), name).value(key, "");
    } catch (const Error&) {
        return {};
    } catch (const json::exception&) {
        return {};
    }
}

} // namespace

std::string zipped_by(PackageSource& source)
{
    return stated(source, "datapackage.json", "zippedBy");
}

std::string package_archive(PackageSource& source, const std::string& prefix)
{
    return stated(source, prefix + "package.json", "archive");
}

std::string package_key(PackageSource& source, const std::string& prefix)
{
    const std::vector<std::string> names = source.names();
    if (!std::binary_search(names.begin(), names.end(), prefix + "key")) {
        return {};
    }
    std::string key = source.read(prefix + "key");
    while (key.ends_with('\n')) {
        key.pop_back();
    }
    return key;
}

} // namespace khronika::app
