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

#include "tape/dual.h"

namespace mixgrad::laws {

inline constexpr double kReferenceTemperature_K = 298.15;
inline constexpr double kHighestGlassTemperature_K = 190.0;
inline constexpr double kDilute_mol_per_kg = 0.02;  ///< ε

/// What branches are taken on: a branch must not depend on derivatives.
inline double real_part(double x) { return x; }
inline double real_part(const std::complex<double>& x) { return x.real(); }
template <class Scalar>
double real_part(const Scalar& x) {
  return x.value;
}

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

/// x for small x, never beyond ±kLinkBound: smooth, and invertible.
inline constexpr double kLinkBound = 5.0;
template <class Scalar>
Scalar bounded(const Scalar& x) {
  using std::sqrt;
  return x / sqrt(1.0 + x * x / (kLinkBound * kLinkBound));
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

  /// ln κ and its derivatives, first those with respect to the raw outputs, then those with respect to the
  /// state. The same as `evaluate` on dual numbers of that width at less cost, because a link has one input
  /// and needs dual numbers of width one.
  static Dual<kCoefficients + kStates> differentiate(const double* raw, const double* state) {
    using Wide = Dual<kCoefficients + kStates>;
    Dual<1> narrow[kCoefficients];
    for (int j = 0; j < kCoefficients; ++j) narrow[j] = Dual<1>::variable(raw[j], 0);
    const ConductivityCoefficients<Dual<1>> c = link(narrow);
    std::size_t j = 0;
    const auto widened = [&](const Dual<1>& coefficient) {
      Wide wide(coefficient.value);
      wide.partial[j++] = coefficient.partial[0];
      return wide;
    };
    const ConductivityCoefficients<Wide> wide = {widened(c.log_reference),    widened(c.rise),
                                                 widened(c.salt_slope),       widened(c.salt_curvature),
                                                 widened(c.warming_per_K),    widened(c.glass_offset),
                                                 widened(c.glass_slope),      widened(c.association_offset),
                                                 widened(c.association_slope)};
    return log_conductivity(wide, Wide::variable(state[0], kCoefficients),
                            Wide::variable(state[1], kCoefficients + 1));
  }
};

}  // namespace mixgrad::laws
