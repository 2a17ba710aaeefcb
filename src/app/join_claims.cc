// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/join_claims.h"

#include "app/archive.h"
#include "app/gazetteer_places.h"
#include "app/table.h"
#include "base/error.h"
#include "model/json.h"
#include "sys/files.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace khronika::app {

namespace {

constexpr std::string_view marked_ending = ".claims.jsonl";

events::Joined join_with_tables(const JoinedClaims& input)
{
    const events::Actors actors(read_table(sys::real_files(), "actors/aliases.tsv"));
    return events::join(input.claims, input.items, {actors, *known_places()});
}

void read_marked(const std::string& path, const std::string& name, std::string_view bytes, std::vector<Claim>& claims)
{
    std::size_t number = 0;
    for (std::size_t from = 0; from < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', from), bytes.size());
        const std::string_view line = bytes.substr(from, end - from);
        from = end + 1;
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
            continue;
        }
        const std::string where = fmt::format("{}:{}", path, number);
        const nlohmann::json form = parse_json(line, where);
        Claim claim = claim_from_json(form, where);
        if (form.value("proposed", false)) {
            fail("{}: is a proposed claim, which no figure may rest on; once somebody has checked it, take \"proposed\" out", where);
        }
        if (claim.id.empty()) {
            claim.id = fmt::format("{}:{}", name, number);
        }
        claim.item = name;
        claims.push_back(std::move(claim));
    }
}

} // namespace

JoinedClaims join_marked(const std::string& folder)
{
    sys::Files& files = sys::real_files();
    JoinedClaims out;
    for (const sys::Listed& entry : files.list(folder)) {
        if (!entry.name.ends_with(marked_ending)) {
            continue;
        }
        const std::string name = entry.name.substr(0, entry.name.size() - marked_ending.size());
        const std::string path = sys::join(folder, entry.name);
        read_marked(path, name, sys::read_all(files, path), out.claims);
        events::ItemInfo item;
        item.id = name;
        const std::string meta_path = sys::join(folder, name + ".meta.json");
        if (files.status(meta_path)) {
            const Metadata meta = metadata_from_json(parse_json(sys::read_all(files, meta_path), meta_path), meta_path);
            item = {name, meta.outlet, meta.language, meta.published, meta.title, meta.url};
        }
        out.items.push_back(std::move(item));
    }
    if (out.items.empty()) {
        fail("{}: holds no file NAME{}", folder, marked_ending);
    }
    out.joined = join_with_tables(out);
    return out;
}

std::unique_ptr<events::Places> known_places()
{
    return std::make_unique<GazetteerPlaces>(sys::real_files());
}

std::vector<events::ItemInfo> item_infos(const Archive& archive)
{
    std::vector<events::ItemInfo> infos;
    for (const Item& item : archive.store().items()) {
        const Metadata stated = item.collections.empty() ? Metadata{} : item.collections.back().stated;
        const Text text = archive.store().text(item.sha256).value_or(Text{});
        const auto known = [](const Found& found, const std::string& otherwise) { return found.value.empty() ? otherwise : found.value; };
        infos.push_back({item.sha256, known(text.outlet, stated.outlet), known(text.language, stated.language),
                         known(text.published, stated.published), known(text.title, stated.title), known(text.url, stated.url)});
    }
    return infos;
}

JoinedClaims join_archive(const Archive& archive)
{
    JoinedClaims out;
    out.claims = archive.store().claims();
    out.items = item_infos(archive);
    out.joined = join_with_tables(out);
    return out;
}

JoinedClaims join_and_record(Archive& archive)
{
    JoinedClaims out = join_archive(archive);
    if (out.joined.events == archive.store().events() && out.joined.figures == archive.store().figures()) {
        return out;
    }
    nlohmann::ordered_json entry{{"type", "events_joined"}, {"method", events::join_method}};
    entry["events"] = nlohmann::ordered_json::array();
    entry["figures"] = nlohmann::ordered_json::array();
    for (const Event& event : out.joined.events) {
        entry["events"].push_back(to_json(event));
    }
    for (const Figure& figure : out.joined.figures) {
        entry["figures"].push_back(to_json(figure));
    }
    archive.append(entry);
    return out;
}

} // namespace khronika::app
