// A model of mixing as an operation of the tape: apply_law<ModelLaw<...>> gives g, with gradients by
// parameters, composition and temperature.
#pragma once

#include <cmath>

#include "laws/constants.h"
#include "phase/mixing_model.h"

namespace mixgrad::phase {

/// g(x, T) from a law's parameters and {x_1 … x_n, T in K}; every fraction taken as free. A fraction of 0
/// adds nothing to g, and to its gradient only what is finite.
/// @tparam Make makes the law, whose numbers of components and parameters are the next two
template <auto Make, int kComponents, int kParameters>
struct ModelLaw {
  static constexpr int kCoefficients = kParameters;
  static constexpr int kStates = kComponents + 1;

  template <class Scalar>
  static Scalar evaluate(const Scalar* parameter, const Scalar* state) {
    using laws::real_part;
    using std::log;
    const auto law = Make();
    Scalar coefficient[kMostModelCoefficients], ln_gamma[kComponents];
    law.isotherm(parameter, state[kComponents], coefficient);
    law.log_gamma(coefficient, state, ln_gamma);
    Scalar g(0);
    for (int i = 0; i < kComponents; ++i) {
      g += state[i] * ln_gamma[i];
      if (real_part(state[i]) > 0) g += state[i] * log(state[i]);
    }
    return g;
  }

  static double evaluate(const double* parameter, const double* state, double* gradient) {
    constexpr int kAll = kCoefficients + kStates;
    Dual<kAll> p[kCoefficients], s[kStates];
    for (int k = 0; k < kAll; ++k) {
      Dual<kAll>& number = k < kCoefficients ? p[k] : s[k - kCoefficients];
      number = k < kCoefficients ? parameter[k] : state[k - kCoefficients];
      number.slope[k] = 1;
    }
    const Dual<kAll> g = evaluate(p, s);
    for (int k = 0; k < kAll; ++k) gradient[k] = g.slope[k];
    return g.value;
  }
};

}  // namespace mixgrad::phase
