// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/selection.h"

#include "base/error.h"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace khronika::estimate {

namespace {

double value_of(const LogLinearFit& fit, Criterion criterion)
{
    return criterion == Criterion::Aic ? fit.aic : fit.bic;
}

/// The total at which the mixture of log-normals has reached `probability`.
double mixture_quantile(const std::vector<WeightedFit>& fits, double observed, double probability)
{
    const boost::math::normal standard;
    double low = -50;
    double high = 50;
    while (high - low > 1e-12) {
        const double middle = (low + high) / 2;
        double below = 0;
        for (const WeightedFit& one : fits) {
            const double z = (middle - std::log(one.fit.unseen)) / std::max(one.fit.log_error, 1e-12);
            below += one.weight * boost::math::cdf(standard, z);
        }
        (below < probability ? low : high) = middle;
    }
    return observed + std::exp((low + high) / 2);
}

class Search {
public:
    Search(const Histories& histories, Criterion criterion) : m_histories(histories), m_criterion(criterion) {}

    /// The criterion's value; infinite where the model has no maximum.
    double value(const Interactions& interactions)
    {
        const auto found = m_seen.find(interactions);
        if (found != m_seen.end()) {
            return found->second;
        }
        std::optional<LogLinearFit> fit = fit_log_linear(m_histories, interactions);
        const double value = fit ? value_of(*fit, m_criterion) : std::numeric_limits<double>::infinity();
        m_seen.emplace(interactions, value);
        if (fit) {
            m_fits.push_back({std::move(*fit), 0.0});
        }
        return value;
    }

    /// Adds or removes one pair as long as that lowers the criterion.
    void by_steps()
    {
        Interactions model;
        double best = value(model);
        for (bool better = true; better;) {
            better = false;
            Interactions chosen = model;
            for (const Pattern pair : pairs_of(m_histories.list_count())) {
                Interactions other = model;
                const auto at = std::ranges::find(other, pair);
                at == other.end() ? other.push_back(pair) : static_cast<void>(other.erase(at));
                other = closed(other);
                const double reached = value(other);
                if (reached < best) {
                    best = reached;
                    chosen = other;
                    better = true;
                }
            }
            model = chosen;
        }
    }

    Selection finish(bool exhaustive)
    {
        Selection selection;
        selection.criterion = m_criterion;
        selection.exhaustive = exhaustive;
        selection.fitted = static_cast<int>(m_fits.size());
        selection.without_maximum = static_cast<int>(m_seen.size() - m_fits.size());
        if (m_fits.empty()) {
            fail("no log-linear model of these lists has a maximum of its likelihood: there is no estimate");
        }
        weigh();
        const auto observed = static_cast<double>(m_histories.observed());
        for (const WeightedFit& one : m_fits) {
            selection.averaged_total += one.weight * one.fit.total;
        }
        selection.averaged = {mixture_quantile(m_fits, observed, 0.025), mixture_quantile(m_fits, observed, 0.975)};
        double sum = 0;
        for (WeightedFit& one : m_fits) {
            sum += one.weight;
            selection.best.push_back(std::move(one));
            if (sum > 0.9999) {
                break;
            }
        }
        return selection;
    }

private:
    void weigh()
    {
        std::ranges::stable_sort(m_fits, {}, [this](const WeightedFit& one) { return value_of(one.fit, m_criterion); });
        const double least = value_of(m_fits.front().fit, m_criterion);
        double sum = 0;
        for (WeightedFit& one : m_fits) {
            one.weight = std::exp((least - value_of(one.fit, m_criterion)) / 2);
            sum += one.weight;
        }
        for (WeightedFit& one : m_fits) {
            one.weight /= sum;
        }
    }

    const Histories& m_histories;
    Criterion m_criterion;
    std::map<Interactions, double> m_seen;
    std::vector<WeightedFit> m_fits;
};

} // namespace

Selection select_models(const Histories& histories, Criterion criterion)
{
    Search search(histories, criterion);
    const bool exhaustive = histories.list_count() <= 5;
    if (exhaustive) {
        for (const Interactions& interactions : hierarchical_models(histories.list_count())) {
            (void)search.value(interactions);
        }
    } else {
        search.by_steps();
    }
    return search.finish(exhaustive);
}

} // namespace khronika::estimate
