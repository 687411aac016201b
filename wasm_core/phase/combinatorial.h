// Mixing molecules of unequal size: the combinatorial entropy of Flory and Huggins,
//
//   Σ x_i ln φ_i,   φ_i = r_i x_i / r,   r = Σ r_j x_j
//
// P. J. Flory, J. Chem. Phys. 1942, 10, 51, doi 10.1063/1.1723621. At equal sizes it is Σ x_i ln x_i.
#pragma once

#include <cmath>

namespace mixgrad::phase {

/// Its part in ln γ: adds ln(r_i/r) + 1 − r_i/r to each.
/// @param r sizes, relative to any unit   @param x mole fractions
template <class Scalar>
void add_combinatorial(int components, const Scalar* r, const Scalar* x, Scalar* ln_gamma) {
  using std::log;
  Scalar mean(0);
  for (int j = 0; j < components; ++j) mean += r[j] * x[j];
  for (int i = 0; i < components; ++i) {
    const Scalar ratio = r[i] / mean;
    ln_gamma[i] += log(ratio) + 1.0 - ratio;
  }
}

}  // namespace mixgrad::phase
