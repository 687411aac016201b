// Constrained maximisation by gradient from many starts that advance together.
#pragma once

#include <cstdint>
#include <vector>

#include "design/optimality.h"
#include "design/problem.h"
#include "result.h"

namespace mixgrad::design {

struct Options {
  int starts = 16;              ///< The request's own point and `starts − 1` sampled ones.
  std::uint64_t seed = 1;       ///< The same seed gives the same answer, bit by bit, for the same objective.
  int max_iterations = 200;     ///< Per start.
  double kkt_tolerance = 1e-4;  ///< On the KKT residual.
  /// Values below this in size count as 0 where something is relative to the value. Set it when the
  /// value at the optimum may be 0, as a distance from a target is.
  double value_scale = 1e-6;
  /// Relative rounding error of the objective's values. Smaller changes are judged by the gradients.
  double value_noise = 1e-6;
  double limit_tolerance = 1e-6;  ///< On every limit of the objective.
};

/// Where one or several starts ended.
struct Optimum {
  std::vector<double> point;
  double value;
  /// `gain / max(|value|, value_scale)`: no feasible point is better by more, to first order. Without limits
  /// the gain is the first_order_gain. With limits it is the gap of Lagrange's dual: the first-order gain of
  /// f − Σ μ_j c_j, and Σ μ_j |c_j|.
  double kkt_residual;
  bool feasible;  ///< All limits are met to limit_tolerance.
  bool converged;
  int starts;  ///< How many ended here, or gave up because another was climbing the same hill higher up.
};

struct DesignRun {
  /// In the polytope; never worse than the request's own point, if that meets the limits. Where no start
  /// could meet them, the point that breaks them least, in sum.
  std::vector<double> point;
  double value;
  bool feasible;  ///< All limits are met to limit_tolerance.
  std::vector<double> gradient;
  double kkt_residual;
  bool converged;  ///< Feasible, and kkt_residual ≤ kkt_tolerance.

  std::vector<double>
      trace_points;  ///< Accepted steps of the winning start, first and last included: steps × n.
  /// One per step. They rise, but for changes below the noise; none is below the first.
  std::vector<double> trace_values;

  int iterations;   ///< Steps that the winning start tried.
  int batches;      ///< Calls of Objective::evaluate.
  int evaluations;  ///< Points evaluated in all.

  Multipliers multipliers;     ///< Of the best point.
  std::vector<double> limits;  ///< c_j at the best point.
  /// Per limit: what one unit of room (c_j ≤ 1 in place of 0) would buy, to first order. At least 0.
  std::vector<double> limit_multipliers;
  std::vector<Optimum> optima;  ///< Local maxima that differ by more than 1 % of the range; best first.
};

/// Trust-region quasi-Newton ascent (BFGS, with a quadratic programme for each step, so that bounds are
/// met exactly and many can enter or leave at once). All starts advance together: an iteration is one
/// batched evaluation, one point per start. Starts that have converged, or that are on the way up a hill on
/// which a better one stands, cost nothing more. A step to a point that is not finite is cut short. A start
/// that meets the first-order conditions stays where it is, be it a saddle.
///
/// Limits are met by sequential quadratic programming on the exact penalty function f − ν Σ max(0, c_j)
/// (Fletcher, "Practical Methods of Optimization", 1987, chapters 12.4 and 14.5): each step's programme has
/// the limits as elastic rows, B models the curvature of the Lagrangian, ν rises where the rows could be met
/// better (Byrd, Nocedal, Waltz, Optim. Methods Softw. 23, 197, 2008, doi 10.1080/10556780701394169), and a
/// step that fails because a limit is curved is tried once more, corrected to second order. An augmented
/// Lagrangian would need many rounds of ascent to meet 1e-6 where this needs one. If no start meets the
/// limits, all go on with the limits alone; from where that meets them, they climb again.
///
/// Among optima of equal value (to the noise) the one reached from the request's own point wins.
///
/// @param start the request's own point, n; projected onto the polytope where it is not feasible.
/// @return an Error for a polytope without points (see `validate`), options out of range, a start of the
/// wrong size or not finite (field `start`), an objective that is finite at no point tried.
Result<DesignRun> maximise(Objective& objective, const Polytope& polytope, const std::vector<double>& start,
                           const Options& options = {});

}  // namespace mixgrad::design
