#include "design/optimality.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "design/polytope.h"

namespace mixgrad::design {

double first_order_gain(const Polytope& polytope, const double* point, const double* gradient,
                        double* vertex) {
  best_vertex(polytope, gradient, vertex);
  double gain = 0;
  for (int i = 0; i < polytope.dimension(); ++i) gain += gradient[i] * (vertex[i] - point[i]);
  return std::max(gain, 0.0);
}

Multipliers multipliers(const Polytope& polytope, const double* point, const double* gradient) {
  using Side = ActiveBound::Side;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const int n = polytope.dimension();
  const auto& lower = polytope.lower;
  const auto& upper = polytope.upper;

  std::vector<char> upper_implied(n, false);
  for (const auto& group : polytope.sums) {
    double spare = group.sum;
    for (int i : group.variables) spare -= lower[i];
    const double rounding = 1e-12 * std::max(1.0, std::fabs(group.sum));
    for (int i : group.variables) upper_implied[i] = upper[i] - lower[i] >= spare - rounding;
  }
  const auto at_upper = [&](int i) { return point[i] == upper[i] && !upper_implied[i]; };

  Multipliers result;
  std::vector<double> price(n, 0.0);  // of one unit of the variable: the multiplier of its sum
  for (const auto& group : polytope.sums) {
    double free_sum = 0, from = -kInfinity, to = kInfinity;
    int free = 0;
    for (int i : group.variables) {
      if (lower[i] == upper[i]) continue;
      if (point[i] == lower[i]) {
        from = std::max(from, gradient[i]);
      } else if (at_upper(i)) {
        to = std::min(to, gradient[i]);
      } else {
        free_sum += gradient[i];
        ++free;
      }
    }
    // At a vertex without free members any price between the two sides fits.
    double lambda = 0;
    if (free > 0) {
      lambda = free_sum / free;
    } else if (std::isfinite(from) && std::isfinite(to)) {
      lambda = 0.5 * (from + to);
    } else if (std::isfinite(from)) {
      lambda = from;
    } else if (std::isfinite(to)) {
      lambda = to;
    }
    result.sums.push_back(lambda);
    for (int i : group.variables) price[i] = lambda;
  }
  for (int i = 0; i < n; ++i) {
    const double worth = gradient[i] - price[i];
    if (lower[i] == upper[i]) {
      result.bounds.push_back({i, Side::locked, worth});
    } else if (point[i] == lower[i]) {
      result.bounds.push_back({i, Side::lower, -worth});
    } else if (at_upper(i)) {
      result.bounds.push_back({i, Side::upper, worth});
    }
  }
  return result;
}

}  // namespace mixgrad::design
