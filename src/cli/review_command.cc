// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive.h"
#include "app/decide.h"
#include "app/join_claims.h"
#include "cli/commands.h"
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

struct Given {
    std::vector<std::string> subjects;
    std::string reliability;
};

int run_review(const Global& global, const Given& given, ReviewStatus status)
{
    app::Archive archive = open_to_write(global);
    const auto grade = reliability_from(given.reliability);
    for (const std::string& subject : given.subjects) {
        write_all(stdout, app::review(archive, subject, status, grade, global.reason) + "\n");
    }
    // What was rejected or refuted bears no figure from now on.
    (void)app::join_and_record(archive);
    archive.close();
    return 0;
}

int run_list(const Global& global)
{
    const app::Archive archive = app::Archive::open_to_read(app::real_services(), global.archive);
    Output output(global.format, {{"review"}, {"at"}, {"by"}, {"of"}, {"subject"}, {"status"}, {"reliability"}, {"why"}});
    for (const Review& review : archive.store().reviews()) {
        nlohmann::ordered_json form = to_json(review);
        form["id"] = review.id;
        form["at"] = review.at;
        form["by"] = review.by;
        const std::string subject = review.of_event ? review.event : review.claims.empty() ? std::string() : review.claims.front().id;
        output.row({review.id, review.at, review.by, review.of_event ? "event" : "claim", subject, std::string(to_string(review.status)),
                    std::string(review.reliability ? to_string(*review.reliability) : ""), one_line(review.why)},
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
        auto given = std::make_shared<Given>();
        sub->add_option("subjects", given->subjects, "Claims or events, by id or its beginning")->required();
        sub->add_option("--reliability", given->reliability, "Of the source, in the six grades of HURIDOCS")
            ->check(CLI::IsMember({"highly_reliable", "likely_reliable", "unsure", "likely_unreliable", "highly_unreliable", "unknown"}));
        sub->callback([&global, &action, given, status = status] {
            action = [&global, given, status] { return run_review(global, *given, status); };
        });
    }
    CLI::App* list = command->add_subcommand("list", "All reviews, in the order in which they were made");
    list->callback([&global, &action] { action = [&global] { return run_list(global); }; });
}

} // namespace khronika::cli
