#include "text/decimal.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace mixgrad {
namespace {

constexpr int kLargestExactPower = 22;

/// 10ⁿ, exact up to kLargestExactPower.
double power_of_ten(int n) {
  double power = 1;
  for (; n > 0; --n) power *= 10;
  return power;
}

/// An unevaluated sum high + low of about 106 bits (T. J. Dekker, Numer. Math. 1971, 18, 224,
/// doi 10.1007/BF01397083).
struct DoubleDouble {
  double high, low;
};

DoubleDouble renormalised(double high, double low) { return {high + low, low - ((high + low) - high)}; }

/// a · b = high + low, exactly.
DoubleDouble exact_product(double a, double b) {
  constexpr double kSplit = 134217729;  // 2²⁷ + 1: cuts a double into two halves
  const auto upper_half = [](double x) { return kSplit * x - (kSplit * x - x); };
  const double product = a * b, ah = upper_half(a), al = a - ah, bh = upper_half(b), bl = b - bh;
  return {product, ((ah * bh - product) + ah * bl + al * bh) + al * bl};
}

DoubleDouble operator*(DoubleDouble a, double b) {
  const DoubleDouble product = exact_product(a.high, b);
  return renormalised(product.high, product.low + a.low * b);
}

DoubleDouble operator/(DoubleDouble a, double b) {
  const double quotient = a.high / b;
  const DoubleDouble back = exact_product(quotient, b);
  return renormalised(quotient, (((a.high - back.high) - back.low) + a.low) / b);
}

}  // namespace

double read_decimal(std::string_view text) {
  constexpr std::uint64_t kFull = 1'000'000'000'000'000'000;  // nineteen digits say all that a double holds
  std::uint64_t digits = 0;
  int exponent = 0, stated = 0, length = 0;
  bool fraction = false;
  std::size_t i = text.starts_with('-') ? 1 : 0;
  for (; i < text.size() && (text[i] | 0x20) != 'e'; ++i) {
    if (text[i] == '.') {
      fraction = true;
      continue;
    }
    const bool kept = digits < kFull;
    if (kept) digits = 10 * digits + static_cast<std::uint64_t>(text[i] - '0');
    if (kept && digits > 0) ++length;
    exponent += kept ? -int(fraction) : int(!fraction);
  }
  const bool tiny = i + 1 < text.size() && text[i + 1] == '-';
  for (++i; i < text.size(); ++i) {
    if (text[i] >= '0' && text[i] <= '9' && stated < 100'000) stated = 10 * stated + (text[i] - '0');
  }
  exponent += tiny ? -stated : stated;
  const double sign = text.starts_with('-') ? -1 : 1;
  if (digits == 0 || exponent + length < -290) return sign * 0.0;
  if (exponent + length > 300) return sign * std::numeric_limits<double>::infinity();

  DoubleDouble value =
      renormalised(static_cast<double>(digits >> 32) * 0x1p32, static_cast<double>(digits & 0xFFFFFFFF));
  while (exponent != 0) {
    const int step = std::min(std::abs(exponent), kLargestExactPower);
    value = exponent > 0 ? value * power_of_ten(step) : value / power_of_ten(step);
    exponent -= exponent > 0 ? step : -step;
  }
  return sign * value.high;
}

std::string fixed(double value, int digits) {
  const double scaled = std::round(std::abs(value) * power_of_ten(digits));
  if (!(scaled < 1e18)) return significant(value, 15);
  std::string text = std::to_string(static_cast<std::uint64_t>(scaled));
  if (text.size() <= static_cast<std::size_t>(digits))
    text.insert(0, static_cast<std::size_t>(digits) + 1 - text.size(), '0');
  if (digits > 0) text.insert(text.size() - static_cast<std::size_t>(digits), ".");
  return (value < 0 && scaled > 0 ? "-" : "") + text;
}

std::string significant(double value, int digits) {
  if (std::isnan(value)) return "not a number";
  if (std::isinf(value)) return value < 0 ? "-infinity" : "infinity";
  if (value == 0) return "0";
  const double size = std::abs(value);
  int exponent = 0;  // of the leading digit
  for (double rest = size; rest >= 10; rest /= 10) ++exponent;
  for (double rest = size; rest < 1; rest *= 10) --exponent;
  const auto scaled_by = [&](int places) {
    return std::round(places >= 0 ? size * power_of_ten(places) : size / power_of_ten(-places));
  };
  double scaled = scaled_by(digits - 1 - exponent);
  if (scaled >= power_of_ten(digits)) scaled = scaled_by(digits - 1 - ++exponent);
  std::string text = std::to_string(static_cast<std::uint64_t>(scaled));  // `digits` digits
  const bool plain = exponent >= -5 && exponent < 15;
  const int before_point = plain ? exponent + 1 : 1;
  if (before_point <= 0) text.insert(0, static_cast<std::size_t>(1 - before_point), '0');
  const std::size_t point = static_cast<std::size_t>(std::max(before_point, 1));
  if (text.size() < point) text.append(point - text.size(), '0');
  if (text.size() > point) {
    text.insert(point, ".");
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  if (!plain) text += "e" + std::to_string(exponent);
  return (value < 0 ? "-" : "") + text;
}

}  // namespace mixgrad
