// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/make_report.h"

#include "app/report_folder.h"
#include "app/report_input.h"
#include "archive/items.h"
#include "archive/sha256.h"
#include "base/error.h"
#include "model/json.h"
#include "sys/files.h"

#include <nlohmann/json.hpp>

#include <set>

namespace khronika::app {

namespace {

// Throws where the folder holds anything that a report of this archive would not.
void check_place(sys::Files& files, const std::string& folder, const std::string& archive)
{
    const auto status = files.status(folder);
    if (!status) {
        return;
    }
    if (status->kind != sys::Kind::folder) {
        fail("{} is a file: name a folder that does not exist yet", folder);
    }
    const std::vector<std::string> found = files_below(files, folder);
    if (found.empty()) {
        return;
    }
    if (report_archive(files, folder) != archive) {
        fail("{} is not empty and holds no earlier report of this archive: name another folder", folder);
    }
    std::set<std::string> known{"manifest.sha256"};
    for (const ManifestLine& line :
         parse_manifest(sys::read_all(files, sys::join(folder, "manifest.sha256"))).value_or(std::vector<ManifestLine>{})) {
        known.insert(line.path);
    }
    for (const std::string& path : found) {
        if (known.count(path) == 0) {
            fail("{} is no file of the earlier report: move it away, so that it is not lost, or name another folder",
                 sys::join(folder, path));
        }
    }
}

/// A new folder beside `place` that vanishes with what it holds unless it was put in place.
class Draft {
public:
    Draft(sys::Files& files, std::string place, const std::string& id)
        : m_files(files), m_place(std::move(place)), m_folder(m_place + ".making-" + id), m_old(m_place + ".old-" + id)
    {
        sys::make_folders(files, sys::folder_of(m_place));
        m_files.make_folder(m_folder);
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft()
    {
        try {
            if (m_files.status(m_folder)) {
                sys::remove_tree(m_files, m_folder);
            }
        } catch (const Error&) {
            // The first error is on its way to the user; what is left behind bears a name that tells what it is.
        }
    }

    void write(const std::string& path, std::string_view bytes) { sys::write_new(m_files, make_room(path), bytes); }

    /// Copies an item and checks it on the way.
    void copy(const std::string& source, const publish::Evidence& evidence)
    {
        const auto sink = m_files.create(make_room(evidence.path));
        archive::Sha256 hash;
        sys::each_chunk(m_files, source, [&](std::string_view bytes) {
            hash.add(bytes);
            sink->write(bytes);
        });
        sink->sync();
        if (archive::hex(hash.finish()) != evidence.sha256) {
            fail("item {} is damaged: its bytes have another hash; run `khronika verify`", evidence.sha256);
        }
    }

    void put_in_place()
    {
        for (const std::string& folder : m_folders) {
            m_files.sync_folder(folder);
        }
        m_files.sync_folder(m_folder);
        const bool replaces = m_files.status(m_place).has_value();
        if (replaces) {
            m_files.rename(m_place, m_old);
        }
        m_files.rename(m_folder, m_place);
        m_files.sync_folder(sys::folder_of(m_place));
        if (replaces) {
            sys::remove_tree(m_files, m_old);
        }
    }

private:
    std::string make_room(const std::string& path)
    {
        std::string full = sys::join(m_folder, path);
        const std::string folder = sys::folder_of(full);
        if (folder != m_folder && m_folders.insert(folder).second) {
            sys::make_folders(m_files, folder);
            m_folders.insert(sys::folder_of(folder));
        }
        return full;
    }

    sys::Files& m_files;
    std::string m_place;
    std::string m_folder;
    std::string m_old;
    std::set<std::string> m_folders;
};

std::string without_slash(std::string folder)
{
    while (folder.size() > 1 && folder.ends_with('/')) {
        folder.pop_back();
    }
    return folder;
}

} // namespace

MadeReport make_report(const Services& services, Archive& archive, const ReportRequest& request)
{
    const std::string place = without_slash(request.folder);
    const JoinedClaims joined = join_and_record(archive);
    const publish::ReportInput input = report_input(services, archive, joined, request);
    check_place(services.files, place, input.archive);
    const publish::Report report = publish::publish(input);
    Draft draft(services.files, place, archive.new_id());
    for (const publish::File& file : report.files) {
        draft.write(file.path, file.bytes);
    }
    for (const publish::Evidence& evidence : report.evidence) {
        draft.copy(archive.items().path(evidence.sha256), evidence);
    }
    draft.put_in_place();
    nlohmann::ordered_json findings = nlohmann::ordered_json::array();
    for (const Figure& figure : input.figures) {
        findings.push_back(figure.id);
    }
    archive.append({{"type", "report_published"}, {"folder_hash", report.folder_hash}, {"title", request.title}, {"findings", findings}});
    return {
        input.figures.size(), input.events.size(), input.claims.size(), input.items.size(), report.files.size() + report.evidence.size(),
        report.folder_hash};
}

} // namespace khronika::app
