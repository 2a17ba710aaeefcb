// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/existence.h"

#include "base/error.h"
#include "estimate/design.h"

#include <glpk.h>

#include <algorithm>
#include <memory>

namespace khronika::estimate {

namespace {

struct FreeProblem {
    void operator()(glp_prob* problem) const { glp_delete_prob(problem); }
};
using Problem = std::unique_ptr<glp_prob, FreeProblem>;

/// One column a parameter of the direction, free; one row a cell: its change, 0 for a seen cell, -1 to 0 for an empty one.
Problem make_problem(const Design& design)
{
    Problem problem(glp_create_prob());
    glp_set_obj_dir(problem.get(), GLP_MIN);
    const auto rows = static_cast<int>(design.matrix.rows());
    const auto columns = static_cast<int>(design.matrix.cols());
    glp_add_rows(problem.get(), rows);
    glp_add_cols(problem.get(), columns);
    std::vector<double> fall(static_cast<std::size_t>(columns), 0.0);
    for (int i = 0; i < rows; ++i) {
        const bool empty = design.counts[i] == 0;
        glp_set_row_bnds(problem.get(), i + 1, empty ? GLP_DB : GLP_FX, empty ? -1.0 : 0.0, 0.0);
        std::vector<int> index{0};
        std::vector<double> value{0.0};
        for (int j = 0; j < columns; ++j) {
            if (design.matrix(i, j) != 0) {
                index.push_back(j + 1);
                value.push_back(1.0);
                fall[static_cast<std::size_t>(j)] += empty ? 1.0 : 0.0;
            }
        }
        glp_set_mat_row(problem.get(), i + 1, static_cast<int>(index.size()) - 1, index.data(), value.data());
    }
    for (int j = 0; j < columns; ++j) {
        glp_set_col_bnds(problem.get(), j + 1, GLP_FR, 0.0, 0.0);
        glp_set_obj_coef(problem.get(), j + 1, fall[static_cast<std::size_t>(j)]);
    }
    return problem;
}

/// Empty cells of `design` that some direction lets fall without end; none where the likelihood has a maximum.
std::vector<Pattern> falling_cells(const Design& design)
{
    if (design.counts.minCoeff() > 0) {
        return {};
    }
    std::vector<Pattern> falling;
    const Problem problem = make_problem(design);
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    if (glp_simplex(problem.get(), &how) != 0 || glp_get_status(problem.get()) != GLP_OPT) {
        fail("the linear program that tells whether an estimate exists was not solved");
    }
    for (int i = 0; i < static_cast<int>(design.matrix.rows()); ++i) {
        if (glp_get_row_prim(problem.get(), i + 1) < -0.5) {
            falling.push_back(design.cells[static_cast<std::size_t>(i)]);
        }
    }
    return falling;
}

/// GLPK keeps an environment for each thread; nothing of it outlives a check.
struct Environment {
    Environment() { glp_init_env(); }
    ~Environment() { glp_free_env(); }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
};

/// Whether (1, 0, ..., 0), the unseen cell's row, is a combination of the rows of the cells that stay.
bool determines_intercept(const Design& design)
{
    const Eigen::MatrixXd rows = design.matrix.transpose();
    Eigen::MatrixXd with(rows.rows(), rows.cols() + 1);
    with.leftCols(rows.cols()) = rows;
    with.rightCols(1) = Eigen::VectorXd::Unit(rows.rows(), 0);
    return Eigen::ColPivHouseholderQR<Eigen::MatrixXd>(with).rank() == Eigen::ColPivHouseholderQR<Eigen::MatrixXd>(rows).rank();
}

bool full_rank(const Design& design)
{
    return design.matrix.rows() >= design.matrix.cols() &&
           Eigen::ColPivHouseholderQR<Eigen::MatrixXd>(design.matrix).rank() == design.matrix.cols();
}

} // namespace

Existence check_existence(const Histories& histories, const Interactions& interactions)
{
    const Environment environment;
    Existence existence;
    Design design = make_design(histories, interactions, {});
    const bool ranked = full_rank(design);
    for (std::vector<Pattern> falling = falling_cells(design); !falling.empty(); falling = falling_cells(design)) {
        existence.vanishing.insert(existence.vanishing.end(), falling.begin(), falling.end());
        design = make_design(histories, interactions, existence.vanishing);
    }
    std::ranges::sort(existence.vanishing);
    existence.finite = ranked && existence.vanishing.empty();
    existence.unseen_estimable = existence.finite || determines_intercept(design);
    return existence;
}

bool sparse_pairs_estimable(const Histories& histories, const std::vector<Pattern>& pairs)
{
    const SplitPairs split = split_pairs(histories, pairs);
    const Design design = make_design(histories, split.held, cells_of(histories.list_count(), split.empty));
    if (!full_rank(design)) {
        return false;
    }
    const Environment environment;
    return falling_cells(design).empty();
}

} // namespace khronika::estimate
