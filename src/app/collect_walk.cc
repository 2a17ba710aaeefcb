// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collect_walk.h"

#include "app/layout.h"
#include "app/sidecar.h"
#include "base/error.h"
#include "sys/files.h"

#include <fmt/ranges.h>

namespace khronika::app {

namespace {

class Walk {
public:
    Walk(sys::Files& files, const std::function<void(const std::string&)>& told, CollectReport& report,
         const std::function<void(const std::string&)>& take)
        : m_files(files), m_told(told), m_report(report), m_take(take)
    {
    }

    void take(const std::string& path)
    {
        if (wanted(path)) {
            m_take(path);
        }
    }

private:
    /// A file to be taken; a folder's files are taken at once.
    bool wanted(const std::string& path)
    {
        try {
            const auto status = m_files.status(path);
            if (!status) {
                fail("{}: there is no such file; check the path", path);
            }
            if (status->kind != sys::Kind::folder) {
                return !passed_as_sidecar(path);
            }
        } catch (const Error& error) {
            failed(error);
            return false;
        }
        take_folder(path);
        return false;
    }

    void failed(const Error& error)
    {
        m_told(error.what());
        ++m_report.failed;
    }

    std::vector<sys::Listed> entries_of(const std::string& folder)
    {
        try {
            if (m_files.status(sys::join(folder, manifest_name)) && m_files.status(sys::join(folder, database_name))) {
                pass(folder, "it is an archive's own folder");
                return {};
            }
            return m_files.list(folder);
        } catch (const Error& error) {
            failed(error);
            return {};
        }
    }

    void take_folder(const std::string& folder)
    {
        for (const sys::Listed& entry : entries_of(folder)) {
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
        if (!is_sidecar(path)) {
            return false;
        }
        if (!describes_a_file(m_files, path)) {
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
    const std::function<void(const std::string&)>& m_take;
};

} // namespace

void each_file_to_collect(sys::Files& files, const std::vector<std::string>& paths, const std::function<void(const std::string&)>& told,
                          CollectReport& report, const std::function<void(const std::string& path)>& take)
{
    Walk walk(files, told, report, take);
    for (const std::string& path : paths) {
        walk.take(path);
    }
}

std::uint64_t count_files_to_collect(sys::Files& files, const std::vector<std::string>& paths)
{
    std::uint64_t count = 0;
    CollectReport silent;
    each_file_to_collect(files, paths, [](const std::string&) {}, silent, [&](const std::string&) { ++count; });
    return count;
}

Metadata metadata_of(sys::Files& files, const std::string& file, const Metadata& stated,
                     const std::function<void(const std::string&)>& told, CollectReport& report)
{
    const auto path = sidecar_of(files, file);
    if (!path) {
        return stated;
    }
    const Sidecar sidecar = read_sidecar(files, *path);
    if (!sidecar.unknown.empty()) {
        told(fmt::format("{}: ignored: {} (known: title, outlet, language, published, url)", *path, fmt::join(sidecar.unknown, ", ")));
    }
    ++report.sidecars;
    return merged(stated, sidecar.metadata);
}

} // namespace khronika::app
