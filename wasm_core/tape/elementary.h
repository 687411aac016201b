// Elementary functions that give the same bits natively and in WebAssembly, and that vectorise.
#pragma once

#include <cmath>
#include <cstdint>

#include "bit_cast.h"

namespace mixgrad {

/// exp(x) in float: relative error below 2e-7 on [-87, 88], clamped outside, so never infinite or 0; NaN
/// stays NaN. Range reduction x = n ln 2 + r, |r| <= ln 2 / 2, and a polynomial of degree 7 for exp(r), with
/// the coefficients of expf in Cephes (S. L. Moshier, https://www.netlib.org/cephes).
inline float fast_exp(float x) {
  x = x < -87.0f ? -87.0f : x;
  x = x > 88.0f ? 88.0f : x;
  constexpr float kRound = 12582912.0f;  // 1.5 * 2^23: adding it leaves the nearest integer in the low bits
  const float shifted = x * 1.44269504f + kRound;
  const float n = shifted - kRound;
  const float r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  const std::uint32_t exponent = (bit_cast<std::uint32_t>(shifted) - bit_cast<std::uint32_t>(kRound)) << 23;
  return bit_cast<float>(bit_cast<std::uint32_t>(p) + exponent);
}

/// The double version serves the derivative checks, where accuracy counts and speed does not.
inline double fast_exp(double x) { return std::exp(x); }

/// 1 / (1 + exp(-x))
template <class Real>
inline Real logistic(Real x) {
  return Real(1) / (Real(1) + fast_exp(-x));
}

}  // namespace mixgrad
