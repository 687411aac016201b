// The quadratic programme behind each step: its KKT conditions, grids, vertices, degenerate starts.
#include "design/quadratic_program.h"

#include <gtest/gtest.h>

#include "design/optimality.h"
#include "design/polytope.h"
#include "design_problems.h"

namespace mixgrad::design {
namespace {

using Point = std::vector<double>;

struct Answer {
  Point y;
  double value;
};

Answer solve(const Polytope& p, const Point& gradient, const Point& curvature, const Point& x) {
  Answer answer{x, 0};
  answer.value = QuadraticProgram(p).maximise(gradient.data(), curvature.data(), p.lower.data(),
                                              p.upper.data(), answer.y.data());
  return answer;
}

Point negated(Point values) {
  for (double& v : values) v = -v;
  return values;
}

Point identity(int n) {
  Point b(n * n, 0.0);
  for (int i = 0; i < n; ++i) b[i * n + i] = 1;
  return b;
}

TEST(QuadraticProgram, SatisfiesItsOptimalityConditionsOnRandomInstances) {
  Random random(1);
  for (int trial = 0; trial < 3000; ++trial) {
    const int n = 1 + static_cast<int>(random.below(13));
    const Polytope p = random_polytope(random, n);
    Point b = negated(random_concave(random, n)), g(n), x(n);
    for (int i = 0; i < n; ++i) {
      b[i * n + i] += 1e-3;
      g[i] = 3 * random.normal();
      x[i] = trial % 2 ? 0.3 * random.normal() : 5 * random.normal();  // half of them start at vertices
    }
    project(p, x.data());
    const Answer answer = solve(p, g, b, x);
    ASSERT_LE(infeasibility(p, answer.y.data()), 1e-12);
    Point slope = g, vertex(n);
    double value = 0, size = 0;
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < n; ++j) slope[i] -= b[i * n + j] * (answer.y[j] - x[j]);
      value += 0.5 * (answer.y[i] - x[i]) * (g[i] + slope[i]);
      size += std::fabs(g[i]) + std::fabs(slope[i]);
    }
    ASSERT_NEAR(answer.value, value, 1e-9 * size);
    ASSERT_LE(first_order_gain(p, answer.y.data(), slope.data(), vertex.data()), 1e-9 * size) << trial;
  }
}

TEST(QuadraticProgram, SatisfiesItsOptimalityConditionsWithElasticRows) {
  Random random(7);
  int met = 0, broken = 0;
  for (int trial = 0; trial < 6000; ++trial) {
    const int n = 1 + static_cast<int>(random.below(10)), rows = 1 + static_cast<int>(random.below(6));
    const Polytope p = random_polytope(random, n);
    Point b = negated(random_concave(random, n)), g(n), x(n), c(rows), a(rows * n);
    for (int i = 0; i < n; ++i) {
      b[i * n + i] += 1e-3;
      g[i] = 3 * random.normal();
      x[i] = trial % 2 ? 0.3 * random.normal() : 5 * random.normal();
    }
    for (double& value : a) value = random.uniform() < 0.3 ? 0 : random.normal();
    for (double& value : c) value = random.uniform() < 0.2 ? 0 : 0.5 * random.normal();
    if (trial % 5 == 0 && rows > 1) {  // one row stands twice, with the other sign: an equation
      c[1] = -c[0];
      for (int i = 0; i < n; ++i) a[n + i] = -a[i];
    }
    project(p, x.data());
    const double price = trial % 3 ? 100 : 1;
    Point y = x;
    QuadraticProgram program(p, rows);
    const double gained = program.maximise(g.data(), b.data(), p.lower.data(), p.upper.data(), y.data(),
                                           {rows, c.data(), a.data(), price});
    const Point& multipliers = program.row_multipliers();
    ASSERT_LE(infeasibility(p, y.data()), 1e-11);
    Point slope = g, vertex(n);
    double value = 0, size = price;
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < n; ++j) slope[i] -= b[i * n + j] * (y[j] - x[j]);
      value += 0.5 * (y[i] - x[i]) * (g[i] + slope[i]);
      size += std::fabs(g[i]) + std::fabs(slope[i]);
    }
    for (int k = 0; k < rows; ++k) {
      double now = c[k];
      for (int i = 0; i < n; ++i) {
        now += a[k * n + i] * (y[i] - x[i]);
        slope[i] -= multipliers[k] * a[k * n + i];
      }
      value += price * (std::max(c[k], 0.0) - std::max(now, 0.0));
      ASSERT_GE(multipliers[k], 0);
      ASSERT_LE(multipliers[k], price);
      if (now < -1e-9) {
        ASSERT_EQ(multipliers[k], 0) << trial;
      }
      if (now > 1e-9) {
        ASSERT_EQ(multipliers[k], price) << trial;
      }
      (now > 1e-9 ? broken : met) += multipliers[k] > 0;
    }
    ASSERT_NEAR(gained, value, 1e-8 * size) << trial;
    ASSERT_LE(first_order_gain(p, y.data(), slope.data(), vertex.data()), 1e-8 * size) << trial;
  }
  EXPECT_GT(met, 1000);
  EXPECT_GT(broken, 1000);
}

TEST(QuadraticProgram, BeatsEveryPointOfAGrid) {
  Random random(2);
  for (int trial = 0; trial < 20; ++trial) {
    const Polytope p = simplex(3, 0.9);
    const Point b = negated(random_concave(random, 3)), g{random.normal(), random.normal(), random.normal()};
    const Point x{0.2, 0.3, 0.5};
    const Answer answer = solve(p, g, b, x);
    constexpr int kSteps = 100;
    for (int i = 0; i <= 90; ++i) {
      for (int j = 0; i + j <= kSteps; ++j) {
        const Point y{double(i) / kSteps, double(j) / kSteps, double(kSteps - i - j) / kSteps};
        if (infeasibility(p, y.data()) > 1e-12) continue;
        double value = 0;
        for (int r = 0; r < 3; ++r) {
          value += g[r] * (y[r] - x[r]);
          for (int c = 0; c < 3; ++c) value -= 0.5 * (y[r] - x[r]) * b[r * 3 + c] * (y[c] - x[c]);
        }
        ASSERT_LE(value, answer.value + 1e-12);
      }
    }
  }
}

TEST(QuadraticProgram, ReachesVerticesAndFacesExactly) {
  const Point start{0.3, 0.3, 0.4};
  EXPECT_EQ(solve(simplex(3), {9, 0, 0}, identity(3), start).y, (Point{1, 0, 0}));
  const Point y = solve(simplex(3), {0.5, 0.4, -9}, identity(3), start).y;
  EXPECT_EQ(y[2], 0.0);
  EXPECT_NEAR(y[0] - y[1], 0.1, 1e-14);
}

TEST(QuadraticProgram, LeavesAVertexWhereAllMembersAreAtBounds) {
  // Two at their caps, two at 0: none can move alone.
  const Point y = solve(simplex(4, 0.5), {0, 0, 1, 0}, identity(4), {0.5, 0.5, 0, 0}).y;
  EXPECT_EQ(y[2], 0.5);
  EXPECT_NEAR(y[0], 0.25, 1e-14);
  EXPECT_NEAR(y[1], 0.25, 1e-14);
  EXPECT_EQ(y[3], 0.0);
}

TEST(QuadraticProgram, StaysWhereNothingIsBetter) {
  const Point vertex{1, 0, 0};
  const Answer answer = solve(simplex(3), {2, 1, 0}, identity(3), vertex);
  EXPECT_EQ(answer.y, vertex);
  EXPECT_EQ(answer.value, 0);
}

TEST(QuadraticProgram, NeverMovesLockedVariables) {
  Polytope p = simplex(3);
  p.lower[0] = p.upper[0] = 0.1;
  const Point y = solve(p, {50, 1, 0}, identity(3), {0.1, 0.45, 0.45}).y;
  EXPECT_EQ(y[0], 0.1);
  EXPECT_NEAR(y[1], 0.9, 1e-15);
  EXPECT_EQ(y[2], 0.0);
}

TEST(QuadraticProgram, MinglesUnitsThatDifferByMuch) {
  // Two free variables, one in units a million times smaller: the interior optimum is B⁻¹ g.
  const Polytope p{{-10, -1e7}, {10, 1e7}, {}};
  const Point y = solve(p, {1, 1e-6}, {1, 0, 0, 1e-12}, {0, 0}).y;
  EXPECT_NEAR(y[0], 1, 1e-12);
  EXPECT_NEAR(y[1], 1e6, 1e-6);
}

}  // namespace
}  // namespace mixgrad::design
