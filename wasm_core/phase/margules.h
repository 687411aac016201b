// The model whose every number a person can turn: Margules interactions with the combinatorial term of
// unequal sizes,
//
//   g = Σ x_i ln φ_i + Σ_{i<j} x_i x_j [A_ij(T) + B_ij (x_i − x_j)] + C x_1 x_2 x_3
//   A_ij(T) = A_ij(T₀) + (h_ij/R) (1/T − 1/T₀),   T₀ = 298.15 K
//
// M. Margules, Sitzungsber. Akad. Wiss. Wien 1895, 104, 1243, for two components. With B = C = 0 and equal
// sizes it is the regular solution.
#pragma once

#include <array>
#include <vector>

#include "phase/excess_surface.h"

namespace mixgrad::phase {

struct MargulesPair {
  double A = 0;            ///< A_ij at 298.15 K
  double B = 0;            ///< B_ij
  double h_J_per_mol = 0;  ///< h_ij: the enthalpy of mixing is h_ij x_i x_j for B's part left aside
};

/// @param pair in the order (1,2), (1,3) … (2,3) …
/// @param size r_i; empty: equal sizes
/// @param C    of x_1 x_2 x_3; with more than three components, of each three
inline ModelOf<ExcessSurface> margules(int components, const std::vector<MargulesPair>& pair, double C = 0,
                                       const std::vector<double>& size = {}) {
  const double RT0 = laws::kGasConstant_J_per_mol_K * laws::kReferenceTemperature_K;
  std::vector<double> coefficient;
  for (const MargulesPair& p : pair) {
    for (const double c : {p.A, p.h_J_per_mol / RT0, 0.0, p.B, 0.0, 0.0}) coefficient.push_back(c);
  }
  const int triples = components * (components - 1) * (components - 2) / 6;
  coefficient.insert(coefficient.end(), static_cast<std::size_t>(triples), C);
  return excess_surface(components, 2, coefficient, {}, size);
}

/// Where margules() puts its numbers among the parameters of its model, to read derivatives.
struct MargulesParameter {
  int components;
  int size(int i) const { return i; }
  int A(int pair) const { return components + 6 * pair; }
  int h(int pair) const { return A(pair) + 1; }  ///< in units of R T₀, 2478.957 J/mol
  int B(int pair) const { return A(pair) + 3; }
  int C() const { return components + 6 * laws::pair_count(components); }
};

}  // namespace mixgrad::phase
