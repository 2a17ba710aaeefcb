// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive.h"
#include "app/data_folder.h"
#include "app/list_claims.h"
#include "app/read_claims.h"
#include "base/error.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "model/json.h"

#include <CLI/CLI.hpp>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace khronika::cli {

namespace {

constexpr int some_left_out = 3;
constexpr std::size_t quote_width = 60;
constexpr std::size_t place_width = 24;
constexpr std::size_t speaker_width = 30;

struct Options {
    std::vector<std::string> inputs;
    std::string out_dir;
    app::ClaimOptions claims;
};

std::string bounds(const Claim& claim)
{
    if (!claim.count) {
        return "";
    }
    const CountBounds& count = claim.count->bounds;
    const std::string rate = claim.count->per == Rate::none ? "" : fmt::format("/{}", to_string(claim.count->per));
    if (count.exact()) {
        return fmt::format("{}{}", *count.min, rate);
    }
    return fmt::format("{}..{}{}", count.min ? fmt::format("{}", *count.min) : "", count.max ? fmt::format("{}", *count.max) : "", rate);
}

std::string period(const Claim& claim)
{
    if (!claim.when) {
        return "";
    }
    const DateRange& range = claim.when->range;
    return range.from == range.to ? range.from.iso() : range.from.iso() + ".." + range.to.iso();
}

class Writer {
public:
    explicit Writer(const std::string& format)
        : m_table(format == "table"),
          m_output(format, {{"item"}, {"act"}, {"count", true}, {"unit"}, {"modality"}, {"places"}, {"when"}, {"attribution"}, {"quote"}})
    {
    }

    void add(const Claim& claim)
    {
        const auto fit = [this](const std::string& text, std::size_t width) { return m_table ? shortened(one_line(text), width) : text; };
        m_output.row({fit(claim.item, place_width), claim.act, bounds(claim), claim.count ? std::string(to_string(claim.count->unit)) : "",
                      std::string(to_string(claim.modality)), fit(fmt::format("{}", fmt::join(claim.places, ", ")), place_width),
                      period(claim), fit(fmt::format("{}", fmt::join(claim.attribution, " < ")), speaker_width),
                      fit(claim.quote, quote_width)},
                     to_json(claim));
    }

    void finish() { m_output.finish(); }

private:
    bool m_table;
    Output m_output;
};

int of_files(const Options& options, const std::string& format)
{
    const app::Inputs inputs = app::expand_inputs(options.inputs);
    const app::Data data(app::data_folder());
    std::size_t left_out = inputs.errors.size();
    std::size_t read = 0;
    std::size_t claims = 0;
    std::size_t refused = 0;
    for (const std::string& error : inputs.errors) {
        fmt::print(stderr, "khronika: {}\n", error);
    }
    Writer writer(format);
    app::read_claims(data, inputs.files, options.claims, [&](const app::FileClaims& file) {
        if (!file.error.empty()) {
            fmt::print(stderr, "khronika: {}\n", file.error);
            ++left_out;
            return;
        }
        ++read;
        claims += file.claims.size();
        refused += file.refused;
        if (options.claims.explain) {
            write_all(stdout, file.explanations);
            return;
        }
        if (options.out_dir.empty()) {
            for (const Claim& claim : file.claims) {
                writer.add(claim);
            }
            return;
        }
        app::write_claims(options.out_dir, file);
    });
    if (options.out_dir.empty() && !options.claims.explain) {
        writer.finish();
    }
    fmt::print(stderr, "{} claims in {} files", claims, read);
    if (inputs.passed_over > 0) {
        fmt::print(stderr, "; {} passed over by their names", inputs.passed_over);
    }
    if (refused > 0) {
        fmt::print(stderr, "; {} refused, whose words are not the text's", refused);
    }
    if (left_out > 0) {
        fmt::print(stderr, "; {} left out", left_out);
    }
    fmt::print(stderr, "\n");
    return left_out > 0 ? some_left_out : 0;
}

int of_archive(const Global& global, const std::vector<std::string>& items)
{
    const app::Archive archive = app::Archive::open_to_read(app::real_services(), global.archive);
    Writer writer(global.format);
    const std::vector<Claim> claims = app::list_claims(archive, items);
    for (const Claim& claim : claims) {
        Claim shown = claim;
        if (global.format == "table") {
            shown.item.resize(std::min<std::size_t>(shown.item.size(), 12));
        }
        writer.add(shown);
    }
    writer.finish();
    fmt::print(stderr, "{} claims\n", claims.size());
    return 0;
}

/// An argument that is there as a file or folder is one; anything else is an item of the archive.
bool names_files(const std::vector<std::string>& inputs)
{
    for (const std::string& input : inputs) {
        if (app::is_there(input) || input.find_first_not_of("0123456789abcdef") != std::string::npos) {
            return true;
        }
    }
    return false;
}

} // namespace

void add_claims(CLI::App& program, const Global& global, Action& action)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand("claims", "Who claims what: read from files, or kept of the archive's items");
    command->add_option("inputs", options->inputs, "Files or folders, or items by the beginning of their hash; none: all of the archive");
    command->add_option("--out-dir", options->out_dir, "Write one NAME.claims.jsonl a file into this folder");
    command->add_flag("--explain", options->claims.explain, "Say which rule and table line gave each slot, in place of the claims");
    command->add_option("--title", options->claims.reading.stated.title, "State the title");
    command->add_option("--outlet", options->claims.reading.stated.outlet, "State the outlet");
    command->add_option("--language", options->claims.reading.stated.language, "State the language (ISO 639-1)");
    command->add_option("--published", options->claims.reading.stated.published, "State the day of publication");
    command->add_option("--url", options->claims.reading.stated.url, "State the address");
    command->add_option("--workers", options->claims.reading.workers, "Files that are read at a time (default: one a processor)");
    command->callback([options, &global, &action] {
        action = [options, &global] {
            if (!options->inputs.empty() && names_files(options->inputs)) {
                return of_files(*options, global.format);
            }
            if (!options->out_dir.empty()) {
                throw UsageError("--out-dir goes with files");
            }
            if (options->claims.explain) {
                throw UsageError("--explain goes with files");
            }
            return of_archive(global, options->inputs);
        };
    });
}

} // namespace khronika::cli
