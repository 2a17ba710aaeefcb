// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/read_claims.h"

#include "base/utf8.h"
#include "claims/explain.h"
#include "claims/extract.h"
#include "model/json.h"
#include "sys/files.h"

#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace khronika::app {

namespace {

/// Where `span` of the text stands in the file; the text's own span where its bytes are not the file's.
Span in_file(const FileReading& reading, Span span)
{
    const Text& text = *reading.text;
    for (const SourceMap& run : text.map) {
        if (!run.text.contains(span) || run.text.size() != run.source.size()) {
            continue;
        }
        const Span there{run.source.begin + (span.begin - run.text.begin), run.source.begin + (span.end - run.text.begin)};
        if (at(reading.bytes, there) == at(text.content, span)) {
            return there;
        }
    }
    return span;
}

bool plain_utf8(const Text& text)
{
    return text.encoding == "UTF-8" && text.reader.starts_with("khronika plain");
}

std::string claims_file_name(const std::string& path, std::string_view kind)
{
    std::string name = sys::name_of(path);
    for (const std::string_view ending : {".gz", ".txt", ".text", ".html", ".htm", ".xhtml", ".md"}) {
        if (name.size() > ending.size() && name.ends_with(ending)) {
            name.resize(name.size() - ending.size());
        }
    }
    return fmt::format("{}.{}.jsonl", name, kind);
}

} // namespace

void read_claims(const Data& data, const std::vector<std::string>& files, const ClaimOptions& options,
                 const std::function<void(FileClaims)>& take)
{
    read_files(files, options.reading, [&](FileReading reading) {
        FileClaims out;
        out.path = reading.path;
        if (!reading.text) {
            out.error = reading.error;
            take(std::move(out));
            return;
        }
        Text& text = *reading.text;
        text.item = sys::name_of(reading.path);
        const std::string& language = text.language.value;
        if (data.languages().lexicon(language) == nullptr) {
            out.error = fmt::format(
                "{}: no tables for the language '{}' (there are tables for {}); state another with --language, or add data/lang/{}/",
                reading.path, language.empty() ? "unknown" : language, fmt::join(data.languages().known(), ", "),
                language.empty() ? "XX" : language);
            take(std::move(out));
            return;
        }
        claims::Extraction extraction = claims::read_claims(text, data.languages());
        out.claims = std::move(extraction.claims);
        out.refused = extraction.refused;
        for (const Claim& claim : out.claims) {
            out.explanations += options.explain ? claims::explain(claim, text) + "\n" : std::string{};
        }
        if (options.proposer != nullptr) {
            out.proposed = options.proposer->propose(out.path, text, out.claims);
        }
        if (plain_utf8(text)) {
            for (std::vector<Claim>* claims : {&out.claims, &out.proposed.claims}) {
                for (Claim& claim : *claims) {
                    claim.span = in_file(reading, claim.span);
                }
            }
        }
        out.text = std::move(text);
        take(std::move(out));
    });
}

void write_claims(const std::string& folder, const FileClaims& file)
{
    sys::Files& files = sys::real_files();
    if (!files.status(folder)) {
        files.make_folder(folder);
    }
    std::string lines;
    for (const Claim& claim : file.claims) {
        lines += json_line(to_json(claim)) + "\n";
    }
    sys::replace(files, sys::join(folder, claims_file_name(file.path, "claims")), lines);
    if (file.proposed.claims.empty()) {
        return;
    }
    lines.clear();
    for (const Claim& claim : file.proposed.claims) {
        lines += json_line(proposed_json(claim)) + "\n";
    }
    sys::replace(files, sys::join(folder, claims_file_name(file.path, "proposed")), lines);
}

nlohmann::ordered_json proposed_json(const Claim& claim)
{
    nlohmann::ordered_json out = to_json(claim);
    out["proposed"] = true;
    return out;
}

bool is_there(const std::string& path)
{
    return sys::real_files().status(path).has_value();
}

} // namespace khronika::app
