// Smooth stand-ins for functions with corners, each with its slope beside it.
#pragma once

#include <cmath>

#include "laws/constants.h"

namespace mixgrad::laws {

inline constexpr double kGlassSoftness_K = 3.0;
inline constexpr double kLinkBound = 5.0;  ///< What raw outputs of a network are held within.

/// ln(1 + eˣ) without overflow, for any scalar type.
template <class Scalar>
Scalar softplus(const Scalar& x) {
  using std::exp;
  using std::log;
  return real_part(x) > 0 ? x + log(1.0 + exp(-x)) : log(1.0 + exp(x));
}

/// x for x ≫ δ, towards 0 for x ≪ −δ, smooth and positive: ½ [x + √(x² + 4 δ²)], δ = kGlassSoftness_K.
template <class Scalar>
Scalar positive_part(const Scalar& x) {
  using std::sqrt;
  const double d = 4 * kGlassSoftness_K * kGlassSoftness_K;
  const Scalar root = sqrt(x * x + d);
  return real_part(x) > 0 ? 0.5 * (x + root) : 0.5 * d / (root - x);  // no cancellation
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

inline WithSlope positive_part_with_slope(double x) {
  const double value = positive_part(x);
  return {value, value / std::sqrt(x * x + 4 * kGlassSoftness_K * kGlassSoftness_K)};
}

/// x for small x, never beyond ±bound: smooth, and invertible.
template <class Scalar>
Scalar bounded(const Scalar& x, double bound) {
  using std::sqrt;
  return x / sqrt(1.0 + x * x / (bound * bound));
}

inline WithSlope bounded_with_slope(double x, double bound) {
  const double root = std::sqrt(1.0 + x * x / (bound * bound));
  return {x / root, 1 / (root * root * root)};
}

}  // namespace mixgrad::laws
