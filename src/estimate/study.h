// SPDX-License-Identifier: GPL-3.0-or-later
// Every method on a table, with what speaks for and against each.
#pragma once

#include "estimate/bootstrap.h"
#include "estimate/chao.h"
#include "estimate/decomposable.h"
#include "estimate/latent_class.h"
#include "estimate/selection.h"

#include <optional>
#include <string>
#include <vector>

namespace khronika::estimate {

struct StudyOptions {
    bool chao = true;
    bool log_linear = true;
    bool stepwise = true;
    bool decomposable = true;
    bool latent_class = true;
    bool sensitivity = true; ///< each list left out in turn
    Criterion criterion = Criterion::Bic;
    std::string model;          ///< "[A B][C]" or "all-pairs" in place of a choice among log-linear models; empty: choose
    BootstrapOptions bootstrap; ///< of the stepwise estimate; 0 replicates: none
    DecomposableOptions graphs;
    LatentClassOptions classes;
};

enum class Verdict {
    sound,         ///< as far as the method's assumptions hold
    not_converged, ///< chains disagree: there is no point estimate
    refused        ///< there is no estimate: `reason` says why
};

[[nodiscard]] const char* to_string(Verdict verdict);

/// One method's answer.
struct Estimate {
    std::string method; ///< chao, log-linear, log-linear-average, stepwise, decomposable, latent-class
    Verdict verdict = Verdict::sound;
    std::optional<double> total; ///< absent where the verdict is not sound
    std::optional<Interval> interval;
    std::string interval_kind; ///< how the interval was made
    std::string detail;        ///< the model, or what the method went through
    std::string assumption;    ///< what must hold, and what breaks it
    std::string reason;        ///< why there is no estimate
};

/// The estimates without one list.
struct LeftOut {
    std::string list;
    std::vector<Estimate> estimates;
};

struct StratumStudy {
    Stratum stratum;
    std::string refusal; ///< why nothing can be estimated here; empty where it can
    std::vector<Estimate> estimates;
    std::vector<LeftOut> left_out;
    std::optional<Selection> selection;
    std::optional<Bootstrap> bootstrap;
    std::optional<Decomposable> decomposable;
    std::optional<LatentClass> latent_class;
};

/// The sum over strata, from draws of each, taken as independent.
struct StrataTotal {
    std::string method;
    std::optional<double> total;
    std::optional<Interval> interval;
    std::string reason; ///< why there is no sum
};

struct Study {
    std::vector<StratumStudy> strata;
    std::vector<StrataTotal> totals; ///< where there is more than one stratum
};

/// Estimates each stratum by the methods that `options` ask for. What a method refuses is in its Estimate; what no method
/// can take (check_estimable) is the stratum's refusal, and throws where there is one stratum only.
[[nodiscard]] Study estimate_all(const std::vector<Stratum>& strata, const std::string& source, const StudyOptions& options);

} // namespace khronika::estimate
