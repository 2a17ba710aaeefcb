// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/data_files.h"

#include "model/json.h"
#include "publish/figures_csv.h"

#include <nlohmann/json.hpp>

namespace khronika::publish {

namespace {

using nlohmann::ordered_json;

std::string lines(const ordered_json& list)
{
    // One entry a line, so that two reports can be compared with diff.
    std::string out = "[\n";
    for (std::size_t i = 0; i < list.size(); ++i) {
        out += json_line(list[i]) + (i + 1 < list.size() ? ",\n" : "\n");
    }
    return out + "]\n";
}

std::string claims_jsonl(const View& view)
{
    std::string out;
    for (std::size_t i = 0; i < view.claims().size(); ++i) {
        ordered_json claim = to_json(view.claims()[i]);
        if (withheld(view.input().claims[i])) {
            claim["withheld"] = {"victims"};
        }
        out += json_line(claim) + "\n";
    }
    return out;
}

ordered_json items_json(const View& view)
{
    ordered_json list = ordered_json::array();
    for (const ReportItem& entry : view.input().items) {
        ordered_json item = to_json(entry.item);
        item["known"] = to_json(entry.known);
        item["evidence"] = view.input().with_items ? ordered_json(View::evidence_path(entry.item.sha256)) : ordered_json(nullptr);
        list.push_back(std::move(item));
    }
    return list;
}

ordered_json journal_json(const ReportInput& input)
{
    ordered_json entries = ordered_json::array();
    for (const EntryProof& proof : input.proofs) {
        entries.push_back({{"index", proof.index},
                           {"leaf_hash", proof.leaf_hash},
                           {"entry", proof.bytes.empty() ? ordered_json(nullptr) : ordered_json(proof.bytes)},
                           {"proof", proof.proof}});
    }
    return {{"size", input.tree_size}, {"root", input.tree_root}, {"entries", std::move(entries)}};
}

ordered_json report_json(const View& view)
{
    const ReportInput& input = view.input();
    return {{"khronika_report", report_schema}, {"title", input.title},
            {"created", input.created},         {"made_by", input.made_by},
            {"archive", input.archive},         {"tree", {{"size", input.tree_size}, {"root", input.tree_root}}},
            {"figures", view.figures().size()}, {"events", input.events.size()},
            {"claims", view.claims().size()},   {"items", input.items.size()},
            {"with_items", input.with_items},   {"smallest_cell", input.disclosure.smallest_cell}};
}

} // namespace

void add_data(const View& view, std::vector<File>& files)
{
    const ReportInput& input = view.input();
    ordered_json figures = ordered_json::array();
    for (const Figure& figure : view.figures()) {
        figures.push_back(to_json(figure));
    }
    ordered_json events = ordered_json::array();
    for (const Event& event : view.events()) {
        events.push_back(to_json(event));
    }
    files.push_back({"report.json", report_json(view).dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n"});
    files.push_back({"figures.csv", figures_csv(view.figures())});
    files.push_back({"figures.json", lines(figures)});
    files.push_back({"events.json", lines(events)});
    files.push_back({"claims.jsonl", claims_jsonl(view)});
    files.push_back({"items.json", lines(items_json(view))});
    files.push_back({"journal.json", json_line(journal_json(input)) + "\n"});
    for (const MethodFile& file : input.method) {
        files.push_back({"method/" + file.name, file.bytes});
    }
    if (!input.with_items) {
        return;
    }
    for (const ReportItem& item : input.items) {
        if (item.text) {
            files.push_back({"texts/" + item.item.sha256 + ".txt", item.text->content});
            files.push_back({"texts/" + item.item.sha256 + ".json", json_line(to_json(*item.text)) + "\n"});
        }
    }
}

} // namespace khronika::publish
