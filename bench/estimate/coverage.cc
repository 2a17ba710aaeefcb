// SPDX-License-Identifier: GPL-3.0-or-later
// Coverage of nominal 95% intervals by simulation: bench_coverage [POPULATIONS] [people]. Four lists; three ways in which
// people come onto them. Prints how often each method's interval holds the true total.
#include "estimate/decomposable.h"
#include "estimate/histories.h"
#include "estimate/latent_class.h"
#include "estimate/parallel.h"
#include "estimate/random.h"
#include "estimate/selection.h"

#include <fmt/core.h>

#include <array>
#include <string>
#include <vector>

namespace {

using namespace khronika::estimate;

enum class World { independent, heterogeneous, dependent };

Histories simulate(World world, std::int64_t people, Random& random)
{
    constexpr std::array<double, 4> usual{0.25, 0.3, 0.2, 0.35};
    constexpr std::array<double, 4> easy{0.6, 0.55, 0.5, 0.65};
    constexpr std::array<double, 4> hard{0.15, 0.2, 0.1, 0.2};
    std::vector<Cell> cells;
    for (std::int64_t i = 0; i < people; ++i) {
        const auto& chances = world != World::heterogeneous ? usual : random.uniform() < 0.35 ? easy : hard;
        Pattern pattern = 0;
        for (std::size_t j = 0; j < chances.size(); ++j) {
            double chance = chances[j];
            if (world == World::dependent && j == 1) {
                chance = (pattern & 1) != 0 ? 0.6 : 0.2; // the first list sends people to the second
            }
            pattern |= random.uniform() < chance ? Pattern{1} << j : Pattern{0};
        }
        cells.push_back({pattern, 1});
    }
    return make_histories({"A", "B", "C", "D"}, cells);
}

struct Row {
    std::array<bool, 4> holds{};
    std::array<double, 4> ratio{}; ///< estimate over truth
    bool sound = false;
};

Row estimate_one(const Histories& histories, double truth)
{
    Row row;
    const auto set = [&](std::size_t method, double total, Interval interval) {
        row.holds[method] = interval.low <= truth && truth <= interval.high;
        row.ratio[method] = total / truth;
    };
    const Selection selection = select_models(histories, Criterion::Bic);
    set(0, selection.best.front().fit.total, profile_interval(histories, selection.best.front().fit, 0.95));
    set(1, selection.averaged_total, selection.averaged);
    DecomposableOptions graphs;
    graphs.threads = 1;
    graphs.most_unseen = static_cast<std::int64_t>(5 * truth);
    const Decomposable averaged = average_decomposable(histories, graphs);
    set(2, averaged.median, averaged.interval);
    LatentClassOptions classes;
    classes.threads = 1;
    classes.chains = 4;
    classes.burn_in = 4000;
    classes.iterations = 20000;
    classes.thinning = 10;
    classes.most_rounds = 1;
    const LatentClass latent = sample_latent_classes(histories, classes);
    set(3, latent.median, latent.interval);
    row.sound = latent.sound;
    return row;
}

} // namespace

int main(int count, char** arguments)
{
    const std::size_t populations = count > 1 ? std::stoul(arguments[1]) : 500;
    const std::int64_t people = count > 2 ? std::stol(arguments[2]) : 2000;
    const std::array<const char*, 4> methods{"log-linear, best by BIC, profile", "log-linear, averaged by BIC", "decomposable graphs",
                                             "latent class"};
    for (const auto& [world, name] :
         {std::pair{World::independent, "independent"}, {World::heterogeneous, "heterogeneous"}, {World::dependent, "list-dependent"}}) {
        std::vector<Row> rows(populations);
        parallel_for(populations, 0, [&, world = world](std::size_t i) {
            Random random(2026, i + 100000 * static_cast<std::size_t>(world));
            rows[i] = estimate_one(simulate(world, people, random), static_cast<double>(people));
        });
        for (std::size_t m = 0; m < methods.size(); ++m) {
            double covered = 0;
            double ratio = 0;
            double sound = 0;
            for (const Row& row : rows) {
                covered += row.holds[m] ? 1 : 0;
                ratio += row.ratio[m];
                sound += m == 3 && row.sound ? 1 : 0;
            }
            const auto n = static_cast<double>(populations);
            fmt::print("{:<16}{:<36}{:>6.1f}% covered, mean estimate over truth {:.3f}", name, methods[m], 100 * covered / n, ratio / n);
            fmt::print("{}\n", m == 3 ? fmt::format(", chains agreed in {:.0f}%", 100 * sound / n) : std::string{});
        }
        std::fflush(stdout);
    }
}
