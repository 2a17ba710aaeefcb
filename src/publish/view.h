// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/report.h"
#include "publish/words.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::publish {

/// What the pages look up in a report's input, after disclosure control. `input` must outlive it.
class View {
public:
    /// Throws Error as publish() does.
    explicit View(const ReportInput& input);

    [[nodiscard]] const ReportInput& input() const { return m_input; }
    [[nodiscard]] const std::vector<Figure>& figures() const { return m_figures; }
    [[nodiscard]] const std::vector<Event>& events() const { return m_events; }
    [[nodiscard]] const std::vector<Claim>& claims() const { return m_claims; }
    [[nodiscard]] const Claim& claim(std::string_view id) const { return *m_claim.at(id); }
    [[nodiscard]] const Event& event(std::string_view id) const { return *m_event.at(id); }
    [[nodiscard]] const ReportItem& item(std::string_view sha256) const { return *m_item.at(sha256); }
    /// The figures of one event, in order.
    [[nodiscard]] std::vector<const Figure*> figures_of(const Event& event) const;
    /// The figure that a claim stands under; null for a claim without a count.
    [[nodiscard]] const Figure* figure_of(std::string_view claim) const;
    /// Claims read from an item, in the order of its text.
    [[nodiscard]] std::vector<const Claim*> claims_of(std::string_view item) const;
    /// Why a claim was joined to its event.
    [[nodiscard]] std::string reason(std::string_view claim) const;
    [[nodiscard]] std::string act(const std::string& code) const { return m_acts.label(code); }

    /// "Expulsion ordered, St. Petersburg, 25 to 29 March 2024"
    [[nodiscard]] std::string heading(const Figure& figure) const;
    [[nodiscard]] std::string heading(const Event& event) const;
    /// The stated period, else when the reports were published.
    [[nodiscard]] std::string when(const Figure& figure) const;
    [[nodiscard]] std::string when(const Event& event) const;
    /// The bounds in words, or that they are held back.
    [[nodiscard]] std::string count(const Figure& figure) const;
    /// The count of a claim as its text writes it and, where that says less, in figures.
    [[nodiscard]] static std::string count(const Claim& claim);
    /// Speaker, who passes it on, outlet.
    [[nodiscard]] std::vector<std::string> chain(const Claim& claim) const;
    [[nodiscard]] std::string footer(std::string_view root) const;

    [[nodiscard]] static std::string figure_page(const Figure& figure) { return "figures/" + figure.id + ".html"; }
    [[nodiscard]] static std::string item_page(std::string_view sha256) { return "items/" + std::string(sha256) + ".html"; }
    [[nodiscard]] static std::string evidence_path(std::string_view sha256);

private:
    [[nodiscard]] std::string published_span(const std::vector<std::string>& claims) const;

    const ReportInput& m_input;
    Acts m_acts;
    std::vector<Claim> m_claims;
    std::vector<Event> m_events;
    std::vector<Figure> m_figures;
    std::map<std::string_view, const Claim*> m_claim;
    std::map<std::string_view, const Event*> m_event;
    std::map<std::string_view, const ReportItem*> m_item;
    std::map<std::string_view, const Figure*> m_figure_of;
    std::map<std::string_view, std::string_view> m_reason;
    std::map<std::string_view, std::vector<const Figure*>> m_figures_of; ///< by event
    std::map<std::string_view, std::vector<const Claim*>> m_claims_of;   ///< by item
};

} // namespace khronika::publish
