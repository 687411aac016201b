// Polymers and other molecules of very unequal size, interacting by the segments that touch:
//
//   g = Σ x_i ln φ_i + r Σ_{i<j} χ_ij(T) φ_i φ_j,   φ_i = r_i x_i / r,   r = Σ r_j x_j
//   χ_ij(T) = a_ij + b_ij/T
//
// P. J. Flory, J. Chem. Phys. 1942, 10, 51, doi 10.1063/1.1723621; M. L. Huggins, J. Phys. Chem. 1942, 46,
// 151, doi 10.1021/j150415a018. g is per mole of molecules; per mole of segments it is the familiar Σ
// (φ_i/r_i) ln φ_i + Σ χ_ij φ_i φ_j.
#pragma once

#include <vector>

#include "laws/redlich_kister.h"
#include "phase/combinatorial.h"
#include "phase/mixing_model.h"

namespace mixgrad::phase {

/// The law. Its parameters: r_i, then a_ij and b_ij (K) of each pair.
struct FloryHuggins {
  int components;

  int coefficients() const { return components + laws::pair_count(components); }
  int parameters() const { return components + 2 * laws::pair_count(components); }
  double size(const double* parameter, int i) const { return parameter[i]; }

  template <class Scalar>
  void isotherm(const Scalar* p, const Scalar& T, Scalar* c) const {
    for (int i = 0; i < components; ++i) *c++ = *p++;
    for (int k = 0; k < laws::pair_count(components); ++k, p += 2) *c++ = p[0] + p[1] / T;
  }

  /// ln γ_i = combinatorial + r_i (Σ_j χ_ij φ_j − Σ_{j<k} χ_jk φ_j φ_k)
  template <class Scalar>
  void log_gamma(const Scalar* c, const Scalar* x, Scalar* ln_gamma) const {
    const Scalar* chi = c + components;
    Scalar r(0), all(0), phi[kMostModelComponents], touched[kMostModelComponents];
    for (int i = 0; i < components; ++i) r += c[i] * x[i];
    for (int i = 0; i < components; ++i) {
      phi[i] = c[i] * x[i] / r;
      touched[i] = Scalar(0);
    }
    for (int i = 0; i < components; ++i) {
      for (int j = i + 1; j < components; ++j, ++chi) {
        touched[i] += *chi * phi[j];
        touched[j] += *chi * phi[i];
        all += *chi * phi[i] * phi[j];
      }
    }
    for (int i = 0; i < components; ++i) ln_gamma[i] = c[i] * (touched[i] - all);
    add_combinatorial(components, c, x, ln_gamma);
  }
};

/// @param size r_i   @param chi a_ij in the order (1,2), (1,3) … (2,3) …   @param chi_K b_ij; empty: none
inline ModelOf<FloryHuggins> flory_huggins(const std::vector<double>& size, const std::vector<double>& chi,
                                           const std::vector<double>& chi_K = {}) {
  std::vector<double> parameter = size;
  for (std::size_t k = 0; k < chi.size(); ++k) {
    parameter.push_back(chi[k]);
    parameter.push_back(chi_K.empty() ? 0 : chi_K[k]);
  }
  return {FloryHuggins{static_cast<int>(size.size())}, std::move(parameter)};
}

}  // namespace mixgrad::phase
