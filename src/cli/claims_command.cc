// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive.h"
#include "app/data_folder.h"
#include "app/list_claims.h"
#include "app/propose.h"
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
    app::ProposerOptions proposer;
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
    /// With `marks`, a last column says which claims are proposed.
    explicit Writer(const std::string& format, bool marks = false)
        : m_table(format == "table"), m_marks(marks), m_output(format, columns(marks))
    {
    }

    void add(const Claim& claim) { add(claim, to_json(claim), ""); }
    void add_proposed(const Claim& claim) { add(claim, app::proposed_json(claim), "proposed"); }
    void finish() { m_output.finish(); }

private:
    static std::vector<Column> columns(bool marks)
    {
        std::vector<Column> out{{"item"},   {"act"},  {"count", true}, {"unit"}, {"modality"},
                                {"places"}, {"when"}, {"attribution"}, {"quote"}};
        if (marks) {
            out.push_back({"proposed"});
        }
        return out;
    }

    void add(const Claim& claim, const nlohmann::ordered_json& object, const std::string& mark)
    {
        const auto fit = [this](const std::string& text, std::size_t width) { return m_table ? shortened(one_line(text), width) : text; };
        std::vector<std::string> cells{fit(claim.item, place_width),
                                       claim.act,
                                       bounds(claim),
                                       claim.count ? std::string(to_string(claim.count->unit)) : "",
                                       std::string(to_string(claim.modality)),
                                       fit(fmt::format("{}", fmt::join(claim.places, ", ")), place_width),
                                       period(claim),
                                       fit(fmt::format("{}", fmt::join(claim.attribution, " < ")), speaker_width),
                                       fit(claim.quote, quote_width)};
        if (m_marks) {
            cells.push_back(mark);
        }
        m_output.row(cells, object);
    }

    bool m_table;
    bool m_marks;
    Output m_output;
};

void tell(const app::ProposerTally& tally)
{
    fmt::print(stderr, "; {} proposed for {} passages, {} proposals refused, {} repeated", tally.accepted, tally.passages, tally.refused,
               tally.repeated);
    if (tally.failed > 0 || tally.not_asked > 0) {
        fmt::print(stderr, ", {} passages without an answer, {} not asked", tally.failed, tally.not_asked);
    }
}

/// What is shown and counted of files as they are read.
class FilesShown {
public:
    FilesShown(const Options& options, const std::string& format, bool proposing)
        : m_options(options), m_writes_claims(options.out_dir.empty() && !options.claims.explain), m_writer(format, proposing)
    {
    }

    void take(const app::FileClaims& file)
    {
        if (!file.error.empty()) {
            complain(file.error);
            return;
        }
        ++m_read;
        m_claims += file.claims.size();
        m_refused += file.refused;
        for (const std::string& note : file.text.notes) {
            fmt::print(stderr, "khronika: {}: {}\n", file.path, note);
        }
        for (const std::string& note : file.proposed.notes) {
            fmt::print(stderr, "khronika: {}\n", note);
        }
        if (m_options.claims.explain) {
            write_all(stdout, file.explanations);
            return;
        }
        if (!m_writes_claims) {
            app::write_claims(m_options.out_dir, file);
            return;
        }
        for (const Claim& claim : file.claims) {
            m_writer.add(claim);
        }
        for (const Claim& claim : file.proposed.claims) {
            m_writer.add_proposed(claim);
        }
    }

    void complain(const std::string& error)
    {
        fmt::print(stderr, "khronika: {}\n", error);
        ++m_left_out;
    }

    /// The exit code.
    int finish(std::size_t passed_over, const app::Proposer* proposer)
    {
        if (m_writes_claims) {
            m_writer.finish();
        }
        fmt::print(stderr, "{} claims in {} files", m_claims, m_read);
        if (passed_over > 0) {
            fmt::print(stderr, "; {} passed over by their names", passed_over);
        }
        if (m_refused > 0) {
            fmt::print(stderr, "; {} refused, whose words are not the text's", m_refused);
        }
        if (m_left_out > 0) {
            fmt::print(stderr, "; {} left out", m_left_out);
        }
        if (proposer != nullptr) {
            tell(proposer->tally());
        }
        fmt::print(stderr, "\n");
        return m_left_out > 0 ? some_left_out : 0;
    }

private:
    const Options& m_options;
    bool m_writes_claims;
    Writer m_writer;
    std::size_t m_left_out = 0;
    std::size_t m_read = 0;
    std::size_t m_claims = 0;
    std::size_t m_refused = 0;
};

int of_files(const Options& options, const std::string& format)
{
    const app::Inputs inputs = app::expand_inputs(options.inputs);
    const std::string folder = app::data_folder();
    const app::Data data(folder);
    std::unique_ptr<app::Proposer> proposer;
    if (!options.proposer.url.empty()) {
        proposer = std::make_unique<app::Proposer>(data, folder, options.proposer);
    }
    app::ClaimOptions how = options.claims;
    how.proposer = proposer.get();
    FilesShown shown(options, format, proposer != nullptr);
    for (const std::string& error : inputs.errors) {
        shown.complain(error);
    }
    app::read_claims(data, inputs.files, how, [&](const app::FileClaims& file) { shown.take(file); });
    return shown.finish(inputs.passed_over, proposer.get());
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
    CLI::Option* explain =
        command->add_flag("--explain", options->claims.explain, "Say which rule and table line gave each slot, in place of the claims");
    command->add_option("--title", options->claims.reading.stated.title, "State the title");
    command->add_option("--outlet", options->claims.reading.stated.outlet, "State the outlet");
    command->add_option("--language", options->claims.reading.stated.language, "State the language (ISO 639-1)");
    command->add_option("--published", options->claims.reading.stated.published, "State the day of publication");
    command->add_option("--url", options->claims.reading.stated.url, "State the address");
    command->add_option("--workers", options->claims.reading.workers, "Files that are read at a time (default: one a processor)");
    CLI::Option* proposer = command
                                ->add_option("--proposer", options->proposer.url,
                                             "Also ask a language model at this address (http://127.0.0.1:8080, unix:/path)")
                                ->excludes(explain);
    command->add_option("--proposer-model", options->proposer.model, "The model to name (default: the address's own)")->needs(proposer);
    command->add_option("--proposer-timeout", options->proposer.timeout_seconds, "Seconds for each passage (default: 120)")
        ->needs(proposer);
    command->add_flag("--proposer-remote", options->proposer.remote, "Allow an address on another machine: the texts are sent there")
        ->needs(proposer);
    command->callback([options, proposer, &global, &action] {
        action = [options, proposer, &global] {
            if (!proposer->empty() && options->proposer.url.empty()) {
                throw UsageError("--proposer: give an address, as http://127.0.0.1:8080");
            }
            if (!options->inputs.empty() && names_files(options->inputs)) {
                return of_files(*options, global.format);
            }
            if (!options->out_dir.empty()) {
                throw UsageError("--out-dir goes with files");
            }
            if (options->claims.explain) {
                throw UsageError("--explain goes with files");
            }
            if (!options->proposer.url.empty()) {
                throw UsageError("--proposer goes with files");
            }
            return of_archive(global, options->inputs);
        };
    });
}

} // namespace khronika::cli
