// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/decision.h"

#include "base/error.h"

#include <nlohmann/json.hpp>

#include <array>
#include <utility>

namespace khronika {

using nlohmann::json;
using nlohmann::ordered_json;

namespace {

template <typename E, std::size_t N>
using Names = std::array<std::pair<E, std::string_view>, N>;

constexpr Names<DecisionKind, 5> kinds{{{DecisionKind::merge, "merge"},
                                        {DecisionKind::split, "split"},
                                        {DecisionKind::move, "move"},
                                        {DecisionKind::cut, "cut"},
                                        {DecisionKind::add, "add"}}};
constexpr Names<ReviewStatus, 5> statuses{{{ReviewStatus::unreviewed, "unreviewed"},
                                           {ReviewStatus::accepted, "accepted"},
                                           {ReviewStatus::rejected, "rejected"},
                                           {ReviewStatus::corroborated, "corroborated"},
                                           {ReviewStatus::refuted, "refuted"}}};

constexpr Names<Reliability, 6> grades{{{Reliability::highly_reliable, "highly_reliable"},
                                        {Reliability::likely_reliable, "likely_reliable"},
                                        {Reliability::unsure, "unsure"},
                                        {Reliability::likely_unreliable, "likely_unreliable"},
                                        {Reliability::highly_unreliable, "highly_unreliable"},
                                        {Reliability::unknown, "unknown"}}};
constexpr Names<Reliability, 6> grade_terms{{{Reliability::highly_reliable, "Highly reliable"},
                                             {Reliability::likely_reliable, "Likely reliable"},
                                             {Reliability::unsure, "Unsure"},
                                             {Reliability::likely_unreliable, "Likely unreliable"},
                                             {Reliability::highly_unreliable, "Highly unreliable"},
                                             {Reliability::unknown, "Unknown"}}};
constexpr Names<Reliability, 6> grade_codes{{{Reliability::highly_reliable, "01000000000042"},
                                             {Reliability::likely_reliable, "02000000000042"},
                                             {Reliability::unsure, "03000000000042"},
                                             {Reliability::likely_unreliable, "04000000000042"},
                                             {Reliability::highly_unreliable, "05000000000042"},
                                             {Reliability::unknown, "99000000000042"}}};

template <typename E, std::size_t N>
std::string_view name_of(const Names<E, N>& names, E value)
{
    for (const auto& [known, name] : names) {
        if (known == value) {
            return name;
        }
    }
    return {};
}

template <typename E, std::size_t N>
std::optional<E> value_of(const Names<E, N>& names, std::string_view text)
{
    for (const auto& [known, name] : names) {
        if (name == text) {
            return known;
        }
    }
    return std::nullopt;
}

std::string text_at(const json& object, const char* key, std::string_view where)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    if (!object.is_object() || found == object.end() || !found->is_string()) {
        fail("{}: field '{}' must be a string", where, key);
    }
    return found->get<std::string>();
}

ordered_json to_json(const std::vector<ClaimRef>& refs)
{
    ordered_json out = ordered_json::array();
    for (const ClaimRef& ref : refs) {
        out.push_back({{"id", ref.id}, {"item", ref.item}, {"act", ref.act}, {"quote", ref.quote}});
    }
    return out;
}

std::vector<ClaimRef> refs_from(const json& entry, const char* key, std::string_view where)
{
    const auto found = entry.find(key);
    if (found == entry.end() || !found->is_array()) {
        fail("{}: field '{}' must be a list", where, key);
    }
    std::vector<ClaimRef> refs;
    for (const json& ref : *found) {
        refs.push_back({text_at(ref, "id", where), text_at(ref, "item", where), text_at(ref, "act", where), text_at(ref, "quote", where)});
    }
    return refs;
}

} // namespace

ClaimRef ref_of(const Claim& claim)
{
    return {claim.id, claim.item, claim.act, claim.quote};
}

std::string_view to_string(DecisionKind kind)
{
    return name_of(kinds, kind);
}

std::string_view to_string(ReviewStatus status)
{
    return name_of(statuses, status);
}

std::optional<DecisionKind> decision_kind_from(std::string_view text)
{
    return value_of(kinds, text);
}

std::optional<ReviewStatus> review_status_from(std::string_view text)
{
    return value_of(statuses, text);
}

std::string_view to_string(Reliability grade)
{
    return name_of(grades, grade);
}

std::optional<Reliability> reliability_from(std::string_view text)
{
    return value_of(grades, text);
}

std::string_view reliability_term(Reliability grade)
{
    return name_of(grade_terms, grade);
}

std::string_view reliability_code(Reliability grade)
{
    return name_of(grade_codes, grade);
}

ordered_json to_json(const Decision& decision)
{
    return {{"kind", to_string(decision.kind)},
            {"claims", to_json(decision.claims)},
            {"others", to_json(decision.others)},
            {"left", to_json(decision.left)},
            {"why", decision.why}};
}

ordered_json to_json(const Review& review)
{
    return {{"of", review.of_event ? "event" : "claim"},
            {"event", review.event},
            {"claims", to_json(review.claims)},
            {"status", to_string(review.status)},
            {"reliability", review.reliability ? ordered_json(to_string(*review.reliability)) : ordered_json(nullptr)},
            {"why", review.why}};
}

Decision decision_from_json(const json& entry, std::string_view where)
{
    Decision out;
    out.id = text_at(entry, "id", where);
    out.at = text_at(entry, "at", where);
    out.by = text_at(entry, "by", where);
    const std::string kind = text_at(entry, "kind", where);
    const auto known = decision_kind_from(kind);
    if (!known) {
        fail("{}: field 'kind' does not know '{}'", where, kind);
    }
    out.kind = *known;
    out.claims = refs_from(entry, "claims", where);
    out.others = refs_from(entry, "others", where);
    out.left = refs_from(entry, "left", where);
    out.why = text_at(entry, "why", where);
    return out;
}

Review review_from_json(const json& entry, std::string_view where)
{
    Review out;
    out.id = text_at(entry, "id", where);
    out.at = text_at(entry, "at", where);
    out.by = text_at(entry, "by", where);
    const std::string of = text_at(entry, "of", where);
    if (of != "event" && of != "claim") {
        fail("{}: field 'of' must be event or claim, and is '{}'", where, of);
    }
    out.of_event = of == "event";
    out.event = text_at(entry, "event", where);
    out.claims = refs_from(entry, "claims", where);
    const std::string status = text_at(entry, "status", where);
    const auto known = review_status_from(status);
    if (!known) {
        fail("{}: field 'status' does not know '{}'", where, status);
    }
    out.status = *known;
    if (const auto grade = entry.find("reliability"); grade != entry.end() && !grade->is_null()) {
        const std::string name = text_at(entry, "reliability", where);
        out.reliability = reliability_from(name);
        if (!out.reliability) {
            fail("{}: field 'reliability' does not know '{}'", where, name);
        }
    }
    out.why = text_at(entry, "why", where);
    return out;
}

} // namespace khronika
