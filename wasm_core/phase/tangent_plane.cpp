#include "phase/tangent_plane.h"

#include <algorithm>
#include <cmath>

#include "phase/linear.h"

namespace mixgrad::phase {
namespace {

/// Amounts X = exp(y), and Michelsen's function there.
struct Trial {
  Composition y{}, X{}, x{}, residual{};  // residual: ln X_i + ln γ_i − μ_i
  double total = 0, value = 0;
  double slopes[kMostComponents * kMostComponents];

  bool evaluate(const Surface& surface, const Composition& potential) {
    const int n = surface.components();
    total = 0;
    for (int i = 0; i < n; ++i) {
      X[i] = std::isfinite(potential[i]) ? std::exp(y[i]) : 0;
      total += X[i];
    }
    if (!(total > 0) || !std::isfinite(total)) return false;
    for (int i = 0; i < n; ++i) x[i] = X[i] / total;
    Composition ln_gamma;
    surface.log_gamma(x, ln_gamma, slopes);
    value = 1;
    for (int i = 0; i < n; ++i) {
      if (!std::isfinite(potential[i])) continue;
      residual[i] = y[i] + ln_gamma[i] - potential[i];
      value += X[i] * (residual[i] - 1);
    }
    return std::isfinite(value);
  }

  double error() const {
    double most = 0;
    for (const double r : residual) most = std::max(most, std::fabs(r));
    return most;
  }
};

constexpr double kLongestStep = 4;  // of any ln X

}  // namespace

Tangent deepest_near(const Surface& surface, const Composition& potential, const Composition& start) {
  const int n = surface.components();
  Trial now;
  Composition ln_gamma;
  surface.log_gamma(start, ln_gamma);
  for (int i = 0; i < n; ++i) {
    if (!std::isfinite(potential[i])) continue;
    now.y[i] = start[i] > 0 ? std::log(start[i]) : std::min(potential[i] - ln_gamma[i], -3.0);
  }
  Tangent out;
  if (!now.evaluate(surface, potential)) return out;
  for (int iteration = 0; iteration < 100; ++iteration) {
    if (now.error() < 1e-11) {
      out.converged = true;
      break;
    }
    slopes_by_amount(n, now.x, now.slopes);
    const double least = least_curvature(n, now.x, now.slopes);
    const double shift = least > 1e-8 ? 0 : std::max(-2 * least, 1e-3);
    double a[kMostComponents * kMostComponents];
    Composition step{};
    for (int i = 0; i < n; ++i) {
      const bool present = std::isfinite(potential[i]);
      for (int j = 0; j < n; ++j)
        a[i * n + j] = (i == j) * (1 + shift) + (present ? now.slopes[i * n + j] * now.x[j] : 0);
      step[i] = present ? -now.residual[i] : 0;
    }
    if (!solve(a, step.data(), n)) break;
    double longest = 0, slope = 0;
    for (int i = 0; i < n; ++i) longest = std::max(longest, std::fabs(step[i]));
    const double scale = longest > kLongestStep ? kLongestStep / longest : 1;
    for (int i = 0; i < n; ++i) {
      step[i] *= scale;
      slope += now.X[i] * now.residual[i] * step[i];
    }
    Trial next;
    double fraction = 1;
    bool better = false;
    for (int halving = 0; halving < 30 && !better; ++halving, fraction /= 2) {
      for (int i = 0; i < n; ++i) next.y[i] = now.y[i] + fraction * step[i];
      if (!next.evaluate(surface, potential)) continue;
      // Below the rounding of the value the residuals decide.
      const double noise = 1e-14 * (1 + now.total);
      better = next.value <= now.value + 1e-4 * fraction * slope ||
               (std::fabs(next.value - now.value) < noise && next.error() < now.error());
    }
    if (!better) {
      out.converged = now.error() < 1e-8;
      break;
    }
    now = next;
  }
  out.x = now.x;
  out.depth = std::log(now.total);
  if (!out.converged) out.converged = now.error() < 1e-8;
  // Where it stopped short, what it did find below the plane counts all the same.
  if (!out.converged) {
    out.depth = 0;
    for (int i = 0; i < n; ++i) {
      if (now.x[i] > 0) out.depth -= now.x[i] * (now.residual[i] - std::log(now.total));
    }
  }
  return out;
}

}  // namespace mixgrad::phase
