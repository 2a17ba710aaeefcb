// SPDX-License-Identifier: GPL-3.0-or-later
// The model of Fellegi and Sunter (1969): each comparison has levels; m is how often a level is met among pairs of one person,
// u among other pairs; log2 (m / u) is the evidence, and the evidence of all comparisons is added up.
#pragma once

#include "linkage/blocking.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::linkage {

/// What was learnt of one comparison. Both sum to 1 over the levels from 1. For names compared as one, of the combinations of two
/// present names; `given_*` and `surname_*` serve where the other name is absent.
struct LearntComparison {
    std::string label;
    bool joint = false;
    Kind kind = Kind::category;
    std::vector<double> m;
    std::vector<double> u;
    std::vector<double> given_m, given_u, surname_m, surname_u; ///< where `joint`
    bool operator==(const LearntComparison&) const = default;
};

struct Model {
    double prior = 0; ///< the chance that two records drawn at random are of one person
    std::vector<LearntComparison> comparisons;
    std::vector<Rule> rules;
    std::vector<std::string> warnings; ///< plain words: what about the learning gives cause for doubt
    bool operator==(const Model&) const = default;
};

/// Readable JSON, with the levels by name, and back. Reading throws Error that begins with `where`.
[[nodiscard]] std::string model_json(const Model& model, const Table& table);
[[nodiscard]] Model model_from_json(std::string_view json, const Comparer& comparer, std::string_view where);

/// Gives pairs their evidence by a model: log2 of the odds that the two records are of one person, the prior included.
class Weights {
public:
    /// Throws Error where the model is of other fields than the comparer.
    Weights(const Model& model, const Comparer& comparer);

    [[nodiscard]] float prior() const { return m_prior; }
    /// The evidence of one comparison; `a` is either record of the pair: where they agree, the frequency of the value counts.
    [[nodiscard]] float of(std::size_t comparison, Level level, std::uint32_t a) const;
    /// All of it.
    [[nodiscard]] float of(const Levels& levels, std::uint32_t a) const
    {
        float out = m_prior;
        for (std::size_t i = 0; i < m_by_level.size(); ++i) {
            out += of(i, levels[i], a);
        }
        return out;
    }

private:
    /// What is added where both records have this value, or values of one key: rare values tell more.
    struct Rarity {
        std::vector<float> exact; ///< by cell
        std::vector<float> alike; ///< by cell; empty where there are no keys
        [[nodiscard]] float of(Level level, std::uint32_t cell) const
        {
            return level == exact_level ? exact[cell] : level == name_level::alike && !alike.empty() ? alike[cell] : 0;
        }
    };
    static Rarity rarity_of(const Column& column, double u_exact, double same_person);

    const Comparer* m_comparer;
    float m_prior = 0;
    std::vector<std::vector<float>> m_by_level;
    std::vector<Rarity> m_rarity; ///< by column
};

} // namespace khronika::linkage
