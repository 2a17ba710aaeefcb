// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/estimate_lists.h"

#include "archive/sha256.h"
#include "base/error.h"
#include "sys/files.h"

#include <algorithm>

namespace khronika::app {

namespace {

void choose_methods(EstimateRequest& request)
{
    static const std::vector<std::string> known{"all", "chao", "log-linear", "stepwise", "decomposable", "latent-class"};
    for (const std::string& method : request.methods) {
        if (std::ranges::find(known, method) == known.end()) {
            throw UsageError("--method: " + method + " is none of all, chao, log-linear, stepwise, decomposable, latent-class");
        }
    }
    const auto wants = [&request](const char* method) {
        return request.methods.empty() || std::ranges::find(request.methods, "all") != request.methods.end() ||
               std::ranges::find(request.methods, method) != request.methods.end();
    };
    request.options.chao = wants("chao");
    request.options.log_linear = wants("log-linear");
    request.options.stepwise = wants("stepwise");
    request.options.decomposable = wants("decomposable");
    request.options.latent_class = wants("latent-class");
}

std::string file_name(std::string name)
{
    std::ranges::replace_if(
        name, [](char c) { return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'); }, '_');
    return name;
}

void write_charts(sys::Files& files, EstimateReport& report)
{
    const std::string& folder = report.request.charts;
    if (!files.status(folder)) {
        files.make_folder(folder);
    }
    const auto write = [&](const std::string& name, const std::string& svg) {
        const std::string path = folder + "/" + name + ".svg";
        const std::unique_ptr<sys::Sink> sink = files.create(path);
        sink->write(svg);
        sink->sync();
        report.charts.push_back(path);
    };
    for (std::size_t i = 0; i < report.study.strata.size(); ++i) {
        const estimate::StratumStudy& study = report.study.strata[i];
        const bool divided = !report.request.strata.empty();
        const std::string title = divided ? report.request.strata + " " + study.stratum.name : report.request.file;
        // Names of strata may differ in letters only that a file name does not hold: the number keeps them apart.
        const std::string before = divided ? std::to_string(i + 1) + "-" + file_name(study.stratum.name) + "-" : std::string{};
        write(before + "overlaps", overlap_chart(study.stratum.histories, title));
        if (study.refusal.empty()) {
            write(before + "posterior", posterior_chart(study, title));
            write(before + "sensitivity", sensitivity_chart(study, title));
        }
    }
}

} // namespace

EstimateReport estimate_lists(sys::Files& files, const EstimateRequest& request)
{
    EstimateReport report;
    report.request = request;
    choose_methods(report.request);
    const std::string csv = sys::read_all(files, request.file);
    report.input_sha256 = archive::hex(archive::sha256(csv));
    const auto strata = estimate::read_histories(csv, request.file, {request.strata, request.count});
    report.study = estimate::estimate_all(strata, request.file, report.request.options);
    if (!request.charts.empty()) {
        write_charts(files, report);
    }
    return report;
}

} // namespace khronika::app
