// Constants that several laws share.
#pragma once

#include <complex>

namespace mixgrad::laws {

inline constexpr double kReferenceTemperature_K = 298.15;
inline constexpr double kGasConstant_J_per_mol_K = 8.31446261815324;  ///< Exact in the SI of 2019.

/// What branches are taken on: a branch must not depend on derivatives.
inline double real_part(double x) { return x; }
inline double real_part(const std::complex<double>& x) { return x.real(); }

}  // namespace mixgrad::laws
