// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkage/learn.h"

#include "linkage/patterns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace khronika::linkage {

namespace {

constexpr double pseudo_pairs = 30; ///< how many true pairs the usual rates of errors are worth
constexpr double pseudo_cell = 5;   ///< and how many each cell of joint names, towards independence
constexpr int rounds = 60;

/// Usual rates among true pairs: where learning starts, and what it falls back on where there is little to learn from.
std::vector<double> usual_m(Kind kind)
{
    switch (kind) {
    case Kind::date:
        return {0, .84, .01, .06, .03, .01, .01, .01, .03};
    case Kind::place:
        return {0, .75, .03, .03, .06, .03, .10};
    case Kind::code:
        return {0, .78, .07, .03, .02, .10};
    case Kind::category:
        return {0, .92, .08};
    default:
        return {0, .76, .03, .04, .08, .01, .03, .05};
    }
}

void normalise(std::vector<double>& p)
{
    const double sum = std::accumulate(p.begin() + 1, p.end(), 0.0);
    for (double& x : p) {
        x = sum > 0 ? x / sum : 0;
    }
    p[0] = 0;
}

/// Counts of the levels of one comparison; of joint names also of each name alone.
struct Tally {
    std::vector<double> levels;
    std::vector<double> given = std::vector<double>(name_level::count);
    std::vector<double> surname = std::vector<double>(name_level::count);

    void add(const Comparison& comparison, Level level, double pairs)
    {
        levels[level] += pairs;
        if (comparison.joint && level < names_level::swapped) {
            given[level / name_level::count] += pairs;
            surname[level % name_level::count] += pairs;
        }
    }
};

std::vector<Tally> empty_tallies(const std::vector<Comparison>& comparisons)
{
    std::vector<Tally> out;
    for (const Comparison& comparison : comparisons) {
        out.push_back({std::vector<double>(comparison.levels)});
    }
    return out;
}

/// The shares of joint levels: those of the tally, each cell drawn towards the product of its two names.
std::vector<double> joint_shares(const Tally& tally, const std::vector<double>& given, const std::vector<double>& surname,
                                 double usual_swaps)
{
    std::vector<double> out(names_level::count);
    double both = 0;
    for (Level g = 1; g < name_level::count; ++g) {
        for (Level s = 1; s < name_level::count; ++s) {
            both += tally.levels[names_level::of(g, s)];
        }
    }
    const double swapped = tally.levels[names_level::swapped];
    const double half = tally.levels[names_level::half_swapped];
    const double all = both + swapped + half + pseudo_pairs;
    out[names_level::swapped] = (swapped + pseudo_pairs * usual_swaps) / all;
    out[names_level::half_swapped] = (half + pseudo_pairs * usual_swaps) / all;
    const double rest = 1 - out[names_level::swapped] - out[names_level::half_swapped];
    double sum = 0;
    for (Level g = 1; g < name_level::count; ++g) {
        for (Level s = 1; s < name_level::count; ++s) {
            const double product = given[g] * surname[s];
            const double ratio = (tally.levels[names_level::of(g, s)] + pseudo_cell) / (both * product + pseudo_cell);
            sum += out[names_level::of(g, s)] = product * ratio;
        }
    }
    for (std::size_t l = 0; l < names_level::swapped; ++l) {
        out[l] *= sum > 0 ? rest / sum : 0;
    }
    return out;
}

std::vector<double> with_usual(std::vector<double> counts, Kind kind)
{
    const std::vector<double> usual = usual_m(kind);
    for (std::size_t l = 1; l < counts.size(); ++l) {
        counts[l] += pseudo_pairs * usual[l];
    }
    normalise(counts);
    return counts;
}

void set_m(LearntComparison& learnt, const Tally& tally)
{
    constexpr double usual_swaps = 0.02;
    if (!learnt.joint) {
        learnt.m = with_usual(tally.levels, learnt.kind);
        return;
    }
    learnt.given_m = with_usual(tally.given, learnt.kind);
    learnt.surname_m = with_usual(tally.surname, learnt.kind);
    learnt.m = joint_shares(tally, learnt.given_m, learnt.surname_m, usual_swaps);
}

/// Pairs of records that have one value: how many, of all pairs with a value.
struct Agreement {
    double exact = 0;
    double alike = 0;
    double pairs = 0;
};

Agreement agreement_of(const Column& column)
{
    const auto pairs = [](std::uint64_t c) { return c * (c - std::min<std::uint64_t>(c, 1)) / 2; };
    std::vector<std::uint64_t> count(column.distinct());
    for (const std::uint32_t cell : column.cells) {
        ++count[cell];
    }
    std::uint64_t exact = 0;
    std::vector<std::uint64_t> of_key(column.names ? column.names->keys().size() : 0);
    for (std::uint32_t cell = 1; cell < count.size(); ++cell) {
        exact += pairs(count[cell]);
        if (column.names) {
            of_key[column.names->form(cell).key] += count[cell];
        }
    }
    std::uint64_t of_keys = 0;
    for (const std::uint64_t c : of_key) {
        of_keys += pairs(c);
    }
    return {static_cast<double>(exact), column.names ? static_cast<double>(of_keys - exact) : 0,
            static_cast<double>(pairs(column.cells.size() - count[0]))};
}

double joint_agreement(const Comparer& comparer, const Comparison& comparison)
{
    std::vector<std::uint64_t> both;
    for (std::uint32_t r = 0; r < comparer.records(); ++r) {
        const auto row = comparer.row(r);
        if (row[comparison.first] != 0 && row[comparison.second] != 0) {
            both.push_back(std::uint64_t{row[comparison.first]} << 32U | row[comparison.second]);
        }
    }
    std::ranges::sort(both);
    std::uint64_t pairs = 0;
    for (std::size_t begin = 0, end = 0; begin < both.size(); begin = end) {
        while (end < both.size() && both[end] == both[begin]) {
            ++end;
        }
        pairs += std::uint64_t{end - begin} * (end - begin - 1) / 2;
    }
    return both.size() < 2 ? 0 : static_cast<double>(pairs) / (static_cast<double>(both.size()) * static_cast<double>(both.size() - 1) / 2);
}

/// What is measured of all pairs, one person's among them; u is this less the true pairs' part.
class AllPairs {
public:
    AllPairs(const Comparer& comparer, const LearnOptions& options) : m_comparisons(&comparer.comparisons())
    {
        const std::vector<Pattern> random = random_patterns(comparer, options);
        m_tallies = empty_tallies(*m_comparisons);
        for (const Pattern& pattern : random) {
            for (std::size_t i = 0; i < m_comparisons->size(); ++i) {
                m_tallies[i].add((*m_comparisons)[i], pattern.levels[i], pattern.pairs);
            }
        }
        for (std::size_t i = 0; i < m_comparisons->size(); ++i) {
            const Comparison& comparison = (*m_comparisons)[i];
            const auto& columns = comparer.table().columns;
            m_first.push_back(agreement_of(columns[comparison.first]));
            m_second.push_back(agreement_of(columns[comparison.second]));
            m_joint.push_back(comparison.joint ? joint_agreement(comparer, comparison) : 0);
        }
    }

    /// Sets u, taking away the part `prior` of pairs that have the shares m.
    void set_u(Model& model) const
    {
        for (std::size_t i = 0; i < m_comparisons->size(); ++i) {
            LearntComparison& learnt = model.comparisons[i];
            if (!learnt.joint) {
                learnt.u = less(shares(m_tallies[i].levels, m_first[i]), learnt.m, model.prior);
                continue;
            }
            learnt.given_u = less(shares(m_tallies[i].given, m_first[i]), learnt.given_m, model.prior);
            learnt.surname_u = less(shares(m_tallies[i].surname, m_second[i]), learnt.surname_m, model.prior);
            set_joint_u(learnt, i, model.prior);
        }
    }

private:
    /// Shares of levels by the sample, those of exact and alike by the frequencies of values.
    static std::vector<double> shares(const std::vector<double>& sampled, const Agreement& agreement)
    {
        constexpr double unseen = 0.5;
        std::vector<double> out = sampled;
        for (std::size_t l = 1; l < out.size(); ++l) {
            out[l] += unseen;
        }
        normalise(out);
        if (agreement.pairs > 0) {
            out[exact_level] = std::max(agreement.exact, unseen) / agreement.pairs;
            if (agreement.alike > 0) {
                out[name_level::alike] = agreement.alike / agreement.pairs;
            }
        }
        normalise(out);
        return out;
    }

    static std::vector<double> less(std::vector<double> all, const std::vector<double>& m, double prior)
    {
        constexpr double least_part = 0.05; // the true pairs cannot be nearly all that agree: that would be guessing
        for (std::size_t l = 1; l < all.size(); ++l) {
            all[l] = std::max((all[l] - prior * m[l]) / (1 - prior), all[l] * least_part);
        }
        normalise(all);
        return all;
    }

    void set_joint_u(LearntComparison& learnt, std::size_t i, double prior) const
    {
        Tally tally = m_tallies[i];
        double both = 0;
        for (Level g = 1; g < name_level::count; ++g) {
            for (Level s = 1; s < name_level::count; ++s) {
                both += tally.levels[names_level::of(g, s)];
            }
        }
        both += tally.levels[names_level::swapped] + tally.levels[names_level::half_swapped];
        for (std::size_t l = 1; l < tally.levels.size(); ++l) {
            tally.levels[l] = std::max(tally.levels[l] - both * prior * learnt.m[l], 0.0);
        }
        learnt.u = joint_shares(tally, learnt.given_u, learnt.surname_u, 1e-7);
        constexpr auto both_exact = names_level::of(exact_level, exact_level);
        const double product = learnt.given_u[exact_level] * learnt.surname_u[exact_level];
        const double counted = (m_joint[i] - prior * learnt.m[both_exact]) / (1 - prior);
        learnt.u[both_exact] = std::max({counted, product * 0.5, 1e-12});
    }

    const std::vector<Comparison>* m_comparisons;
    std::vector<Tally> m_tallies;
    std::vector<Agreement> m_first;
    std::vector<Agreement> m_second;
    std::vector<double> m_joint;
};

/// log (m / u) by comparison and level, natural.
std::vector<std::vector<double>> log_ratios(const Model& model)
{
    std::vector<std::vector<double>> out;
    constexpr double least = 1e-300;
    for (const LearntComparison& learnt : model.comparisons) {
        std::vector<double> ratios(learnt.m.size());
        for (std::size_t l = 1; l < ratios.size(); ++l) {
            ratios[l] = std::log(std::max(learnt.m[l], least) / std::max(learnt.u[l], least));
        }
        if (learnt.joint) {
            for (Level l = 1; l < name_level::count; ++l) {
                ratios[names_level::of(l, 0)] = std::log(learnt.given_m[l] / learnt.given_u[l]);
                ratios[names_level::of(0, l)] = std::log(learnt.surname_m[l] / learnt.surname_u[l]);
            }
        }
        out.push_back(std::move(ratios));
    }
    return out;
}

struct Expected {
    std::vector<Tally> tallies; ///< of true pairs
    double matches = 0;
    double pairs = 0;
    double doubtful = 0; ///< the sum of p (1 - p)
};

/// The expectation step over patterns; comparisons that are not `active` tell nothing.
Expected expect(const std::vector<Pattern>& patterns, const Model& model, const std::vector<Comparison>& comparisons,
                const std::vector<bool>& active, double prior)
{
    const auto ratios = log_ratios(model);
    Expected out{empty_tallies(comparisons)};
    const double start = std::log(prior / (1 - prior));
    for (const Pattern& pattern : patterns) {
        double log_odds = start;
        for (std::size_t i = 0; i < comparisons.size(); ++i) {
            log_odds += active[i] ? ratios[i][pattern.levels[i]] : 0;
        }
        const double p = 1 / (1 + std::exp(-log_odds));
        out.matches += p * pattern.pairs;
        out.pairs += pattern.pairs;
        out.doubtful += p * (1 - p) * pattern.pairs;
        for (std::size_t i = 0; i < comparisons.size(); ++i) {
            out.tallies[i].add(comparisons[i], pattern.levels[i], p * pattern.pairs);
        }
    }
    return out;
}

Model starting_model(const std::vector<Comparison>& comparisons, double prior)
{
    Model model;
    model.prior = prior;
    for (const Comparison& comparison : comparisons) {
        LearntComparison learnt{comparison.label, comparison.joint, comparison.kind, {}, {}, {}, {}, {}, {}};
        Tally none{std::vector<double>(comparison.levels)};
        set_m(learnt, none);
        model.comparisons.push_back(std::move(learnt));
    }
    return model;
}

void warn(Model& model, const Expected& last, std::size_t records)
{
    for (const LearntComparison& learnt : model.comparisons) {
        const double m = learnt.joint ? learnt.m[names_level::of(exact_level, exact_level)] : learnt.m[exact_level];
        const double u = learnt.joint ? learnt.u[names_level::of(exact_level, exact_level)] : learnt.u[exact_level];
        if (m < 2 * u && learnt.kind != Kind::category) {
            model.warnings.push_back(
                fmt::format("`{}` agrees hardly more often among the pairs taken for one person ({:.4f}) than among others "
                            "({:.4f}): the learning may have found something other than persons",
                            learnt.label, m, u));
        }
    }
    if (last.matches > 0 && last.doubtful / last.matches > 0.25) {
        model.warnings.push_back(fmt::format("the fields part the pairs poorly: of {:.0f} pairs taken for one person, {:.0f} are in doubt; "
                                             "review pairs before counting",
                                             last.matches, last.doubtful));
    }
    if (last.matches > 20 * static_cast<double>(records)) {
        model.warnings.push_back(
            fmt::format("{:.0f} pairs of one person among {} records: more than lists of people have; the learning may have "
                        "taken a family or a place for a person",
                        last.matches, records));
    }
    if (last.matches < 10) {
        model.warnings.emplace_back("hardly any pair is of one person: the rates of errors are the usual ones, not learnt");
    }
}

} // namespace

Model learn(const Comparer& comparer, const Blocks& blocks, std::vector<Rule> rules, const LearnOptions& options)
{
    const auto& comparisons = comparer.comparisons();
    const double allowed = std::max(static_cast<double>(allowed_pairs(comparer.table(), options.within_lists)), 1.0);
    const AllPairs all(comparer, options);
    const std::vector<Pattern> patterns = blocked_patterns(comparer, blocks, options);
    // A tenth of the records having a twin is a start from which too many and too few are both reached.
    Model model = starting_model(comparisons, std::min(0.1 * static_cast<double>(comparer.records()) / allowed, 0.1));
    const std::vector<bool> active(comparisons.size(), true);
    Expected last;
    for (int round = 0; round < rounds; ++round) {
        all.set_u(model);
        last = expect(patterns, model, comparisons, active, model.prior);
        const double prior = std::clamp((last.matches + 0.5) / (allowed + 1), 1e-15, 0.5);
        const bool still = std::abs(std::log(prior / model.prior)) < 1e-4;
        model.prior = prior;
        for (std::size_t i = 0; i < comparisons.size(); ++i) {
            set_m(model.comparisons[i], last.tallies[i]);
        }
        if (still) {
            break;
        }
    }
    all.set_u(model);
    model.rules = std::move(rules);
    warn(model, last, comparer.records());
    return model;
}

} // namespace khronika::linkage
