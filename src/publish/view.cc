// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/view.h"

#include "base/error.h"
#include "publish/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace khronika::publish {

View::View(const ReportInput& input) : m_input(input), m_acts(input.acts_table, "acts.tsv")
{
    for (const ReportItem& item : input.items) {
        m_item.emplace(item.item.sha256, &item);
    }
    for (const Claim& claim : input.claims) {
        if (m_item.find(claim.item) == m_item.end()) {
            fail("claim {} was read from item {}, which is not in the report", claim.id, claim.item);
        }
        m_claims.push_back(disclosed(claim));
    }
    for (const Claim& claim : m_claims) {
        m_claim.emplace(claim.id, &claim);
        m_claims_of[claim.item].push_back(&claim);
    }
    for (auto& [item, claims] : m_claims_of) {
        std::stable_sort(claims.begin(), claims.end(), [](const Claim* a, const Claim* b) { return a->span < b->span; });
    }
    for (const Event& event : input.events) {
        m_events.push_back(disclosed(event, input.disclosure));
    }
    for (const Event& event : m_events) {
        m_event.emplace(event.id, &event);
        if (event.claims.empty()) {
            fail("event {} rests on no claim", event.id);
        }
        for (const std::string& claim : event.claims) {
            if (m_claim.find(claim) == m_claim.end()) {
                fail("event {} rests on claim {}, which is not in the report", event.id, claim);
            }
        }
        for (std::size_t i = 0; i < event.claims.size() && i < event.reasons.size(); ++i) {
            m_reason.emplace(event.claims[i], event.reasons[i]);
        }
    }
    for (const Figure& figure : input.figures) {
        if (m_event.find(figure.event) == m_event.end()) {
            fail("figure {} is of event {}, which is not in the report", figure.id, figure.event);
        }
        m_figures.push_back(disclosed(figure, input.disclosure));
    }
    for (const Figure& figure : m_figures) {
        if (figure.rivals.empty()) {
            fail("figure {} rests on no claim", figure.id);
        }
        m_figures_of[figure.event].push_back(&figure);
        for (const RivalCount& rival : figure.rivals) {
            if (rival.claims.empty()) {
                fail("a count of figure {} rests on no claim", figure.id);
            }
            for (const std::string& claim : rival.claims) {
                if (m_claim.find(claim) == m_claim.end()) {
                    fail("figure {} rests on claim {}, which is not in the report", figure.id, claim);
                }
                m_figure_of.emplace(claim, &figure);
            }
        }
    }
}

std::vector<const Figure*> View::figures_of(const Event& event) const
{
    const auto known = m_figures_of.find(event.id);
    return known == m_figures_of.end() ? std::vector<const Figure*>() : known->second;
}

const Figure* View::figure_of(std::string_view claim) const
{
    const auto known = m_figure_of.find(claim);
    return known == m_figure_of.end() ? nullptr : known->second;
}

std::vector<const Claim*> View::claims_of(std::string_view item) const
{
    const auto known = m_claims_of.find(item);
    return known == m_claims_of.end() ? std::vector<const Claim*>() : known->second;
}

std::string View::reason(std::string_view claim) const
{
    const auto known = m_reason.find(claim);
    return known == m_reason.end() ? std::string() : std::string(known->second);
}

std::string View::heading(const Figure& figure) const
{
    return act(figure.act) + ", " + (figure.place.empty() ? "place not named" : figure.place) + ", " + when(figure);
}

std::string View::heading(const Event& event) const
{
    return act(event.act) + ", " + (event.place.empty() ? "place not named" : event.place);
}

std::string View::published_span(const std::vector<std::string>& claims) const
{
    std::optional<DateRange> span;
    for (const std::string& id : claims) {
        if (const auto day = Date::parse(item(claim(id).item).known.published)) {
            span = span ? DateRange{std::min(span->from, *day), std::max(span->to, *day)} : DateRange::day(*day);
        }
    }
    return span ? "date not stated, published " + period_words(*span) : "date not stated";
}

std::string View::when(const Figure& figure) const
{
    if (figure.period) {
        return period_words(*figure.period);
    }
    std::vector<std::string> claims;
    for (const RivalCount& rival : figure.rivals) {
        claims.insert(claims.end(), rival.claims.begin(), rival.claims.end());
    }
    return published_span(claims);
}

std::string View::when(const Event& event) const
{
    return event.period ? period_words(*event.period) : published_span(event.claims);
}

std::string View::count(const Figure& figure) const
{
    if (suppressed(figure)) {
        return fmt::format("fewer than {} people", m_input.disclosure.smallest_cell);
    }
    return count_words(figure);
}

std::string View::count(const Claim& claim)
{
    if (!claim.count) {
        return {};
    }
    const std::string number = in_words(claim.count->bounds);
    const std::string words = claim.count->approximate && claim.count->bounds.exact() ? "about " + number : number;
    return words + std::string(claim.count->per == Rate::none ? "" : " a " + std::string(to_string(claim.count->per)));
}

std::vector<std::string> View::chain(const Claim& claim) const
{
    std::vector<std::string> links = claim.attribution;
    const std::string& outlet = item(claim.item).known.outlet;
    links.push_back(outlet.empty() ? "outlet not known" : outlet);
    return links;
}

std::string View::footer(std::string_view root) const
{
    return fmt::format("<p>{} · made {} with {}. Journal of {} entries, root <code>{}</code>. "
                       "<a href=\"{}check.html\">Check this report</a> without trusting who made it.</p>\n",
                       escaped(m_input.title), escaped(day_words(m_input.created)), escaped(m_input.made_by), m_input.tree_size,
                       escaped(m_input.tree_root), root);
}

std::string View::evidence_path(std::string_view sha256)
{
    return "evidence/" + std::string(sha256.substr(0, 2)) + "/" + std::string(sha256);
}

} // namespace khronika::publish
