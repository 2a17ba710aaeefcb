// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fingerprint.h"

#include "archive/sha256.h"
#include "sys/files.h"

#include <map>
#include <optional>
#include <string_view>

namespace khronika::archive {

namespace {

std::optional<std::string> read_if_there(sys::Files& files, const std::string& path)
{
    if (!files.status(path)) {
        return std::nullopt;
    }
    return sys::read_all(files, path, 1 << 16);
}

/// Name to hash; a line that is not of sha256sum's form is a problem.
std::map<std::string, std::string> parse(std::string_view bytes, std::vector<std::string>& problems)
{
    std::map<std::string, std::string> out;
    std::size_t number = 0;
    while (!bytes.empty()) {
        ++number;
        const std::size_t end = bytes.find('\n');
        const std::string_view line = bytes.substr(0, end);
        if (end == std::string_view::npos || line.size() < 67 || line.substr(64, 2) != "  " || !hash_from_hex(line.substr(0, 64))) {
            problems.push_back(fmt::format("{}: line {} is not of the form of sha256sum", fingerprint_name, number));
        } else {
            out.emplace(line.substr(66), line.substr(0, 64));
        }
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    }
    return out;
}

std::vector<std::string> compare(sys::Files& files, const std::string& folder, std::string_view fingerprint,
                                 const std::vector<std::string>& names)
{
    std::vector<std::string> problems;
    std::map<std::string, std::string> listed = parse(fingerprint, problems);
    for (const std::string& name : names) {
        const auto line = listed.extract(name);
        const std::string path = sys::join(folder, name);
        if (line.empty()) {
            problems.push_back(fmt::format("{}: no line for {}", fingerprint_name, name));
        } else if (!files.status(path)) {
            problems.push_back(fmt::format("{}: the file is missing", name));
        } else if (const std::string now = hex(sha256_of_file(files, path)); now != line.mapped()) {
            problems.push_back(fmt::format("{}: its SHA-256 is {}, and {} says {}: a byte of the file or of the fingerprint was changed "
                                           "from outside",
                                           name, now, fingerprint_name, line.mapped()));
        }
    }
    for (const auto& [name, hash] : listed) {
        problems.push_back(fmt::format("{}: a line for the unknown file '{}'", fingerprint_name, name));
    }
    return problems;
}

} // namespace

std::string make_fingerprint(sys::Files& files, const std::string& folder, const std::vector<std::string>& names)
{
    std::string out;
    for (const std::string& name : names) {
        out += fmt::format("{}  {}\n", hex(sha256_of_file(files, sys::join(folder, name))), name);
    }
    return out;
}

FingerprintReport check_fingerprint(sys::Files& files, const std::string& folder, const std::vector<std::string>& names)
{
    const std::string path = sys::join(folder, fingerprint_name);
    while (true) {
        const auto before = read_if_there(files, path);
        if (!before) {
            return {};
        }
        std::vector<std::string> problems = compare(files, folder, *before, names);
        if (problems.empty()) {
            return {FingerprintState::holds, {}};
        }
        if (read_if_there(files, path) == before) {
            return {FingerprintState::broken, std::move(problems)};
        }
    }
}

} // namespace khronika::archive
