#include "design/quadratic_program.h"

#include <algorithm>
#include <cmath>

#include "design/polytope.h"

namespace mixgrad::design {
namespace {

enum State : char { kFree, kAtLower, kAtUpper };

// A = L Lᵀ, in the lower triangle of n × n. A pivot lost to rounding becomes a small positive one.
void cholesky(double* a, int n) {
  for (int j = 0; j < n; ++j) {
    double pivot = a[j * n + j];
    const double smallest = std::max(1e-14 * pivot, 1e-300);
    for (int k = 0; k < j; ++k) pivot -= a[j * n + k] * a[j * n + k];
    const double root = std::sqrt(std::max(pivot, smallest));
    a[j * n + j] = root;
    for (int i = j + 1; i < n; ++i) {
      double sum = a[i * n + j];
      for (int k = 0; k < j; ++k) sum -= a[i * n + k] * a[j * n + k];
      a[i * n + j] = sum / root;
    }
  }
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

QuadraticProgram::QuadraticProgram(const Polytope& polytope)
    : n_(polytope.dimension()),
      group_(group_of_variables(polytope)),
      scale_(scale_of_variables(polytope)),
      state_(n_),
      d_(n_),
      slope_(n_),
      step_(n_),
      lambda_(polytope.sums.size()),
      members_(polytope.sums.size()),
      factor_(n_ * n_),
      schur_(polytope.sums.size() * polytope.sums.size()),
      columns_(n_ * polytope.sums.size()) {
  free_.reserve(n_);
}

void QuadraticProgram::slope_at(const double* gradient, const double* curvature) {
  for (int i = 0; i < n_; ++i) {
    slope_[i] = gradient[i];
    for (int j = 0; j < n_; ++j) slope_[i] -= curvature[i * n_ + j] * d_[j];
  }
}

// The step p of the free variables to the maximum on their subspace; with A the sums over free members:
//     B p + Aᵀ λ = slope,  A p = 0   ⇒   (A B⁻¹ Aᵀ) λ = A B⁻¹ slope,  p = B⁻¹ slope − B⁻¹ Aᵀ λ.
void QuadraticProgram::solve_free_block(const double* curvature) {
  const int groups = static_cast<int>(lambda_.size());
  free_.clear();
  std::fill(members_.begin(), members_.end(), 0);
  for (int i = 0; i < n_; ++i) {
    if (state_[i] != kFree) continue;
    free_.push_back(i);
    if (group_[i] >= 0) ++members_[group_[i]];
  }
  const int m = static_cast<int>(free_.size());
  for (int r = 0; r < m; ++r) {
    for (int c = 0; c <= r; ++c) factor_[r * m + c] = curvature[free_[r] * n_ + free_[c]];
    step_[r] = slope_[free_[r]];
  }
  cholesky(factor_.data(), m);
  solve(factor_.data(), m, step_.data());

  const auto sum_over = [&](int k, const double* values) {
    double sum = 0;
    for (int r = 0; r < m; ++r) {
      if (group_[free_[r]] == k) sum += values[r];
    }
    return sum;
  };
  for (int k = 0; k < groups; ++k) {
    double* column = &columns_[k * n_];
    for (int r = 0; r < m; ++r) column[r] = group_[free_[r]] == k ? 1 : 0;
    solve(factor_.data(), m, column);
    for (int l = 0; l < groups; ++l) schur_[l * groups + k] = sum_over(l, column);
    if (members_[k] == 0) schur_[k * groups + k] = 1;  // its λ becomes 0 and touches nothing
    lambda_[k] = sum_over(k, step_.data());
  }
  cholesky(schur_.data(), groups);
  solve(schur_.data(), groups, lambda_.data());
  for (int k = 0; k < groups; ++k) {
    for (int r = 0; r < m; ++r) step_[r] -= lambda_[k] * columns_[k * n_ + r];
  }
  // Where B is ill-conditioned the sums are off by more than rounding; spread evenly, that harms least.
  for (int k = 0; k < groups; ++k) {
    const double error = sum_over(k, step_.data()) / std::max(members_[k], 1);
    for (int r = 0; r < m; ++r) {
      if (group_[free_[r]] == k) step_[r] -= error;
    }
  }
}

// Frees the bound whose release gains most. A group without free members needs two: one to rise, one to fall.
bool QuadraticProgram::release_worst(const double* lower, const double* upper) {
  double largest = 0, noise = 0;
  int first = -1, second = -1;
  const auto offer = [&](double violation, int i, int j) {
    if (violation > largest) largest = violation, first = i, second = j;
  };
  for (int i = 0; i < n_; ++i) {
    noise = std::max(noise, 1e-12 * scale_[i] * std::fabs(slope_[i]));
    if (state_[i] == kFree || lower[i] == upper[i]) continue;
    if (group_[i] < 0 || members_[group_[i]] > 0) {
      const double worth = slope_[i] - (group_[i] < 0 ? 0 : lambda_[group_[i]]);
      offer(scale_[i] * (state_[i] == kAtLower ? worth : -worth), i, i);
    } else if (state_[i] == kAtLower) {
      for (int j = 0; j < n_; ++j) {
        if (group_[j] == group_[i] && state_[j] == kAtUpper && lower[j] != upper[j]) {
          offer(scale_[i] * (slope_[i] - slope_[j]), i, j);
        }
      }
    }
  }
  if (largest <= noise) return false;
  state_[first] = state_[second] = kFree;
  return true;
}

double QuadraticProgram::maximise(const double* gradient, const double* curvature, const double* lower,
                                  const double* upper, double* y) {
  std::fill(d_.begin(), d_.end(), 0.0);
  for (int i = 0; i < n_; ++i) {
    state_[i] = y[i] <= lower[i] ? kAtLower : y[i] >= upper[i] ? kAtUpper : kFree;
  }
  // Every round changes the active set and raises the value, so it ends; the limit is for rounding errors.
  for (int round = 0; round < 20 * (n_ + 1); ++round) {
    slope_at(gradient, curvature);
    solve_free_block(curvature);
    double fraction = 1;
    int blocking = -1;
    for (std::size_t r = 0; r < free_.size(); ++r) {
      const int i = free_[r];
      if (step_[r] == 0) continue;
      const double room = (step_[r] > 0 ? upper[i] : lower[i]) - y[i];
      if (room / step_[r] < fraction) fraction = room / step_[r], blocking = static_cast<int>(r);
    }
    for (std::size_t r = 0; r < free_.size(); ++r) {
      const int i = free_[r];
      d_[i] += fraction * step_[r];
      y[i] = std::min(std::max(y[i] + fraction * step_[r], lower[i]), upper[i]);
    }
    if (blocking >= 0) {
      const int i = free_[blocking];
      state_[i] = step_[blocking] > 0 ? kAtUpper : kAtLower;
      y[i] = state_[i] == kAtUpper ? upper[i] : lower[i];
      continue;
    }
    slope_at(gradient, curvature);
    if (!release_worst(lower, upper)) break;
  }
  double value = 0;
  for (int i = 0; i < n_; ++i) value += 0.5 * d_[i] * (gradient[i] + slope_[i]);
  return value;
}

}  // namespace mixgrad::design
