// Ionic conductivity of a lithium salt solution: a Casteel–Amis law in the salt's molality m times a
// Vogel–Fulcher–Tammann (VFT) law in temperature T, referred to 298.15 K.
//
//   ln κ = A + a (ln r − r + 1) + b (m − μ)² + (1 − a) ln[m/(m + ε)]     r = m/μ: the isotherm at 298.15 K
//            − B [1/(T − T0) − 1/(298.15 − T0)],  T0 = 190 K · logistic(t + τ m)
//            − [ln(1 + e^(p + hθ)) − ln(1 + e^p)],  θ = 1000 K (1/298.15 K − 1/T)
//
// First line: J. F. Casteel, E. S. Amis, J. Chem. Eng. Data 1972, 17, 55, doi 10.1021/je60052a029; A is the
// logarithm of the highest conductivity and μ where it lies (up to the last term). That term, which matters below
// ε = 0.02 mol/kg only, turns the power a of Casteel and Amis into Kohlrausch's κ ∝ m at infinite dilution, so that
// κ and its derivative are finite without salt whatever a is.
// Second line: the VFT law; the ideal glass temperature T0 rises with salt, which moves the maximum to more
// salt as the electrolyte warms (M. S. Ding et al., J. Electrochem. Soc. 2001, 148, A1196,
// doi 10.1149/1.1403730). The logistic keeps T0 below 190 K, below every temperature of use.
// Third line: an association equilibrium with enthalpy h ≥ 0, by which ether electrolytes lose
// conductivity on warming.
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

/// Coefficients of the law, in its own notation.
template <class Scalar>
struct ConductivityCoefficients {
  Scalar log_maximum;        ///< A: ln(κ / mS cm⁻¹) at r = 1 and 298.15 K
  Scalar molality_at_maximum;  ///< μ, mol/kg
  Scalar rise;               ///< a > 0
  Scalar curvature;          ///< b, (kg/mol)²
  Scalar activation_K;       ///< B, K
  Scalar glass_offset;       ///< t: T0 without salt is 190 K · logistic(t)
  Scalar glass_slope;        ///< τ ≥ 0, kg/mol
  Scalar association_offset; ///< p: ln of the association constant at 298.15 K
  Scalar association_slope;  ///< h ≥ 0, enthalpy of association / (1000 K · R)
};

/// Names and units of the coefficients, for answers and captions.
struct ConductivityCoefficientName {
  const char* name;
  const char* unit;
  double ConductivityCoefficients<double>::*member;
};
inline constexpr ConductivityCoefficientName kConductivityCoefficients[] = {
    {"log_maximum", "ln(mS/cm)", &ConductivityCoefficients<double>::log_maximum},
    {"molality_at_maximum", "mol/kg", &ConductivityCoefficients<double>::molality_at_maximum},
    {"rise", "1", &ConductivityCoefficients<double>::rise},
    {"curvature", "(kg/mol)^2", &ConductivityCoefficients<double>::curvature},
    {"activation", "K", &ConductivityCoefficients<double>::activation_K},
    {"glass_offset", "1", &ConductivityCoefficients<double>::glass_offset},
    {"glass_slope", "kg/mol", &ConductivityCoefficients<double>::glass_slope},
    {"association_offset", "1", &ConductivityCoefficients<double>::association_offset},
    {"association_slope", "1", &ConductivityCoefficients<double>::association_slope},
};

/// ln(κ / mS cm⁻¹) at molality m (mol/kg, > 0) and temperature T (K, > 190).
template <class Scalar>
Scalar log_conductivity(const ConductivityCoefficients<Scalar>& c, const Scalar& molality, const Scalar& temperature) {
  using std::log;
  const Scalar r = molality / c.molality_at_maximum;
  const Scalar excess = molality - c.molality_at_maximum;
  const Scalar isotherm = c.log_maximum + c.rise * (log(r) - r + 1.0) + c.curvature * excess * excess +
                          (1.0 - c.rise) * log(molality / (molality + kDilute_mol_per_kg));
  const Scalar glass = kHighestGlassTemperature_K * logistic_of(c.glass_offset + c.glass_slope * molality);
  const Scalar vft = c.activation_K * (1.0 / (temperature - glass) - 1.0 / (kReferenceTemperature_K - glass));
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
    c.log_maximum = 2.0 + raw[0];
    c.molality_at_maximum = 0.2 + softplus(0.6 + raw[1]);
    c.rise = softplus(raw[2] + 0.5);
    c.curvature = 0.4 * logistic_of(2.0 * raw[3]) - 0.2;
    c.activation_K = 600.0 * exp(0.5 * raw[4]);
    c.glass_offset = 1.0 + raw[5];
    c.glass_slope = softplus(raw[6] - 1.0);
    c.association_offset = raw[7] - 3.0;
    c.association_slope = 3.0 * softplus(raw[8] - 2.0);
    return c;
  }

  /// ln κ from raw outputs and {molality, temperature}.
  template <class Scalar>
  static Scalar evaluate(const Scalar* raw, const Scalar* state) {
    return log_conductivity(link(raw), state[0], state[1]);
  }
};

}  // namespace mixgrad::laws
