#include "design/quadratic_program.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "design/polytope.h"

namespace mixgrad::design {
namespace {

enum State : char { kFree, kAtLower, kAtUpper };
enum RowState : char { kKept, kMet, kBroken };

// A = L Lᵀ, in the lower triangle of n × n. A pivot lost to rounding becomes a small positive one, or, where
// an unknown may depend on those before it, an infinite one: the unknown is 0. Returns the number of others.
int cholesky(double* a, int n, bool dependent = false) {
  int rank = n;
  for (int j = 0; j < n; ++j) {
    double pivot = a[j * n + j];
    const double smallest = std::max((dependent ? 1e-10 : 1e-14) * pivot, 1e-300);
    for (int k = 0; k < j; ++k) pivot -= a[j * n + k] * a[j * n + k];
    if (dependent && !(pivot > smallest)) pivot = std::numeric_limits<double>::infinity(), --rank;
    const double root = std::sqrt(std::max(pivot, smallest));
    a[j * n + j] = root;
    for (int i = j + 1; i < n; ++i) {
      double sum = a[i * n + j];
      for (int k = 0; k < j; ++k) sum -= a[i * n + k] * a[j * n + k];
      a[i * n + j] = sum / root;
    }
  }
  return rank;
}

void solve(const double* l, int n, double* b) {
  for (int i = 0; i < n; ++i) {
    for (int k = 0; k < i; ++k) b[i] -= l[i * n + k] * b[k];
    b[i] /= l[i * n + i];
  }
  for (int i = n - 1; i >= 0; --i) {
    for (int k = i + 1; k < n; ++k) b[i] -= l[k * n + i] * b[k];
    b[i] /= l[i * n + i];
  }
}

}  // namespace

QuadraticProgram::QuadraticProgram(const Polytope& polytope, int most_rows)
    : n_(polytope.dimension()),
      group_(group_of_variables(polytope)),
      scale_(scale_of_variables(polytope)),
      state_(n_),
      d_(n_),
      slope_(n_),
      step_(n_),
      members_(polytope.sums.size()),
      factor_(n_ * n_) {
  free_.reserve(n_);
  met_.reserve(most_rows);
  const std::size_t equations = polytope.sums.size() + most_rows;
  lambda_.resize(equations);
  schur_.resize(equations * equations);
  columns_.resize(n_ * equations);
}

void QuadraticProgram::slope_at(const double* gradient, const double* curvature, const ElasticRows& rows) {
  for (int i = 0; i < n_; ++i) {
    slope_[i] = gradient[i];
    for (int j = 0; j < n_; ++j) slope_[i] -= curvature[i * n_ + j] * d_[j];
  }
  for (int k = 0; k < rows.count; ++k) {
    if (row_state_[k] != kBroken) continue;
    for (int i = 0; i < n_; ++i) slope_[i] -= rows.price * rows.gradient[k * n_ + i];
  }
}

// The step p of the free variables to the maximum on their subspace; with A the sums over free members and
// the rows just met:
//     B p + Aᵀ λ = slope,  A p = 0   ⇒   (A B⁻¹ Aᵀ) λ = A B⁻¹ slope,  p = B⁻¹ slope − B⁻¹ Aᵀ λ.
void QuadraticProgram::solve_free_block(const double* curvature, const ElasticRows& rows) {
  const int groups = static_cast<int>(members_.size());
  free_.clear();
  std::fill(members_.begin(), members_.end(), 0);
  for (int i = 0; i < n_; ++i) {
    if (state_[i] != kFree) continue;
    free_.push_back(i);
    if (group_[i] >= 0) ++members_[group_[i]];
  }
  met_.clear();
  for (int k = 0; k < rows.count; ++k) {
    if (row_state_[k] == kMet) met_.push_back(k);
  }
  const int m = static_cast<int>(free_.size()), equations = groups + static_cast<int>(met_.size());
  for (int r = 0; r < m; ++r) {
    for (int c = 0; c <= r; ++c) factor_[r * m + c] = curvature[free_[r] * n_ + free_[c]];
    step_[r] = slope_[free_[r]];
  }
  // Across a row just met the step is 0, whatever B is there; where it is next to nothing, digits would be
  // lost.
  for (const int k : met_) {
    const double* a = &rows.gradient[k * n_];
    double curved = 0, steep = 1e-300;
    for (const int i : free_) {
      curved += curvature[i * n_ + i] * scale_[i] * scale_[i];
      steep += a[i] * scale_[i] * (a[i] * scale_[i]);
    }
    for (int r = 0; r < m; ++r) {
      for (int c = 0; c <= r; ++c) factor_[r * m + c] += curved / steep * a[free_[r]] * a[free_[c]];
    }
  }
  cholesky(factor_.data(), m);
  solve(factor_.data(), m, step_.data());

  const auto coefficient = [&](int k, int r) {
    const int i = free_[r];
    return k >= groups ? rows.gradient[met_[k - groups] * n_ + i] : group_[i] == k ? 1.0 : 0.0;
  };
  const auto product = [&](int k, const double* values) {
    double sum = 0;
    for (int r = 0; r < m; ++r) sum += coefficient(k, r) * values[r];
    return sum;
  };
  for (int k = 0; k < equations; ++k) {
    double* column = &columns_[k * n_];
    for (int r = 0; r < m; ++r) column[r] = coefficient(k, r);
    solve(factor_.data(), m, column);
    for (int l = 0; l < equations; ++l) schur_[l * equations + k] = product(l, column);
    lambda_[k] = product(k, step_.data());
  }
  // A group without free members, or a row that says nothing new, has λ = 0.
  const bool fixed = cholesky(schur_.data(), equations, true) >= m;
  solve(schur_.data(), equations, lambda_.data());
  for (int r = 0; r < m; ++r) {
    double size = std::fabs(step_[r]);
    for (int k = 0; k < equations; ++k) {
      const double part = lambda_[k] * columns_[k * n_ + r];
      step_[r] -= part;
      size += std::fabs(part);
    }
    if (fixed || std::fabs(step_[r]) <= 1e-13 * size) step_[r] = 0;  // nothing but rounding
  }
  // Where B is ill-conditioned the sums are off by more than rounding; spread evenly, that harms least.
  for (int k = 0; k < groups; ++k) {
    const double error = product(k, step_.data()) / std::max(members_[k], 1);
    for (int r = 0; r < m; ++r) {
      if (group_[free_[r]] == k) step_[r] -= error;
    }
  }
}

// Frees the bound or row whose release gains most. A group without free members needs two bounds: one member
// to rise, one to fall.
bool QuadraticProgram::release_worst(const double* lower, const double* upper, const ElasticRows& rows) {
  const int groups = static_cast<int>(members_.size());
  double largest = 0, noise = 0;
  int first = -1, second = -1, row = -1;
  const auto offer = [&](double violation, int i, int j, int k) {
    if (violation > largest) largest = violation, first = i, second = j, row = k;
  };
  for (int i = 0; i < n_; ++i) noise = std::max(noise, 1e-12 * scale_[i] * std::fabs(slope_[i]));
  for (std::size_t k = 0; k < met_.size(); ++k) {
    for (int i = 0; i < n_; ++i) slope_[i] -= lambda_[groups + k] * rows.gradient[met_[k] * n_ + i];
  }
  for (int i = 0; i < n_; ++i) {
    if (state_[i] == kFree || lower[i] == upper[i]) continue;
    if (group_[i] < 0 || members_[group_[i]] > 0) {
      const double worth = slope_[i] - (group_[i] < 0 ? 0 : lambda_[group_[i]]);
      offer(scale_[i] * (state_[i] == kAtLower ? worth : -worth), i, i, -1);
    } else if (state_[i] == kAtLower) {
      for (int j = 0; j < n_; ++j) {
        if (group_[j] == group_[i] && state_[j] == kAtUpper && lower[j] != upper[j]) {
          offer(scale_[i] * (slope_[i] - slope_[j]), i, j, -1);
        }
      }
    }
  }
  for (std::size_t k = 0; k < met_.size(); ++k) {
    double size = 0;
    for (int i = 0; i < n_; ++i)
      size = std::max(size, scale_[i] * std::fabs(rows.gradient[met_[k] * n_ + i]));
    offer(size * std::max(-lambda_[groups + k], lambda_[groups + k] - rows.price), -1, -1, met_[k]);
  }
  if (largest <= noise) return false;
  if (row >= 0) {
    const auto k = static_cast<std::size_t>(std::find(met_.begin(), met_.end(), row) - met_.begin());
    row_state_[row] = lambda_[groups + k] < 0 ? kKept : kBroken;
  } else {
    state_[first] = state_[second] = kFree;
  }
  return true;
}

double QuadraticProgram::maximise(const double* gradient, const double* curvature, const double* lower,
                                  const double* upper, double* y, const ElasticRows& rows) {
  std::fill(d_.begin(), d_.end(), 0.0);
  for (int i = 0; i < n_; ++i) {
    state_[i] = y[i] <= lower[i] ? kAtLower : y[i] >= upper[i] ? kAtUpper : kFree;
  }
  row_value_.assign(rows.value, rows.value + rows.count);
  row_state_.resize(rows.count);
  for (int k = 0; k < rows.count; ++k) row_state_[k] = rows.value[k] > 0 ? kBroken : kKept;
  // Every round changes the active set and raises the value, so it ends; the limit is for rounding errors and
  // for corners where so many bounds and rows meet that rounds raise nothing.
  for (int round = 0; round < 20 * (n_ + rows.count + 1); ++round) {
    slope_at(gradient, curvature, rows);
    solve_free_block(curvature, rows);
    double fraction = 1;
    int blocking = -1, meeting = -1;
    for (std::size_t r = 0; r < free_.size(); ++r) {
      const int i = free_[r];
      if (step_[r] == 0) continue;
      const double room = (step_[r] > 0 ? upper[i] : lower[i]) - y[i];
      if (room / step_[r] < fraction) fraction = room / step_[r], blocking = static_cast<int>(r);
    }
    const auto change_of = [&](int k) {
      double change = 0, size = 0;
      for (std::size_t r = 0; r < free_.size(); ++r) {
        const double part = rows.gradient[k * n_ + free_[r]] * step_[r];
        change += part;
        size += std::fabs(part);
      }
      return std::fabs(change) <= 1e-12 * size ? 0 : change;
    };
    for (int k = 0; k < rows.count; ++k) {
      const double change = row_state_[k] == kMet ? 0 : change_of(k);
      if (row_state_[k] == kKept ? change <= 0 : change >= 0) continue;
      const double reach = std::max(-row_value_[k] / change, 0.0);
      if (reach < fraction) fraction = reach, blocking = -1, meeting = k;
    }
    for (int k = 0; k < rows.count; ++k) {
      if (row_state_[k] != kMet) row_value_[k] += fraction * change_of(k);
    }
    for (std::size_t r = 0; r < free_.size(); ++r) {
      const int i = free_[r];
      d_[i] += fraction * step_[r];
      y[i] = std::min(std::max(y[i] + fraction * step_[r], lower[i]), upper[i]);
    }
    if (meeting >= 0) {
      row_state_[meeting] = kMet;
      row_value_[meeting] = 0;
      continue;
    }
    if (blocking >= 0) {
      const int i = free_[blocking];
      state_[i] = step_[blocking] > 0 ? kAtUpper : kAtLower;
      y[i] = state_[i] == kAtUpper ? upper[i] : lower[i];
      continue;
    }
    slope_at(gradient, curvature, rows);
    if (!release_worst(lower, upper, rows)) break;
  }
  row_multiplier_.assign(rows.count, 0.0);
  for (std::size_t k = 0; k < met_.size(); ++k) {
    row_multiplier_[met_[k]] = std::min(std::max(lambda_[members_.size() + k], 0.0), rows.price);
  }
  double value = 0;
  for (int i = 0; i < n_; ++i) {
    double image = 0;
    for (int j = 0; j < n_; ++j) image += curvature[i * n_ + j] * d_[j];
    value += d_[i] * (gradient[i] - 0.5 * image);
  }
  for (int k = 0; k < rows.count; ++k) {
    if (row_state_[k] == kBroken) row_multiplier_[k] = rows.price;
    value += rows.price * (std::max(rows.value[k], 0.0) - std::max(row_value_[k], 0.0));
  }
  return value;
}

}  // namespace mixgrad::design
