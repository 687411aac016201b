// exp and log in double without tables: those of the C library are most of what the two weigh in WebAssembly.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "bit_cast.h"

namespace mixgrad {

namespace detail {

// ln 2 = kLn2High + kLn2Low; the high part times any exponent of a double is exact.
inline constexpr double kLn2High = 0x1.62e42feep-1, kLn2Low = 0x1.a39ef35793c76p-33;

/// 2ⁿ of the normal numbers.
inline double power_of_two(std::int64_t n) {
  return bit_cast<double>(static_cast<std::uint64_t>(n + 1023) << 52);
}

}  // namespace detail

/// eˣ to within one unit in the last place. x = n ln 2 + r, |r| ≤ ln 2 / 2, and
/// eʳ = (q + r) / (q − r) with q = r coth(r / 2) = 2 + r²/6 − r⁴/360 + …, the series of Bernoulli's numbers.
inline double compact_exp(double x) {
  if (!(std::fabs(x) < 746)) return x > 0 ? std::numeric_limits<double>::infinity() : x < 0 ? 0 : x;
  const double n = std::floor(x * 1.4426950408889634 + 0.5);
  const double high = x - n * detail::kLn2High, low = n * detail::kLn2Low;
  const double r = high - low, z = r * r;
  const double c =
      r - z * (1. / 6 -
               z * (1. / 360 -
                    z * (1. / 15120 - z * (1. / 604800 - z * (1. / 23950080 - z * (691. / 653837184000))))));
  const double power = 1 - ((low - r * c / (2 - c)) - high);
  const auto exponent = static_cast<std::int64_t>(n), half = exponent / 2;  // 2ⁿ itself may overflow
  return power * detail::power_of_two(half) * detail::power_of_two(exponent - half);
}

/// ln x to within one unit in the last place; −∞ at 0, not a number below. x = 2ᵏ (1 + f) between √½ and √2,
/// and ln(1 + f) = 2 artanh(s) = 2s (1 + s²/3 + s⁴/5 + …) with s = f / (2 + f).
inline double compact_log(double x) {
  using Limits = std::numeric_limits<double>;
  if (!(x > 0)) return x == 0 ? -Limits::infinity() : Limits::quiet_NaN();
  if (x == Limits::infinity()) return x;
  constexpr std::uint64_t kRootHalf = 0x3fe6a09e667f3bcd;
  const bool subnormal = x < Limits::min();
  const std::uint64_t bits = bit_cast<std::uint64_t>(subnormal ? x * 0x1p54 : x);
  const std::int64_t k = static_cast<std::int64_t>(bits - kRootHalf) >> 52;
  const double f = bit_cast<double>(bits - (static_cast<std::uint64_t>(k) << 52)) - 1;
  const double exponent = static_cast<double>(subnormal ? k - 54 : k);

  const double s = f / (2 + f), z = s * s, w = z * z;
  const double odd = z * (2. / 3 + w * (2. / 7 + w * (2. / 11 + w * (2. / 15 + w * (2. / 19)))));
  const double even = w * (2. / 5 + w * (2. / 9 + w * (2. / 13 + w * (2. / 17 + w * (2. / 21)))));
  const double square = f * f / 2;
  const double small = s * (square + odd + even) + exponent * detail::kLn2Low;
  return exponent * detail::kLn2High - ((square - small) - f);
}

}  // namespace mixgrad
