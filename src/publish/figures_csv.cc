// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/figures_csv.h"

#include "publish/csv_cell.h"
#include "publish/disclosure.h"
#include "publish/words.h"

#include <vector>

namespace khronika::publish {

namespace {

std::string end_of(const std::optional<std::int64_t>& end)
{
    return end ? std::to_string(*end) : std::string();
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string out;
    for (const std::string& part : parts) {
        out += (out.empty() ? "" : "; ") + part;
    }
    return out;
}

} // namespace

std::string figures_csv(std::span<const Figure> figures)
{
    std::string out = "id,event,act,place,from,to,modality,unit,per,claimed_min,claimed_max,defensible_min,defensible_max,"
                      "corroborated_min,corroborated_max,rivals,origins,outlets,conflicts,suppressed\n";
    for (const Figure& figure : figures) {
        const std::vector<std::string> cells{figure.id,
                                             figure.event,
                                             figure.act,
                                             figure.place,
                                             figure.period ? figure.period->from.iso() : "",
                                             figure.period ? figure.period->to.iso() : "",
                                             std::string(to_string(figure.modality)),
                                             std::string(to_string(figure.unit)),
                                             std::string(to_string(figure.per)),
                                             end_of(figure.claimed.min),
                                             end_of(figure.claimed.max),
                                             end_of(figure.defensible.min),
                                             end_of(figure.defensible.max),
                                             end_of(figure.corroborated.min),
                                             end_of(figure.corroborated.max),
                                             std::to_string(figure.rivals.size()),
                                             joined(figure.origins),
                                             std::to_string(outlets_of(figure)),
                                             joined(figure.conflicts),
                                             suppressed(figure) ? std::string(suppression_note) : ""};
        out += csv_row(cells);
    }
    return out;
}

} // namespace khronika::publish
