// The non-random two-liquid model:
//
//   ln γ_i = S_i/D_i + Σ_j x_j G_ij/D_j (τ_ij − S_j/D_j),   S_j = Σ_k x_k τ_kj G_kj,   D_j = Σ_k x_k G_kj
//   G_ij = exp(−α_ij τ_ij),   τ_ij = a_ij + b_ij/T,   τ_ii = 0,   α_ij = α_ji
//
// H. Renon, J. M. Prausnitz, AIChE J. 1968, 14, 135, doi 10.1002/aic.690140124.
#pragma once

#include <cmath>
#include <vector>

#include "laws/redlich_kister.h"
#include "phase/mixing_model.h"

namespace mixgrad::phase {

/// The law. Its parameters, for each pair i < j: a_ij, b_ij (K), a_ji, b_ji (K), α_ij.
struct Nrtl {
  int components;

  int coefficients() const { return 2 * components * components; }  ///< τ, then G
  int parameters() const { return 5 * laws::pair_count(components); }
  double size(const double*, int) const { return 1; }

  template <class Scalar>
  void isotherm(const Scalar* p, const Scalar& T, Scalar* c) const {
    using std::exp;
    const int n = components;
    Scalar* tau = c;
    Scalar* G = c + n * n;
    for (int i = 0; i < n; ++i) {
      tau[i * n + i] = Scalar(0);
      G[i * n + i] = Scalar(1);
      for (int j = i + 1; j < n; ++j, p += 5) {
        tau[i * n + j] = p[0] + p[1] / T;
        tau[j * n + i] = p[2] + p[3] / T;
        G[i * n + j] = exp(-p[4] * tau[i * n + j]);
        G[j * n + i] = exp(-p[4] * tau[j * n + i]);
      }
    }
  }

  template <class Scalar>
  void log_gamma(const Scalar* c, const Scalar* x, Scalar* ln_gamma) const {
    const int n = components;
    const Scalar* tau = c;
    const Scalar* G = c + n * n;
    Scalar mean[kMostModelComponents], share[kMostModelComponents];  // S_j/D_j and x_j/D_j
    for (int j = 0; j < n; ++j) {
      Scalar S(0), D(0);
      for (int k = 0; k < n; ++k) {
        const Scalar weight = x[k] * G[k * n + j];
        S += weight * tau[k * n + j];
        D += weight;
      }
      mean[j] = S / D;
      share[j] = x[j] / D;
    }
    for (int i = 0; i < n; ++i) {
      ln_gamma[i] = mean[i];
      for (int j = 0; j < n; ++j) ln_gamma[i] += share[j] * G[i * n + j] * (tau[i * n + j] - mean[j]);
    }
  }
};

struct NrtlPair {
  double tau_ij = 0, tau_ji = 0;    ///< a_ij, a_ji
  double alpha = 0.3;               ///< α_ij
  double by_ij_K = 0, by_ji_K = 0;  ///< b_ij, b_ji
};

/// @param pair in the order (1,2), (1,3) … (2,3) …
inline ModelOf<Nrtl> nrtl(int components, const std::vector<NrtlPair>& pair) {
  std::vector<double> parameter;
  for (const NrtlPair& p : pair) {
    for (const double c : {p.tau_ij, p.by_ij_K, p.tau_ji, p.by_ji_K, p.alpha}) parameter.push_back(c);
  }
  return {Nrtl{components}, std::move(parameter)};
}

}  // namespace mixgrad::phase
