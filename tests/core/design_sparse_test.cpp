// Choosing components: against brute force over all subsets.
#include "design/sparse.h"

#include <gtest/gtest.h>

#include "design_problems.h"

namespace mixgrad::design {
namespace {

using Point = std::vector<double>;

Polytope simplex(int n) {
  Polytope p{Point(n, 0), Point(n, 1), {{{}, 1}}};
  for (int i = 0; i < n; ++i) p.sums[0].variables.push_back(i);
  return p;
}

int components_of(const Point& x) {
  return static_cast<int>(std::count_if(x.begin(), x.end(), [](double share) { return share > 0; }));
}

/// The best value of every subset of at most `most`, falling.
Point brute_force(Objective& f, const Polytope& p, int most, const Options& options, int& subsets) {
  const int n = p.dimension();
  Point values;
  subsets = 0;
  for (int subset = 1; subset < 1 << n; ++subset) {
    Polytope face = p;
    int size = 0;
    for (int i = 0; i < n; ++i) {
      if (subset >> i & 1) {
        ++size;
      } else {
        face.upper[i] = 0;
      }
    }
    if (size > most) continue;
    ++subsets;
    const auto run = maximise(f, face, Point(n, 0.5), options);
    // Of a subset whose best leaves a component out, a smaller one has the same.
    if (run && run->feasible && components_of(run->point) == size) values.push_back(run->value);
  }
  std::sort(values.rbegin(), values.rend());
  return values;
}

TEST(Sparse, IsTheBestOfAllSubsets) {
  Random random(3);
  int runs = 0, subsets = 0;
  for (int trial = 0; trial < 60; ++trial) {
    const int n = 3 + static_cast<int>(random.below(5)), most = 1 + static_cast<int>(random.below(3));
    Point c(n);
    for (double& value : c) value = 0.3 * random.normal();
    Function f = quadratic(random_concave(random, n), c);
    const Options options;
    int all = 0;
    const Point expected = brute_force(f, simplex(n), most, options, all);
    const auto found = choose_components(f, simplex(n), Point(n, 1.0 / n), options, most, 1);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->best.size(), 1);
    EXPECT_LE(components_of(found->best[0].point), most);
    EXPECT_NEAR(found->best[0].value, expected[0], 2e-4 * std::fabs(expected[0]) + 1e-9) << trial;
    EXPECT_TRUE(found->best[0].converged);
    runs += found->runs, subsets += all;
  }
  EXPECT_LT(runs, subsets / 2);
}

TEST(Sparse, PrunesMostOfTwelveCandidates) {
  Random random(4);
  Point c(12);
  for (double& value : c) value = 0.3 * random.normal();
  Function f = quadratic(random_concave(random, 12), c);
  const auto found = choose_components(f, simplex(12), Point(12, 1.0 / 12), {}, 3, 1);
  ASSERT_TRUE(found);
  int subsets = 0;
  const Point expected = brute_force(f, simplex(12), 3, {}, subsets);
  EXPECT_NEAR(found->best[0].value, expected[0], 2e-4 * std::fabs(expected[0]));
  EXPECT_LT(found->runs, subsets / 3);
}

TEST(Sparse, NamesTheNextBestToo) {
  Function f = quadratic({-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1}, {1.0, 0.9, 0.8, 0.3});
  const auto found = choose_components(f, simplex(4), Point(4, 0.25), {}, 2, 3);
  ASSERT_TRUE(found);
  int subsets = 0;
  const Point expected = brute_force(f, simplex(4), 2, {}, subsets);
  ASSERT_EQ(found->best.size(), 3);
  for (int k = 0; k < 3; ++k) EXPECT_NEAR(found->best[k].value, expected[k], 1e-4);
}

TEST(Sparse, KeepsWhatIsLocked) {
  Function f = quadratic(Point(9, 0.0), {1, 2, 3});
  Polytope p = simplex(3);
  p.lower[0] = p.upper[0] = 0.2;
  const auto found = choose_components(f, p, {0.2, 0.4, 0.4}, {}, 2, 1);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->best[0].point, (Point{0.2, 0, 0.8}));
}

TEST(Sparse, KeepsTheLimits) {  // the best pair breaks the limit
  Limited f(3, linear({3, 2, 1}, 0), {linear({1, 0, 0}, -0.5), linear({-1, 0, 0}, 0.4)});
  const auto found = choose_components(f, simplex(3), Point(3, 1.0 / 3), {}, 1, 1);
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->best.empty());
  const auto pair = choose_components(f, simplex(3), Point(3, 1.0 / 3), {}, 2, 1);
  ASSERT_TRUE(pair);
  EXPECT_NEAR(pair->best[0].value, 2.5, 1e-5);
}

}  // namespace
}  // namespace mixgrad::design
