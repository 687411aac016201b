// Viscosity of a pure liquid, the Vogel–Fulcher–Tammann law referred to T₀ = 298.15 K:
//
//   ln η = L + B [1/(T − t) − 1/(T₀ − t)]
//
// L is ln(η / mPa s) at T₀, B/(T₀ − t)² how fast it falls there, and t the temperature at which the liquid
// would stand still. T − t stands for its smooth positive part. Mixtures mix ln η with Redlich–Kister terms
// (L. Grunberg, A. H. Nissan, Nature 1949, 164, 799, doi 10.1038/164799b0, is the first of them).
#pragma once

#include "laws/smooth.h"

namespace mixgrad::laws {

template <class Scalar>
struct ViscosityCoefficients {
  Scalar log_viscosity;  ///< L, ln(mPa s)
  Scalar cooling_per_K;  ///< w = B/(T₀ − t)² > 0: −∂ ln η/∂T at T₀, up to the smoothing
  Scalar glass_K;        ///< t
};

/// ln(η / mPa s) at T in K.
template <class Scalar>
Scalar log_viscosity(const ViscosityCoefficients<Scalar>& c, const Scalar& temperature_K) {
  const Scalar gap = kReferenceTemperature_K - c.glass_K;
  const Scalar slowing = 1.0 / positive_part(temperature_K - c.glass_K) - 1.0 / positive_part(gap);
  return c.log_viscosity + c.cooling_per_K * gap * gap * slowing;
}

/// The law on a network's raw outputs and {T in K}.
struct Viscosity {
  static constexpr int kCoefficients = 3;
  static constexpr int kStates = 1;

  template <class Scalar>
  static ViscosityCoefficients<Scalar> link(const Scalar* raw) {
    using std::exp;
    return {raw[0], 0.015 * exp(0.5 * bounded(raw[1], kLinkBound)),
            100.0 + 15.0 * bounded(raw[2], kLinkBound)};
  }

  template <class Scalar>
  static Scalar evaluate(const Scalar* raw, const Scalar* state) {
    return log_viscosity(link(raw), state[0]);
  }

  static double evaluate(const double* raw, const double* state, double* gradient) {
    const ViscosityCoefficients<double> c = link(raw);
    const double gap = kReferenceTemperature_K - c.glass_K;
    const WithSlope here = positive_part_with_slope(state[0] - c.glass_K);
    const WithSlope reference = positive_part_with_slope(gap);
    const double slowing = 1.0 / here.value - 1.0 / reference.value;
    const double B = c.cooling_per_K * gap * gap;
    const double by_here = -B * here.slope / (here.value * here.value);
    const double by_glass = -by_here - B * reference.slope / (reference.value * reference.value) -
                            2 * c.cooling_per_K * gap * slowing;
    gradient[0] = 1;
    gradient[1] = 0.5 * B * slowing * bounded_with_slope(raw[1], kLinkBound).slope;
    gradient[2] = 15.0 * by_glass * bounded_with_slope(raw[2], kLinkBound).slope;
    gradient[3] = by_here;
    return c.log_viscosity + B * slowing;
  }
};

}  // namespace mixgrad::laws
