// What the phase engine knows of a liquid: how far the activities of its components are from ideal.
//
//   g(x, T) = ΔG_mix/RT = Σ x_i ln a_i,   ln a_i = ln x_i + ln γ_i(x, T)
//
// ln γ is finite everywhere on the simplex, vertices included, and holds all that is not ideal, also the
// combinatorial term of molecules of unequal size. The logarithms of x, which are not finite, are the
// engine's.
#pragma once

#include <utility>
#include <vector>

#include "phase/dual.h"

namespace mixgrad::phase {

inline constexpr int kMostModelComponents = 8;
inline constexpr int kMostModelCoefficients = 256;

/// A model of a liquid of n components. A model is a fixed function of composition, temperature and its
/// parameters; the engine differentiates by all three.
class MixingModel {
 public:
  virtual ~MixingModel() = default;

  virtual int components() const = 0;
  virtual int parameters() const = 0;

  /// Relative molecular size s_i > 0. Grids are regular in s_i x_i / Σ s_j x_j, so that a polymer's dilute
  /// branch is not lost between two points. Has no influence on what equilibrium is.
  virtual double size(int) const { return 1; }

  /// All that depends on temperature, computed once for each.
  /// @param T in K   @param[out] coefficient what log_gamma() takes
  virtual void isotherm(double T, std::vector<double>& coefficient) const = 0;

  /// @param x mole fractions, n   @param[out] ln_gamma n
  /// @param[out] by_x ∂ln γ_i/∂x_j, n × n, row-major, every fraction taken as free: meant for directions
  /// along
  ///             which the fractions keep their sum; null where not wanted
  virtual void log_gamma(const double* coefficient, const double* x, double* ln_gamma,
                         double* by_x) const = 0;

  /// @param[out] by n × (1 + parameters), row-major: ∂ln γ_i/∂T (1/K), then by each parameter
  virtual void log_gamma_sensitivity(double T, const double* x, double* by) const = 0;
};

/// A model from a law: an object with `components`, and
///
///   int parameters() const;   int coefficients() const;
///   double size(const double* parameter, int i) const;
///   template <class Scalar> void isotherm(const Scalar* parameter, const Scalar& T, Scalar* coefficient)
///   const; template <class Scalar> void log_gamma(const Scalar* coefficient, const Scalar* x, Scalar*
///   ln_gamma) const;
///
/// which double, std::complex<double> and Dual can evaluate.
template <class Law>
class ModelOf final : public MixingModel {
 public:
  /// @param parameter law.parameters() numbers, in the order that the law documents
  ModelOf(Law law, std::vector<double> parameter) : law_(std::move(law)), parameter_(std::move(parameter)) {}

  const Law& law() const { return law_; }
  const std::vector<double>& parameter() const { return parameter_; }

  int components() const override { return law_.components; }
  int parameters() const override { return law_.parameters(); }
  double size(int i) const override { return law_.size(parameter_.data(), i); }

  void isotherm(double T, std::vector<double>& coefficient) const override {
    coefficient.resize(static_cast<std::size_t>(law_.coefficients()));
    law_.isotherm(parameter_.data(), T, coefficient.data());
  }

  void log_gamma(const double* coefficient, const double* x, double* ln_gamma, double* by_x) const override {
    if (!by_x) return law_.log_gamma(coefficient, x, ln_gamma);
    const int n = law_.components;
    Slopes c[kMostModelCoefficients], at[kMostModelComponents], out[kMostModelComponents];
    for (int k = 0; k < law_.coefficients(); ++k) c[k] = coefficient[k];
    for (int first = 0; first < n; first += kAtOnce) {
      for (int j = 0; j < n; ++j) {
        at[j] = x[j];
        if (first <= j && j < first + kAtOnce) at[j].slope[j - first] = 1;
      }
      law_.log_gamma(c, at, out);
      for (int i = 0; i < n; ++i) {
        ln_gamma[i] = out[i].value;
        for (int j = first; j < n && j < first + kAtOnce; ++j) by_x[i * n + j] = out[i].slope[j - first];
      }
    }
  }

  void log_gamma_sensitivity(double T, const double* x, double* by) const override {
    const int n = law_.components, all = 1 + law_.parameters();
    Slopes c[kMostModelCoefficients], at[kMostModelComponents], out[kMostModelComponents];
    std::vector<Slopes> p(parameter_.begin(), parameter_.end());
    for (int j = 0; j < n; ++j) at[j] = x[j];
    for (int first = 0; first < all; first += kAtOnce) {
      const int last = first + kAtOnce < all ? first + kAtOnce : all;
      Slopes temperature = T;
      for (int k = first; k < last; ++k) (k == 0 ? temperature : p[k - 1]).slope[k - first] = 1;
      law_.isotherm(p.data(), temperature, c);
      law_.log_gamma(c, at, out);
      for (int k = first; k < last; ++k) {
        for (int i = 0; i < n; ++i) by[i * all + k] = out[i].slope[k - first];
        if (k > 0) p[k - 1].slope[k - first] = 0;
      }
    }
  }

 private:
  static constexpr int kAtOnce = 3;
  using Slopes = Dual<kAtOnce>;

  Law law_;
  std::vector<double> parameter_;
};

}  // namespace mixgrad::phase
