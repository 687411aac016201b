// Ionic conductivity of a lithium salt solution: a Casteel–Amis law in the salt's molality m times a
// Vogel–Fulcher–Tammann (VFT) law in temperature T, referred to 1 mol/kg and 298.15 K.
//
//   ln κ = A + a (ln m − m + 1) + s (m − 1) + b (m − 1)² + (1 − a) ln[m (1 + ε)/(m + ε)]
//            − 2 ln(T/298.15 K) − B [1/(T − T0) − 1/(298.15 K − T0)],
//                 T0 = t + τ v,  B = (w + 2/298.15 K) (298.15 K − t)² exp(β v),
//                 v = (m − 1)/√[1 + (m − 1)²/25]
//
// with m in mol/kg. First line: the law of J. F. Casteel, E. S. Amis, J. Chem. Eng. Data 1972, 17, 55,
// doi 10.1021/je60052a029, which is a power of m times an exponential of a parabola in m, written by what
// data determine best: A is ln κ, and s its slope, at 1 mol/kg. Its last term matters below ε = 0.02 mol/kg
// only; it turns the power a into Kohlrausch's κ ∝ m at infinite dilution, so that κ and its derivative are
// finite without salt whatever a is. Second line: the VFT law; w is d ln κ/dT at 1 mol/kg and 298.15 K, and
// the ideal glass temperature T0 rises with salt, which moves the maximum to more salt as the electrolyte
// warms (M. S. Ding et al., J. Electrochem. Soc. 2001, 148, A1196, doi 10.1149/1.1403730). Of its factor
// T⁻², one power is Nernst and Einstein's, by whom conductivity is diffusion over temperature; the other
// stands for the pairing of ions, which grows as the solvent's dielectric constant falls on warming.
// Without that factor, a fit to cold electrolytes foretells too much for warm ones. T0 and
// ln B are nearly linear in m where it was measured and level off beyond (v stays below 5 mol/kg), so that
// the glass stays far below room temperature. T − T0 stands for its smooth positive part, so that κ → 0 in
// the glass and ln κ is finite everywhere.
#pragma once

#include <cmath>

#include "laws/smooth.h"

namespace mixgrad::laws {

inline constexpr double kTemperaturePower = 2.0;
inline constexpr double kHighestSaltEffect_mol_per_kg = 5.0;  ///< What v stays below.
inline constexpr double kDilute_mol_per_kg = 0.02;            ///< ε

/// Coefficients of the law, in its own notation.
template <class Scalar>
struct ConductivityCoefficients {
  Scalar log_reference;     ///< A: ln(κ / mS cm⁻¹) at 1 mol/kg and 298.15 K
  Scalar rise;              ///< a > 0
  Scalar salt_slope;        ///< s, kg/mol: ∂ ln κ/∂m there
  Scalar salt_curvature;    ///< b, (kg/mol)²
  Scalar warming_per_K;     ///< w > −2/298.15 K, 1/K: ∂ ln κ/∂T there, up to the smoothing
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
    {"salt_slope", "kg/mol", &ConductivityCoefficients<double>::salt_slope},
    {"salt_curvature", "(kg/mol)^2", &ConductivityCoefficients<double>::salt_curvature},
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
  const Scalar beyond = molality - 1.0;
  const Scalar isotherm =
      c.log_reference + c.rise * (log(molality) - beyond) + c.salt_slope * beyond +
      c.salt_curvature * beyond * beyond +
      (1.0 - c.rise) * log(molality * (1.0 + kDilute_mol_per_kg) / (molality + kDilute_mol_per_kg));
  const Scalar effect = bounded(beyond, kHighestSaltEffect_mol_per_kg);
  const Scalar gap_at_one = kReferenceTemperature_K - c.glass_K;
  const Scalar activation_K = (c.warming_per_K + kTemperaturePower / kReferenceTemperature_K) * gap_at_one *
                              gap_at_one * exp(c.activation_slope * effect);
  const Scalar glass = c.glass_K + c.glass_slope * effect;
  const Scalar slowing =
      1.0 / positive_part(temperature - glass) - 1.0 / positive_part(kReferenceTemperature_K - glass);
  return isotherm - kTemperaturePower * log(temperature / kReferenceTemperature_K) - activation_K * slowing;
}

/// The same with its derivatives by the coefficients, the molality and the temperature, worked out backwards.
inline double log_conductivity_and_gradient(const ConductivityCoefficients<double>& c, double molality,
                                            double temperature,
                                            ConductivityCoefficients<double>& by_coefficient,
                                            double& by_molality, double& by_temperature) {
  const double beyond = molality - 1.0, rising = std::log(molality) - beyond;
  const double dilution = std::log(molality * (1.0 + kDilute_mol_per_kg) / (molality + kDilute_mol_per_kg));
  const double isotherm = c.log_reference + c.rise * rising + c.salt_slope * beyond +
                          c.salt_curvature * beyond * beyond + (1.0 - c.rise) * dilution;
  by_coefficient.log_reference = 1;
  by_coefficient.rise = rising - dilution;
  by_coefficient.salt_slope = beyond;
  by_coefficient.salt_curvature = beyond * beyond;
  by_molality = c.rise * (1 / molality - 1) + c.salt_slope + 2 * c.salt_curvature * beyond +
                (1 - c.rise) * kDilute_mol_per_kg / (molality * (molality + kDilute_mol_per_kg));

  const WithSlope effect = bounded_with_slope(beyond, kHighestSaltEffect_mol_per_kg);
  const double gap_at_one = kReferenceTemperature_K - c.glass_K;
  const double diffusion_warming = c.warming_per_K + kTemperaturePower / kReferenceTemperature_K;
  const double growth = std::exp(c.activation_slope * effect.value);
  const double activation_K = diffusion_warming * gap_at_one * gap_at_one * growth;
  const double glass = c.glass_K + c.glass_slope * effect.value;
  const WithSlope here = positive_part_with_slope(temperature - glass);
  const WithSlope reference = positive_part_with_slope(kReferenceTemperature_K - glass);
  const double slowing = 1.0 / here.value - 1.0 / reference.value;
  const double vft = activation_K * slowing;
  const double by_here = activation_K * here.slope / (here.value * here.value);
  const double by_glass = activation_K * reference.slope / (reference.value * reference.value) - by_here;
  by_coefficient.warming_per_K = -gap_at_one * gap_at_one * growth * slowing;
  by_coefficient.glass_K = by_glass + 2 * diffusion_warming * gap_at_one * growth * slowing;
  by_coefficient.glass_slope = by_glass * effect.value;
  by_coefficient.activation_slope = -vft * effect.value;
  by_molality += (by_glass * c.glass_slope - vft * c.activation_slope) * effect.slope;
  by_temperature = by_here - kTemperaturePower / temperature;
  return isotherm - kTemperaturePower * std::log(temperature / kReferenceTemperature_K) - vft;
}

/// The law on a network's raw outputs: links give every coefficient its range, smoothly.
///
/// The level is the system's own; the shape differs little between systems, so its links are stiff, and few
/// data leave it where most systems are. Their centres are those of fits to single systems; the glass
/// temperature's links are so stiff because a fit beyond the temperatures measured is the better for it. No
/// molecule, however strange, can push a link to infinity.
struct Conductivity {
  static constexpr int kCoefficients = 8;
  static constexpr int kStates = 2;  ///< molality mol/kg, temperature K

  template <class Scalar>
  static ConductivityCoefficients<Scalar> link(const Scalar* raw) {
    using std::exp;
    Scalar z[kCoefficients];
    for (int i = 0; i < kCoefficients; ++i) z[i] = bounded(raw[i], kLinkBound);
    return {1.5 + z[0],
            softplus(0.5 + 0.3 * z[1]),
            -0.4 + 0.25 * z[2],
            0.05 - 0.3 * softplus(-0.5 + 0.3 * z[3]),
            0.030 * exp(0.2 * z[4]) - kTemperaturePower / kReferenceTemperature_K,
            145.0 + 4.0 * z[5],
            20.0 * softplus(0.5 + 0.12 * z[6]),
            0.08 + 0.05 * z[7]};
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
    gradient[1] = by.rise * softplus_with_slope(0.5 + 0.3 * z[1].value).slope * 0.3 * z[1].slope;
    gradient[2] = by.salt_slope * 0.25 * z[2].slope;
    gradient[3] =
        by.salt_curvature * -0.3 * softplus_with_slope(-0.5 + 0.3 * z[3].value).slope * 0.3 * z[3].slope;
    gradient[4] =
        by.warming_per_K * 0.2 * (c.warming_per_K + kTemperaturePower / kReferenceTemperature_K) * z[4].slope;
    gradient[5] = by.glass_K * 4.0 * z[5].slope;
    gradient[6] =
        by.glass_slope * 20.0 * softplus_with_slope(0.5 + 0.12 * z[6].value).slope * 0.12 * z[6].slope;
    gradient[7] = by.activation_slope * 0.05 * z[7].slope;
    return value;
  }
};

}  // namespace mixgrad::laws
