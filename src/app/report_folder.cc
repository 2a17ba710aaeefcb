// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report_folder.h"

#include "archive/sha256.h"
#include "base/error.h"
#include "model/json.h"
#include "sys/files.h"

#include <nlohmann/json.hpp>

namespace khronika::app {

namespace {

bool stays_within(std::string_view path)
{
    for (std::size_t from = 0; from <= path.size();) {
        const std::size_t end = std::min(path.find('/', from), path.size());
        const std::string_view part = path.substr(from, end - from);
        if (part.empty() || part == "." || part == "..") {
            return false;
        }
        from = end + 1;
    }
    return true;
}

void list_below(sys::Files& files, const std::string& folder, const std::string& prefix, std::vector<std::string>& out)
{
    for (const sys::Listed& entry : files.list(folder)) {
        const std::string path = prefix + entry.name;
        if (entry.kind == sys::Kind::folder) {
            list_below(files, sys::join(folder, entry.name), path + "/", out);
        } else {
            out.push_back(path);
        }
    }
}

} // namespace

std::optional<std::vector<ManifestLine>> parse_manifest(std::string_view bytes)
{
    constexpr std::size_t hash_digits = 64;
    std::vector<ManifestLine> lines;
    for (std::size_t from = 0; from < bytes.size();) {
        const std::size_t end = bytes.find('\n', from);
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        const std::string_view line = bytes.substr(from, end - from);
        from = end + 1;
        if (line.size() < hash_digits + 3 || line.substr(hash_digits, 2) != "  " || !archive::hash_from_hex(line.substr(0, hash_digits)) ||
            !stays_within(line.substr(hash_digits + 2))) {
            return std::nullopt;
        }
        lines.push_back({std::string(line.substr(0, hash_digits)), std::string(line.substr(hash_digits + 2))});
    }
    return lines;
}

std::vector<std::string> files_below(sys::Files& files, const std::string& folder)
{
    std::vector<std::string> out;
    list_below(files, folder, "", out);
    return out;
}

std::optional<std::string> report_archive(sys::Files& files, const std::string& folder)
{
    const std::string path = sys::join(folder, "report.json");
    if (!files.status(path)) {
        return std::nullopt;
    }
    try {
        const nlohmann::json report = parse_json(sys::read_all(files, path), path);
        if (report.is_object() && report.contains("khronika_report")) {
            return report.value("archive", "");
        }
    } catch (const Error&) {
        return std::nullopt;
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace khronika::app
