// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "linkage/model.h"
#include "model/json.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace khronika::linkage {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::array<std::string_view, 6> shares = {"value", "beginning", "first_half", "year", "month_day", "names_either"};

ordered_json shares_json(const std::vector<double>& values, Kind kind)
{
    ordered_json out;
    for (std::size_t l = 1; l < values.size(); ++l) {
        out[std::string(level_names(kind)[l])] = values[l];
    }
    return out;
}

std::string joint_name(std::size_t level)
{
    if (level >= names_level::swapped) {
        return level == names_level::swapped ? "swapped" : "half_swapped";
    }
    const auto names = level_names(Kind::given_name);
    return fmt::format("{}/{}", names[level / name_level::count], names[level % name_level::count]);
}

bool is_used(std::size_t level)
{
    return level >= names_level::swapped || (level / name_level::count != 0 && level % name_level::count != 0);
}

ordered_json joint_json(const std::vector<double>& values)
{
    ordered_json out;
    for (std::size_t l = 0; l < values.size(); ++l) {
        if (is_used(l)) {
            out[joint_name(l)] = values[l];
        }
    }
    return out;
}

class Reader {
public:
    explicit Reader(std::string_view where) : m_where(where) {}

    const json& at(const json& object, const std::string& key) const
    {
        const auto found = object.is_object() ? object.find(key) : object.end();
        if (!object.is_object() || found == object.end()) {
            fail("{}: `{}` is not there: save the model anew with `khronika link --save-model`", m_where, key);
        }
        return *found;
    }
    double number(const json& object, const std::string& key) const
    {
        const json& value = at(object, key);
        if (!value.is_number() || value.get<double>() < 0 || value.get<double>() > 1) {
            fail("{}: `{}` must be a number from 0 to 1", m_where, key);
        }
        return value.get<double>();
    }
    std::string text(const json& object, const std::string& key) const
    {
        const json& value = at(object, key);
        if (!value.is_string()) {
            fail("{}: `{}` must be a text", m_where, key);
        }
        return value.get<std::string>();
    }
    std::vector<double> by_level(const json& object, Kind kind) const
    {
        std::vector<double> out(level_names(kind).size());
        for (std::size_t l = 1; l < out.size(); ++l) {
            out[l] = number(object, std::string(level_names(kind)[l]));
        }
        return out;
    }
    std::vector<double> joint(const json& object) const
    {
        std::vector<double> out(names_level::count);
        for (std::size_t l = 0; l < out.size(); ++l) {
            out[l] = is_used(l) ? number(object, joint_name(l)) : 0;
        }
        return out;
    }
    LearntComparison comparison(const json& object, const Comparison& wanted) const
    {
        LearntComparison out{text(object, "label"), wanted.joint, wanted.kind, {}, {}, {}, {}, {}, {}};
        if (out.label != wanted.label) {
            fail("{}: the model compares `{}` where the mapping has `{}`", m_where, out.label, wanted.label);
        }
        if (wanted.joint) {
            out.m = joint(at(object, "m"));
            out.u = joint(at(object, "u"));
            out.given_m = by_level(at(object, "given_m"), wanted.kind);
            out.given_u = by_level(at(object, "given_u"), wanted.kind);
            out.surname_m = by_level(at(object, "surname_m"), wanted.kind);
            out.surname_u = by_level(at(object, "surname_u"), wanted.kind);
        } else {
            out.m = by_level(at(object, "m"), wanted.kind);
            out.u = by_level(at(object, "u"), wanted.kind);
        }
        return out;
    }
    Rule rule(const json& list, const Table& table) const
    {
        Rule out;
        for (const json& entry : list) {
            const std::string field = text(entry, "field");
            const auto column = std::ranges::find(table.columns, field, [](const Column& c) { return c.field.label; });
            const auto share = std::ranges::find(shares, text(entry, "share"));
            if (column == table.columns.end() || share == shares.end()) {
                fail("{}: a rule needs the field `{}`, which the mapping has not, or an unknown way to share it", m_where, field);
            }
            out.properties.push_back(
                {static_cast<std::size_t>(column - table.columns.begin()), static_cast<Share>(share - shares.begin())});
        }
        return out;
    }

private:
    std::string_view m_where;
};

} // namespace

std::string model_json(const Model& model, const Table& table)
{
    ordered_json out;
    out["prior"] = model.prior;
    out["comparisons"] = ordered_json::array();
    for (const LearntComparison& learnt : model.comparisons) {
        ordered_json entry;
        entry["label"] = learnt.label;
        entry["kind"] = learnt.joint ? "names" : kind_name(learnt.kind);
        entry["m"] = learnt.joint ? joint_json(learnt.m) : shares_json(learnt.m, learnt.kind);
        entry["u"] = learnt.joint ? joint_json(learnt.u) : shares_json(learnt.u, learnt.kind);
        if (learnt.joint) {
            entry["given_m"] = shares_json(learnt.given_m, learnt.kind);
            entry["given_u"] = shares_json(learnt.given_u, learnt.kind);
            entry["surname_m"] = shares_json(learnt.surname_m, learnt.kind);
            entry["surname_u"] = shares_json(learnt.surname_u, learnt.kind);
        }
        out["comparisons"].push_back(std::move(entry));
    }
    out["rules"] = ordered_json::array();
    for (const Rule& rule : model.rules) {
        ordered_json properties = ordered_json::array();
        for (const Property& property : rule.properties) {
            properties.push_back(
                {{"field", table.columns[property.column].field.label}, {"share", shares[static_cast<std::size_t>(property.share)]}});
        }
        ordered_json entry;
        entry["share"] = std::move(properties);
        entry["pairs"] = rule.pairs;
        entry["expected_recall"] = rule.recall;
        out["rules"].push_back(std::move(entry));
    }
    out["warnings"] = model.warnings;
    return out.dump(2) + "\n";
}

Model model_from_json(std::string_view text, const Comparer& comparer, std::string_view where)
{
    const json parsed = parse_json(text, where);
    const Reader reader(where);
    Model out;
    out.prior = reader.number(parsed, "prior");
    if (out.prior <= 0 || out.prior >= 1) {
        fail("{}: `prior` must be above 0 and below 1", where);
    }
    const json& comparisons = reader.at(parsed, "comparisons");
    if (comparisons.size() != comparer.comparisons().size()) {
        fail("{}: the model has {} comparisons and the mapping {}", where, comparisons.size(), comparer.comparisons().size());
    }
    for (std::size_t i = 0; i < comparisons.size(); ++i) {
        out.comparisons.push_back(reader.comparison(comparisons[i], comparer.comparisons()[i]));
    }
    for (const json& entry : reader.at(parsed, "rules")) {
        out.rules.push_back(reader.rule(reader.at(entry, "share"), comparer.table()));
    }
    for (const json& warning : reader.at(parsed, "warnings")) {
        out.warnings.push_back(warning.is_string() ? warning.get<std::string>() : warning.dump());
    }
    return out;
}

} // namespace khronika::linkage
