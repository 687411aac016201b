// Redlich–Kister sums: how a property of a mixture departs from what its components add up to.
//
//   y(x) = Σ_{i<j} x_i x_j Σ_k C_ijk s_ij^k,   s_ij = Σ_l σ_ijl x_l,   σ_iji = 1, σ_ijj = −1
//
// O. Redlich, A. T. Kister, Ind. Eng. Chem. 1948, 40, 345, doi 10.1021/ie50458a036, for two components, where
// s is x_1 − x_2. With more, a third component l moves s_ij by how much it resembles i rather than j, σ_ijl
// between −1 and 1: K.-C. Chou, Calphad 1995, 19, 315, doi 10.1016/0364-5916(95)00029-E. Muggianu's choice,
// σ_ijl = 0, would change the answer when a component is split into two equal parts; this does not.
#pragma once

namespace mixgrad::laws {

/// Pairs of n components, in the order (0,1), (0,2), … (1,2), …
constexpr int pair_count(int components) { return components * (components - 1) / 2; }

/// Coefficients of one Redlich–Kister sum.
template <class Scalar>
struct PairPolynomials {
  int components = 0;
  int orders = 0;
  const Scalar* coefficient = nullptr;  ///< C: pairs × orders
  const double* resemblance = nullptr;  ///< σ: pairs × components
};

/// y at x (components; mole fractions, not assumed to sum to 1).
template <class Scalar>
Scalar redlich_kister(const PairPolynomials<Scalar>& p, const Scalar* x) {
  Scalar y(0);
  const Scalar* c = p.coefficient;
  const double* sigma = p.resemblance;
  for (int i = 0; i < p.components; ++i) {
    for (int j = i + 1; j < p.components; ++j, c += p.orders, sigma += p.components) {
      Scalar s(0), series(0);
      for (int l = 0; l < p.components; ++l) s += sigma[l] * x[l];
      for (int k = p.orders; k-- > 0;) series = series * s + c[k];
      y += x[i] * x[j] * series;
    }
  }
  return y;
}

/// The same, with ∂y/∂x_i, all fractions taken as free, in `by_x` (components).
template <class Scalar>
Scalar redlich_kister(const PairPolynomials<Scalar>& p, const Scalar* x, Scalar* by_x) {
  for (int i = 0; i < p.components; ++i) by_x[i] = Scalar(0);
  Scalar y(0);
  const Scalar* c = p.coefficient;
  const double* sigma = p.resemblance;
  for (int i = 0; i < p.components; ++i) {
    for (int j = i + 1; j < p.components; ++j, c += p.orders, sigma += p.components) {
      Scalar s(0), series(0), slope(0);
      for (int l = 0; l < p.components; ++l) s += sigma[l] * x[l];
      for (int k = p.orders; k-- > 0;) {
        slope = slope * s + series;
        series = series * s + c[k];
      }
      const Scalar by_s = x[i] * x[j] * slope;
      for (int l = 0; l < p.components; ++l) by_x[l] += sigma[l] * by_s;
      by_x[i] += x[j] * series;
      by_x[j] += x[i] * series;
      y += x[i] * x[j] * series;
    }
  }
  return y;
}

/// From a molar property y(x) and its slopes to what each component contributes, its partial molar property:
///   ȳ_i = y + ∂y/∂x_i − Σ_j x_j ∂y/∂x_j
template <class Scalar>
void partial_molar(int components, const Scalar* x, const Scalar& y, const Scalar* by_x, Scalar* partial) {
  Scalar mean(0);
  for (int j = 0; j < components; ++j) mean += x[j] * by_x[j];
  for (int i = 0; i < components; ++i) partial[i] = y + by_x[i] - mean;
}

/// What each coefficient C_k of a pair of two is multiplied by: x_1 x_2 (x_1 − x_2)^k for k < orders.
template <class Scalar>
void redlich_kister_terms(const Scalar& x_1, int orders, Scalar* term) {
  const Scalar x_2 = 1.0 - x_1, s = x_1 - x_2;
  Scalar power = x_1 * x_2;
  for (int k = 0; k < orders; ++k, power = power * s) term[k] = power;
}

}  // namespace mixgrad::laws
