// A concave quadratic programme on boxes with fixed sums, by a primal active-set method.
#pragma once

#include <vector>

#include "design/problem.h"

namespace mixgrad::design {

/// Maximises `g·d − ½ dᵀB d`, d = y − x, over y in a box, the sum of every group kept as it is in x.
///
/// One variable enters or leaves the active set at a time and each equality-constrained step solves the free
/// block of B by Cholesky's factorisation (Nocedal, Wright, "Numerical Optimization", 2006, chapter 16.5,
/// doi 10.1007/978-0-387-40065-5). Bounds that bind are met exactly. O(n³) per change, for small n.
class QuadraticProgram {
 public:
  /// Takes from the polytope the groups and the scale of the variables.
  explicit QuadraticProgram(const Polytope& polytope);

  /// @param gradient  g.
  /// @param curvature B, n × n, symmetric positive definite.
  /// @param lower, upper the box; must contain x.
  /// @param y in: x; out: the maximiser.
  /// @return the maximum.
  double maximise(const double* gradient, const double* curvature, const double* lower, const double* upper,
                  double* y);

 private:
  void slope_at(const double* gradient, const double* curvature);
  void solve_free_block(const double* curvature);
  bool release_worst(const double* lower, const double* upper);

  int n_;
  std::vector<int> group_;      // of each variable, −1 for none
  std::vector<double> scale_;   // makes multipliers of different units comparable
  std::vector<char> state_;     // of each variable: free, at its lower, at its upper bound
  std::vector<int> free_;       // the free variables
  std::vector<double> d_;       // y − x
  std::vector<double> slope_;   // g − B d
  std::vector<double> step_;    // of the free variables
  std::vector<double> lambda_;  // of each group; meaningless where `members_` is 0
  std::vector<int> members_;    // free variables of each group
  std::vector<double> factor_, schur_, columns_;
};

}  // namespace mixgrad::design
