// A quasi-Newton model of the curvature of the objective along the feasible directions.
#pragma once

#include <vector>

#include "design/problem.h"

namespace mixgrad::design {

/// B ≈ −∇²f, n × n, row-major, always positive definite.
class Curvature {
 public:
  /// B = strength · diag(1 / scale²): the same in every direction, measured in the scale of each variable.
  void reset(const std::vector<double>& scale, double strength);

  /// Learns from the change of the gradient along a step: the update of Broyden, Fletcher, Goldfarb and
  /// Shanno, damped where the objective is not concave (Powell, Lect. Notes Math. 630, 144, 1978,
  /// doi 10.1007/BFb0067703).
  /// @param step            Δx, n.
  /// @param gradient_change ∇f(x + Δx) − ∇f(x), n, without the part that fixed sums make irrelevant.
  void learn(const double* step, const double* gradient_change);

  const double* data() const { return matrix_.data(); }

 private:
  std::vector<double> matrix_, image_, change_;
};

}  // namespace mixgrad::design
