#include "phase/surface.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "laws/constants.h"

namespace mixgrad::phase {

double distance(const Composition& a, const Composition& b) {
  double most = 0;
  for (int i = 0; i < kMostComponents; ++i) most = std::max(most, std::fabs(a[i] - b[i]));
  return most;
}

double Solid::ln_K(double T_K) const {
  return ln_K_ref - dH_J_per_mol / laws::kGasConstant_J_per_mol_K * (1 / T_K - 1 / T_ref_K);
}

double Solid::ln_K_by_temperature(double T_K) const {
  return dH_J_per_mol / (laws::kGasConstant_J_per_mol_K * T_K * T_K);
}

Result<Surface> Surface::make(const MixingModel& model, double T_K, std::vector<Solid> solids) {
  const int n = model.components();
  if (n < 2 || n > kMostComponents) {
    return Error{"bad_value", "components",
                 "phase equilibria are for two or three components, not " + std::to_string(n)};
  }
  if (!(T_K > 0) || !std::isfinite(T_K))
    return Error{"bad_value", "temperature_K", "a temperature is positive and finite"};
  for (std::size_t s = 0; s < solids.size(); ++s) {
    double units = 0;
    bool valid = true;
    for (int i = 0; i < kMostComponents; ++i) {
      const double nu = solids[s].formula[i];
      valid = valid && nu >= 0 && (i < n || nu == 0);
      units += nu;
    }
    if (!valid || !(units > 0) || !std::isfinite(units) || !std::isfinite(solids[s].ln_K(T_K)))
      return Error{"bad_value", "solids[" + std::to_string(s) + "]",
                   "a solid has a formula of amounts that are not negative, and a finite K"};
  }
  Surface out;
  out.model_ = &model;
  out.components_ = n;
  out.temperature_K_ = T_K;
  out.solids_ = std::move(solids);
  model.isotherm(T_K, out.coefficient_);
  return out;
}

Composition Surface::solid_composition(int solid) const {
  Composition x = solids_[static_cast<std::size_t>(solid)].formula;
  const double units = x[0] + x[1] + x[2];
  for (double& share : x) share /= units;
  return x;
}

double Surface::solid_gibbs(int solid) const {
  const Solid& s = solids_[static_cast<std::size_t>(solid)];
  return s.ln_K(temperature_K_) / (s.formula[0] + s.formula[1] + s.formula[2]);
}

void Surface::log_gamma(const Composition& x, Composition& ln_gamma, double* by_x) const {
  model_->log_gamma(coefficient_.data(), x.data(), ln_gamma.data(), by_x);
}

double Surface::gibbs(const Composition& x) const {
  Composition ln_gamma;
  log_gamma(x, ln_gamma);
  double g = 0;
  for (int i = 0; i < components_; ++i) {
    if (x[i] > 0) g += x[i] * (std::log(x[i]) + ln_gamma[i]);
  }
  return g;
}

Composition Surface::potentials(const Composition& x) const {
  Composition ln_a{};
  log_gamma(x, ln_a);
  for (int i = 0; i < components_; ++i) ln_a[i] += std::log(x[i]);
  return ln_a;
}

void slopes_by_amount(int n, const Composition& x, double* by_x) {
  for (int i = 0; i < n; ++i) {
    double mean = 0;
    for (int k = 0; k < n; ++k) mean += x[k] * by_x[i * n + k];
    for (int j = 0; j < n; ++j) by_x[i * n + j] -= mean;
  }
}

double Surface::stability(const Composition& x, Composition* direction) const {
  Composition ln_gamma;
  double by_n[kMostComponents * kMostComponents];
  log_gamma(x, ln_gamma, by_n);
  slopes_by_amount(components_, x, by_n);
  return least_curvature(components_, x, by_n, direction);
}

double least_curvature(int n, const Composition& x, const double* by_n, Composition* direction) {
  Composition root{};
  int last = 0;
  for (int i = 0; i < n; ++i) {
    root[i] = std::sqrt(x[i]);
    if (x[i] > x[last]) last = i;
  }
  // Householder's reflection takes √x, a unit vector, to an axis; it takes the other axes to a basis of the
  // directions that keep Σx: u_k = e_k − root_k (root + e_last)/(1 + root_last).
  double basis[2][kMostComponents];
  int count = 0;
  for (int k = 0; k < n; ++k) {
    if (k == last) continue;
    for (int i = 0; i < n; ++i) {
      basis[count][i] = (i == k) - root[k] * (root[i] + (i == last)) / (1 + root[last]);
    }
    ++count;
  }
  double m[2][2] = {{1, 0}, {0, 1}};
  for (int a = 0; a < count; ++a) {
    for (int b = 0; b <= a; ++b) {
      for (int i = 0; i < n; ++i) {
        for (int j = 0; j < n; ++j) {
          const double both = by_n[i * n + j] + by_n[j * n + i];  // equal but for rounding
          m[a][b] += 0.5 * basis[a][i] * root[i] * both * root[j] * basis[b][j];
        }
      }
    }
  }
  double along[2] = {1, 0}, least = m[0][0];
  if (count == 2) {
    const double half = 0.5 * (m[0][0] - m[1][1]), off = m[1][0], radius = std::sqrt(half * half + off * off);
    least = 0.5 * (m[0][0] + m[1][1]) - radius;
    along[0] = half > 0 ? -off : radius - half;
    along[1] = half > 0 ? half + radius : -off;
    const double length = std::sqrt(along[0] * along[0] + along[1] * along[1]);
    for (double& a : along) a = length > 0 ? a / length : a;
    if (!(length > 0)) along[0] = 1;
  }
  if (direction) {
    direction->fill(0);
    for (int i = 0; i < n; ++i)
      (*direction)[i] = root[i] * (along[0] * basis[0][i] + (count == 2 ? along[1] * basis[1][i] : 0));
  }
  return least;
}

double Surface::third_derivative(const Composition& x, const Composition& direction) const {
  const int n = components_;
  // As small as the smallest share that moves: activities may change on that scale.
  double step = 1, third = 0, curvature[2] = {0, 0};
  for (int i = 0; i < n; ++i) {
    if (x[i] > 0 && direction[i] != 0) step = std::min(step, x[i] / std::fabs(direction[i]));
  }
  step *= 3e-5;
  for (int side = 0; side < 2; ++side) {
    Composition at = x, ln_gamma;
    double by_x[kMostComponents * kMostComponents];
    for (int i = 0; i < n; ++i) at[i] += (side ? step : -step) * direction[i];
    log_gamma(at, ln_gamma, by_x);
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < n; ++j) curvature[side] += direction[i] * by_x[i * n + j] * direction[j];
    }
  }
  for (int i = 0; i < n; ++i) {
    if (x[i] > 0) third -= direction[i] * direction[i] * direction[i] / (x[i] * x[i]);
  }
  return third + (curvature[1] - curvature[0]) / (2 * step);
}

}  // namespace mixgrad::phase
