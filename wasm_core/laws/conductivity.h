// Ionic conductivity of a lithium salt solution: a Casteel–Amis law in the salt's molality m times a
// Vogel–Fulcher–Tammann (VFT) law in temperature T, referred to 1 mol/kg and 298.15 K.
//
//   ln κ = A + a (ln m − m + 1) + s (m − 1) + b (m − 1)² + (1 − a) ln[m (1 + ε)/(m + ε)]
//            − B [1/(T − T0) − 1/(298.15 K − T0)],  T0 = 190 K · logistic(t + τ (m − 1)),
//                                                   B = w (298.15 K − T0(1))²
//            − [ln(1 + e^(p + hθ)) − ln(1 + e^p)],  θ = 1000 K (1/298.15 K − 1/T)
//
// with m in mol/kg. First line: the law of J. F. Casteel, E. S. Amis, J. Chem. Eng. Data 1972, 17, 55,
// doi 10.1021/je60052a029, which is a power of m times an exponential of a parabola in m, written by what
// data determine best: A is ln κ, and s its slope, at 1 mol/kg. Its last term matters below ε = 0.02 mol/kg
// only; it turns the power a into Kohlrausch's κ ∝ m at infinite dilution, so that κ and its derivative are
// finite without salt whatever a is. Second line: the VFT law; w is d ln κ/dT at 1 mol/kg and 298.15 K, and
// the ideal glass temperature T0 rises with salt, which moves the maximum to more salt as the electrolyte
// warms (M. S. Ding et al., J. Electrochem. Soc. 2001, 148, A1196, doi 10.1149/1.1403730). The logistic keeps
// T0 below 190 K, below every temperature of use. Third line: an association equilibrium with enthalpy h ≥ 0,
// by which ether electrolytes lose conductivity on warming.
#pragma once

#include <cmath>
#include <complex>

namespace mixgrad::laws {

inline constexpr double kReferenceTemperature_K = 298.15;
inline constexpr double kHighestGlassTemperature_K = 190.0;
inline constexpr double kDilute_mol_per_kg = 0.02;  ///< ε

/// What branches are taken on: a branch must not depend on derivatives.
inline double real_part(double x) { return x; }
inline double real_part(const std::complex<double>& x) { return x.real(); }

/// ln(1 + eˣ) without overflow, for any scalar type.
template <class Scalar>
Scalar softplus(const Scalar& x) {
  using std::exp;
  using std::log;
  return real_part(x) > 0 ? x + log(1.0 + exp(-x)) : log(1.0 + exp(x));
}

/// 1/(1 + e⁻ˣ) without overflow or cancellation, for any scalar type.
template <class Scalar>
Scalar logistic_of(const Scalar& x) {
  using std::exp;
  if (real_part(x) > 0) return 1.0 / (1.0 + exp(-x));
  const Scalar e = exp(x);
  return e / (1.0 + e);
}

/// A function's value and derivative.
struct WithSlope {
  double value, slope;
};

inline WithSlope softplus_with_slope(double x) {
  const double e = std::exp(x > 0 ? -x : x);
  const double value = std::log(1.0 + e);
  return x > 0 ? WithSlope{x + value, 1 / (1 + e)} : WithSlope{value, e / (1 + e)};
}

/// x for small x, never beyond ±kLinkBound: smooth, and invertible.
inline constexpr double kLinkBound = 5.0;
template <class Scalar>
Scalar bounded(const Scalar& x) {
  using std::sqrt;
  return x / sqrt(1.0 + x * x / (kLinkBound * kLinkBound));
}

inline WithSlope bounded_with_slope(double x) {
  const double root = std::sqrt(1.0 + x * x / (kLinkBound * kLinkBound));
  return {x / root, 1 / (root * root * root)};
}

/// Coefficients of the law, in its own notation.
template <class Scalar>
struct ConductivityCoefficients {
  Scalar log_reference;       ///< A: ln(κ / mS cm⁻¹) at 1 mol/kg and 298.15 K
  Scalar rise;                ///< a > 0
  Scalar salt_slope;          ///< s, kg/mol: ∂ ln κ/∂m there
  Scalar salt_curvature;      ///< b, (kg/mol)²
  Scalar warming_per_K;       ///< w > 0, 1/K: ∂ ln κ/∂T there, before association
  Scalar glass_offset;        ///< t: T0 at 1 mol/kg is 190 K · logistic(t)
  Scalar glass_slope;         ///< τ ≥ 0, kg/mol
  Scalar association_offset;  ///< p: ln of the association constant at 298.15 K
  Scalar association_slope;   ///< h ≥ 0: enthalpy of association / (1000 K · R)
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
    {"glass_offset", "1", &ConductivityCoefficients<double>::glass_offset},
    {"glass_slope", "kg/mol", &ConductivityCoefficients<double>::glass_slope},
    {"association_offset", "1", &ConductivityCoefficients<double>::association_offset},
    {"association_slope", "1", &ConductivityCoefficients<double>::association_slope},
};

/// ln(κ / mS cm⁻¹) at molality m (mol/kg, > 0) and temperature T (K, > 190).
template <class Scalar>
Scalar log_conductivity(const ConductivityCoefficients<Scalar>& c, const Scalar& molality,
                        const Scalar& temperature) {
  using std::log;
  const Scalar beyond = molality - 1.0;
  const Scalar isotherm =
      c.log_reference + c.rise * (log(molality) - beyond) + c.salt_slope * beyond +
      c.salt_curvature * beyond * beyond +
      (1.0 - c.rise) * log(molality * (1.0 + kDilute_mol_per_kg) / (molality + kDilute_mol_per_kg));
  const Scalar reference_gap =
      kReferenceTemperature_K - kHighestGlassTemperature_K * logistic_of(c.glass_offset);
  const Scalar glass = kHighestGlassTemperature_K * logistic_of(c.glass_offset + c.glass_slope * beyond);
  const Scalar vft = c.warming_per_K * reference_gap * reference_gap *
                     (1.0 / (temperature - glass) - 1.0 / (kReferenceTemperature_K - glass));
  const Scalar theta = 1000.0 * (1.0 / kReferenceTemperature_K - 1.0 / temperature);
  const Scalar association =
      softplus(c.association_offset + c.association_slope * theta) - softplus(c.association_offset);
  return isotherm - vft - association;
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

  const double share = logistic_of(c.glass_offset);
  const double share_here = logistic_of(c.glass_offset + c.glass_slope * beyond);
  const double reference_gap = kReferenceTemperature_K - kHighestGlassTemperature_K * share;
  const double glass = kHighestGlassTemperature_K * share_here;
  const double here = 1.0 / (temperature - glass), reference = 1.0 / (kReferenceTemperature_K - glass);
  const double vft = c.warming_per_K * reference_gap * reference_gap * (here - reference);
  const double activation_K = c.warming_per_K * reference_gap * reference_gap;  // B
  const double by_gap = 2 * c.warming_per_K * reference_gap * (here - reference);
  const double by_exponent_here = activation_K * (here * here - reference * reference) *
                                  kHighestGlassTemperature_K * share_here * (1 - share_here);
  by_coefficient.warming_per_K = -reference_gap * reference_gap * (here - reference);
  by_coefficient.glass_offset = by_gap * kHighestGlassTemperature_K * share * (1 - share) - by_exponent_here;
  by_coefficient.glass_slope = -by_exponent_here * beyond;
  by_molality -= by_exponent_here * c.glass_slope;
  by_temperature = activation_K * here * here;

  const double theta = 1000.0 * (1.0 / kReferenceTemperature_K - 1.0 / temperature);
  const WithSlope bound = softplus_with_slope(c.association_offset + c.association_slope * theta);
  const WithSlope bound_at_reference = softplus_with_slope(c.association_offset);
  const double association = bound.value - bound_at_reference.value;
  by_coefficient.association_offset = bound_at_reference.slope - bound.slope;
  by_coefficient.association_slope = -bound.slope * theta;
  by_temperature -= bound.slope * c.association_slope * 1000.0 / (temperature * temperature);
  return isotherm - vft - association;
}

/// The law on a network's raw outputs: links give every coefficient its range, smoothly.
struct Conductivity {
  static constexpr int kCoefficients = 9;
  static constexpr int kStates = 2;  ///< molality mol/kg, temperature K

  template <class Scalar>
  static ConductivityCoefficients<Scalar> link(const Scalar* raw) {
    using std::exp;
    ConductivityCoefficients<Scalar> c;
    // The level is the system's own; the shape differs little between systems, so its links are stiff, and
    // few data leave it where most systems are. No molecule, however strange, can push a link to infinity.
    Scalar z[kCoefficients];
    for (int i = 0; i < kCoefficients; ++i) z[i] = bounded(raw[i]);
    c.log_reference = 1.5 + z[0];
    c.rise = softplus(0.5 + 0.3 * z[1]);
    c.salt_slope = -0.3 + 0.25 * z[2];
    c.salt_curvature = 0.05 - 0.3 * softplus(-0.5 + 0.3 * z[3]);
    c.warming_per_K = 0.02 * exp(0.2 * z[4]);
    c.glass_offset = 1.7 + 0.4 * z[5];
    c.glass_slope = softplus(0.5 + 0.3 * z[6]);
    c.association_offset = -3.0 + 0.5 * z[7];
    c.association_slope = 3.0 * softplus(-2.0 + 0.5 * z[8]);
    return c;
  }

  /// ln κ from raw outputs and {molality, temperature}.
  template <class Scalar>
  static Scalar evaluate(const Scalar* raw, const Scalar* state) {
    return log_conductivity(link(raw), state[0], state[1]);
  }

  /// The same, and its derivatives: by the raw outputs, then by the state.
  static double evaluate(const double* raw, const double* state, double* gradient) {
    WithSlope z[kCoefficients];
    for (int i = 0; i < kCoefficients; ++i) z[i] = bounded_with_slope(raw[i]);
    const WithSlope rise = softplus_with_slope(0.5 + 0.3 * z[1].value);
    const WithSlope curvature = softplus_with_slope(-0.5 + 0.3 * z[3].value);
    const double warming = 0.02 * std::exp(0.2 * z[4].value);
    const WithSlope glass_slope = softplus_with_slope(0.5 + 0.3 * z[6].value);
    const WithSlope enthalpy = softplus_with_slope(-2.0 + 0.5 * z[8].value);
    const ConductivityCoefficients<double> c = {1.5 + z[0].value,
                                                rise.value,
                                                -0.3 + 0.25 * z[2].value,
                                                0.05 - 0.3 * curvature.value,
                                                warming,
                                                1.7 + 0.4 * z[5].value,
                                                glass_slope.value,
                                                -3.0 + 0.5 * z[7].value,
                                                3.0 * enthalpy.value};
    ConductivityCoefficients<double> by;
    const double value = log_conductivity_and_gradient(c, state[0], state[1], by, gradient[kCoefficients],
                                                       gradient[kCoefficients + 1]);
    gradient[0] = by.log_reference * z[0].slope;
    gradient[1] = by.rise * rise.slope * 0.3 * z[1].slope;
    gradient[2] = by.salt_slope * 0.25 * z[2].slope;
    gradient[3] = by.salt_curvature * -0.3 * curvature.slope * 0.3 * z[3].slope;
    gradient[4] = by.warming_per_K * 0.2 * warming * z[4].slope;
    gradient[5] = by.glass_offset * 0.4 * z[5].slope;
    gradient[6] = by.glass_slope * glass_slope.slope * 0.3 * z[6].slope;
    gradient[7] = by.association_offset * 0.5 * z[7].slope;
    gradient[8] = by.association_slope * 3.0 * enthalpy.slope * 0.5 * z[8].slope;
    return value;
  }
};

}  // namespace mixgrad::laws
