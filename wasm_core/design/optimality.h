// First-order (Karush–Kuhn–Tucker) conditions of a maximum on a polytope, and what they say of its limits.
#pragma once

#include <vector>

#include "design/problem.h"

namespace mixgrad::design {

/// A bound that holds the point back.
struct ActiveBound {
  enum class Side { lower, upper, locked };
  int variable;
  Side side;
  /// What moving the bound buys: the change of the value per unit of the variable, to first order, with
  /// the freed or taken amount of its group shared by the free members. At least 0 at a maximum for
  /// `lower` (moved down) and `upper` (moved up); of either sign for `locked` (moved up).
  double multiplier;
};

struct Multipliers {
  std::vector<double> sums;         ///< Per group: change of the value per unit of its sum.
  std::vector<ActiveBound> bounds;  ///< In the order of the variables.
};

/// How far a point is from a maximum, to first order:
///
///     gain(x) = max { ∇f(x) · (y − x) : y in the polytope }
///
/// (the gap of Frank and Wolfe, Nav. Res. Logist. Q. 3, 95, 1956, doi 10.1002/nav.3800030109). It is
/// never negative, 0 exactly where the KKT conditions hold, has the unit of the value whatever the units of
/// the variables, and for a concave f no point of the polytope is better than x by more. Divided by
/// the size of the value it is our KKT residual.
/// @param vertex scratch; on return the y of the maximum.
double first_order_gain(const Polytope& polytope, const double* point, const double* gradient,
                        double* vertex);

/// Multipliers of the sums and of the bounds that `point` equals. A member of a group at an upper bound
/// which the lower bounds of the others imply (a share of 1 of 1) is not held by that bound and counts as
/// free.
Multipliers multipliers(const Polytope& polytope, const double* point, const double* gradient);

}  // namespace mixgrad::design
