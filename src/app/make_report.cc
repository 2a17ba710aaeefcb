// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/make_report.h"

#include "app/draft.h"
#include "app/report_folder.h"
#include "app/report_input.h"
#include "archive/items.h"
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
        draft.copy(archive.items().path(evidence.sha256), evidence.path, evidence.sha256);
    }
    draft.put_in_place();
    nlohmann::ordered_json findings = nlohmann::ordered_json::array();
    for (const Figure& figure : input.figures) {
        findings.push_back(figure.id);
    }
    nlohmann::ordered_json items = nlohmann::ordered_json::array();
    for (const publish::ReportItem& item : input.items) {
        items.push_back(item.item.sha256);
    }
    archive.append({{"type", "report_published"},
                    {"folder_hash", report.folder_hash},
                    {"title", request.title},
                    {"findings", findings},
                    {"items", items}});
    return {
        input.figures.size(), input.events.size(), input.claims.size(), input.items.size(), report.files.size() + report.evidence.size(),
        report.folder_hash};
}

} // namespace khronika::app
