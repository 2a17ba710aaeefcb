// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/report.h"

#include "archive/sha256.h"
#include "model/json.h"
#include "publish/data_files.h"
#include "publish/figures_csv.h"
#include "publish/pages.h"
#include "publish/view.h"

#include <algorithm>

namespace khronika::publish {

namespace {

void add_pages(const View& view, std::vector<File>& files)
{
    files.push_back({"index.html", index_page(view)});
    files.push_back({"items.html", items_page(view)});
    files.push_back({"check.html", check_page(view)});
    for (const Figure& figure : view.figures()) {
        files.push_back({View::figure_page(figure), figure_page(view, figure)});
    }
    for (const ReportItem& item : view.input().items) {
        files.push_back({View::item_page(item.item.sha256), item_page(view, item)});
    }
}

std::string manifest_of(const Report& report)
{
    std::vector<std::pair<std::string, std::string>> lines;
    for (const File& file : report.files) {
        lines.emplace_back(file.path, archive::hex(archive::sha256(file.bytes)));
    }
    for (const Evidence& evidence : report.evidence) {
        lines.emplace_back(evidence.path, evidence.sha256);
    }
    std::sort(lines.begin(), lines.end());
    std::string out;
    for (const auto& [path, hash] : lines) {
        out += hash + "  " + path + "\n";
    }
    return out;
}

} // namespace

Report publish(const ReportInput& input)
{
    const View view(input);
    Report report;
    add_pages(view, report.files);
    add_data(view, report.files);
    if (input.with_items) {
        for (const ReportItem& item : input.items) {
            report.evidence.push_back({View::evidence_path(item.item.sha256), item.item.sha256});
        }
    }
    std::sort(report.files.begin(), report.files.end(), [](const File& a, const File& b) { return a.path < b.path; });
    report.files.push_back({"manifest.sha256", manifest_of(report)});
    report.folder_hash = archive::hex(archive::sha256(report.files.back().bytes));
    return report;
}

} // namespace khronika::publish
