// Activities from Redlich–Kister sums, as the learned excess Gibbs energy gives them, with the combinatorial
// term of unequal sizes and one term for each three components:
//
//   g = Σ x_i ln φ_i + Σ_{i<j} x_i x_j Σ_k C_ijk(T) s_ij^k + Σ_{i<j<l} D_ijl x_i x_j x_l
//   C_ijk(T) = c_ijk + h_ijk u + g_ijk (u + ln T/T₀),   u = T₀/T − 1,   T₀ = 298.15 K
//
// s_ij and the sums are those of laws/redlich_kister.h, the functions of temperature those of
// laws/temperature_factors.h: coefficients of the learned surface are taken as they are. All dimensionless.
#pragma once

#include <vector>

#include "laws/redlich_kister.h"
#include "laws/temperature_factors.h"
#include "phase/combinatorial.h"
#include "phase/mixing_model.h"

namespace mixgrad::phase {

/// The law. Its parameters: r_i (components), then c, h, g of each order of each pair (pairs × orders × 3),
/// then D_ijl of each three. At equal r the combinatorial term is that of ideal mixing.
struct ExcessSurface {
  int components;
  int orders;
  std::vector<double> resemblance;  ///< σ, pairs × components; see laws/redlich_kister.h

  int pairs() const { return laws::pair_count(components); }
  int triples() const { return components * (components - 1) * (components - 2) / 6; }
  int coefficients() const { return components + pairs() * orders + triples(); }
  int parameters() const { return components + pairs() * orders * laws::kGibbsFactors + triples(); }
  double size(const double* parameter, int i) const { return parameter[i]; }

  template <class Scalar>
  void isotherm(const Scalar* p, const Scalar& T, Scalar* c) const {
    Scalar factor[laws::kGibbsFactors];
    laws::gibbs_factors(T, factor);
    for (int i = 0; i < components; ++i) *c++ = *p++;
    for (int k = 0; k < pairs() * orders; ++k, ++c) {
      *c = Scalar(0);
      for (const Scalar& f : factor) *c += f * *p++;
    }
    for (int k = 0; k < triples(); ++k) *c++ = *p++;
  }

  template <class Scalar>
  void log_gamma(const Scalar* c, const Scalar* x, Scalar* ln_gamma) const {
    Scalar by_x[kMostModelComponents];
    Scalar g = laws::redlich_kister(
        laws::PairPolynomials<Scalar>{components, orders, c + components, resemblance.data()}, x, by_x);
    const Scalar* triple = c + components + pairs() * orders;
    for (int i = 0; i < components; ++i) {
      for (int j = i + 1; j < components; ++j) {
        for (int l = j + 1; l < components; ++l, ++triple) {
          g += *triple * x[i] * x[j] * x[l];
          by_x[i] += *triple * x[j] * x[l];
          by_x[j] += *triple * x[i] * x[l];
          by_x[l] += *triple * x[i] * x[j];
        }
      }
    }
    laws::partial_molar(components, x, g, by_x, ln_gamma);
    add_combinatorial(components, c, x, ln_gamma);
  }
};

/// σ where a third component moves no pair's asymmetry (Muggianu): ±1 for the pair's own, else 0.
inline std::vector<double> no_resemblance(int components) {
  std::vector<double> sigma;
  for (int i = 0; i < components; ++i) {
    for (int j = i + 1; j < components; ++j) {
      for (int l = 0; l < components; ++l) sigma.push_back(l == i ? 1 : l == j ? -1 : 0);
    }
  }
  return sigma;
}

/// A model from the coefficients of the learned excess Gibbs energy.
/// @param coefficient c, h, g of each order of each pair: pairs × orders × 3, dimensionless
/// @param resemblance σ, pairs × components; empty: a third component moves nothing
/// @param size        r_i; empty: equal sizes, for G^E that was learned against ideal mixing
inline ModelOf<ExcessSurface> excess_surface(int components, int orders,
                                             const std::vector<double>& coefficient,
                                             std::vector<double> resemblance = {},
                                             const std::vector<double>& size = {}) {
  ExcessSurface law{components, orders,
                    resemblance.empty() ? no_resemblance(components) : std::move(resemblance)};
  std::vector<double> parameter = size;
  if (size.empty()) parameter.assign(static_cast<std::size_t>(components), 1.0);
  parameter.insert(parameter.end(), coefficient.begin(), coefficient.end());
  parameter.resize(static_cast<std::size_t>(law.parameters()), 0.0);
  return {std::move(law), std::move(parameter)};
}

}  // namespace mixgrad::phase
