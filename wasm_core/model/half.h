// IEEE 754 half precision (binary16) to float and back, exact: no hardware support assumed.
#pragma once

#include <cstdint>

#include "bit_cast.h"

namespace mixgrad {

/// Every half is a float; infinities and NaNs stay what they are.
constexpr float half_to_float(std::uint16_t half) {
  const std::uint32_t sign = (half & 0x8000U) << 16;
  const std::uint32_t exponent = (half >> 10) & 0x1FU;
  const std::uint32_t fraction = half & 0x3FFU;
  if (exponent == 0) {  // zero or subnormal: fraction × 2⁻²⁴
    const float magnitude = static_cast<float>(fraction) * 0x1p-24F;
    return sign ? -magnitude : magnitude;
  }
  const std::uint32_t float_exponent = exponent == 0x1F ? 0xFFU : exponent + (127 - 15);
  return bit_cast<float>(sign | (float_exponent << 23) | (fraction << 13));
}

/// The nearest half, ties to even; beyond 65,520 infinity.
constexpr std::uint16_t float_to_half(float value) {
  const auto bits = bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = (bits >> 16) & 0x8000U;
  const std::uint32_t magnitude = bits & 0x7FFFFFFFU;
  if (magnitude > 0x7F800000U) return static_cast<std::uint16_t>(sign | 0x7E00U);   // NaN
  if (magnitude >= 0x47800000U) return static_cast<std::uint16_t>(sign | 0x7C00U);  // 65,536 and beyond

  const std::uint32_t float_exponent = magnitude >> 23;
  const std::uint32_t significand = (magnitude & 0x7FFFFFU) | 0x800000U;
  std::uint32_t exponent = 0;  // of the half, less 1: the significand's leading bit carries into it
  std::uint32_t dropped = 13;  // low bits of the significand that a half has no room for
  if (float_exponent > 127 - 15) {
    exponent = float_exponent - (127 - 15) - 1;
  } else {  // subnormal, in units of 2⁻²⁴
    dropped = 126 - float_exponent;
    if (dropped > 24) return static_cast<std::uint16_t>(sign);  // below half a unit
  }
  const std::uint32_t kept = significand >> dropped;
  const std::uint32_t rest = significand & ((1U << dropped) - 1);
  const std::uint32_t tie = 1U << (dropped - 1);
  const std::uint32_t up = rest > tie || (rest == tie && (kept & 1U)) ? 1 : 0;
  return static_cast<std::uint16_t>(sign | ((exponent << 10) + kept + up));
}

}  // namespace mixgrad
