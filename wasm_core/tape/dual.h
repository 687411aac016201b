// Forward-mode scalar with N partial derivatives: how a law, written once as a template, gets its
// Jacobian row on the tape.
#pragma once

#include <array>
#include <cmath>

namespace mixgrad {

template <int N>
struct Dual {
  double value = 0;
  std::array<double, N> partial{};

  Dual() = default;
  Dual(double constant) : value(constant) {}  // NOLINT: constants mix freely with variables
  static Dual variable(double v, int index) {
    Dual d(v);
    d.partial[static_cast<std::size_t>(index)] = 1;
    return d;
  }

  /// The chain rule for a function of one variable with value f and derivative df here.
  Dual chain(double f, double df) const {
    Dual r(f);
    for (int i = 0; i < N; ++i) r.partial[i] = df * partial[i];
    return r;
  }

  friend Dual operator+(const Dual& a, const Dual& b) {
    Dual r(a.value + b.value);
    for (int i = 0; i < N; ++i) r.partial[i] = a.partial[i] + b.partial[i];
    return r;
  }
  friend Dual operator-(const Dual& a, const Dual& b) {
    Dual r(a.value - b.value);
    for (int i = 0; i < N; ++i) r.partial[i] = a.partial[i] - b.partial[i];
    return r;
  }
  friend Dual operator-(const Dual& a) { return a.chain(-a.value, -1); }
  friend Dual operator*(const Dual& a, const Dual& b) {
    Dual r(a.value * b.value);
    for (int i = 0; i < N; ++i) r.partial[i] = a.partial[i] * b.value + a.value * b.partial[i];
    return r;
  }
  friend Dual operator/(const Dual& a, const Dual& b) {
    const double inverse = 1 / b.value;
    Dual r(a.value /
           b.value);  // not a · inverse: the value has the bits of the law evaluated without derivatives
    for (int i = 0; i < N; ++i) r.partial[i] = (a.partial[i] - r.value * b.partial[i]) * inverse;
    return r;
  }
  friend Dual exp(const Dual& a) {
    const double e = std::exp(a.value);
    return a.chain(e, e);
  }
  friend Dual log(const Dual& a) { return a.chain(std::log(a.value), 1 / a.value); }
  friend Dual sqrt(const Dual& a) {
    const double s = std::sqrt(a.value);
    return a.chain(s, 0.5 / s);
  }
};

}  // namespace mixgrad
