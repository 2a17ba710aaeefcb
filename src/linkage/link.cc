// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkage/link.h"

#include <fmt/format.h>

#include <algorithm>

namespace khronika::linkage {

Linked link(const Comparer& comparer, const LinkOptions& options)
{
    const auto tell = [&](const std::string& words) {
        if (options.progress) {
            options.progress(words);
        }
    };
    const unsigned threads = std::max(options.threads, 1U);
    const bool within = options.blocking.within_lists && !options.one_a_list;
    BlockingOptions blocking = options.blocking;
    blocking.within_lists = within;
    tell("proposing rules");
    std::vector<Rule> rules = options.model ? options.model->rules : propose_rules(comparer, blocking);
    for (Rule& rule : rules) {
        rule.pairs = 0;
    }
    const Blocks blocks(comparer.table(), rules, within, threads);
    for (const Rule& rule : rules) {
        tell(fmt::format("rule {}: {} pairs", rule_text(comparer.table(), rule), rule.pairs));
    }
    Linked out;
    tell("learning");
    out.model = options.model ? *options.model : learn(comparer, blocks, rules, {options.seed, threads, within});
    const Weights weights(out.model, comparer);
    tell("comparing");
    Scored scored = score_pairs(comparer, blocks, weights, std::min(keep_from, options.threshold), threads);
    out.compared = scored.compared;
    out.edges = std::move(scored.edges);
    tell("grouping");
    out.person = cluster(comparer, weights, out.edges,
                         {options.threshold, options.one_a_list, within, threads, options.must_link, options.cannot_link});
    return out;
}

} // namespace khronika::linkage
