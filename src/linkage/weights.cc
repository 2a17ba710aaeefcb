// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkage/model.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>

namespace khronika::linkage {

namespace {

constexpr double least = 1e-12;

float bits_of(double m, double u)
{
    return static_cast<float>(std::log2(std::max(m, least) / std::max(u, least)));
}

std::vector<float> level_weights(const LearntComparison& learnt)
{
    std::vector<float> out(learnt.m.size());
    for (std::size_t l = 1; l < out.size(); ++l) {
        out[l] = bits_of(learnt.m[l], learnt.u[l]);
    }
    if (learnt.joint) {
        out[0] = 0;
        for (Level l = 1; l < name_level::count; ++l) {
            out[names_level::of(l, 0)] = bits_of(learnt.given_m[l], learnt.given_u[l]);
            out[names_level::of(0, l)] = bits_of(learnt.surname_m[l], learnt.surname_u[l]);
        }
    }
    return out;
}

} // namespace

Weights::Rarity Weights::rarity_of(const Column& column, double u_exact, double same_person)
{
    constexpr double most = 7; // a name met once may be one that the list spells in its own way
    Rarity out;
    std::vector<std::uint32_t> count(column.distinct());
    for (const std::uint32_t cell : column.cells) {
        ++count[cell];
    }
    const double present = static_cast<double>(column.cells.size() - count[0]);
    const auto rarity = [&](double records) {
        // Two of the records are the pair itself, and some more may be of the same person: they say nothing of how common it is.
        const double others = std::max(records - 1 - same_person, 1.0);
        return static_cast<float>(std::clamp(std::log2(std::max(u_exact, least) * std::max(present, 1.0) / others), -most, most));
    };
    out.exact.resize(count.size());
    for (std::size_t cell = 1; cell < count.size(); ++cell) {
        out.exact[cell] = rarity(count[cell]);
    }
    if (column.names) {
        std::vector<std::uint32_t> of_key(column.names->keys().size());
        for (std::uint32_t cell = 1; cell < count.size(); ++cell) {
            of_key[column.names->form(cell).key] += count[cell];
        }
        out.alike.resize(count.size());
        for (std::uint32_t cell = 1; cell < count.size(); ++cell) {
            out.alike[cell] = rarity(of_key[column.names->form(cell).key]);
        }
    }
    return out;
}

Weights::Weights(const Model& model, const Comparer& comparer) : m_comparer(&comparer)
{
    if (model.comparisons.size() != comparer.comparisons().size()) {
        fail("the model has {} comparisons and the mapping {}: use the mapping with which it was learnt", model.comparisons.size(),
             comparer.comparisons().size());
    }
    m_prior = static_cast<float>(std::log2(model.prior / (1 - model.prior)));
    m_rarity.resize(comparer.table().columns.size());
    const double others = static_cast<double>(std::max<std::size_t>(comparer.records(), 1) - 1);
    for (std::size_t i = 0; i < model.comparisons.size(); ++i) {
        const LearntComparison& learnt = model.comparisons[i];
        const Comparison& comparison = comparer.comparisons()[i];
        if (learnt.label != comparison.label || learnt.m.size() != comparison.levels || learnt.u.size() != comparison.levels) {
            fail("the model's comparison `{}` does not fit the mapping's `{}`", learnt.label, comparison.label);
        }
        m_by_level.push_back(level_weights(learnt));
        const auto add = [&](std::size_t column, const std::vector<double>& m, const std::vector<double>& u) {
            m_rarity[column] = rarity_of(comparer.table().columns[column], u[exact_level], model.prior * others * m[exact_level]);
        };
        if (comparison.joint) {
            add(comparison.first, learnt.given_m, learnt.given_u);
            add(comparison.second, learnt.surname_m, learnt.surname_u);
        } else {
            add(comparison.first, learnt.m, learnt.u);
        }
    }
}

float Weights::of(std::size_t index, Level level, std::uint32_t a) const
{
    const Comparison& comparison = m_comparer->comparisons()[index];
    const float weight = m_by_level[index][level];
    const std::span<const std::uint32_t> row = m_comparer->row(a);
    if (!comparison.joint) {
        const bool may =
            level == exact_level || (level == name_level::alike && comparison.kind != Kind::date && comparison.kind != Kind::code);
        return may ? weight + m_rarity[comparison.first].of(level, row[comparison.first]) : weight;
    }
    if (level >= names_level::swapped) {
        return weight;
    }
    const auto given = static_cast<Level>(level / name_level::count);
    const auto surname = static_cast<Level>(level % name_level::count);
    return weight + m_rarity[comparison.first].of(given, row[comparison.first]) +
           m_rarity[comparison.second].of(surname, row[comparison.second]);
}

} // namespace khronika::linkage
