// Ionic conductivity of a lithium salt solution: a power of the salt's molality m times a
// Vogel–Fulcher–Tammann (VFT) law in temperature T whose two constants depend on m, referred to 1 mol/kg and
// 298.15 K.
//
//   κ = K m^a (298.15 K/T) exp[−B/(T − T0)]
//
//   T0 = t + τ v,   B = B₁ exp(β v),   v = (m − 1)/√[1 + (m − 1)²/25]
//
// or, as it is evaluated,
//
//   ln κ = A + a ln m + (1 − a) ln[m (1 + ε)/(m + ε)] − ln(T/298.15 K) − B/(T − T0) + B₁/(298.15 K − t),
//                 B₁ = (w + 1/298.15 K) (298.15 K − t)²
//
// with m in mol/kg. The first factor is the number of ions, a < 1 because they pair; the second is what
// hinders them, and both fall and rise with salt, so that κ has its maximum, and the maximum moves to more
// salt as the electrolyte warms (M. S. Ding et al., J. Electrochem. Soc. 2001, 148, A1196,
// doi 10.1149/1.1403730). The 1/T is Nernst and Einstein's, by whom conductivity is diffusion over
// temperature. T0 is the ideal glass temperature, which salt raises. ε = 0.02 mol/kg turns the power a into
// Kohlrausch's κ ∝ m at infinite dilution, so that κ and its derivative are finite without salt whatever a
// is. T − T0 stands for its smooth positive part, so that κ → 0 in the glass and ln κ is finite everywhere.
// T0 and ln B are nearly linear in m where it was measured and level off beyond (v stays below 5 mol/kg), so
// that the glass stays far below room temperature.
//
// The law of J. F. Casteel and E. S. Amis, J. Chem. Eng. Data 1972, 17, 55, doi 10.1021/je60052a029, is a
// power of m times the exponential of a parabola in m, and says nothing of T: beside it, salt hinders by two
// coefficients at one temperature and by T0 at the others. Here it is T0 and B at all of them. Two
// coefficients less fit single electrolytes nearly as well, and what one electrolyte teaches holds for the
// next.
#pragma once

#include <cmath>

#include "laws/smooth.h"

namespace mixgrad::laws {

inline constexpr double kDilute_mol_per_kg = 0.02;            ///< ε
inline constexpr double kHighestSaltEffect_mol_per_kg = 5.0;  ///< What v stays below.

/// Coefficients of the law, in its own notation.
template <class Scalar>
struct ConductivityCoefficients {
  Scalar log_reference;     ///< A: ln(κ / mS cm⁻¹) at 1 mol/kg and 298.15 K
  Scalar rise;              ///< a > 0
  Scalar warming_per_K;     ///< w > −1/298.15 K, 1/K: ∂ ln κ/∂T there, up to the smoothing
  Scalar glass_K;           ///< t, K: T0 at 1 mol/kg
  Scalar glass_slope;       ///< τ ≥ 0, K kg/mol
  Scalar activation_slope;  ///< β, kg/mol
};

/// Names and units of the coefficients, for answers and captions.
struct ConductivityCoefficientName {
  const char* name;
  const char* unit;
  double ConductivityCoefficients<double>::*member;
};
inline constexpr ConductivityCoefficientName kConductivityCoefficients[] = {
    {"log_reference", "ln(mS/cm)", &ConductivityCoefficients<double>::log_reference},
    {"rise", "1", &ConductivityCoefficients<double>::rise},
    {"warming", "1/K", &ConductivityCoefficients<double>::warming_per_K},
    {"glass_temperature", "K", &ConductivityCoefficients<double>::glass_K},
    {"glass_slope", "K kg/mol", &ConductivityCoefficients<double>::glass_slope},
    {"activation_slope", "kg/mol", &ConductivityCoefficients<double>::activation_slope},
};

/// ln(κ / mS cm⁻¹) at molality m (mol/kg, > 0) and temperature T (K).
template <class Scalar>
Scalar log_conductivity(const ConductivityCoefficients<Scalar>& c, const Scalar& molality,
                        const Scalar& temperature) {
  using std::exp;
  using std::log;
  const Scalar dilution = log(molality * (1.0 + kDilute_mol_per_kg) / (molality + kDilute_mol_per_kg));
  const Scalar effect = bounded(molality - 1.0, kHighestSaltEffect_mol_per_kg);
  const Scalar gap_at_one = kReferenceTemperature_K - c.glass_K;
  const Scalar activation_at_one_K =
      (c.warming_per_K + 1.0 / kReferenceTemperature_K) * gap_at_one * gap_at_one;
  const Scalar activation_K = activation_at_one_K * exp(c.activation_slope * effect);
  const Scalar slowing = activation_K / positive_part(temperature - c.glass_K - c.glass_slope * effect);
  const Scalar slowing_at_one = activation_at_one_K / positive_part(gap_at_one);
  return c.log_reference + c.rise * log(molality) + (1.0 - c.rise) * dilution -
         log(temperature / kReferenceTemperature_K) - slowing + slowing_at_one;
}

/// The same with its derivatives by the coefficients, the molality and the temperature, worked out backwards.
inline double log_conductivity_and_gradient(const ConductivityCoefficients<double>& c, double molality,
                                            double temperature,
                                            ConductivityCoefficients<double>& by_coefficient,
                                            double& by_molality, double& by_temperature) {
  const double log_molality = std::log(molality);
  const double dilution = std::log(molality * (1.0 + kDilute_mol_per_kg) / (molality + kDilute_mol_per_kg));
  by_coefficient.log_reference = 1;
  by_coefficient.rise = log_molality - dilution;
  by_molality =
      c.rise / molality + (1 - c.rise) * kDilute_mol_per_kg / (molality * (molality + kDilute_mol_per_kg));

  const WithSlope effect = bounded_with_slope(molality - 1.0, kHighestSaltEffect_mol_per_kg);
  const double gap_at_one = kReferenceTemperature_K - c.glass_K;
  const double diffusion_warming = c.warming_per_K + 1.0 / kReferenceTemperature_K;
  const double activation_at_one_K = diffusion_warming * gap_at_one * gap_at_one;
  const double activation_K = activation_at_one_K * std::exp(c.activation_slope * effect.value);
  const WithSlope here = positive_part_with_slope(temperature - c.glass_K - c.glass_slope * effect.value);
  const WithSlope reference = positive_part_with_slope(gap_at_one);
  const double slowing = activation_K / here.value, slowing_at_one = activation_at_one_K / reference.value;
  const double by_here = slowing * here.slope / here.value;
  const double by_activation = (slowing_at_one - slowing) / activation_at_one_K;
  by_coefficient.warming_per_K = gap_at_one * gap_at_one * by_activation;
  by_coefficient.glass_K = slowing_at_one * reference.slope / reference.value - by_here -
                           2 * diffusion_warming * gap_at_one * by_activation;
  by_coefficient.glass_slope = -by_here * effect.value;
  by_coefficient.activation_slope = -slowing * effect.value;
  by_molality -= (by_here * c.glass_slope + slowing * c.activation_slope) * effect.slope;
  by_temperature = by_here - 1.0 / temperature;
  return c.log_reference + c.rise * log_molality + (1.0 - c.rise) * dilution -
         std::log(temperature / kReferenceTemperature_K) - slowing + slowing_at_one;
}

/// The law on a network's raw outputs: links give every coefficient its range, smoothly.
///
/// The level, and how it rises with temperature, are the system's own. What salt does to it differs little
/// between systems, so its links are stiff, and few data leave it where most systems are. Their centres are
/// those of fits to single systems. No molecule, however strange, can push a link to infinity.
struct Conductivity {
  static constexpr int kCoefficients = 6;
  static constexpr int kStates = 2;  ///< molality mol/kg, temperature K

  template <class Scalar>
  static ConductivityCoefficients<Scalar> link(const Scalar* raw) {
    using std::exp;
    Scalar z[kCoefficients];
    for (int i = 0; i < kCoefficients; ++i) z[i] = bounded(raw[i], kLinkBound);
    return {1.5 + z[0],
            softplus(0.1 + 0.1 * z[1]),
            0.027 * exp(0.2 * z[2]) - 1.0 / kReferenceTemperature_K,
            154.0 + 4.0 * z[3],
            16.0 * softplus(0.5 + 0.04 * z[4]),
            0.18 + 0.02 * z[5]};
  }

  /// ln κ from raw outputs and {molality, temperature}.
  template <class Scalar>
  static Scalar evaluate(const Scalar* raw, const Scalar* state) {
    return log_conductivity(link(raw), state[0], state[1]);
  }

  /// The same, and its derivatives: by the raw outputs, then by the state.
  static double evaluate(const double* raw, const double* state, double* gradient) {
    const ConductivityCoefficients<double> c = link(raw);
    ConductivityCoefficients<double> by;
    const double value = log_conductivity_and_gradient(c, state[0], state[1], by, gradient[kCoefficients],
                                                       gradient[kCoefficients + 1]);
    WithSlope z[kCoefficients];
    for (int i = 0; i < kCoefficients; ++i) z[i] = bounded_with_slope(raw[i], kLinkBound);
    gradient[0] = by.log_reference * z[0].slope;
    gradient[1] = by.rise * softplus_with_slope(0.1 + 0.1 * z[1].value).slope * 0.1 * z[1].slope;
    gradient[2] = by.warming_per_K * 0.2 * (c.warming_per_K + 1.0 / kReferenceTemperature_K) * z[2].slope;
    gradient[3] = by.glass_K * 4.0 * z[3].slope;
    gradient[4] =
        by.glass_slope * 16.0 * softplus_with_slope(0.5 + 0.04 * z[4].value).slope * 0.04 * z[4].slope;
    gradient[5] = by.activation_slope * 0.02 * z[5].slope;
    return value;
  }
};

}  // namespace mixgrad::laws
