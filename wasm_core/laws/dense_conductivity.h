// Ionic conductivity for a table that is dense in salt and temperature: the two
// laws of conductivity.h with every coefficient free, where those of that file
// are held near what sparse measurements of many kinds agree on.
//
//   ln κ = A + a (ln m − d) + s d + b d² + c d³ + (1 − a) ln[m (1 + ε)/(m + ε)]
//   + 2 ln(T/258.15 K) + W G τ/(τ + G),
//                 d = m − 1,  τ = T − 258.15 K,  ln(W/W₀) = w₀ + w₁ d + w₂ d²,
//                 ln(G/G₀) = g₀ + g₁ d + g₂ d²
//
// with m in mol/kg. The last term is the Vogel–Fulcher–Tammann law, −B/(T −
// T0), written by what data determine best: W is what it adds to d ln κ/dT, and
// G = 258.15 K − T0 the distance from the ideal glass temperature, at the middle
// of the temperatures measured; B = W G². T0 may lie anywhere below: from −∞,
// where κ is exponential in T, through 0 K, where it is Arrhenius's, up to the
// coldest liquid.
//
// Of the powers of T before such a law the square fits single curves of the
// paper's table from 243 to 273 K best (mean error 0.0012 mS/cm; 0.0015 without,
// 0.0017 with Nernst and Einstein's 1/T).
#pragma once

#include <cmath>

#include "laws/conductivity.h"

namespace mixgrad::laws {

struct DenseConductivity {
  static constexpr int kCoefficients = 11;  ///< A, a, s, b, c, w₀, w₁, w₂, g₀, g₁, g₂
  static constexpr int kStates = 2;         ///< molality mol/kg, temperature K

  static constexpr double kMiddle_K = 258.15;
  static constexpr double kBound = 10.0;           ///< What raw outputs are held within.
  static constexpr double kWarming_per_K = 0.022;  ///< W₀
  static constexpr double kGap_K = 110.0;          ///< G₀
  static constexpr double kPower = 2.0;            ///< Of T, before the VFT law.

  /// Where a coefficient stands for a raw output of 0, and how far it goes
  /// with 1. Of a, before the softplus.
  static constexpr double kCentre[kCoefficients] = {0.5, 0.5, -0.4, -0.2, 0, 0, 0.3, 0, 0, -0.3, 0};
  static constexpr double kStep[kCoefficients] = {1, 0.3, 0.5, 0.3, 0.1, 0.3, 0.15, 0.05, 0.4, 0.2, 0.1};

  /// ln κ from raw outputs and {molality, temperature}.
  template <class Scalar>
  static Scalar evaluate(const Scalar* raw, const Scalar* state) {
    using std::exp;
    using std::log;
    Scalar c[kCoefficients];
    for (int i = 0; i < kCoefficients; ++i) c[i] = kCentre[i] + kStep[i] * bounded(raw[i], kBound);
    const Scalar m = state[0], d = m - 1.0, warmer = state[1] - kMiddle_K;
    const Scalar rise = softplus(c[1]);
    const Scalar isotherm = c[0] + rise * (log(m) - d) + (c[2] + (c[3] + c[4] * d) * d) * d +
                            (1.0 - rise) * log(m * (1.0 + kDilute_mol_per_kg) / (m + kDilute_mol_per_kg));
    const Scalar warming = kWarming_per_K * exp(c[5] + (c[6] + c[7] * d) * d);
    const Scalar gap = kGap_K * exp(c[8] + (c[9] + c[10] * d) * d);
    return isotherm + kPower * log(state[1] / kMiddle_K) +
           warming * gap * warmer / positive_part(warmer + gap);
  }

  /// The same, and its derivatives: by the raw outputs, then by the state.
  static double evaluate(const double* raw, const double* state, double* gradient) {
    double c[kCoefficients];
    for (int i = 0; i < kCoefficients; ++i) c[i] = kCentre[i] + kStep[i] * bounded(raw[i], kBound);
    const double m = state[0], d = m - 1.0, warmer = state[1] - kMiddle_K;
    const WithSlope rise = softplus_with_slope(c[1]);
    const double rising = std::log(m) - d;
    const double dilution = std::log(m * (1.0 + kDilute_mol_per_kg) / (m + kDilute_mol_per_kg));
    const double isotherm =
        c[0] + rise.value * rising + (c[2] + (c[3] + c[4] * d) * d) * d + (1.0 - rise.value) * dilution;
    const double warming = kWarming_per_K * std::exp(c[5] + (c[6] + c[7] * d) * d);
    const double gap = kGap_K * std::exp(c[8] + (c[9] + c[10] * d) * d);
    const WithSlope above_glass = positive_part_with_slope(warmer + gap);
    const double vft = warming * gap * warmer / above_glass.value;
    const double by_above = -vft / above_glass.value * above_glass.slope;
    const double by_log_gap = vft + by_above * gap;

    gradient[0] = 1;
    gradient[1] = (rising - dilution) * rise.slope;
    gradient[2] = d;
    gradient[3] = d * d;
    gradient[4] = d * d * d;
    for (int power = 0; power < 3; ++power) {
      gradient[5 + power] = vft * std::pow(d, power);
      gradient[8 + power] = by_log_gap * std::pow(d, power);
    }
    for (int i = 0; i < kCoefficients; ++i)
      gradient[i] *= kStep[i] * bounded_with_slope(raw[i], kBound).slope;
    gradient[kCoefficients] = rise.value * (1 / m - 1) + c[2] + (2 * c[3] + 3 * c[4] * d) * d +
                              (1 - rise.value) * kDilute_mol_per_kg / (m * (m + kDilute_mol_per_kg)) +
                              vft * (c[6] + 2 * c[7] * d) + by_log_gap * (c[9] + 2 * c[10] * d);
    gradient[kCoefficients + 1] = kPower / state[1] + warming * gap / above_glass.value + by_above;
    return isotherm + kPower * std::log(state[1] / kMiddle_K) + vft;
  }
};

}  // namespace mixgrad::laws
