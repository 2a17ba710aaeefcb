// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verify_report.h"

#include "app/recorded_places.h"
#include "app/report_data.h"
#include "app/report_folder.h"
#include "archive/merkle.h"
#include "base/error.h"
#include "events/join.h"
#include "model/json.h"
#include "sys/files.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>
#include <set>

namespace khronika::app {

namespace {

using publish::ReportInput;

class Check {
public:
    Check(sys::Files& files, const std::string& folder, const std::string& made_by) : m_files(files), m_folder(folder), m_made_by(made_by)
    {
    }

    ReportCheck run()
    {
        files();
        try {
            const ReportInput input = read_report(m_files, m_folder);
            m_check.title = input.title;
            m_check.root = input.tree_root;
            support(input);
            quotes(input);
            evidence(input);
            journal(input);
            figures(input);
            pages(input);
        } catch (const Error& error) {
            const std::string_view message = error.what();
            const std::size_t colon = message.find(": ");
            damage(std::string(message.substr(0, colon)),
                   std::string(colon == std::string_view::npos ? message : message.substr(colon + 2)));
        } catch (const nlohmann::json::exception& error) {
            damage("the report's data", error.what());
        }
        return std::move(m_check);
    }

private:
    void damage(const std::string& where, const std::string& what) { m_check.damages.push_back({where, what}); }

    [[nodiscard]] std::string path(const std::string& name) const { return sys::join(m_folder, name); }

    void files()
    {
        const char* name = "manifest.sha256";
        const auto lines = m_files.status(path(name)) ? parse_manifest(sys::read_all(m_files, path(name))) : std::nullopt;
        if (!lines) {
            damage(name, "it is missing, or a line of it is not a hash, two spaces and a path");
            return;
        }
        for (const ManifestLine& line : *lines) {
            if (!m_listed.emplace(line.path, line.sha256).second) {
                damage(name, fmt::format("it lists {} twice", line.path));
            }
        }
        std::set<std::string> present;
        for (const std::string& file : files_below(m_files, m_folder)) {
            present.insert(file);
            const auto listed = m_listed.find(file);
            if (listed == m_listed.end()) {
                if (file != name) {
                    damage(file, "the manifest does not list it");
                }
                continue;
            }
            ++m_check.files;
            const auto hash = archive::hex(archive::sha256_of_file(m_files, path(file)));
            if (hash != listed->second) {
                damage(file, fmt::format("its hash is {}, and the manifest says {}", hash, listed->second));
            }
        }
        for (const auto& [file, hash] : m_listed) {
            if (present.count(file) == 0) {
                damage(file, "the manifest lists it, and it is missing");
            }
        }
    }

    // Every figure rests on claims, every claim on an item of the report.
    void support(const ReportInput& input)
    {
        std::set<std::string_view> items;
        for (const publish::ReportItem& item : input.items) {
            items.insert(item.item.sha256);
        }
        std::set<std::string_view> claims;
        for (const Claim& claim : input.claims) {
            claims.insert(claim.id);
            if (items.count(claim.item) == 0) {
                damage("claim " + claim.id, "its item " + claim.item + " is not in the report");
            }
        }
        for (const Figure& figure : input.figures) {
            std::size_t support = 0;
            for (const RivalCount& rival : figure.rivals) {
                for (const std::string& claim : rival.claims) {
                    ++support;
                    if (claims.count(claim) == 0) {
                        damage("figure " + figure.id, "it rests on claim " + claim + ", which is not in the report");
                    }
                }
            }
            if (support == 0) {
                damage("figure " + figure.id, "no claim supports it");
            }
        }
    }

    void quotes(const ReportInput& input)
    {
        if (!input.with_items) {
            m_check.notes.emplace_back("the report was made without items: quotes and items' hashes could not be checked");
            return;
        }
        std::map<std::string_view, const publish::ReportItem*> items;
        std::map<std::string_view, std::string> texts;
        for (const publish::ReportItem& item : input.items) {
            items.emplace(item.item.sha256, &item);
            if (item.text) {
                const std::string name = "texts/" + item.item.sha256 + ".txt";
                texts.emplace(item.item.sha256, sys::read_all(m_files, path(name)));
                if (texts[item.item.sha256] != item.text->content) {
                    damage(name, "it is not the text of the .json beside it");
                }
            }
        }
        for (const Claim& claim : input.claims) {
            const auto text = texts.find(claim.item);
            if (text == texts.end()) {
                damage("claim " + claim.id, "the text of its item is missing");
            } else if (at(text->second, claim.span) != claim.quote) {
                damage("claim " + claim.id, fmt::format("its quote is not what stands at bytes {} to {} of texts/{}.txt", claim.span.begin,
                                                        claim.span.end, claim.item));
            } else {
                ++m_check.quotes;
            }
        }
    }

    // That evidence/ab/abc... has the hash of its name was checked with the manifest, provided that both name one hash.
    void evidence(const ReportInput& input)
    {
        for (const publish::ReportItem& item : input.items) {
            const std::string& hash = item.item.sha256;
            if (!input.with_items) {
                continue;
            }
            const std::string name = "evidence/" + hash.substr(0, 2) + "/" + hash;
            const auto listed = m_listed.find(name);
            if (listed == m_listed.end() || listed->second != hash) {
                damage("item " + hash, "the manifest does not list its bytes under their hash");
            }
            const auto status = m_files.status(path(name));
            if (status && status->size != item.item.size) {
                damage("item " + hash, fmt::format("it is of {} bytes, and items.json says {}", status->size, item.item.size));
            }
        }
    }

    void journal(const ReportInput& input)
    {
        const auto root = archive::hash_from_hex(input.tree_root);
        std::set<std::string> collected;
        for (const publish::EntryProof& entry : input.proofs) {
            const std::string where = fmt::format("journal.json, entry {}", entry.index);
            const auto leaf = archive::hash_from_hex(entry.leaf_hash);
            std::vector<archive::Hash> steps;
            for (const std::string& step : entry.proof) {
                steps.push_back(archive::hash_from_hex(step).value_or(archive::Hash{}));
            }
            if (!root || !leaf || !archive::verify_inclusion(entry.index, input.tree_size, *leaf, steps, *root)) {
                damage(where, "its proof does not lead to the root of the tree");
                continue;
            }
            if (!entry.bytes.empty()) {
                if (archive::leaf_hash(entry.bytes) != *leaf) {
                    damage(where, "its words have another hash");
                    continue;
                }
                const nlohmann::json form = parse_json(entry.bytes, where);
                collected.insert(form.value("item", ""));
            }
            ++m_check.proofs;
        }
        for (const publish::ReportItem& item : input.items) {
            if (input.with_items && collected.count(item.item.sha256) == 0) {
                damage("item " + item.item.sha256, "journal.json holds no entry of its collection");
            }
        }
    }

    void figures(const ReportInput& input)
    {
        for (const Figure& figure : input.figures) {
            if (figure.method != events::join_method) {
                m_check.notes.push_back(
                    fmt::format("the figures were joined by the rules {}, and this program has {}: they were not made again", figure.method,
                                events::join_method));
                return;
            }
        }
        const std::string inputs_name = "method/decisions.json";
        const nlohmann::json inputs = parse_json(input.method.at(4).bytes, inputs_name);
        events::Decisions decisions;
        inputs.at("together").get_to(decisions.together);
        inputs.at("apart").get_to(decisions.apart);
        inputs.at("cut").get_to(decisions.cut);
        inputs.at("added").get_to(decisions.added);
        std::vector<events::ItemInfo> items;
        for (const publish::ReportItem& item : input.items) {
            const Metadata& known = item.known;
            items.push_back({item.item.sha256, known.outlet, known.language, known.published, known.title, known.url,
                             inputs.at("signatures").at(item.item.sha256).get<events::Signature>()});
            if (item.text && events::signature_of(item.text->content) != items.back().signature) {
                damage(inputs_name, "the signature of item " + item.item.sha256 + " is not that of its text");
            }
        }
        const events::Actors actors({"method/aliases.tsv", input.method.at(1).bytes});
        const RecordedPlaces places(input.method.at(2).bytes, "method/places.json");
        const events::Wording wording({"method/words.tsv", input.method.at(3).bytes});
        const events::Joined joined = events::join(input.claims, items, {actors, places, wording}, decisions);
        std::vector<Event> events;
        for (const Event& event : joined.events) {
            events.push_back(publish::disclosed(event, input.disclosure));
        }
        if (events != input.events) {
            damage("events.json", "the claims give other events");
        }
        std::map<std::string_view, Figure> made;
        for (const Figure& figure : joined.figures) {
            made.emplace(figure.id, publish::disclosed(figure, input.disclosure));
        }
        for (const Figure& figure : input.figures) {
            const auto again = made.find(figure.id);
            if (again == made.end()) {
                damage("figure " + figure.id, "the claims do not give it");
            } else if (again->second != figure) {
                damage("figure " + figure.id, "the claims give other numbers, origins or words");
            } else {
                ++m_check.figures;
            }
        }
        if (joined.figures.size() > input.figures.size()) {
            damage("figures.json", fmt::format("the claims give {} figures, and it holds {}", joined.figures.size(), input.figures.size()));
        }
    }

    // A number may be right in the data and wrong on a page; only pages made again show it.
    void pages(const ReportInput& input)
    {
        if (input.made_by != m_made_by || !input.with_items) {
            m_check.notes.push_back(input.with_items ? fmt::format("the pages were made with {}, and this is {}: they were not made again",
                                                                   input.made_by, m_made_by)
                                                     : std::string("the pages were not made again: they need the items' texts"));
            return;
        }
        for (const publish::File& file : publish::publish(input).files) {
            if (!file.path.ends_with(".html") && file.path != "figures.csv") {
                continue;
            }
            if (!m_files.status(path(file.path)) || sys::read_all(m_files, path(file.path)) != file.bytes) {
                damage(file.path, "the report's data give another page");
            }
        }
    }

    sys::Files& m_files;
    const std::string& m_folder;
    const std::string& m_made_by;
    ReportCheck m_check;
    std::map<std::string, std::string> m_listed; ///< hash by path
};

} // namespace

bool is_report(sys::Files& files, const std::string& folder)
{
    return files.status(sys::join(folder, "report.json")).has_value() || files.status(sys::join(folder, "manifest.sha256")).has_value();
}

ReportCheck verify_report(sys::Files& files, const std::string& folder, const std::string& made_by)
{
    return Check(files, folder, made_by).run();
}

} // namespace khronika::app
