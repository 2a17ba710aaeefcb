// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sidecar.h"

#include "base/date.h"
#include "base/error.h"
#include "model/json.h"
#include "sys/files.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace khronika::app {

namespace {

constexpr std::string_view suffix = ".meta.json";
constexpr std::uint64_t largest = 1ULL << 20U;
constexpr std::array<std::string_view, 6> endings{".txt", ".text", ".html", ".htm", ".xhtml", ".md"};
constexpr std::array<std::string_view, 5> known{"title", "outlet", "language", "published", "url"};

std::string without_endings(std::string path)
{
    if (path.ends_with(".gz")) {
        path.resize(path.size() - 3);
    }
    for (const std::string_view ending : endings) {
        if (path.ends_with(ending)) {
            path.resize(path.size() - ending.size());
            break;
        }
    }
    return path;
}

} // namespace

bool is_sidecar(const std::string& path)
{
    return path.ends_with(suffix);
}

std::optional<std::string> sidecar_of(sys::Files& files, const std::string& path)
{
    for (std::string candidate : {path, without_endings(path)}) {
        candidate += suffix;
        if (files.status(candidate)) {
            return candidate;
        }
    }
    return std::nullopt;
}

bool describes_a_file(sys::Files& files, const std::string& sidecar)
{
    const std::string name = sidecar.substr(0, sidecar.size() - suffix.size());
    const auto there = [&](std::string_view ending) {
        return files.status(name + std::string(ending)) || files.status(name + std::string(ending) + ".gz");
    };
    return files.status(name) || std::any_of(endings.begin(), endings.end(), there);
}

Sidecar read_sidecar(sys::Files& files, const std::string& path)
{
    const nlohmann::json content = parse_json(sys::read_all(files, path, largest), path);
    Sidecar out;
    out.metadata = metadata_from_json(content, path);
    check_metadata(out.metadata, path);
    for (const auto& [key, value] : content.items()) {
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            out.unknown.push_back(key);
        }
    }
    return out;
}

Metadata merged(const Metadata& over, const Metadata& under)
{
    const auto either = [](const std::string& a, const std::string& b) { return a.empty() ? b : a; };
    return {either(over.title, under.title), either(over.outlet, under.outlet), either(over.language, under.language),
            either(over.published, under.published), either(over.url, under.url)};
}

void check_metadata(const Metadata& metadata, const std::string& where)
{
    if (!metadata.published.empty() && !Date::parse(metadata.published)) {
        fail("{}: published '{}' is no date (YYYY-MM-DD, or a time of RFC 3339)", where, metadata.published);
    }
    const std::string& language = metadata.language;
    if (!language.empty() && (language.size() != 2 || language.find_first_not_of("abcdefghijklmnopqrstuvwxyz") != std::string::npos)) {
        fail("{}: language '{}' is no code of ISO 639-1 (two small letters, such as ru)", where, language);
    }
}

} // namespace khronika::app
