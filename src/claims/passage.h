// SPDX-License-Identifier: GPL-3.0-or-later
// What a passage carries on from claim to claim: its speaker, place, date and court.
#pragma once

#include "claims/bind.h"
#include "claims/document.h"
#include "claims/setting.h"
#include "claims/slots.h"
#include "claims/speakers.h"
#include "claims/text_tables.h"
#include "claims/triggers.h"
#include "model/claim.h"

#include <optional>
#include <string>
#include <vector>

namespace khronika::claims {

class Passage {
public:
    Passage(const Document& document, const Attributions& attributions, const TextTables& tables)
        : m_document(document), m_attributions(attributions), m_tables(tables), m_setting(document, attributions),
          m_default(m_setting.main_place()), m_country(m_setting.country())
    {
    }

    /// A line that ends in a colon speaks for the list or table below it: its date and its speaker are theirs.
    void note_lead(std::uint32_t s);
    /// True below a line that ends in a colon, up to the next full sentence.
    [[nodiscard]] bool listed() const { return m_lead.has_value(); }
    /// A sentence that begins with a day and claims nothing dates what follows it: "Wednesday was quiet until noon."
    void note_day(std::uint32_t s);
    /// "Tijuana, 3 April." and a heading "Kharkiv region": where, and when, what follows it was done.
    void note_header(std::uint32_t s);
    /// A sentence that opens with a place and claims nothing says where what follows it was: "В самом Шебекино горел рынок."
    void note_place(std::uint32_t s);
    void set_attribution(Claim& claim, const Trigger& trigger, const Binding& binding, std::uint32_t s);
    void set_places(Claim& claim, const Trigger& trigger, const Binding& binding, const Scope& scope,
                    const std::optional<TokenRange>& victims);
    void set_when(Claim& claim, const Trigger& trigger, const Binding& binding, const Scope& scope, std::uint32_t s);
    /// In a run of court figures the court that was named goes on acting.
    void carry_court(Claim& claim, std::uint32_t s);
    /// What the line's own words leave open the lead-in fills.
    void fill_from_lead(Claim& claim, std::uint32_t s) const;

private:
    /// "Germany and the European Union called for ...": whose statement it is, who also acts.
    [[nodiscard]] TokenRange before_comma(TokenIndex comma, TokenIndex first) const;
    [[nodiscard]] Chain stated_by(Claim& claim, const Trigger& trigger) const;
    /// Where the claim is said: at its count where that stands in a clause after the act's ("13 died; X puts it at 37").
    [[nodiscard]] TokenIndex speaking_at(const Trigger& trigger, const Binding& binding) const;
    /// "Напомним, ...": what follows is another event.
    [[nodiscard]] bool reminds(std::uint32_t s) const;
    /// Keeps the day of the text's first dated claim.
    void note_first_day(const Claim& claim, std::uint32_t d, std::uint32_t s);
    /// True where all dates up to the sentence are that day.
    [[nodiscard]] bool told_of_one_day(std::uint32_t s);
    /// The table's line of the frame in sentence `s` that gave the chain; empty where it stands elsewhere.
    [[nodiscard]] std::string frame_line(std::uint32_t s, const Chain& chain) const;
    /// "since October 3, when the ministry ordered": the day itself, in the clause that it opens.
    [[nodiscard]] bool opens_clause(std::uint32_t d, const Trigger& trigger) const;
    /// "by Sunday", "к воскресенью" in the claim's sentence; none where there is none.
    [[nodiscard]] std::uint32_t end_date(const Scope& scope) const;
    /// The date `d`, up to the date `end` where the sentence names one ("since February 1 by Thursday night").
    [[nodiscard]] When dated(std::uint32_t d, std::uint32_t end) const;

    struct Lead {
        Chain speaker;
        std::optional<When> when;
    };

    const Document& m_document;
    const Attributions& m_attributions;
    const TextTables& m_tables;
    Setting m_setting;
    std::optional<Lead> m_lead;
    std::vector<std::string> m_default;
    std::vector<std::string> m_country;
    std::vector<std::string> m_last_places;
    std::uint32_t m_last_places_paragraph = 0;
    std::optional<Words> m_court;
    std::uint32_t m_court_paragraph = 0;
    Chain m_run_speaker;
    std::string m_run_act;
    std::uint32_t m_run_paragraph = 0;
    std::uint32_t m_run_sentence = 0;
    std::optional<When> m_last_when;
    std::string m_last_when_act;
    std::vector<std::string> m_last_when_places;
    std::uint32_t m_last_when_paragraph = 0;
    bool m_last_when_since = false;
    bool m_last_when_single = false;
    bool m_last_when_anywhere = false; ///< whatever the place
    bool m_body_begun = false;         ///< a full sentence was read: what stands above it is the page's head
    std::optional<When> m_first_day;
    std::uint32_t m_days_read = 0;
    bool m_days_differ = false;
};

} // namespace khronika::claims
