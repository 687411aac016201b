// The lower convex hull: below every point, through enough of them, whole, and unmoved by coplanar ones.
#include "phase/lower_hull.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "random.h"

namespace mixgrad::phase {
namespace {

using Height = std::function<double(const Composition&)>;

std::vector<HullPoint> lattice(int N, const Height& height) {
  std::vector<HullPoint> out{{{1, 0, 0}, 0}, {{0, 1, 0}, 0}, {{0, 0, 1}, 0}};
  for (int i = 0; i <= N; ++i) {
    for (int j = 0; j <= N - i; ++j) {
      if (i < N && j < N && i + j > 0)
        out.push_back({{i / double(N), j / double(N), (N - i - j) / double(N)}, 0});
    }
  }
  for (HullPoint& p : out) p.height = height(p.share);
  return out;
}

/// Facets that tile the triangle, agree on their neighbours, bend upwards at every side and have no point
/// below.
void expect_hull(const std::vector<HullPoint>& points, const std::vector<HullFacet>& facets,
                 double tolerance) {
  double whole = 0;
  for (std::size_t f = 0; f < facets.size(); ++f) {
    const HullFacet& facet = facets[f];
    const Composition &a = points[facet.vertex[0]].share, &b = points[facet.vertex[1]].share,
                      &c = points[facet.vertex[2]].share;
    const double area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
    ASSERT_GT(area, 0);
    whole += area;
    for (int k = 0; k < 3; ++k) {
      const HullPoint& p = points[facet.vertex[k]];
      ASSERT_NEAR(facet.height(p.share), p.height, 1e-9);
      if (facet.neighbour[k] < 0) continue;
      const HullFacet& other = facets[facet.neighbour[k]];
      const auto back = std::find(other.neighbour.begin(), other.neighbour.end(), static_cast<int>(f));
      ASSERT_NE(back, other.neighbour.end());
      const HullPoint& beyond = points[other.vertex[back - other.neighbour.begin()]];
      ASSERT_GE(beyond.height - facet.height(beyond.share), -tolerance);
    }
  }
  ASSERT_NEAR(whole, 1, 1e-9);
  for (const HullFacet& facet : facets) {
    for (const HullPoint& p : points) ASSERT_GE(p.height - facet.height(p.share), -tolerance);
  }
}

TEST(LowerHull, OfRandomHeights) {
  Random random(1);
  for (const int N : {2, 3, 7, 20, 40}) {
    const auto points = lattice(N, [&](const Composition&) { return random.normal(); });
    expect_hull(points, lower_hull(3, points), 1e-9);
  }
}

TEST(LowerHull, OfAConvexSurfaceHoldsEveryPoint) {
  const int N = 30;
  const auto points = lattice(
      N, [](const Composition& x) { return x[0] * x[0] + 0.3 * x[0] * x[1] + 2 * x[1] * x[1] + 0.1 * x[2]; });
  const auto facets = lower_hull(3, points);
  expect_hull(points, facets, 1e-9);
  EXPECT_EQ(facets.size(), std::size_t(N * N));
}

// Every point in one plane, on two, on a roof, a pyramid or a stair: as degenerate as it gets.
TEST(LowerHull, OfCoplanarPoints) {
  const Height shapes[] = {
      [](const Composition&) { return 0.0; },
      [](const Composition& x) { return 0.1 * x[0] - 0.7 * x[1] + 1.0 / 3 * x[2]; },
      [](const Composition& x) { return std::fabs(x[0] - x[1]) / 3; },
      [](const Composition& x) {
        return -std::min({x[0], x[1], x[2]}) / 7;
      },
      [](const Composition& x) {
        return std::max({x[0], x[1], x[2]}) / 7;
      },
      [](const Composition& x) { return std::floor(5 * x[0]) / 3; },
      [](const Composition& x) { return x[0] == 0 || x[1] == 0 || x[2] == 0 ? 0.0 : 1.0; },
      [](const Composition& x) { return x[0] * x[0]; },
  };
  for (const Height& shape : shapes) {
    for (const int N : {6, 24, 30}) {
      const auto points = lattice(N, shape);
      expect_hull(points, lower_hull(3, points), 1e-9);
    }
  }
}

TEST(LowerHull, OfPointsNextToOthers) {
  auto points = lattice(20, [](const Composition& x) { return x[0] * x[0] + x[1] * x[1] + x[2] * x[2]; });
  Random random(2);
  for (int i = 0; i < 50; ++i) {
    Composition share = points[3 + random.below(200)].share;
    const double step = std::pow(10, -3 - 6 * random.uniform());
    const int from = share[0] > 0.1 ? 0 : share[1] > 0.1 ? 1 : 2;
    share[from] -= step, share[(from + 1) % 3] += step;
    points.push_back({share, random.uniform() - 0.5});
  }
  expect_hull(points, lower_hull(3, points), 1e-6);
}

TEST(LowerHull, IsTheSameOnEveryRun) {
  Random random(3);
  const auto points = lattice(25, [&](const Composition& x) { return x[0] * x[1] + 0.01 * random.normal(); });
  const auto one = lower_hull(3, points), two = lower_hull(3, points);
  ASSERT_EQ(one.size(), two.size());
  for (std::size_t f = 0; f < one.size(); ++f) EXPECT_EQ(one[f].vertex, two[f].vertex);
}

TEST(LowerHull, OverTwoComponentsIsAChain) {
  Random random(4);
  for (int trial = 0; trial < 20; ++trial) {
    std::vector<HullPoint> points{{{1, 0, 0}, random.normal()}, {{0, 1, 0}, random.normal()}};
    for (int i = 1; i < 50; ++i) points.push_back({{i / 50.0, 1 - i / 50.0, 0}, trial ? random.normal() : 0});
    const auto facets = lower_hull(2, points);
    EXPECT_EQ(points[facets.front().vertex[0]].share[0], 0);
    EXPECT_EQ(points[facets.back().vertex[1]].share[0], 1);
    for (const HullFacet& f : facets) {
      for (const HullPoint& p : points) EXPECT_GE(p.height - f.height(p.share), -1e-12);
      for (const int v : {0, 1})
        EXPECT_NEAR(f.height(points[f.vertex[v]].share), points[f.vertex[v]].height, 1e-12);
    }
  }
}

}  // namespace
}  // namespace mixgrad::phase
