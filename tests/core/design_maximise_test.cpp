// Constrained maxima that are known: quadratic programmes, entropy, geometric means, knapsacks; and the
// manners of a run: exact faces, locks, determinism, walls of NaN, cost.
#include "design/maximise.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "design/polytope.h"
#include "design_problems.h"

namespace mixgrad::design {
namespace {

using Point = std::vector<double>;
using Side = ActiveBound::Side;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Point point_at(const Point& rows, std::size_t n, std::size_t row) {
  return Point(rows.begin() + row * n, rows.begin() + (row + 1) * n);
}

/// Runs and checks what every run promises.
DesignRun run(Function& f, const Polytope& p, const Point& start, const Options& options = {}) {
  f.batches = f.evaluations = 0;
  f.seen.clear();
  const auto result = maximise(f, p, start, options);
  EXPECT_TRUE(result) << (result ? "" : result.error().message);
  if (!result) return {};
  const DesignRun& r = *result;
  const std::size_t n = p.dimension();

  for (std::size_t i = 0; i < f.seen.size(); i += n) EXPECT_LE(infeasibility(p, &f.seen[i]), 1e-12);
  for (std::size_t i = 0; i < n; ++i) {
    if (p.lower[i] != p.upper[i]) continue;
    EXPECT_EQ(r.point[i], p.lower[i]);
  }
  EXPECT_EQ(r.value, f(r.point));
  Point own = start;
  project(p, own.data());
  EXPECT_FALSE(r.value < f(own));  // which may be NaN

  Point vertex(n);
  const double gain = first_order_gain(p, r.point.data(), r.gradient.data(), vertex.data());
  EXPECT_EQ(r.kkt_residual, gain / std::max(std::fabs(r.value), options.value_scale));
  EXPECT_EQ(r.converged, r.kkt_residual <= options.kkt_tolerance);

  EXPECT_EQ(r.trace_points.size(), r.trace_values.size() * n);
  EXPECT_EQ(point_at(r.trace_points, n, r.trace_values.size() - 1), r.point);
  EXPECT_EQ(r.trace_values.back(), r.value);
  for (std::size_t s = 0; s < r.trace_values.size(); ++s) {
    const double noise = options.value_noise * std::max(std::fabs(r.trace_values[s]), options.value_scale);
    EXPECT_GE(r.trace_values[s], r.trace_values[s > 0 ? s - 1 : 0] - noise);
    EXPECT_GE(r.trace_values[s], r.trace_values[0]);
    EXPECT_EQ(r.trace_values[s], f(point_at(r.trace_points, n, s)));
  }

  EXPECT_EQ(r.batches, f.batches);
  EXPECT_EQ(r.evaluations, f.evaluations);
  int starts = 0;
  for (const Optimum& optimum : r.optima) starts += optimum.starts;
  EXPECT_LE(starts, options.starts);
  EXPECT_NEAR(r.optima.front().value, r.value,
              options.value_noise * std::max(std::fabs(r.value), options.value_scale));
  return r;
}

Point uniform(int n) { return Point(n, 1.0 / n); }

// ---- known optima

// Bomze's form of Motzkin and Straus: the maximum of xᵀ(A + I/2)x on the simplex is 1 − 1/(2ω), and its local
// maxima are the equal mixtures of the maximal cliques (Bomze, J. Glob. Optim. 10, 143, 1997,
// doi 10.1023/A:1008230200610).
Function clique_programme(int n, const std::vector<std::pair<int, int>>& edges) {
  Point q(n * n, 0.0);
  for (int i = 0; i < n; ++i) q[i * n + i] = 1;
  for (const auto& [i, j] : edges) q[i * n + j] = q[j * n + i] = 2;
  return quadratic(q, Point(n, 0.0));
}

TEST(KnownOptimum, MotzkinStrausOnGraphs) {
  struct Graph {
    const char* name;
    int vertices;
    std::vector<std::pair<int, int>> edges;
    int clique;
  };
  const Graph graphs[] = {
      {"pentagon", 5, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 0}}, 2},
      {"prism", 6, {{0, 1}, {1, 2}, {2, 0}, {3, 4}, {4, 5}, {5, 3}, {0, 3}, {1, 4}, {2, 5}}, 3},
      {"a clique of 4 among 8 with a cycle",
       8,
       {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}, {3, 4}, {4, 5}, {5, 6}, {6, 7}, {7, 0}},
       4},
      {"Petersen's",
       10,
       {{0, 1},
        {1, 2},
        {2, 3},
        {3, 4},
        {4, 0},
        {0, 5},
        {1, 6},
        {2, 7},
        {3, 8},
        {4, 9},
        {5, 7},
        {7, 9},
        {9, 6},
        {6, 8},
        {8, 5}},
       2}};
  for (const Graph& graph : graphs) {
    SCOPED_TRACE(graph.name);
    Function f = clique_programme(graph.vertices, graph.edges);
    Options options;
    options.starts = 32;
    const DesignRun r = run(f, simplex(graph.vertices), uniform(graph.vertices), options);
    EXPECT_TRUE(r.converged);
    EXPECT_NEAR(r.value, 1 - 0.5 / graph.clique, 1e-8);
    EXPECT_EQ(std::count(r.point.begin(), r.point.end(), 0.0), graph.vertices - graph.clique);
    for (double x : r.point) {
      EXPECT_NEAR(x, x == 0 ? 0 : 1.0 / graph.clique, 1e-4);
    }
  }
}

// The value on a grid of the simplex (3 or 4 shares, k-th parts), polished by nothing.
double best_of_grid(const Function& f, const Polytope& p, int k) {
  const int n = p.dimension();
  double best = -HUGE_VAL;
  Point x(n);
  for (int a = 0; a <= k; ++a) {
    for (int b = 0; a + b <= k; ++b) {
      for (int c = n == 4 ? 0 : k - a - b; a + b + c <= k; ++c) {
        x[0] = double(a) / k, x[1] = double(b) / k, x[2] = double(c) / k;
        if (n == 4) x[3] = double(k - a - b - c) / k;
        if (infeasibility(p, x.data()) < 1e-9) best = std::max(best, f(x));
      }
    }
  }
  return best;
}

TEST(KnownOptimum, ConcaveQuadraticsAgainstAGrid) {
  Random random(1);
  for (int trial = 0; trial < 40; ++trial) {
    const int n = 3 + trial % 2;
    Point c(n);
    for (double& v : c) v = 2 * random.normal();
    Function f = quadratic(random_concave(random, n), c);
    const Polytope p = simplex(n, trial % 3 == 0 ? 0.6 : 1);
    Options options;
    options.kkt_tolerance = 1e-8;
    const DesignRun r = run(f, p, uniform(n), options);
    EXPECT_TRUE(r.converged);
    const double grid = best_of_grid(f, p, n == 3 ? 200 : 60);
    EXPECT_GE(r.value, grid - 1e-9);
    EXPECT_NEAR(r.value, grid, 5e-3 * (1 + std::fabs(grid)));
    EXPECT_EQ(r.optima.size(), 1u);  // concave: one hill
    for (double x : r.point) EXPECT_TRUE(x == 0 || x > 1e-9) << x;
  }
}

TEST(KnownOptimum, IndefiniteQuadraticsAgainstAGrid) {
  Random random(2);
  for (int trial = 0; trial < 40; ++trial) {
    const int n = 3 + trial % 2;
    Point q(n * n), c(n);
    for (int i = 0; i < n; ++i) {
      c[i] = random.normal();
      for (int j = 0; j <= i; ++j) q[i * n + j] = q[j * n + i] = 3 * random.normal();
    }
    Function f = quadratic(q, c);
    const DesignRun r = run(f, simplex(n), uniform(n));
    EXPECT_TRUE(r.converged);
    const double grid = best_of_grid(f, simplex(n), n == 3 ? 200 : 60);
    EXPECT_GE(r.value, grid - 1e-4 * std::fabs(grid));
    EXPECT_NEAR(r.value, grid, 5e-3 * (1 + std::fabs(grid)));
  }
}

// c·x + entropy has its maximum ln Σ exp cᵢ at the softmax of c; its gradient is infinite on every face.
TEST(KnownOptimum, EntropyGivesTheSoftmax) {
  for (const Point& c : {Point{0, 0, 0}, Point{1, -2, 0.5}, Point{4, 0, -3, 1, 2}}) {
    const int n = static_cast<int>(c.size());
    Function f(n, [&](const double* x, double* g) {
      double value = 0;
      for (int i = 0; i < n; ++i) {
        value += c[i] * x[i] - (x[i] > 0 ? x[i] * std::log(x[i]) : 0);
        g[i] = c[i] - std::log(x[i]) - 1;
      }
      return value;
    });
    double sum = 0;
    for (double v : c) sum += std::exp(v);
    Options options;
    options.kkt_tolerance = 1e-7;
    Point start(n, 0.0);
    start[0] = 1;  // a vertex, where the gradient is infinite
    const DesignRun r = run(f, simplex(n), start, options);
    EXPECT_TRUE(r.converged);
    EXPECT_NEAR(r.value, std::log(sum), 1e-12);
    for (int i = 0; i < n; ++i) EXPECT_NEAR(r.point[i], std::exp(c[i]) / sum, 1e-6);
    EXPECT_TRUE(r.multipliers.bounds.empty());
  }
}

// Π xᵢ^aᵢ is largest at a / Σa.
TEST(KnownOptimum, WeightedGeometricMean) {
  const Point a{0.5, 2, 1, 0.25};
  Function f(4, [&](const double* x, double* g) {
    double value = 1;
    for (int i = 0; i < 4; ++i) value *= std::pow(x[i], a[i]);
    for (int i = 0; i < 4; ++i) g[i] = a[i] * value / x[i];
    return value;
  });
  Options options;
  options.kkt_tolerance = 1e-7;
  const DesignRun r = run(f, simplex(4), {0.7, 0.1, 0.1, 0.1}, options);
  EXPECT_TRUE(r.converged);
  for (int i = 0; i < 4; ++i) EXPECT_NEAR(r.point[i], a[i] / 3.75, 1e-6);
}

// The posynomial Σ cᵢ/xᵢ is smallest at xᵢ ∝ √cᵢ, where it is (Σ √cᵢ)².
TEST(KnownOptimum, PosynomialWithPoles) {
  const Point c{1, 4, 9, 0.01};
  Function f(4, [&](const double* x, double* g) {
    double value = 0;
    for (int i = 0; i < 4; ++i) {
      value -= c[i] / x[i];
      g[i] = c[i] / (x[i] * x[i]);
    }
    return value;
  });
  Options options;
  options.kkt_tolerance = 1e-8;
  const DesignRun r = run(f, simplex(4), uniform(4), options);
  EXPECT_TRUE(r.converged);
  EXPECT_NEAR(-r.value, 6.1 * 6.1, 1e-10);
  for (int i = 0; i < 4; ++i) EXPECT_NEAR(r.point[i], std::sqrt(c[i]) / 6.1, 1e-7);
}

// A linear objective under caps fills the dearest first.
TEST(KnownOptimum, FractionalKnapsackOnTheCappedSimplex) {
  Function f = quadratic(Point(25, 0.0), {3, 5, 1, 4, 2});
  const DesignRun r = run(f, simplex(5, 0.4), uniform(5));
  EXPECT_LE(r.kkt_residual, 1e-15);
  EXPECT_EQ(r.point[1], 0.4);
  EXPECT_EQ(r.point[3], 0.4);
  EXPECT_NEAR(r.point[0], 0.2, 1e-15);
  EXPECT_EQ(r.point[2], 0.0);
  EXPECT_EQ(r.point[4], 0.0);
  EXPECT_NEAR(r.multipliers.sums[0], 3, 1e-12);
  ASSERT_EQ(r.multipliers.bounds.size(), 4u);
  const double worth[] = {2, 2, 1, 1};
  for (int k = 0; k < 4; ++k) EXPECT_NEAR(r.multipliers.bounds[k].multiplier, worth[k], 1e-12);
}

// A convex function has a maximum at each vertex that beats its neighbours; all are found.
TEST(KnownOptimum, EveryVertexOfAConvexFunctionIsFound) {
  Function f = quadratic({2, 0, 0, 0, 2.2, 0, 0, 0, 1.8}, {0, 0, 0});
  const DesignRun r = run(f, simplex(3), {0.8, 0.1, 0.1});
  EXPECT_EQ(r.point, (Point{0, 1, 0}));
  EXPECT_NEAR(r.value, 1.1, 1e-15);
  ASSERT_EQ(r.optima.size(), 3u);
  EXPECT_EQ(r.optima[0].point, (Point{0, 1, 0}));
  EXPECT_EQ(r.optima[1].point, (Point{1, 0, 0}));
  EXPECT_EQ(r.optima[2].point, (Point{0, 0, 1}));
}

TEST(KnownOptimum, TwoGroupsAndAFreeVariable) {
  // Shares of solvents, shares of salts, and an amount; each with its own optimum.
  Polytope p{Point(6, 0.0), Point(6, 1.0), {{{0, 1, 2}, 1}, {{3, 4}, 0.5}}};
  p.upper[5] = 40;
  const Point target{0.2, 0.8, -1, 0.4, 0.1, 7};
  Function f(6, [&](const double* x, double* g) {
    double value = 100;
    for (int i = 0; i < 6; ++i) {
      value -= (x[i] - target[i]) * (x[i] - target[i]);
      g[i] = -2 * (x[i] - target[i]);
    }
    return value;
  });
  Options options;
  options.kkt_tolerance = 1e-9;
  const DesignRun r = run(f, p, {1, 0, 0, 0.25, 0.25, 30}, options);
  EXPECT_TRUE(r.converged);
  const Point expected{0.2, 0.8, 0, 0.4, 0.1, 7};
  for (int i = 0; i < 6; ++i) EXPECT_NEAR(r.point[i], expected[i], 1e-6);
  EXPECT_EQ(r.point[2], 0.0);
  EXPECT_EQ(r.optima.size(), 1u);
}

// ---- bounds and multipliers

TEST(Locks, StayBitExact) {
  Random random(3);
  Polytope p = shares_and_salt(4, 3);
  p.lower[1] = p.upper[1] = 0.1 + 0.2;
  p.lower[4] = p.upper[4] = 1.1;
  for (int trial = 0; trial < 10; ++trial) {
    Function f = conductivity_like(random, 4, 1);
    const DesignRun r = run(f, p, {0.2, 0.3, 0.25, 0.25, 0.7});
    EXPECT_TRUE(r.converged);
    for (std::size_t i = 0; i < f.seen.size(); i += 5) {
      ASSERT_EQ(f.seen[i + 1], 0.1 + 0.2);
      ASSERT_EQ(f.seen[i + 4], 1.1);
    }
  }
}

TEST(Locks, OfEverythingLeaveOneEvaluation) {
  Function f = quadratic(Point(9, 0.0), {1, 2, 3});
  Polytope p = simplex(3);
  p.lower = p.upper = {0.1, 0.2, 0.7};
  const DesignRun r = run(f, p, {0.1, 0.2, 0.7});
  EXPECT_EQ(r.evaluations, 1);
  EXPECT_EQ(r.point, (Point{0.1, 0.2, 0.7}));
  EXPECT_TRUE(r.converged);
  EXPECT_EQ(r.multipliers.bounds.size(), 3u);
}

TEST(Bounds, MultipliersSayWhatRelaxingBuys) {
  Random random(4);
  constexpr double kStep = 1e-5;
  int checked = 0;
  Options options;
  options.kkt_tolerance = 1e-10;
  options.value_noise = 1e-12;
  for (int trial = 0; trial < 20; ++trial) {
    Function f = quadratic(random_concave(random, 4),
                           {3 * random.normal(), random.normal(), random.normal(), random.normal()});
    Polytope p = simplex(4);
    p.lower = {0.07, 0.1, 0, 0.02};
    p.upper = {0.5, 0.45, 0.3, 1};
    if (trial % 2) p.lower[3] = p.upper[3] = 0.2;
    const DesignRun r = run(f, p, uniform(4), options);
    for (const ActiveBound& bound : r.multipliers.bounds) {
      const int i = bound.variable;
      const auto value_with = [&](double move) {
        Polytope relaxed = p;
        if (bound.side != Side::upper) relaxed.lower[i] += move;
        if (bound.side != Side::lower) relaxed.upper[i] += move;
        return run(f, relaxed, r.point, options).value;
      };
      const double outward = bound.side == Side::lower ? -1 : 1;
      const double slope = (value_with(outward * kStep) - value_with(-outward * kStep)) / (2 * kStep);
      EXPECT_NEAR(bound.multiplier, slope, 1e-3 * (1 + std::fabs(slope)));
      ++checked;
    }
    Polytope more = p, less = p;
    more.sums[0].sum += kStep;
    less.sums[0].sum -= kStep;
    EXPECT_NEAR(r.multipliers.sums[0],
                (run(f, more, r.point, options).value - run(f, less, r.point, options).value) / (2 * kStep),
                1e-3 * (1 + std::fabs(r.multipliers.sums[0])));
  }
  EXPECT_GE(checked, 20);
}

TEST(Bounds, TheKktResidualAgreesWithFiniteDifferences) {
  Random random(5);
  const Polytope p = shares_and_salt(3, 3);
  for (int trial = 0; trial < 10; ++trial) {
    Function f = conductivity_like(random, 3, 1);
    Options options;
    options.max_iterations = 2;  // far from the end
    const DesignRun r = run(f, p, {0.4, 0.3, 0.3, 0.5}, options);
    Point gradient(4), vertex(4);
    for (int i = 0; i < 4; ++i) {
      constexpr double kStep = 1e-6;
      Point up = r.point, down = r.point;
      up[i] += kStep, down[i] -= i == 3 && r.point[3] < kStep ? 0 : kStep;
      gradient[i] = (f(up) - f(down)) / (up[i] - down[i]);
    }
    const double gain = first_order_gain(p, r.point.data(), gradient.data(), vertex.data());
    EXPECT_NEAR(r.kkt_residual, gain / r.value, 1e-6 * (1 + r.kkt_residual));
  }
}

// ---- manners

TEST(Run, IsTheSameEveryTime) {
  Random random(6);
  Function f = conductivity_like(random, 4, 2);
  const Polytope p = shares_and_salt(4, 3);
  const Point start{0.25, 0.25, 0.25, 0.25, 1};
  const DesignRun a = run(f, p, start);
  const Point seen = f.seen;
  const DesignRun b = run(f, p, start);
  EXPECT_EQ(seen, f.seen);
  EXPECT_EQ(a.point, b.point);
  EXPECT_EQ(a.trace_points, b.trace_points);
  Options options;
  options.seed = 2;
  const DesignRun c = run(f, p, start, options);
  EXPECT_NE(seen, f.seen);
  EXPECT_NEAR(a.value, c.value, 1e-6 * a.value);
}

TEST(Run, BeginsAtTheRequestsPointAndStaysWhenItIsTheBest) {
  Function f = quadratic({-2, 0, 0, 0, -2, 0, 0, 0, -2}, {0.8, 0.6, 0.6});
  const Point best{0.4, 0.3, 0.3};
  const DesignRun r = run(f, simplex(3), best);
  EXPECT_EQ(r.point, best);
  EXPECT_EQ(r.trace_values.size(), 1u);
  EXPECT_EQ(r.iterations, 0);
  // From elsewhere the trace leads from the request's point to the same place, though others came sooner.
  const DesignRun other = run(f, simplex(3), {0.1, 0.8, 0.1});
  EXPECT_EQ(point_at(other.trace_points, 3, 0), (Point{0.1, 0.8, 0.1}));
  for (int i = 0; i < 3; ++i) EXPECT_NEAR(other.point[i], best[i], 1e-3);
  EXPECT_EQ(other.optima.size(), 1u);
  EXPECT_EQ(other.optima[0].starts, 16);
}

TEST(Run, GoesOnToABoundThatIsNearerThanTheToleranceSees) {
  Function f = quadratic(Point(4, 0.0), {11, 10});
  Options options;
  options.starts = 1;
  const DesignRun r = run(f, simplex(2), {0.9999, 0.0001}, options);  // the residual here is 1e-5
  EXPECT_EQ(r.point, (Point{1, 0}));
  EXPECT_EQ(r.batches, 2);
}

TEST(Run, KeepsHillsApartThatStandClose) {
  Function f(2, [](const double* x, double* g) {
    const auto hill = [&](double top, double height) {
      const double t = (x[0] - top) / 0.02, value = height * std::exp(-t * t);
      g[0] -= 2 * t / 0.02 * value;
      return value;
    };
    g[0] = g[1] = 0;
    return hill(0.5, 1) + hill(0.6, 1.2);
  });
  Options options;
  options.starts = 2;  // the second is the centre
  const DesignRun r = run(f, simplex(2), {0.6, 0.4}, options);
  ASSERT_EQ(r.optima.size(), 2u);
  EXPECT_NEAR(r.optima[0].point[0], 0.6, 1e-3);
  EXPECT_NEAR(r.optima[1].point[0], 0.5, 1e-3);
}

TEST(Run, ProjectsAnInfeasibleStart) {
  Function f = quadratic(Point(9, 0.0), {1, 1, 1});
  EXPECT_EQ(run(f, simplex(3), {3, 0, 0}).point, (Point{1, 0, 0}));
}

TEST(Run, OneStartIsPlainAscentFromThere) {
  Function f = quadratic({2, 0, 0, 0, 2.2, 0, 0, 0, 1.8}, {0, 0, 0});
  Options options;
  options.starts = 1;
  EXPECT_EQ(run(f, simplex(3), {0.8, 0.1, 0.1}, options).point, (Point{1, 0, 0}));
}

TEST(Run, WithoutIterationsReturnsTheBestStart) {
  Random random(7);
  Function f = conductivity_like(random, 3, 1);
  Options options;
  options.max_iterations = 0;
  const DesignRun r = run(f, shares_and_salt(3, 3), {0.2, 0.3, 0.5, 1}, options);
  EXPECT_EQ(r.batches, 1);
  EXPECT_EQ(r.iterations, 0);
  EXPECT_FALSE(r.converged);
}

TEST(Run, DoesNotDependOnTheUnitsOfAVariable) {
  // The same problem with the salt in units of 1/1024: powers of two, so that every digit agrees.
  Random a(8), b(8);
  Function f = conductivity_like(a, 3, 1), g = conductivity_like(b, 3, 1);
  Function scaled(4, [&](const double* x, double* gradient) {
    const Point y{x[0], x[1], x[2], x[3] / 1024};
    double value;
    g.evaluate(y.data(), 1, &value, gradient);
    gradient[3] /= 1024;
    return value;
  });
  const DesignRun r = run(f, shares_and_salt(3, 3), {0.2, 0.3, 0.5, 1});
  const DesignRun s = run(scaled, shares_and_salt(3, 3 * 1024), {0.2, 0.3, 0.5, 1024});
  EXPECT_EQ(s.evaluations, r.evaluations);
  EXPECT_EQ(s.value, r.value);
  EXPECT_EQ(s.point[3], r.point[3] * 1024);
}

TEST(Run, DoesNotDependOnTheUnitsOfTheValue) {
  Random random(9);
  Function f = conductivity_like(random, 3, 1);
  Function scaled(4, [&](const double* x, double* gradient) {
    double value;
    f.evaluate(x, 1, &value, gradient);
    for (int i = 0; i < 4; ++i) gradient[i] *= 1024;
    return 1024 * value;
  });
  const DesignRun r = run(f, shares_and_salt(3, 3), {0.2, 0.3, 0.5, 1});
  const DesignRun s = run(scaled, shares_and_salt(3, 3), {0.2, 0.3, 0.5, 1});
  EXPECT_EQ(s.point, r.point);
  EXPECT_EQ(s.value, r.value * 1024);
}

TEST(Run, IgnoresWhatFixedSumsMakeIrrelevant) {
  // How the objective goes on off the simplex is the network's whim; add to it what is 0 where shares sum
  // to 1.
  Random random(15);
  for (int law = 0; law < 10; ++law) {
    Function f = conductivity_like(random, 4, 1);
    Function whim(5, [&](const double* x, double* g) {
      double value;
      f.evaluate(x, 1, &value, g);
      for (int i = 0; i < 4; ++i) g[i] += 1e9 * (x[0] - x[1] * x[2]);
      return value;
    });
    const DesignRun r = run(f, shares_and_salt(4, 3), {0.1, 0.2, 0.3, 0.4, 1});
    const DesignRun s = run(whim, shares_and_salt(4, 3), {0.1, 0.2, 0.3, 0.4, 1});
    EXPECT_TRUE(s.converged);
    EXPECT_NEAR(s.value, r.value, 1e-6 * r.value);
    EXPECT_NEAR(s.evaluations, r.evaluations, 10);
  }
}

TEST(Run, ReachesATargetWhereTheValueIsZero) {
  // −(κ − target)²: the value at the optimum is 0, so the caller says what counts as small.
  Random random(10);
  Function kappa = conductivity_like(random, 3, 1);
  const double target = 0.7 * kappa({0.3, 0.3, 0.4, 1});
  Function f(4, [&](const double* x, double* g) {
    double value;
    kappa.evaluate(x, 1, &value, g);
    for (int i = 0; i < 4; ++i) g[i] *= -2 * (value - target);
    return -(value - target) * (value - target);
  });
  Options options;
  options.value_scale = target * target;
  const DesignRun r = run(f, shares_and_salt(3, 3), {0.3, 0.3, 0.4, 1}, options);
  EXPECT_TRUE(r.converged);
  EXPECT_NEAR(kappa(r.point), target, 1e-3 * target);
}

// ---- points that are out of bounds to the objective

TEST(NotFinite, AWallIsApproachedNotCrossed) {
  Function f(2, [](const double* x, double* g) {
    g[0] = 1, g[1] = 0;
    return x[0] <= 0.6 ? x[0] : kNaN;
  });
  const DesignRun r = run(f, simplex(2), {0.2, 0.8});
  EXPECT_LE(r.point[0], 0.6);
  EXPECT_NEAR(r.point[0], 0.6, 1e-6);
  EXPECT_FALSE(r.converged);
  EXPECT_LE(r.batches, 60);
}

TEST(NotFinite, StartsThereMoveTowardsTheCentre) {
  // Only the middle of the triangle is allowed; the request is not.
  Function f(3, [](const double* x, double* g) {
    double value = 0;
    for (int i = 0; i < 3; ++i) {
      if (x[i] < 0.15) value = kNaN;
      value -= (x[i] - 0.2 - 0.1 * i) * (x[i] - 0.2 - 0.1 * i);
      g[i] = -2 * (x[i] - 0.2 - 0.1 * i);
    }
    return value + 1;
  });
  Options options;
  options.starts = 1;
  const DesignRun r = run(f, simplex(3), {1, 0, 0}, options);
  EXPECT_TRUE(r.converged);
  const Point expected{0.2 + 0.1 / 3, 0.3 + 0.1 / 3, 0.4 + 0.1 / 3};
  for (int i = 0; i < 3; ++i) EXPECT_NEAR(r.point[i], expected[i], 1e-3);
}

TEST(NotFinite, InfiniteValuesAndGradientsCountToo) {
  Function f(2, [](const double* x, double* g) {
    g[0] = x[0] > 0.9 ? HUGE_VAL : 1;
    g[1] = 0;
    return x[0] > 0.8 ? HUGE_VAL : x[0];
  });
  const DesignRun r = run(f, simplex(2), {0.5, 0.5});
  EXPECT_LE(r.value, 0.8);
  EXPECT_NEAR(r.value, 0.8, 1e-6);
}

TEST(NotFinite, EverywhereIsAnError) {
  Function f(2, [](const double*, double* g) {
    g[0] = g[1] = 0;
    return kNaN;
  });
  const auto r = maximise(f, simplex(2), {0.5, 0.5});
  ASSERT_FALSE(r);
  EXPECT_EQ(r.error().code, "no_finite_value");
  EXPECT_LE(f.batches, 10);
}

// ---- errors

TEST(Errors, NameTheField) {
  Function f = quadratic(Point(9, 0.0), {1, 2, 3});
  const Polytope p = simplex(3);
  const auto field = [&](const Polytope& polytope, const Point& start, auto change) {
    Options options;
    change(options);
    const auto r = maximise(f, polytope, start, options);
    EXPECT_FALSE(r);
    return r ? "no error" : r.error().field;
  };
  const auto nothing = [](Options&) {};
  EXPECT_EQ(field(p, {0.5, 0.5}, nothing), "start");
  EXPECT_EQ(field(p, {0.5, kNaN, 0}, nothing), "start");
  EXPECT_EQ(field(simplex(3, 0.3), uniform(3), nothing), "sums[0]");
  EXPECT_EQ(field(simplex(2), uniform(2), nothing), "");
  EXPECT_EQ(field({}, {}, nothing), "");
  EXPECT_EQ(field(p, uniform(3), [](Options& o) { o.starts = 0; }), "starts");
  EXPECT_EQ(field(p, uniform(3), [](Options& o) { o.max_iterations = -1; }), "max_iterations");
  EXPECT_EQ(field(p, uniform(3), [](Options& o) { o.kkt_tolerance = 0; }), "kkt_tolerance");
  EXPECT_EQ(field(p, uniform(3), [](Options& o) { o.kkt_tolerance = kNaN; }), "kkt_tolerance");
  EXPECT_EQ(field(p, uniform(3), [](Options& o) { o.value_scale = 0; }), "value_scale");
  EXPECT_EQ(field(p, uniform(3), [](Options& o) { o.value_noise = -1; }), "value_noise");
  EXPECT_EQ(f.evaluations, 0);
}

// ---- cost

TEST(Cost, SixteenStartsOfFourSolventsAndSaltTakeFewEvaluations) {
  Random random(11);
  int evaluations = 0, batches = 0;
  constexpr int kLaws = 50;
  for (int law = 0; law < kLaws; ++law) {
    Function f = conductivity_like(random, 4, 1);
    const DesignRun r = run(f, shares_and_salt(4, 3), {0.25, 0.25, 0.25, 0.25, 1});
    EXPECT_TRUE(r.converged);
    for (const Optimum& optimum : r.optima) EXPECT_TRUE(optimum.converged);
    EXPECT_LE(r.batches, 30);
    EXPECT_LE(r.evaluations, 160);
    evaluations += r.evaluations;
    batches += r.batches;
    // No better optimum turns up with eight times the starts.
    Options more;
    more.starts = 128;
    more.seed = 99;
    EXPECT_GE(r.value, run(f, shares_and_salt(4, 3), {0.25, 0.25, 0.25, 0.25, 1}, more).value * (1 - 1e-3));
  }
  EXPECT_LE(evaluations / double(kLaws), 110);
  EXPECT_LE(batches / double(kLaws), 15);
}

/// Adds errors of about 1e-7 that depend on the point alone, as single precision does.
Function in_single_precision(Function& exact) {
  return Function(exact.dimension(), [&exact](const double* x, double* g) {
    double value, key = 0;
    exact.evaluate(x, 1, &value, g);
    for (int i = 0; i < exact.dimension(); ++i) key += x[i] * (i + 0.7318);
    Random noise(static_cast<std::uint64_t>(key * 1e15));
    for (int i = 0; i < exact.dimension(); ++i) g[i] += 3e-7 * (std::fabs(g[i]) + value) * noise.normal();
    return value * (1 + 1e-7 * noise.normal());
  });
}

TEST(SinglePrecision, DoesNotHinderConvergence) {
  Random random(12);
  for (int law = 0; law < 50; ++law) {
    Function exact = conductivity_like(random, 4, 1);
    Function f = in_single_precision(exact);
    const DesignRun r = run(f, shares_and_salt(4, 3), {0.25, 0.25, 0.25, 0.25, 1});
    EXPECT_TRUE(r.converged);
    EXPECT_LE(r.batches, 40);
    EXPECT_LE(r.evaluations, 200);
  }
}

TEST(SinglePrecision, NeverEndsBelowTheStart) {
  Random random(14);
  for (int law = 0; law < 50; ++law) {
    Function exact = conductivity_like(random, 4, 1);
    Function f = in_single_precision(exact);
    Options options;
    options.starts = 1;
    const DesignRun near = run(f, shares_and_salt(4, 3), {0.25, 0.25, 0.25, 0.25, 1}, options);
    options.kkt_tolerance = 1e-9;  // below what the errors allow, so that it tries every way; run() looks
    run(f, shares_and_salt(4, 3), near.point, options);
  }
}

TEST(Cost, TwelveSolventsStayAffordable) {
  Random random(13);
  for (int law = 0; law < 10; ++law) {
    Function f = conductivity_like(random, 12, 1);
    Point start = uniform(12);
    start.push_back(1);
    const DesignRun r = run(f, shares_and_salt(12, 3), start);
    EXPECT_TRUE(r.converged);
    EXPECT_LE(r.evaluations, 300);
  }
}

}  // namespace
}  // namespace mixgrad::design
