// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decide.h"

#include "app/archive.h"
#include "app/join_claims.h"
#include "base/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace khronika::app {

namespace {

/// What a decision can name.
class Known {
public:
    explicit Known(const Archive& archive) : m_joined(joined_archive(archive)), m_all(archive.store().claims())
    {
        for (const Claim& claim : m_all) {
            m_claims.emplace(claim.id, &claim);
        }
        for (const Event& event : m_joined.joined.events) {
            m_events.emplace(event.id, &event);
            for (const std::string& claim : event.claims) {
                m_event_of.emplace(claim, &event);
            }
        }
    }

    [[nodiscard]] const Event& event(const std::string& name) const
    {
        return *only(m_events, name, "event", "`khronika events --format json` lists the ids");
    }
    [[nodiscard]] const Claim& claim(const std::string& name) const
    {
        return *only(m_claims, name, "claim", "`khronika events show EVENT` and `khronika claims --format jsonl` list the ids");
    }
    [[nodiscard]] bool is_event(const std::string& name) const { return begins(m_events, name) != 0; }
    [[nodiscard]] const Event& event_of(const Claim& claim) const
    {
        const auto event = m_event_of.find(claim.id);
        if (event == m_event_of.end()) {
            throw UsageError(
                fmt::format("claim {} is in no event: a review rejected or refuted it; `khronika review list` tells which", claim.id));
        }
        return *event->second;
    }
    [[nodiscard]] std::vector<ClaimRef> refs(const std::vector<std::string>& claims, const std::vector<ClaimRef>& without = {}) const
    {
        std::vector<ClaimRef> out;
        for (const std::string& id : claims) {
            ClaimRef ref = ref_of(*m_claims.at(id));
            if (std::find(without.begin(), without.end(), ref) == without.end()) {
                out.push_back(std::move(ref));
            }
        }
        return out;
    }

private:
    template <typename T>
    static std::size_t begins(const std::map<std::string, T>& known, const std::string& name)
    {
        std::size_t count = 0;
        for (auto at = known.lower_bound(name); at != known.end() && at->first.starts_with(name); ++at) {
            ++count;
        }
        return count;
    }

    template <typename T>
    static T only(const std::map<std::string, T>& known, const std::string& name, const char* what, const char* mend)
    {
        if (const auto exact = known.find(name); exact != known.end()) {
            return exact->second;
        }
        const std::size_t count = name.empty() ? 0 : begins(known, name);
        if (count != 1) {
            throw UsageError(fmt::format("{}: {} {} has an id that begins so; {}", name, count == 0 ? "no" : "more than one", what, mend));
        }
        return known.lower_bound(name)->second;
    }

    JoinedClaims m_joined;
    std::vector<Claim> m_all;
    std::map<std::string, const Claim*> m_claims;
    std::map<std::string, const Event*> m_events;
    std::map<std::string, const Event*> m_event_of;
};

std::string record(Archive& archive, const char* type, nlohmann::ordered_json payload)
{
    payload["type"] = type;
    return archive.append(payload);
}

std::string record(Archive& archive, const Decision& decision)
{
    return record(archive, "join_decided", to_json(decision));
}

std::vector<ClaimRef> refs_of(const Known& known, const std::vector<std::string>& claims)
{
    std::vector<ClaimRef> refs;
    for (const std::string& name : claims) {
        refs.push_back(ref_of(known.claim(name)));
    }
    return refs;
}

} // namespace

std::string join_events(Archive& archive, const std::vector<std::string>& events, const std::string& why)
{
    if (events.size() < 2) {
        throw UsageError("name two events or more to join");
    }
    const Known known(archive);
    Decision decision;
    decision.kind = DecisionKind::merge;
    decision.claims = known.refs(known.event(events.front()).claims);
    for (std::size_t i = 1; i < events.size(); ++i) {
        const Event& event = known.event(events[i]);
        const Event& first = known.event(events.front());
        if (event.id == first.id) {
            throw UsageError(fmt::format("{}: an event cannot be joined with itself", events[i]));
        }
        if (event.act != first.act || event.modality != first.modality) {
            throw UsageError(fmt::format("{} is {} ({}), and {} is {} ({}): acts and modalities are never mixed", event.id, event.act,
                                         to_string(event.modality), first.id, first.act, to_string(first.modality)));
        }
        const auto refs = known.refs(event.claims);
        decision.others.insert(decision.others.end(), refs.begin(), refs.end());
    }
    decision.why = why;
    return record(archive, decision);
}

std::string split_event(Archive& archive, const std::string& event, const std::vector<std::string>& claims, const std::string& why)
{
    const Known known(archive);
    const Event& whole = known.event(event);
    Decision decision;
    decision.kind = DecisionKind::split;
    decision.claims = refs_of(known, claims);
    for (const ClaimRef& claim : decision.claims) {
        if (std::find(whole.claims.begin(), whole.claims.end(), claim.id) == whole.claims.end()) {
            throw UsageError(fmt::format("claim {} is not of event {}", claim.id, whole.id));
        }
    }
    decision.others = known.refs(whole.claims, decision.claims);
    if (decision.others.empty()) {
        throw UsageError(fmt::format("that is all of event {}: leave at least one claim in it", whole.id));
    }
    decision.why = why;
    return record(archive, decision);
}

std::string move_claims(Archive& archive, const std::vector<std::string>& claims, const std::string& event, const std::string& why)
{
    const Known known(archive);
    const Event& target = known.event(event);
    Decision decision;
    decision.kind = DecisionKind::move;
    decision.claims = refs_of(known, claims);
    decision.others = known.refs(target.claims);
    for (const std::string& name : claims) {
        const Event& home = known.event_of(known.claim(name));
        if (home.id == target.id) {
            throw UsageError(fmt::format("claim {} is of event {} already", known.claim(name).id, target.id));
        }
        if (home.act != target.act || home.modality != target.modality) {
            throw UsageError(fmt::format("claim {} is of {} ({}), and event {} of {} ({}): acts and modalities are never mixed",
                                         known.claim(name).id, home.act, to_string(home.modality), target.id, target.act,
                                         to_string(target.modality)));
        }
        const auto left = known.refs(home.claims, decision.claims);
        decision.left.insert(decision.left.end(), left.begin(), left.end());
    }
    decision.why = why;
    return record(archive, decision);
}

std::string decide_edge(Archive& archive, bool add, const std::string& claim, const std::string& source, const std::string& why)
{
    const Known known(archive);
    Decision decision;
    decision.kind = add ? DecisionKind::add : DecisionKind::cut;
    decision.claims = refs_of(known, {claim});
    decision.others = refs_of(known, {source});
    if (decision.claims == decision.others) {
        throw UsageError(fmt::format("{}: a claim cannot depend on itself", claim));
    }
    const Event& home = known.event_of(known.claim(claim));
    const Event& other = known.event_of(known.claim(source));
    if (home.id != other.id) {
        throw UsageError(fmt::format("these claims are of two events, {} and {}, where none depends on the other; `khronika events join` "
                                     "makes them one",
                                     home.id, other.id));
    }
    decision.why = why;
    return record(archive, decision);
}

std::string undo(Archive& archive, const std::string& id, const std::string& why)
{
    const auto take_back = [&](const auto& made, const char* what) -> std::optional<std::string> {
        const auto known = std::find_if(made.begin(), made.end(), [&](const auto& one) { return one.id == id; });
        if (known == made.end()) {
            return std::nullopt;
        }
        if (known->reversed) {
            throw UsageError(fmt::format("{} {} was taken back already", what, id));
        }
        return record(archive, "decision_reversed", {{"decision", id}, {"why", why}});
    };
    auto done = take_back(archive.store().decisions(), "decision");
    if (!done) {
        done = take_back(archive.store().reviews(), "review");
    }
    if (!done) {
        throw UsageError(
            fmt::format("{}: no decision or review has this id; `khronika events decisions` and `khronika review list` list them", id));
    }
    return *done;
}

std::vector<std::string> review(Archive& archive, const std::vector<std::string>& subjects, ReviewStatus status,
                                std::optional<Reliability> reliability, const std::string& why)
{
    const Known known(archive);
    std::vector<nlohmann::ordered_json> entries;
    for (const std::string& subject : subjects) {
        Review made;
        made.of_event = known.is_event(subject);
        if (made.of_event) {
            const Event& event = known.event(subject);
            made.event = event.id;
            made.claims = known.refs(event.claims);
        } else {
            made.claims = refs_of(known, {subject});
        }
        made.status = status;
        made.reliability = reliability;
        made.why = why;
        entries.push_back(to_json(made));
        entries.back()["type"] = "review_made";
    }
    return archive.append_all(entries);
}

} // namespace khronika::app
