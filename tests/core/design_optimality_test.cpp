// First-order conditions: the gain against brute force, multipliers against what relaxing a bound buys.
#include "design/optimality.h"

#include <gtest/gtest.h>

#include "design/polytope.h"
#include "design_problems.h"

namespace mixgrad::design {
namespace {

using Point = std::vector<double>;
using Side = ActiveBound::Side;

double gain(const Polytope& p, const Point& x, const Point& gradient) {
  Point vertex(x.size());
  return first_order_gain(p, x.data(), gradient.data(), vertex.data());
}

Multipliers multipliers_of(const Polytope& p, const Point& x, const Point& gradient) {
  return multipliers(p, x.data(), gradient.data());
}

TEST(Gain, IsTheBestOfTheLinearModel) {
  const Polytope p = shares_and_salt(3, 2);
  // Shares: all to the first, 5 − (0.2·5 + 0.3·1 + 0.5·2) = 2.7. Salt: from 1.5 down to 0 at −3, 4.5.
  EXPECT_NEAR(gain(p, {0.2, 0.3, 0.5, 1.5}, {5, 1, 2, -3}), 2.7 + 4.5, 1e-14);
  EXPECT_EQ(gain(p, {1, 0, 0, 0}, {5, 1, 2, -3}), 0);
  EXPECT_EQ(gain(p, {0.25, 0.25, 0.5, 1}, {7, 7, 7, 0}), 0);
}

TEST(Gain, IsReachedAndNotExceeded) {
  Random random(1);
  for (int trial = 0; trial < 200; ++trial) {
    const int n = 1 + static_cast<int>(random.below(8));
    const Polytope p = random_polytope(random, n);
    Point x(n), g(n), vertex(n), y(n);
    for (int i = 0; i < n; ++i) x[i] = random.normal(), g[i] = random.normal();
    project(p, x.data());
    const double found = first_order_gain(p, x.data(), g.data(), vertex.data());
    const auto along = [&](const Point& to) {
      double sum = 0;
      for (int i = 0; i < n; ++i) sum += g[i] * (to[i] - x[i]);
      return sum;
    };
    EXPECT_LE(infeasibility(p, vertex.data()), 1e-14);
    EXPECT_NEAR(found, std::max(0.0, along(vertex)), 1e-14);
    for (int other = 0; other < 50; ++other) {
      for (double& v : y) v = 2 * random.normal();
      project(p, y.data());
      ASSERT_LE(along(y), found + 1e-12);
    }
  }
}

// For a concave f it bounds what is missing: f(best) − f(x) ≤ gain(x).
TEST(Gain, BoundsTheDistanceFromTheMaximumOfAConcaveFunction) {
  Random random(2);
  for (int trial = 0; trial < 20; ++trial) {
    Function f = quadratic(random_concave(random, 3), {random.normal(), random.normal(), random.normal()});
    const Polytope p = simplex(3);
    double best = -HUGE_VAL;
    constexpr int kSteps = 100;
    for (int i = 0; i <= kSteps; ++i) {
      for (int j = 0; i + j <= kSteps; ++j) {
        best = std::max(best, f({double(i) / kSteps, double(j) / kSteps, double(kSteps - i - j) / kSteps}));
      }
    }
    const Point starts = sample_starts(p, 20, trial);
    for (int s = 0; s < 20; ++s) {
      const Point x(&starts[s * 3], &starts[s * 3] + 3);
      Point g(3);
      double value;
      f.evaluate(x.data(), 1, &value, g.data());
      EXPECT_LE(best - value, gain(p, x, g) + 1e-12);
    }
  }
}

TEST(Multipliers, OfAVertexAnEdgeAndTheInside) {
  const Polytope p = simplex(3);
  Multipliers m = multipliers_of(p, {1, 0, 0}, {5, 2, 4});
  EXPECT_EQ(m.sums, (Point{5}));   // one more unit of the sum goes to the first
  ASSERT_EQ(m.bounds.size(), 2u);  // the first is held by the others' lower bounds, not by its upper
  EXPECT_EQ(m.bounds[0].variable, 1);
  EXPECT_EQ(m.bounds[0].side, Side::lower);
  EXPECT_EQ(m.bounds[0].multiplier, 3);  // x₁ to −1, x₀ to 2: gains 5 − 2
  EXPECT_EQ(m.bounds[1].variable, 2);
  EXPECT_EQ(m.bounds[1].multiplier, 1);

  m = multipliers_of(p, {0.5, 0, 0.5}, {4, 1, 4});
  EXPECT_EQ(m.sums, (Point{4}));
  ASSERT_EQ(m.bounds.size(), 1u);
  EXPECT_EQ(m.bounds[0].variable, 1);
  EXPECT_EQ(m.bounds[0].multiplier, 3);

  EXPECT_TRUE(multipliers_of(p, {0.5, 0.25, 0.25}, {4, 4, 4}).bounds.empty());
}

TEST(Multipliers, OfCapsLocksAndFreeVariables) {
  Polytope p = shares_and_salt(4, 3);
  p.upper[0] = 0.5;
  p.lower[1] = p.upper[1] = 0.2;
  const Multipliers m = multipliers_of(p, {0.5, 0.2, 0.3, 0, 3}, {9, 7, 4, 1, 2});
  EXPECT_EQ(m.sums, (Point{4}));
  ASSERT_EQ(m.bounds.size(), 4u);
  const auto expect = [&](int at, int variable, Side side, double multiplier) {
    EXPECT_EQ(m.bounds[at].variable, variable);
    EXPECT_EQ(m.bounds[at].side, side);
    EXPECT_EQ(m.bounds[at].multiplier, multiplier);
  };
  expect(0, 0, Side::upper, 5);   // 9 − 4
  expect(1, 1, Side::locked, 3);  // 7 − 4: unlock and raise it
  expect(2, 3, Side::lower, 3);   // 4 − 1
  expect(3, 4, Side::upper, 2);   // the salt stands alone
}

TEST(Multipliers, OfAVertexWithoutFreeMembersAreNotNegative) {
  const Multipliers m = multipliers_of(simplex(4, 0.5), {0.5, 0.5, 0, 0}, {9, 6, 4, 1});
  EXPECT_EQ(m.sums, (Point{5}));  // between 6, which may not rise, and 4, which may not fall
  ASSERT_EQ(m.bounds.size(), 4u);
  EXPECT_EQ(m.bounds[0].multiplier, 4);
  EXPECT_EQ(m.bounds[1].multiplier, 1);
  EXPECT_EQ(m.bounds[2].multiplier, 1);
  EXPECT_EQ(m.bounds[3].multiplier, 4);
}

TEST(Multipliers, OfABinaryMixtureNameOneBound) {
  const Multipliers m = multipliers_of(simplex(2), {1, 0}, {3, 1});
  ASSERT_EQ(m.bounds.size(), 1u);
  EXPECT_EQ(m.bounds[0].variable, 1);
  EXPECT_EQ(m.bounds[0].multiplier, 2);
}

TEST(Multipliers, OfASinglePoint) {
  Polytope p = simplex(2);
  p.lower = p.upper = {0.5, 0.5};
  const Multipliers m = multipliers_of(p, {0.5, 0.5}, {3, 1});
  ASSERT_EQ(m.bounds.size(), 2u);
  EXPECT_EQ(m.bounds[0].side, Side::locked);
  EXPECT_EQ(m.bounds[1].side, Side::locked);
}

}  // namespace
}  // namespace mixgrad::design
