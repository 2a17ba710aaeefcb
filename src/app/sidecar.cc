// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sidecar.h"

#include "base/date.h"
#include "base/error.h"
#include "model/json.h"
#include "sys/read_file.h"

#include <nlohmann/json.hpp>

#include <array>

namespace khronika::app {

namespace {

constexpr std::string_view suffix = ".meta.json";
constexpr std::uint64_t largest = 1ULL << 20U;

std::string without_endings(std::string path)
{
    for (const std::string_view ending : {".gz", ".txt", ".text", ".html", ".htm", ".xhtml", ".md"}) {
        if (path.ends_with(ending)) {
            path.resize(path.size() - ending.size());
        }
    }
    return path;
}

} // namespace

bool is_sidecar(const std::string& path)
{
    return path.ends_with(suffix);
}

std::optional<std::string> sidecar_of(const std::string& path)
{
    for (std::string candidate : {path, without_endings(path)}) {
        candidate += suffix;
        if (sys::exists(candidate)) {
            return candidate;
        }
    }
    return std::nullopt;
}

Metadata read_sidecar(const std::string& path)
{
    Metadata out = metadata_from_json(parse_json(sys::read_file(path, largest), path), path);
    if (!out.published.empty() && !Date::parse(out.published)) {
        fail("{}: field 'published' is no date (YYYY-MM-DD, or an RFC 3339 time): '{}'", path, out.published);
    }
    return out;
}

Metadata merged(const Metadata& over, const Metadata& under)
{
    const auto either = [](const std::string& a, const std::string& b) { return a.empty() ? b : a; };
    return {either(over.title, under.title), either(over.outlet, under.outlet), either(over.language, under.language),
            either(over.published, under.published), either(over.url, under.url)};
}

} // namespace khronika::app
