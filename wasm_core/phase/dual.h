// Forward-mode derivatives: a number with its slopes in a few directions. The laws are templates on their
// scalar, so that evaluated with this one they give exact derivatives by composition, temperature or
// parameter.
#pragma once

#include <cmath>

namespace mixgrad::phase {

/// value + Σ slope_k ε_k with ε_k ε_l = 0.
template <int N>
struct Dual {
  double value;
  double slope[N];

  Dual() = default;
  Dual(double v) : value(v), slope{} {}  // NOLINT: a constant is a number without slopes

  Dual& operator+=(const Dual& o) { return *this = *this + o; }
  Dual& operator-=(const Dual& o) { return *this = *this - o; }
  Dual& operator*=(const Dual& o) { return *this = *this * o; }

  friend Dual operator+(const Dual& a, const Dual& b) { return a.linear(a.value + b.value, 1, b, 1); }
  friend Dual operator-(const Dual& a, const Dual& b) { return a.linear(a.value - b.value, 1, b, -1); }
  friend Dual operator*(const Dual& a, const Dual& b) {
    return a.linear(a.value * b.value, b.value, b, a.value);
  }
  friend Dual operator/(const Dual& a, const Dual& b) {
    const double q = a.value / b.value;
    return a.linear(q, 1 / b.value, b, -q / b.value);
  }
  friend Dual operator+(const Dual& a, double b) { return a.chain(a.value + b, 1); }
  friend Dual operator-(const Dual& a, double b) { return a.chain(a.value - b, 1); }
  friend Dual operator*(const Dual& a, double b) { return a.chain(a.value * b, b); }
  friend Dual operator/(const Dual& a, double b) { return a.chain(a.value / b, 1 / b); }
  friend Dual operator+(double a, const Dual& b) { return b.chain(a + b.value, 1); }
  friend Dual operator-(double a, const Dual& b) { return b.chain(a - b.value, -1); }
  friend Dual operator*(double a, const Dual& b) { return b.chain(a * b.value, a); }
  friend Dual operator/(double a, const Dual& b) {
    const double q = a / b.value;
    return b.chain(q, -q / b.value);
  }
  friend Dual operator-(const Dual& a) { return a.chain(-a.value, -1); }
  friend Dual exp(const Dual& a) {
    const double e = std::exp(a.value);
    return a.chain(e, e);
  }
  friend double real_part(const Dual& a) { return a.value; }
  friend Dual log(const Dual& a) { return a.chain(std::log(a.value), 1 / a.value); }

 private:
  /// A function of one argument: its value and its derivative.
  Dual chain(double v, double by_this) const {
    Dual out;
    out.value = v;
    for (int k = 0; k < N; ++k) out.slope[k] = by_this * slope[k];
    return out;
  }
  /// A function of two.
  Dual linear(double v, double by_this, const Dual& other, double by_other) const {
    Dual out;
    out.value = v;
    for (int k = 0; k < N; ++k) out.slope[k] = by_this * slope[k] + by_other * other.slope[k];
    return out;
  }
};

}  // namespace mixgrad::phase
