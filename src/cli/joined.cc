// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/joined.h"

#include "app/archive.h"
#include "base/error.h"
#include "cli/output.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <algorithm>

namespace khronika::cli {

void add_marked(CLI::App* command, std::string& marked)
{
    command->add_option("--claims", marked, "Join the NAME.claims.jsonl files of this folder, in place of the archive's claims")
        ->type_name("DIR");
}

app::JoinedClaims joined_of(const Global& global, const std::string& marked)
{
    if (!marked.empty()) {
        return app::join_marked(marked);
    }
    return app::joined_archive(app::Archive::open_to_read(app::real_services(), global.archive));
}

const Event& event_named(const app::JoinedClaims& joined, const std::string& name)
{
    const Event* found = nullptr;
    for (const Event& event : joined.joined.events) {
        if (event.id == name) {
            return event;
        }
        if (!name.empty() && event.id.starts_with(name)) {
            if (found != nullptr) {
                throw UsageError(fmt::format("{}: more than one event has an id that begins so: {} and {}", name, found->id, event.id));
            }
            found = &event;
        }
    }
    if (found == nullptr) {
        throw UsageError(fmt::format("{}: no event has an id that begins so; `khronika events` lists them", name));
    }
    return *found;
}

void write_listing(std::string_view text, bool to_read)
{
    if (!to_read) {
        write_all(stdout, text);
        return;
    }
    std::string out;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        out += one_line(text.substr(from, end - from)) + "\n";
        from = end + 1;
    }
    write_all(stdout, out);
}

} // namespace khronika::cli
