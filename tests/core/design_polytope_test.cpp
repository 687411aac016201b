// The feasible set: what is refused, projection, vertices, starts.
#include "design/polytope.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "design_problems.h"

namespace mixgrad::design {
namespace {

using Point = std::vector<double>;

Point projected(const Polytope& p, Point x) {
  project(p, x.data());
  return x;
}

double squared_distance(const Point& a, const Point& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

// ---- validation

struct Invalid {
  const char* what;
  std::function<void(Polytope&)> spoil;
  const char* field;
  const char* says;
};

class PolytopeErrors : public testing::TestWithParam<Invalid> {};

TEST_P(PolytopeErrors, NameFieldAndTrouble) {
  Polytope p = simplex(3);
  p.sums[0].name = "components";
  p.names = {"components[0]", "components[1]", "components[2]"};
  ASSERT_TRUE(validate(p));
  GetParam().spoil(p);
  const Status status = validate(p);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, "bad_value");
  EXPECT_EQ(status.error().field, GetParam().field);
  EXPECT_NE(status.error().message.find(GetParam().says), std::string::npos) << status.error().message;
}

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

INSTANTIATE_TEST_SUITE_P(
    Each, PolytopeErrors,
    testing::Values(
        Invalid{"LowerAboveUpper", [](Polytope& p) { p.lower[1] = 0.6, p.upper[1] = 0.5; },
                "components[1].min", "0.6 is above the upper bound 0.5"},
        Invalid{"LowerNaN", [](Polytope& p) { p.lower[2] = kNaN; }, "components[2].min", "finite"},
        Invalid{"UpperNaN", [](Polytope& p) { p.upper[2] = kNaN; }, "components[2].max", "finite"},
        Invalid{"UpperInfinite", [](Polytope& p) { p.upper[0] = kInfinity; }, "components[0].max", "finite"},
        Invalid{"BoundMissing", [](Polytope& p) { p.upper.pop_back(); }, "", "3 lower and 2 upper"},
        Invalid{"SumTooSmall",
                [](Polytope& p) {
                  p.lower = {0.5, 0.4, 0.2};
                },
                "components", "add up to 1.1, more than the sum 1"},
        Invalid{"SumTooLarge",
                [](Polytope& p) {
                  p.upper = {0.5, 0.2, 0.2};
                },
                "components", "add up to 0.9, less than the sum 1"},
        Invalid{"SumNaN", [](Polytope& p) { p.sums[0].sum = kNaN; }, "components", "finite"},
        Invalid{"GroupEmpty",
                [](Polytope& p) {
                  p.sums.push_back({{}, 0});
                },
                "sums[1]", "at least one"},
        Invalid{"VariableUnknown", [](Polytope& p) { p.sums[0].variables[1] = 3; }, "components",
                "no variable 3"},
        Invalid{"VariableNegative", [](Polytope& p) { p.sums[0].variables[1] = -1; }, "components",
                "no variable -1"},
        Invalid{"VariableTwice", [](Polytope& p) { p.sums[0].variables[1] = 0; }, "components",
                "components[0] stands in two sums"},
        Invalid{"VariableInTwoGroups",
                [](Polytope& p) {
                  p.sums.push_back({{2}, 0.5, "salts"});
                },
                "salts", "components[2] stands in two sums"}),
    [](const auto& info) { return std::string(info.param.what); });

TEST(Polytope, VariablesWithoutNamesAreNumbered) {
  Polytope p = simplex(2);
  p.lower[1] = 2;
  EXPECT_EQ(validate(p).error().field, "variables[1].min");
  p = simplex(2, 0.4);
  EXPECT_EQ(validate(p).error().field, "sums[0]");
}

TEST(Polytope, LockedSharesMayMissTheSumByRounding) {
  Polytope p = simplex(3);
  p.lower = p.upper = {0.1, 0.2, 0.7};  // adds up to 1 − 1 ulp
  EXPECT_TRUE(validate(p));
  EXPECT_EQ(projected(p, {0.3, 0.3, 0.4}), (Point{0.1, 0.2, 0.7}));
  p.lower[2] = p.upper[2] = 0.7 + 1e-6;
  EXPECT_FALSE(validate(p));
}

// ---- projection

TEST(Projection, ReachesVerticesEdgesAndCapsExactly) {
  const Polytope p = simplex(3);
  EXPECT_EQ(projected(p, {5, 0, -3}), (Point{1, 0, 0}));
  EXPECT_EQ(projected(p, {2, 2, -3}), (Point{0.5, 0.5, 0}));
  EXPECT_EQ(projected(simplex(3, 0.5), {9, 0.3, -9}), (Point{0.5, 0.5, 0}));
  EXPECT_EQ(projected(simplex(4, 0.25), {9, 0.3, -9, 0}), (Point{0.25, 0.25, 0.25, 0.25}));
}

TEST(Projection, LeavesFeasiblePointsAlone) {
  const Polytope p = simplex(3);
  for (const Point& x : {Point{0.1, 0.2, 0.7}, Point{1 / 3., 1 / 3., 1 / 3.}, Point{1, 0, 0}}) {
    EXPECT_EQ(projected(p, x), x);
  }
}

TEST(Projection, SurvivesHugeNumbers) {
  const Polytope p = simplex(3);
  EXPECT_EQ(projected(p, {1e300, 0, -1e300}), (Point{1, 0, 0}));
  EXPECT_LE(infeasibility(p, projected(p, {1e17, 1e17, 0}).data()), 1e-12);
}

TEST(Projection, SatisfiesItsOptimalityConditions) {
  Random random(1);
  for (int trial = 0; trial < 2000; ++trial) {
    const int n = 1 + static_cast<int>(random.below(9));
    const Polytope p = random_polytope(random, n);
    ASSERT_TRUE(validate(p));
    Point x(n);
    for (double& v : x) v = 3 * random.normal();
    const Point y = projected(p, x);
    ASSERT_LE(infeasibility(p, y.data()), 1e-14);
    ASSERT_EQ(projected(p, y), y);
    const std::vector<int> group = group_of_variables(p);
    for (int i = 0; i < n; ++i) {
      if (group[i] >= 0) continue;
      ASSERT_EQ(y[i], std::clamp(x[i], p.lower[i], p.upper[i]));
    }
    // All free members moved by one shift; those at a lower bound would move further, at an upper less far.
    for (const auto& members : p.sums) {
      double least = -kInfinity, most = kInfinity;
      for (int i : members.variables) {
        if (y[i] < p.upper[i]) least = std::max(least, x[i] - y[i]);
        if (y[i] > p.lower[i]) most = std::min(most, x[i] - y[i]);
      }
      ASSERT_LE(least, most + 1e-12);
    }
  }
}

TEST(Projection, IsNearerThanAnyPointOfAGrid) {
  Random random(2);
  for (int trial = 0; trial < 20; ++trial) {
    Polytope p = simplex(3, 0.5 + 0.5 * random.uniform());
    p.lower = {0.2 * random.uniform(), 0, 0.2 * random.uniform()};
    const Point x{random.normal(), random.normal(), random.normal()};
    const double found = squared_distance(projected(p, x), x);
    constexpr int kSteps = 200;
    for (int i = 0; i <= kSteps; ++i) {
      for (int j = 0; i + j <= kSteps; ++j) {
        const Point y{double(i) / kSteps, double(j) / kSteps, double(kSteps - i - j) / kSteps};
        if (infeasibility(p, y.data()) > 1e-12) continue;
        ASSERT_LE(found, squared_distance(y, x) + 1e-12);
      }
    }
  }
}

// ---- vertices and scales

TEST(BestVertex, IsFeasibleAndBeatsEveryFeasiblePoint) {
  Random random(3);
  for (int trial = 0; trial < 300; ++trial) {
    const int n = 1 + static_cast<int>(random.below(8));
    const Polytope p = random_polytope(random, n);
    Point direction(n), vertex(n);
    for (double& d : direction) d = random.normal();
    best_vertex(p, direction.data(), vertex.data());
    ASSERT_LE(infeasibility(p, vertex.data()), 1e-14);
    const double best = std::inner_product(vertex.begin(), vertex.end(), direction.begin(), 0.0);
    for (int other = 0; other < 50; ++other) {
      Point x(n);
      for (double& v : x) v = 2 * random.normal();
      project(p, x.data());
      ASSERT_GE(best + 1e-12, std::inner_product(x.begin(), x.end(), direction.begin(), 0.0));
    }
  }
}

TEST(BestVertex, TiesGoToTheFirst) {
  Point vertex(3), direction(3, 1.0);
  best_vertex(simplex(3), direction.data(), vertex.data());
  EXPECT_EQ(vertex, (Point{1, 0, 0}));
}

TEST(Scale, IsTheRangeOfMotion) {
  Polytope p = shares_and_salt(4, 3);
  EXPECT_EQ(scale_of_variables(p), (Point{1, 1, 1, 1, 3}));
  p.lower[0] = p.upper[0] = 0.75;
  p.lower[4] = p.upper[4] = 1;
  EXPECT_EQ(scale_of_variables(p), (Point{0, 0.25, 0.25, 0.25, 0}));
}

// ---- starts

TEST(Starts, AreFeasible) {
  Random random(4);
  for (int trial = 0; trial < 200; ++trial) {
    const int n = 1 + static_cast<int>(random.below(9));
    const Polytope p = random_polytope(random, n);
    const Point starts = sample_starts(p, 16, trial);
    ASSERT_EQ(starts.size(), 16u * n);
    for (int s = 0; s < 16; ++s) ASSERT_LE(infeasibility(p, &starts[s * n]), 1e-14);
  }
}

TEST(Starts, HoldCentreVerticesAndEdges) {
  const Point starts = sample_starts(simplex(4), 15, 1);
  int vertices = 0, edges = 0, inside = 0;
  for (int s = 0; s < 15; ++s) {
    const double* x = &starts[s * 4];
    const auto zeros = std::count(x, x + 4, 0.0), halves = std::count(x, x + 4, 0.5);
    vertices += zeros == 3 && std::count(x, x + 4, 1.0) == 1;
    edges += zeros == 2 && halves == 2;
    inside += zeros == 0;
  }
  EXPECT_EQ(Point(starts.begin(), starts.begin() + 4), (Point{0.25, 0.25, 0.25, 0.25}));
  EXPECT_EQ(vertices, 4);
  EXPECT_EQ(edges, 5);
  EXPECT_EQ(inside, 6);
}

TEST(Starts, FillTheTriangleUniformly) {
  constexpr int kCount = 20000;
  const Point starts = sample_starts(simplex(3), kCount, 5);
  int random_ones = 0, near_corner = 0;
  double sum = 0;
  for (int s = 7; s < kCount; ++s) {  // after the centre, 3 vertices and 3 edges
    ++random_ones;
    near_corner += starts[s * 3] > 0.5;
    sum += starts[s * 3 + 1];
  }
  EXPECT_NEAR(sum / random_ones, 1 / 3., 0.01);
  EXPECT_NEAR(double(near_corner) / random_ones, 0.25, 0.015);  // a corner of half the side: 1/4 of the area
}

TEST(Starts, AreNotPushedOntoCaps) {
  const Point starts = sample_starts(simplex(3, 0.6), 1000, 6);
  for (int s = 7; s < 1000; ++s) {
    for (int i = 0; i < 3; ++i) EXPECT_LT(starts[s * 3 + i], 0.6);
  }
}

TEST(Starts, DependOnTheSeedAloneAndOnEveryPlatformAlike) {
  const Polytope p = shares_and_salt(3, 3);
  EXPECT_EQ(sample_starts(p, 16, 1), sample_starts(p, 16, 1));
  EXPECT_NE(sample_starts(p, 16, 1), sample_starts(p, 16, 2));
  const Point starts = sample_starts(p, 16, 1);
  EXPECT_EQ(Point(starts.end() - 4, starts.end()),
            (Point{0x1.c424a830f5834p-3, 0x1.b71a72f038544p-2, 0x1.66d338f74cea2p-2, 0x1.4eff2f9e2de14p-2}));
}

}  // namespace
}  // namespace mixgrad::design
