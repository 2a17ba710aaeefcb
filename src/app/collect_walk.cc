// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collect_walk.h"

#include "app/layout.h"
#include "base/date.h"
#include "base/error.h"
#include "model/json.h"
#include "sys/files.h"

#include <nlohmann/json.hpp>

#include <array>

namespace khronika::app {

namespace {

constexpr std::string_view sidecar_end = ".meta.json";

class Walk {
public:
    Walk(sys::Files& files, const std::function<void(const std::string&)>& told, CollectReport& report)
        : m_files(files), m_told(told), m_report(report)
    {
    }

    void take(const std::string& path)
    {
        try {
            const auto status = m_files.status(path);
            if (!status) {
                fail("{}: there is no such file; check the path", path);
            }
            if (status->kind == sys::Kind::folder) {
                take_folder(path);
            } else if (!passed_as_sidecar(path)) {
                m_out.push_back(path);
            }
        } catch (const Error& error) {
            m_told(error.what());
            ++m_report.failed;
        }
    }

    [[nodiscard]] std::vector<std::string> result() && { return std::move(m_out); }

private:
    void take_folder(const std::string& folder)
    {
        if (m_files.status(sys::join(folder, manifest_name)) && m_files.status(sys::join(folder, database_name))) {
            pass(folder, "it is an archive's own folder");
            return;
        }
        for (const sys::Listed& entry : m_files.list(folder)) {
            const std::string path = sys::join(folder, entry.name);
            if (entry.name.starts_with('.')) {
                ++m_report.hidden;
            } else if (entry.kind == sys::Kind::folder || entry.kind == sys::Kind::file) {
                take(path);
            } else {
                pass(path, entry.kind == sys::Kind::link ? "it is a link; name it on the command line to collect what it leads to"
                                                         : "it is no regular file");
            }
        }
    }

    bool passed_as_sidecar(const std::string& path)
    {
        if (!path.ends_with(sidecar_end)) {
            return false;
        }
        if (!m_files.status(path.substr(0, path.size() - sidecar_end.size()))) {
            pass(path, "it describes a file that is not there");
        }
        return true;
    }

    void pass(const std::string& path, std::string_view reason)
    {
        m_told(fmt::format("{}: passed over: {}", path, reason));
        ++m_report.passed;
    }

    sys::Files& m_files;
    const std::function<void(const std::string&)>& m_told;
    CollectReport& m_report;
    std::vector<std::string> m_out;
};

} // namespace

std::vector<std::string> files_to_collect(sys::Files& files, const std::vector<std::string>& paths,
                                          const std::function<void(const std::string&)>& told, CollectReport& report)
{
    Walk walk(files, told, report);
    for (const std::string& path : paths) {
        walk.take(path);
    }
    return std::move(walk).result();
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

Metadata metadata_of(sys::Files& files, const std::string& file, const Metadata& stated,
                     const std::function<void(const std::string&)>& told, CollectReport& report)
{
    const std::string path = file + std::string(sidecar_end);
    if (!files.status(path)) {
        return stated;
    }
    const nlohmann::json content = parse_json(sys::read_all(files, path, 1 << 20), path);
    Metadata out = metadata_from_json(content, path);
    check_metadata(out, path);
    constexpr std::array<std::string_view, 5> known{"title", "outlet", "language", "published", "url"};
    for (const auto& [key, value] : content.items()) {
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            told(fmt::format("{}: the unknown key '{}' is ignored (known: title, outlet, language, published, url)", path, key));
        }
    }
    for (const auto field : {&Metadata::title, &Metadata::outlet, &Metadata::language, &Metadata::published, &Metadata::url}) {
        if (!(stated.*field).empty()) {
            out.*field = stated.*field;
        }
    }
    ++report.sidecars;
    return out;
}

} // namespace khronika::app
