// How an excess Gibbs energy runs between its two infinite dilutions, where nothing was measured: as local
// compositions do. Molecules that repel each other keep to their own kind, so an equimolar mixture stores
// less energy than its dilute ends foretell; with two terms (Margules) ethanol and hexane would not mix.
//
//   G^E/RT = x_1 x_2 Q(s),   s = x_1 − x_2,   Q(−1) = c_0 − c_1 = ln γ_1^∞,   Q(1) = c_0 + c_1 = ln γ_2^∞
//   Q = q_1 q_2/(x_1 q_1 + x_2 q_2) L(z) + (c_1 − ρ c_0) s
//   q_1 = 1 − ρ,  q_2 = 1 + ρ,  ρ = c_0 c_1/(c_0² + c_1²),   z_i = x_i q_i/(x_1 q_1 + x_2 q_2)
//   L = τG/(z_1 + z_2 G) + τG/(z_2 + z_1 G),   G = exp(−ατ),   τ(1 + G) = c_0
//
// L is NRTL with one τ for both molecules (H. Renon, J. M. Prausnitz, AIChE J. 1968, 14, 135,
// doi 10.1002/aic.690140124), q gives the ends their ratio as in van Laar's equation; ρ is c_1/c_0 where that
// is small, and bounded. Two different τ would be NRTL itself, which no two ends near 0 determine.
#pragma once

#include <cmath>

namespace mixgrad::laws {

/// Redlich–Kister orders that hold the curve.
inline constexpr int kLocalCompositionOrders = 5;

/// L at z_1 for the end value l. For l ≤ 0 it is l; from where the middle would sink again with growing l,
/// the middle stays and the ends rise.
inline double symmetric_nrtl(double l, double alpha, double z_1) {
  if (l <= 0) return l;
  constexpr double kTurn = 1.2784645427610738;  // (1 + e^−y) = y: where ατG/(1 + G) is largest
  const double highest = kTurn / alpha, turn = highest * (1 + std::exp(-kTurn));
  double tau = highest, beyond = 0;
  if (l < turn) {
    tau = l / 2;  // τ(1 + G) is concave here: Newton rises to the solution without passing it
    for (int step = 0; step < 20; ++step) {
      const double G = std::exp(-alpha * tau);
      tau += (l - tau * (1 + G)) / (1 + G * (1 - alpha * tau));
    }
  } else {
    beyond = l - turn;
  }
  const double G = std::exp(-alpha * tau), z_2 = 1 - z_1, apart = z_1 - z_2;
  return tau * G / (z_1 + z_2 * G) + tau * G / (z_2 + z_1 * G) + beyond * apart * apart;
}

/// Turns c_0 and c_1 into the five coefficients of a Redlich–Kister sum that is Q at s = −1, −½, 0, ½ and 1,
/// and within 3 % of its larger end between.
/// @param alpha α, Renon and Prausnitz's nonrandomness   @param c kLocalCompositionOrders
inline void local_composition(double alpha, double* c) {
  const double c_0 = c[0], c_1 = c[1], square = c_0 * c_0 + c_1 * c_1;
  const double rho = square > 0 ? c_0 * c_1 / square : 0, q_1 = 1 - rho, q_2 = 1 + rho;
  // How far Q lies below the line between its ends.
  const auto sag = [&](double s) {
    const double x_1 = (1 + s) / 2, size = x_1 * q_1 + (1 - x_1) * q_2;
    const double Q = q_1 * q_2 / size * symmetric_nrtl(c_0, alpha, x_1 * q_1 / size) - rho * c_0 * s;
    return c_0 - Q;
  };
  // (s² − 1)(a + b s + d s²)
  const double a = sag(0), left = sag(-0.5) / 0.75, right = sag(0.5) / 0.75;
  const double b = right - left, d = 2 * (left + right) - 4 * a;
  c[0] = c_0 - a;
  c[1] = c_1 - b;
  c[2] = a - d;
  c[3] = b;
  c[4] = d;
}

}  // namespace mixgrad::laws
