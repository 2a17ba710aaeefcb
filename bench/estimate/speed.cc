// SPDX-License-Identifier: GPL-3.0-or-later
// Times of the estimates on one core. Prints a line a measurement.
#include "estimate/bootstrap.h"
#include "estimate/decomposable.h"
#include "estimate/gibbs.h"
#include "estimate/latent_class.h"
#include "estimate/test_tables.h"

#include <fmt/core.h>

#include <chrono>

namespace {

using namespace khronika::estimate;

template <typename Work>
double seconds(const Work& work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double gibbs_milliseconds(const Histories& histories)
{
    GibbsChain chain(histories, 10, 0.25, 0.25, static_cast<double>(histories.observed()), Random(1, 0));
    for (int i = 0; i < 20000; ++i) {
        chain.iterate();
    }
    double best = 1e9;
    for (int repeat = 0; repeat < 7; ++repeat) {
        best = std::min(best, seconds([&] {
                            for (int i = 0; i < 50000; ++i) {
                                chain.iterate();
                            }
                        }));
    }
    return best * 1000 / 50;
}

void print_latent(const char* name, const Histories& histories)
{
    LatentClassOptions options;
    LatentClass found;
    const double taken = seconds([&] { found = sample_latent_classes(histories, options); });
    fmt::print("latent class {}: median {} [{}, {}] {} R-hat {:.4f} ess {:.0f} {:.0f}, {} iterations a chain, {:.1f} s; chains", name,
               found.median, found.interval.low, found.interval.high, found.sound ? "sound" : "NOT SOUND", found.convergence.r_hat,
               found.convergence.bulk_ess, found.convergence.tail_ess, found.iterations, taken);
    for (const ChainSummary& chain : found.chains) {
        fmt::print(" {}({:.1f})", chain.median, chain.classes);
    }
    fmt::print("\n");
    std::fflush(stdout);
}

} // namespace

int main(int count, char** arguments)
{
    fmt::print("latent class, kosovo, K = 10: {:.2f} ms a thousand iterations (one core)\n", gibbs_milliseconds(kosovo()));
    DecomposableOptions graphs;
    graphs.prior_cell = 1.0 / 32;
    graphs.most_unseen = 60000;
    graphs.threads = 1;
    fmt::print("decomposable graphs, UKdat_5 to 60,000: {:.3f} s (one core)\n",
               seconds([&] { (void)average_decomposable(uk5(), graphs); }));
    BootstrapOptions bootstrap;
    bootstrap.threads = 1;
    fmt::print("BCa bootstrap of 1,000, UKdat: {:.1f} s (one core)\n", seconds([&] { (void)bootstrap_stepwise(uk(), bootstrap); }));
    if (count > 1 && std::string_view(arguments[1]) == "all") {
        print_latent("kosovo", kosovo());
        print_latent("MY97_5list", spina5());
        print_latent("MY97_spina3", spina3());
        print_latent("NewOrl", new_orleans());
        print_latent("Western", western());
        print_latent("Korea", korea());
        print_latent("Ned_5", netherlands5());
        print_latent("UKdat", uk());
    }
}
