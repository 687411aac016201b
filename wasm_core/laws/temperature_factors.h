// How the Redlich–Kister coefficients of each property move with temperature: a fixed sum of few functions of
// T, each with a coefficient of its own. One set of coefficients c, h, g gives Gibbs energy and enthalpy
// alike:
//
//   G^E/RT:     C_k = c_k + h_k u + g_k (u + ln T/T₀),   u = T₀/T − 1
//   H^E/(R T₀): C_k = h_k + g_k (1 − T/T₀)
//
// which is α + β/T + γ ln(T/T₀) with what data determine best: c is G^E/RT, h is H^E/(R T₀) and g is the
// excess heat capacity −C_p^E/R, each at T₀. H^E = −R T² ∂(G^E/RT)/∂T holds exactly (Gibbs–Helmholtz).
//
//   V^E:        C_k = a_k + b_k (T − T₀)/100 K           cm³/mol
//   ln η:       C_k = m_k + n_k u
#pragma once

#include <cmath>

#include "laws/constants.h"

namespace mixgrad::laws {

inline constexpr int kGibbsFactors = 3, kVolumeFactors = 2, kViscosityFactors = 2;
inline constexpr double kSlopeStep_K = 100;  ///< Slopes with temperature are per 100 K.

template <class Scalar>
void gibbs_factors(const Scalar& temperature_K, Scalar* factor) {
  using std::log;
  const Scalar u = kReferenceTemperature_K / temperature_K - 1.0;
  factor[0] = Scalar(1);
  factor[1] = u;
  factor[2] = u + log(temperature_K / kReferenceTemperature_K);
}

template <class Scalar>
void enthalpy_factors(const Scalar& temperature_K, Scalar* factor) {
  factor[0] = Scalar(0);
  factor[1] = Scalar(1);
  factor[2] = 1.0 - temperature_K / kReferenceTemperature_K;
}

template <class Scalar>
void volume_factors(const Scalar& temperature_K, Scalar* factor) {
  factor[0] = Scalar(1);
  factor[1] = (temperature_K - kReferenceTemperature_K) / kSlopeStep_K;
}

template <class Scalar>
void viscosity_factors(const Scalar& temperature_K, Scalar* factor) {
  factor[0] = Scalar(1);
  factor[1] = kReferenceTemperature_K / temperature_K - 1.0;
}

}  // namespace mixgrad::laws
