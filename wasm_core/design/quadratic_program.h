// A concave quadratic programme on boxes with fixed sums and elastic rows, by a primal active-set method.
#pragma once

#include <vector>

#include "design/problem.h"

namespace mixgrad::design {

/// Linear limits `c + A d ≤ 0` that may be broken at a price: what is missing costs `price` per unit.
struct ElasticRows {
  int count = 0;
  const double* value = nullptr;     ///< c, count
  const double* gradient = nullptr;  ///< A, count × n
  double price = 0;                  ///< > 0
};

/// Maximises `g·d − ½ dᵀB d − price Σ max(0, c + A d)`, d = y − x, over y in a box, the sum of every group
/// kept as it is in x. The price makes the programme solvable whatever the rows demand, and from any x: no
/// first phase.
///
/// One variable enters or leaves the active set at a time and each equality-constrained step solves the free
/// block of B by Cholesky's factorisation (Nocedal, Wright, "Numerical Optimization", 2006, chapter 16.5,
/// doi 10.1007/978-0-387-40065-5). Bounds that bind are met exactly. A row is kept, broken or just met; it
/// changes its state where a step meets it, and leaves when its multiplier is below 0 or above the price.
/// O(n³) per change, for small n.
class QuadraticProgram {
 public:
  /// Takes from the polytope the groups and the scale of the variables.
  /// @param most_rows of the programmes to come
  explicit QuadraticProgram(const Polytope& polytope, int most_rows = 0);

  /// @param gradient  g.
  /// @param curvature B, n × n, symmetric positive definite.
  /// @param lower, upper the box; must contain x.
  /// @param y in: x; out: the maximiser.
  /// @return the maximum less the value at x.
  double maximise(const double* gradient, const double* curvature, const double* lower, const double* upper,
                  double* y, const ElasticRows& rows = {});

  /// Of each row of the last programme: 0 to price; what one unit more of room would buy.
  const std::vector<double>& row_multipliers() const { return row_multiplier_; }

 private:
  void slope_at(const double* gradient, const double* curvature, const ElasticRows& rows);
  void solve_free_block(const double* curvature, const ElasticRows& rows);
  bool release_worst(const double* lower, const double* upper, const ElasticRows& rows);

  int n_;
  std::vector<int> group_;      // of each variable, −1 for none
  std::vector<double> scale_;   // makes multipliers of different units comparable
  std::vector<char> state_;     // of each variable: free, at its lower, at its upper bound
  std::vector<int> free_;       // the free variables
  std::vector<double> d_;       // y − x
  std::vector<double> slope_;   // g − B d
  std::vector<double> step_;    // of the free variables
  std::vector<double> lambda_;  // of each group, meaningless where `members_` is 0; then of each row just met
  std::vector<int> members_;    // free variables of each group
  std::vector<char> row_state_;
  std::vector<int> met_;  // the rows just met
  std::vector<double> row_value_, row_multiplier_;
  std::vector<double> factor_, schur_, columns_;
};

}  // namespace mixgrad::design
