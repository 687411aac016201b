// The curve of G^E between infinite dilutions: its ends stay, its shape is NRTL's where NRTL has one.
#include "laws/local_composition.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace mixgrad::laws {
namespace {

using Coefficients = std::array<double, kLocalCompositionOrders>;

Coefficients shaped(double alpha, double c_0, double c_1) {
  Coefficients c{c_0, c_1};
  local_composition(alpha, c.data());
  return c;
}

double at(const Coefficients& c, double s) {
  double Q = 0;
  for (std::size_t k = c.size(); k-- > 0;) Q = Q * s + c[k];
  return Q;
}

/// d²(G/RT)/dx² of mixing, by differences; negative where the mixture falls apart by itself.
double least_curvature(const Coefficients& c) {
  const auto g = [&](double x) {
    return x * std::log(x) + (1 - x) * std::log(1 - x) + x * (1 - x) * at(c, 2 * x - 1);
  };
  constexpr double h = 1e-4;
  double least = 1e300;
  for (double x = 2 * h; x < 1 - 2 * h; x += h)
    least = std::min(least, (g(x + h) - 2 * g(x) + g(x - h)) / (h * h));
  return least;
}

TEST(LocalComposition, LeavesInfiniteDilutionAsItIs) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> end(-6, 14), nonrandomness(0.2, 0.47);
  for (int trial = 0; trial < 1000; ++trial) {
    const double one = end(random), two = end(random);
    const Coefficients c = shaped(nonrandomness(random), (one + two) / 2, (two - one) / 2);
    EXPECT_NEAR(at(c, -1), one, 1e-12);
    EXPECT_NEAR(at(c, 1), two, 1e-12);
    for (const double value : c) EXPECT_TRUE(std::isfinite(value));
  }
}

TEST(LocalComposition, FollowsThePairWhenItIsNamedTheOtherWayRound) {
  std::mt19937 random(4);
  std::uniform_real_distribution<double> any(-4, 8);
  for (int trial = 0; trial < 200; ++trial) {
    const double c_0 = any(random), c_1 = any(random);
    const Coefficients there = shaped(0.3, c_0, c_1), back = shaped(0.3, c_0, -c_1);
    for (std::size_t k = 0; k < there.size(); ++k)
      EXPECT_NEAR(there[k], k % 2 == 0 ? back[k] : -back[k], 1e-12) << k;
  }
}

TEST(LocalComposition, IsNothingForOneAndTheSameLiquidAndMargulesNearIdeal) {
  for (const double value : shaped(0.3, 0, 0)) EXPECT_EQ(value, 0);
  const Coefficients weak = shaped(0.47, 1e-3, 0);
  EXPECT_NEAR(weak[0], 1e-3, 1e-9);
  for (std::size_t k = 1; k < weak.size(); ++k) EXPECT_NEAR(weak[k], 0, 1e-9);
  const Coefficients attracting = shaped(0.3, -2, 0);
  EXPECT_NEAR(at(attracting, 0.3), -2, 1e-12);
}

/// NRTL with τ for both and α: ln γ^∞ = τ(1 + G), and the curve between by its own formula.
TEST(LocalComposition, IsNrtlForEqualEnds) {
  for (const double alpha : {0.2, 0.3, 0.4, 0.47}) {
    for (const double tau : {0.1, 0.5, 1.0, 1.5, 2.0, 2.5}) {
      const double G = std::exp(-alpha * tau);
      const Coefficients c = shaped(alpha, tau * (1 + G), 0);
      for (double x = 0; x <= 1; x += 0.0625) {
        const double nrtl = tau * G / (x + (1 - x) * G) + tau * G / (1 - x + x * G);
        const bool node = std::fmod(x, 0.25) == 0;
        EXPECT_NEAR(at(c, 2 * x - 1), nrtl, node ? 1e-11 : 0.03 * c[0]) << alpha << ' ' << tau << ' ' << x;
      }
    }
  }
}

/// van Laar: Q = AB/(A x_1 + B x_2), A = ln γ_1^∞ and B = ln γ_2^∞, where both are small enough to be unlike
/// NRTL in nothing else.
TEST(LocalComposition, IsVanLaarForUnequalEndsNearIdeal) {
  const double A = 0.18, B = 0.22;
  const Coefficients c = shaped(0.3, (A + B) / 2, (B - A) / 2);
  for (double x = 0; x <= 1; x += 0.125)
    EXPECT_NEAR(at(c, 2 * x - 1), A * B / (A * x + B * (1 - x)), 1e-3) << x;
}

/// Ethanol and hexane: Wilson's equation, fitted to vapour–liquid equilibria, gives G^E/RT = 0.56 in the
/// middle. Ethanol and benzene, which mix, would not by the two terms of Margules.
TEST(LocalComposition, AlcoholsAndHydrocarbons) {
  const Coefficients hexane = shaped(0.47, (3.5 + 2.4) / 2, (2.4 - 3.5) / 2);
  EXPECT_NEAR(at(hexane, 0) / 4, 0.56, 0.02);
  EXPECT_LT(least_curvature({2.14, -0.6}), 0);
  EXPECT_GT(least_curvature(shaped(0.47, 2.14, -0.6)), 0);
}

/// The farther apart, the farther from mixing: no end value makes a repelling pair miscible again.
TEST(LocalComposition, StrongerRepulsionNeverMixesBetter) {
  for (const double alpha : {0.2, 0.3, 0.4, 0.47}) {
    double middle = -1;
    bool splits = false;
    for (double l = 0.1; l < 20; l += 0.1) {
      const Coefficients c = shaped(alpha, l, 0);
      EXPECT_GE(at(c, 0), middle - 1e-12) << alpha << ' ' << l;
      middle = at(c, 0);
      const bool now = least_curvature(c) < 0;
      EXPECT_FALSE(splits && !now) << alpha << ' ' << l;
      splits = now;
    }
    EXPECT_TRUE(splits) << alpha;
  }
}

}  // namespace
}  // namespace mixgrad::laws
