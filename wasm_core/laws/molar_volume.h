// Molar volume of a pure liquid:
//
//   V(T) = V₀ exp(e τ + ½ f τ²),   τ = (T − T₀)/100 K
//
// e is the thermal expansion and f its growth as the liquid warms. The network corrects an estimate of V₀
// from atom and group counts (molecule/molar_volume.cpp), so that a molecule like none before is off by
// little.
#pragma once

#include <cmath>

#include "laws/temperature_factors.h"

namespace mixgrad::laws {

template <class Scalar>
struct MolarVolumeCoefficients {
  Scalar volume_cm3_per_mol;  ///< V₀, at 298.15 K
  Scalar expansion;           ///< e, per 100 K
  Scalar expansion_slope;     ///< f, per (100 K)²
};

/// V in cm³/mol at T in K.
template <class Scalar>
Scalar molar_volume(const MolarVolumeCoefficients<Scalar>& c, const Scalar& temperature_K) {
  using std::exp;
  const Scalar tau = (temperature_K - kReferenceTemperature_K) / kSlopeStep_K;
  return c.volume_cm3_per_mol * exp(tau * (c.expansion + 0.5 * c.expansion_slope * tau));
}

/// The law on a network's raw outputs and {T in K, the estimate of V₀ in cm³/mol}.
struct MolarVolume {
  static constexpr int kCoefficients = 3;
  static constexpr int kStates = 2;

  template <class Scalar>
  static MolarVolumeCoefficients<Scalar> link(const Scalar* raw, const Scalar& estimate_cm3_per_mol) {
    using std::exp;
    return {estimate_cm3_per_mol * exp(0.1 * raw[0]), 0.11 + 0.03 * raw[1], 0.02 + 0.02 * raw[2]};
  }

  template <class Scalar>
  static Scalar evaluate(const Scalar* raw, const Scalar* state) {
    return molar_volume(link(raw, state[1]), state[0]);
  }

  static double evaluate(const double* raw, const double* state, double* gradient) {
    const MolarVolumeCoefficients<double> c = link(raw, state[1]);
    const double tau = (state[0] - kReferenceTemperature_K) / kSlopeStep_K;
    const double value = molar_volume(c, state[0]);
    gradient[0] = 0.1 * value;
    gradient[1] = 0.03 * tau * value;
    gradient[2] = 0.02 * 0.5 * tau * tau * value;
    gradient[3] = value * (c.expansion + c.expansion_slope * tau) / kSlopeStep_K;
    gradient[4] = value / state[1];
    return value;
  }
};

}  // namespace mixgrad::laws
