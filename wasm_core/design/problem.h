// What the optimiser sees: a smooth objective on a polytope made of simplices and boxes, and smooth limits.
#pragma once

#include <string>
#include <vector>

namespace mixgrad::design {

/// Evaluates many points at once, because batching is what makes the network fast.
class Objective {
 public:
  virtual ~Objective() = default;
  virtual int dimension() const = 0;
  /// Limits c_j(x) ≤ 0 beyond the polytope's, each in a unit of its own in which 1 is a lot and the tolerance
  /// of Options is nothing.
  virtual int limits() const { return 0; }
  /// A value or gradient that is not finite marks the point as out of bounds. A row holds the objective, then
  /// the limits.
  /// @param points   count × dimension, row-major.
  /// @param value    count × rows, rows = 1 + limits.
  /// @param gradient count × rows × dimension; the unconstrained gradient, every variable free.
  virtual void evaluate(const double* points, int count, double* value, double* gradient) = 0;
};

/// Bounds on each variable, and groups of variables whose sum is fixed (a composition sums to 1).
/// A locked variable has lower == upper.
struct Polytope {
  std::vector<double> lower;
  std::vector<double> upper;
  struct SumGroup {
    std::vector<int> variables;  ///< Disjoint between groups.
    double sum = 1;
    std::string name = {};  ///< Its path in the request, for error messages: `components`.
  };
  std::vector<SumGroup> sums;
  /// Path of each variable in the request, for error messages: `components[1]`. May be left empty.
  std::vector<std::string> names = {};

  int dimension() const { return static_cast<int>(lower.size()); }
};

}  // namespace mixgrad::design
