// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive.h"
#include "app/decide.h"
#include "app/join_claims.h"
#include "base/error.h"
#include "cli/commands.h"
#include "cli/decision_command.h"
#include "cli/open.h"
#include "cli/output.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace khronika::cli {

namespace {

int run_review(const Global& global, const std::vector<std::string>& subjects, const std::string& reliability, ReviewStatus status)
{
    if (global.reason.empty()) {
        throw UsageError("a review needs a reason: say why with --reason");
    }
    app::Archive archive = open_to_write(global);
    const std::vector<std::string> ids = app::review(archive, subjects, status, reliability_from(reliability), global.reason);
    // What is rejected or refuted bears no figure from now on.
    (void)app::join_and_record(archive);
    archive.close();
    for (const std::string& id : ids) {
        write_all(stdout, id + "\n");
    }
    return 0;
}

int run_list(const Global& global)
{
    const app::Archive archive = app::Archive::open_to_read(app::real_services(), global.archive);
    Output output(global.format, {{"review"}, {"at"}, {"by"}, {"of"}, {"subject"}, {"status"}, {"reliability"}, {"state"}, {"why"}});
    for (const Review& review : archive.store().reviews()) {
        nlohmann::ordered_json form = to_json(review);
        form["id"] = review.id;
        form["at"] = review.at;
        form["by"] = review.by;
        form["reversed"] = review.reversed;
        const std::string subject = review.of_event ? review.event : review.claims.empty() ? std::string() : review.claims.front().id;
        output.row({review.id, review.at, review.by, review.of_event ? "event" : "claim", subject, std::string(to_string(review.status)),
                    std::string(review.reliability ? to_string(*review.reliability) : ""), review.reversed ? "taken back" : "stands",
                    review.why},
                   form);
    }
    output.finish();
    return 0;
}

} // namespace

void add_review(CLI::App& program, const Global& global, Action& action)
{
    CLI::App* command = program.add_subcommand("review", "Judge claims and events; the journal keeps by whom and why");
    command->require_subcommand(1);
    static constexpr std::array<std::pair<const char*, ReviewStatus>, 5> verbs{{{"accept", ReviewStatus::accepted},
                                                                                {"reject", ReviewStatus::rejected},
                                                                                {"corroborate", ReviewStatus::corroborated},
                                                                                {"refute", ReviewStatus::refuted},
                                                                                {"reset", ReviewStatus::unreviewed}}};
    for (const auto& [verb, status] : verbs) {
        CLI::App* sub = command->add_subcommand(verb, "Mark as " + std::string(to_string(status)));
        auto subjects = std::make_shared<std::vector<std::string>>();
        auto reliability = std::make_shared<std::string>();
        sub->add_option("subjects", *subjects, "Claims or events, by id or its beginning")->required();
        sub->add_option("--reliability", *reliability, "Of the source, in the six grades of HURIDOCS")
            ->check(CLI::IsMember({"highly_reliable", "likely_reliable", "unsure", "likely_unreliable", "highly_unreliable", "unknown"}));
        sub->footer("--reason says why, and must be given. It prints the id of each review, which `undo` takes back.");
        sub->callback([&global, &action, subjects, reliability, status = status] {
            action = [&global, subjects, reliability, status] { return run_review(global, *subjects, *reliability, status); };
        });
    }
    add_undo(command, global, action);
    CLI::App* list = command->add_subcommand("list", "All reviews, in the order in which they were made");
    list->callback([&global, &action] { action = [&global] { return run_list(global); }; });
}

} // namespace khronika::cli
