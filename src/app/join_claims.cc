// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/join_claims.h"

#include "app/archive.h"
#include "app/gazetteer_places.h"
#include "app/table.h"
#include "base/error.h"
#include "model/json.h"
#include "sys/files.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

namespace khronika::app {

namespace {

constexpr std::string_view marked_ending = ".claims.jsonl";

events::Joined join_with_tables(const JoinedClaims& input)
{
    const events::Actors actors(read_table(sys::real_files(), "actors/aliases.tsv"));
    const events::Wording wording(read_table(sys::real_files(), "events/words.tsv"));
    const auto places = known_places();
    return events::join(input.claims, input.items, {actors, *places, wording}, input.decisions);
}

void read_marked(const std::string& path, const std::string& name, std::string_view bytes, std::vector<Claim>& claims)
{
    std::size_t number = 0;
    for (std::size_t from = 0; from < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', from), bytes.size());
        const std::string_view line = bytes.substr(from, end - from);
        from = end + 1;
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
            continue;
        }
        const std::string where = fmt::format("{}:{}", path, number);
        const nlohmann::json form = parse_json(line, where);
        Claim claim = claim_from_json(form, where);
        if (form.value("proposed", false)) {
            fail("{}: is a proposed claim, which no figure may rest on; once somebody has checked it, take \"proposed\" out", where);
        }
        if (claim.id.empty()) {
            claim.id = fmt::format("{}:{}", name, number);
        }
        claim.item = name;
        claims.push_back(std::move(claim));
    }
}

bool puts_out(const Review& review)
{
    return review.status == ReviewStatus::rejected || review.status == ReviewStatus::refuted;
}

/// Finds the claim that a review names, by its words where a later extraction gave it another id: reviews outlive
/// extractions.
class ClaimFinder {
public:
    explicit ClaimFinder(const std::vector<Claim>& claims)
    {
        for (const Claim& claim : claims) {
            m_by_id.emplace(claim.id, &claim);
            m_by_words.emplace(std::tuple(std::string_view(claim.item), std::string_view(claim.act), std::string_view(claim.quote)),
                               &claim);
        }
    }
    /// Empty where it is no longer there.
    [[nodiscard]] std::string find(const ClaimRef& ref) const
    {
        if (m_by_id.count(ref.id) != 0) {
            return ref.id;
        }
        const auto same = m_by_words.find({ref.item, ref.act, ref.quote});
        return same == m_by_words.end() ? std::string() : same->second->id;
    }

private:
    std::map<std::string_view, const Claim*> m_by_id;
    std::map<std::tuple<std::string_view, std::string_view, std::string_view>, const Claim*> m_by_words;
};

// An event that is rejected or refuted takes its claims of that time along; whatever else is said of an event later gives
// them back, and what is said of a claim itself stands by itself.
void take_claim_reviews(const std::vector<Review>& reviews, JoinedClaims& out)
{
    const ClaimFinder finder(out.claims);
    for (const Review& review : reviews) {
        if (review.reversed) {
            continue;
        }
        for (const ClaimRef& ref : review.claims) {
            const std::string id = finder.find(ref);
            if (id.empty()) {
                continue;
            }
            const auto known = out.reviews.find(id);
            const bool own = known != out.reviews.end() && !known->second.of_event;
            if (!review.of_event || (puts_out(review) && !own)) {
                out.reviews[id] = review;
            } else if (known != out.reviews.end() && !own) {
                out.reviews.erase(known);
            }
        }
    }
    std::erase_if(out.claims, [&](const Claim& claim) {
        const auto review = out.reviews.find(claim.id);
        const bool gone = review != out.reviews.end() && puts_out(review->second);
        if (gone) {
            out.left_out.push_back(claim.id);
        }
        return gone;
    });
}

// An event keeps its review under another id too: that of the event which holds most of the claims it had then.
void take_event_reviews(const std::vector<Review>& reviews, JoinedClaims& out)
{
    std::map<std::string_view, std::string_view> event_of;
    for (const Event& event : out.joined.events) {
        for (const std::string& claim : event.claims) {
            event_of.emplace(claim, event.id);
        }
    }
    for (const Review& review : reviews) {
        if (!review.of_event || review.reversed || puts_out(review)) {
            continue;
        }
        std::map<std::string_view, std::size_t> held;
        for (const ClaimRef& ref : review.claims) {
            if (const auto event = event_of.find(ref.id); event != event_of.end()) {
                held[event->second] += event->second == review.event ? review.claims.size() : 1;
            }
        }
        const auto most = std::max_element(held.begin(), held.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
        if (most != held.end()) {
            out.reviews[std::string(most->first)] = review;
        }
    }
}

} // namespace

JoinedClaims join_marked(const std::string& folder)
{
    sys::Files& files = sys::real_files();
    JoinedClaims out;
    for (const sys::Listed& entry : files.list(folder)) {
        if (!entry.name.ends_with(marked_ending)) {
            continue;
        }
        const std::string name = entry.name.substr(0, entry.name.size() - marked_ending.size());
        const std::string path = sys::join(folder, entry.name);
        read_marked(path, name, sys::read_all(files, path), out.claims);
        events::ItemInfo item;
        item.id = name;
        const std::string meta_path = sys::join(folder, name + ".meta.json");
        if (files.status(meta_path)) {
            const Metadata meta = metadata_from_json(parse_json(sys::read_all(files, meta_path), meta_path), meta_path);
            item = {name, meta.outlet, meta.language, meta.published, meta.title, meta.url, {}};
        }
        const std::string text_path = sys::join(folder, name + ".txt");
        if (files.status(text_path)) {
            item.signature = events::signature_of(sys::read_all(files, text_path));
        }
        out.items.push_back(std::move(item));
    }
    if (out.items.empty()) {
        fail("{}: holds no file NAME{}", folder, marked_ending);
    }
    out.joined = join_with_tables(out);
    return out;
}

std::unique_ptr<events::Places> known_places()
{
    return std::make_unique<GazetteerPlaces>(sys::real_files());
}

std::vector<events::ItemInfo> item_infos(const Archive& archive, bool with_signatures)
{
    std::vector<events::ItemInfo> infos;
    std::map<std::string, store::TextHead> heads;
    for (store::TextHead& head : archive.store().text_heads()) {
        heads.emplace(head.item, std::move(head));
    }
    for (const Item& item : archive.store().items()) {
        const Metadata stated = item.collections.empty() ? Metadata{} : item.collections.back().stated;
        const auto head = heads.find(item.sha256);
        const store::TextHead text = head == heads.end() ? store::TextHead{} : head->second;
        const auto known = [](const std::string& found, const std::string& otherwise) { return found.empty() ? otherwise : found; };
        infos.push_back({item.sha256,
                         known(text.outlet, stated.outlet),
                         known(text.language, stated.language),
                         known(text.published, stated.published),
                         known(text.title, stated.title),
                         known(text.url, stated.url),
                         {}});
        if (with_signatures && head != heads.end()) {
            infos.back().signature = events::signature_of(archive.store().text(item.sha256).value_or(Text{}).content);
        }
    }
    return infos;
}

namespace {

// Of entries that no join rests on. What an unknown entry means for it is not known either: the join is made anew.
bool beside_the_join(std::string_view type)
{
    static constexpr std::array<std::string_view, 10> types{
        "report_published", "package_exported",       "key_made",         "key_changed", "passphrase_changed", "checkpoint_signed",
        "item_accessed",    "checkpoint_timestamped", "journal_exported", "captured"};
    return std::find(types.begin(), types.end(), type) != types.end();
}

// True where the latest join was made by these rules and nothing came since that could change it.
bool join_stands(const store::Archive& store)
{
    const std::optional<store::Join> join = store.latest_join();
    if (!join || join->method != events::join_method) {
        return false;
    }
    bool stands = true;
    store.each_entry(join->entry_index + 1, [&](const store::Entry& entry) {
        stands = beside_the_join(parse_json(entry.bytes, "journal").value("type", ""));
        return stands;
    });
    return stands;
}

JoinedClaims join_of(const Archive& archive, bool take_recorded)
{
    JoinedClaims out;
    const std::vector<Review> reviews = archive.store().reviews();
    out.claims = archive.store().claims();
    out.items = item_infos(archive, !take_recorded);
    out.decisions = events::decisions_for(archive.store().decisions(), out.claims);
    take_claim_reviews(reviews, out);
    if (take_recorded) {
        out.joined = {archive.store().events(), archive.store().figures()};
    } else {
        out.joined = join_with_tables(out);
    }
    take_event_reviews(reviews, out);
    return out;
}

} // namespace

JoinedClaims join_archive(const Archive& archive)
{
    return join_of(archive, false);
}

JoinedClaims joined_archive(const Archive& archive)
{
    return join_of(archive, join_stands(archive.store()));
}

JoinedClaims join_and_record(Archive& archive)
{
    JoinedClaims out = join_archive(archive);
    if (out.joined.events == archive.store().events() && out.joined.figures == archive.store().figures()) {
        return out;
    }
    nlohmann::ordered_json entry{{"type", "events_joined"}, {"method", events::join_method}};
    entry["events"] = nlohmann::ordered_json::array();
    entry["figures"] = nlohmann::ordered_json::array();
    for (const Event& event : out.joined.events) {
        entry["events"].push_back(to_json(event));
    }
    for (const Figure& figure : out.joined.figures) {
        entry["figures"].push_back(to_json(figure));
    }
    archive.append(entry);
    return out;
}

} // namespace khronika::app
