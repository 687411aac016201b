// Maxima under nonlinear limits that are known: problems of Hock and Schittkowski ("Test Examples for
// Nonlinear Programming Codes", 1981, doi 10.1007/978-3-642-48320-2; HS and their number), and programmes on
// the simplex of the kinds in Boyd and Vandenberghe ("Convex Optimization", 2004,
// doi 10.1017/CBO9780511804441) whose optima follow from one equation in one unknown.
#include <gtest/gtest.h>

#include <string>

#include "design/maximise.h"
#include "design_problems.h"

namespace mixgrad::design {
namespace {

using Point = std::vector<double>;

/// Runs and checks what every run under limits promises.
DesignRun run(Limited& f, const Polytope& p, const Point& start, const Options& options = {}) {
  f.batches = 0;
  const auto result = maximise(f, p, start, options);
  EXPECT_TRUE(result) << (result ? "" : result.error().message);
  if (!result) return {};
  const DesignRun& r = *result;
  EXPECT_LE(infeasibility(p, r.point.data()), 1e-12);
  EXPECT_EQ(r.value, f.at(r.point, 0));
  EXPECT_EQ(r.limits.size(), f.limits());
  EXPECT_EQ(r.limit_multipliers.size(), f.limits());
  bool feasible = true;
  for (std::size_t j = 0; j < r.limits.size(); ++j) {
    EXPECT_EQ(r.limits[j], f.at(r.point, 1 + j));
    EXPECT_GE(r.limit_multipliers[j], 0);
    feasible = feasible && r.limits[j] <= options.limit_tolerance;
  }
  EXPECT_EQ(r.feasible, feasible);
  EXPECT_EQ(r.converged, feasible && r.kkt_residual <= options.kkt_tolerance);
  EXPECT_EQ(r.optima.front().feasible, feasible);
  return r;
}

Polytope box(const Point& lower, const Point& upper) { return {lower, upper, {}}; }
Polytope box(int n, double lower, double upper) { return box(Point(n, lower), Point(n, upper)); }

// ---- problems of the collection, as maxima of −f under −g ≤ 0

using Z = const std::complex<double>*;

template <class... Limits>
Limited problem(int n, const auto& f, const Limits&... limits) {
  return Limited(n, by_complex_step(n, [f](Z x) { return -f(x); }),
                 {by_complex_step(n, [limits](Z x) { return -limits(x); })...});
}

struct Known {
  const char* name;
  Limited f;
  Polytope p;
  Point start;
  double optimum;
};

std::vector<Known> collection() {
  using std::exp, std::log, std::pow;
  const auto square = [](auto x) { return x * x; };
  std::vector<Known> all;
  all.push_back(
      {"HS12",
       problem(
           2, [](Z x) { return 0.5 * x[0] * x[0] + x[1] * x[1] - x[0] * x[1] - 7. * x[0] - 7. * x[1]; },
           [](Z x) { return 25. - 4. * x[0] * x[0] - x[1] * x[1]; }),
       box(2, -10, 10),
       {0, 0},
       -30});
  all.push_back({"HS29",
                 problem(
                     3, [](Z x) { return -x[0] * x[1] * x[2]; },
                     [](Z x) { return 48. - x[0] * x[0] - 2. * x[1] * x[1] - 4. * x[2] * x[2]; }),
                 box(3, -10, 10),
                 {1, 1, 1},
                 -16 * std::sqrt(2.0)});
  all.push_back({"HS34",
                 problem(
                     3, [](Z x) { return -x[0]; }, [](Z x) { return x[1] - exp(x[0]); },
                     [](Z x) { return x[2] - exp(x[1]); }),
                 box({0, 0, 0}, {100, 100, 10}),
                 {0, 1.05, 2.9},
                 -std::log(std::log(10.0))});
  all.push_back({"HS35",
                 problem(
                     3,
                     [](Z x) {
                       return 9. - 8. * x[0] - 6. * x[1] - 4. * x[2] + 2. * x[0] * x[0] + 2. * x[1] * x[1] +
                              x[2] * x[2] + 2. * x[0] * x[1] + 2. * x[0] * x[2];
                     },
                     [](Z x) { return 3. - x[0] - x[1] - 2. * x[2]; }),
                 box(3, 0, 10),
                 {0.5, 0.5, 0.5},
                 1.0 / 9});
  all.push_back({"HS37",
                 problem(
                     3, [](Z x) { return -x[0] * x[1] * x[2]; },
                     [](Z x) { return 72. - x[0] - 2. * x[1] - 2. * x[2]; }),
                 box(3, 0, 42),
                 {10, 10, 10},
                 -3456});
  all.push_back(
      {"HS43",
       problem(
           4,
           [](Z x) {
             return x[0] * x[0] + x[1] * x[1] + 2. * x[2] * x[2] + x[3] * x[3] - 5. * x[0] - 5. * x[1] -
                    21. * x[2] + 7. * x[3];
           },
           [](Z x) {
             return 8. - x[0] * x[0] - x[1] * x[1] - x[2] * x[2] - x[3] * x[3] - x[0] + x[1] - x[2] + x[3];
           },
           [](Z x) {
             return 10. - x[0] * x[0] - 2. * x[1] * x[1] - x[2] * x[2] - 2. * x[3] * x[3] + x[0] + x[3];
           },
           [](Z x) { return 5. - 2. * x[0] * x[0] - x[1] * x[1] - x[2] * x[2] - 2. * x[0] + x[1] + x[3]; }),
       box(4, -10, 10),
       {0, 0, 0, 0},
       -44});
  all.push_back(
      {"HS65",
       problem(
           3,
           [square](Z x) { return square(x[0] - x[1]) + square(x[0] + x[1] - 10.) / 9. + square(x[2] - 5.); },
           [](Z x) { return 48. - x[0] * x[0] - x[1] * x[1] - x[2] * x[2]; }),
       box({-4.5, -4.5, -5}, {4.5, 4.5, 5}),
       {-5, 5, 0},
       0.9535288567});
  all.push_back({"HS66",
                 problem(
                     3, [](Z x) { return 0.2 * x[2] - 0.8 * x[0]; }, [](Z x) { return x[1] - exp(x[0]); },
                     [](Z x) { return x[2] - exp(x[1]); }),
                 box({0, 0, 0}, {100, 100, 10}),
                 {0, 1.05, 2.9},
                 0.5181632741});
  all.push_back({"HS71",  // its equation as two limits
                 problem(
                     4, [](Z x) { return x[0] * x[3] * (x[0] + x[1] + x[2]) + x[2]; },
                     [](Z x) { return x[0] * x[1] * x[2] * x[3] - 25.; },
                     [](Z x) { return x[0] * x[0] + x[1] * x[1] + x[2] * x[2] + x[3] * x[3] - 40.; },
                     [](Z x) { return 40. - x[0] * x[0] - x[1] * x[1] - x[2] * x[2] - x[3] * x[3]; }),
                 box(4, 1, 5),
                 {1, 5, 5, 1},
                 17.0140173});
  all.push_back({"HS76",
                 problem(
                     4,
                     [](Z x) {
                       return x[0] * x[0] + 0.5 * x[1] * x[1] + x[2] * x[2] + 0.5 * x[3] * x[3] -
                              x[0] * x[2] + x[2] * x[3] - x[0] - 3. * x[1] + x[2] - x[3];
                     },
                     [](Z x) { return 5. - x[0] - 2. * x[1] - x[2] - x[3]; },
                     [](Z x) { return 4. - 3. * x[0] - x[1] - 2. * x[2] + x[3]; },
                     [](Z x) { return x[1] + 4. * x[2] - 1.5; }),
                 box(4, 0, 10),
                 {0.5, 0.5, 0.5, 0.5},
                 -4.681818181});
  all.push_back({"HS100",
                 problem(
                     7,
                     [square](Z x) {
                       return square(x[0] - 10.) + 5. * square(x[1] - 12.) + x[2] * x[2] * x[2] * x[2] +
                              3. * square(x[3] - 11.) + 10. * pow(x[4], 6) + 7. * x[5] * x[5] +
                              x[6] * x[6] * x[6] * x[6] - 4. * x[5] * x[6] - 10. * x[5] - 8. * x[6];
                     },
                     [](Z x) {
                       return 127. - 2. * x[0] * x[0] - 3. * x[1] * x[1] * x[1] * x[1] - x[2] -
                              4. * x[3] * x[3] - 5. * x[4];
                     },
                     [](Z x) { return 282. - 7. * x[0] - 3. * x[1] - 10. * x[2] * x[2] - x[3] + x[4]; },
                     [](Z x) { return 196. - 23. * x[0] - x[1] * x[1] - 6. * x[5] * x[5] + 8. * x[6]; },
                     [](Z x) {
                       return -4. * x[0] * x[0] - x[1] * x[1] + 3. * x[0] * x[1] - 2. * x[2] * x[2] -
                              5. * x[5] + 11. * x[6];
                     }),
                 box(7, -10, 10),
                 {1, 2, 0, 4, 0, 1, 1},
                 680.6300573});
  all.push_back(
      {"HS113",
       problem(
           10,
           [square](Z x) {
             return x[0] * x[0] + x[1] * x[1] + x[0] * x[1] - 14. * x[0] - 16. * x[1] + square(x[2] - 10.) +
                    4. * square(x[3] - 5.) + square(x[4] - 3.) + 2. * square(x[5] - 1.) + 5. * x[6] * x[6] +
                    7. * square(x[7] - 11.) + 2. * square(x[8] - 10.) + square(x[9] - 7.) + 45.;
           },
           [](Z x) { return 105. - 4. * x[0] - 5. * x[1] + 3. * x[6] - 9. * x[7]; },
           [](Z x) { return -10. * x[0] + 8. * x[1] + 17. * x[6] - 2. * x[7]; },
           [](Z x) { return 8. * x[0] - 2. * x[1] - 5. * x[8] + 2. * x[9] + 12.; },
           [square](Z x) {
             return -3. * square(x[0] - 2.) - 4. * square(x[1] - 3.) - 2. * x[2] * x[2] + 7. * x[3] + 120.;
           },
           [square](Z x) { return -5. * x[0] * x[0] - 8. * x[1] - square(x[2] - 6.) + 2. * x[3] + 40.; },
           [square](Z x) {
             return -0.5 * square(x[0] - 8.) - 2. * square(x[1] - 4.) - 3. * x[4] * x[4] + x[5] + 30.;
           },
           [square](Z x) {
             return -x[0] * x[0] - 2. * square(x[1] - 2.) + 2. * x[0] * x[1] - 14. * x[4] + 6. * x[5];
           },
           [square](Z x) { return 3. * x[0] - 6. * x[1] - 12. * square(x[8] - 8.) + 7. * x[9]; }),
       box(10, -20, 20),
       {2, 3, 5, 5, 1, 2, 7, 3, 6, 10},
       24.3062091});
  return all;
}

TEST(LimitedOptimum, OfHockAndSchittkowski) {
  for (Known& known : collection()) {
    SCOPED_TRACE(known.name);
    for (const int starts : {1, 16}) {
      Options options;
      options.starts = starts;
      options.kkt_tolerance = 1e-6;
      const DesignRun r = run(known.f, known.p, known.start, options);
      EXPECT_TRUE(r.converged) << starts << " starts, residual " << r.kkt_residual;
      EXPECT_NEAR(-r.value, known.optimum, 1e-5 * std::fabs(known.optimum)) << starts << " starts";
    }
  }
}

// ---- on the simplex

Polytope simplex(int n, double least = 0) {
  Polytope p = box(n, least, 1);
  p.sums.push_back({{}, 1});
  for (int i = 0; i < n; ++i) p.sums[0].variables.push_back(i);
  return p;
}

/// The root of a function that falls, between two points.
template <class F>
double root(double low, double high, F f) {
  for (int i = 0; i < 200; ++i) {
    const double middle = 0.5 * (low + high);
    (f(middle) > 0 ? low : high) = middle;
  }
  return low;
}

TEST(LimitedOptimum, EntropyAtAGivenMean) {  // Boltzmann's: x ∝ exp(−μ a), Boyd and Vandenberghe, 7.2
  const Point a{0, 1, 2, 3, 5};
  const int n = 5;
  const double mean = 1.2;
  const auto boltzmann = [&](double mu) {
    Point x;
    double sum = 0;
    for (const double e : a) x.push_back(std::exp(-mu * e)), sum += x.back();
    for (double& share : x) share /= sum;
    return x;
  };
  const double mu = root(0, 10, [&](double m) {
    const Point x = boltzmann(m);
    double excess = -mean;
    for (int i = 0; i < n; ++i) excess += a[i] * x[i];
    return excess;
  });
  Limited f(n,
            [n](const double* x, double* g) {
              double value = 0;
              for (int i = 0; i < n; ++i) value -= x[i] * std::log(x[i]), g[i] = -1 - std::log(x[i]);
              return value;
            },
            {linear(a, -mean)});
  Options options;
  options.kkt_tolerance = 1e-7;
  options.value_noise = 1e-12;
  const DesignRun r = run(f, simplex(n, 1e-9), Point(n, 0.2), options);
  EXPECT_TRUE(r.converged);
  const Point best = boltzmann(mu);
  for (int i = 0; i < n; ++i) EXPECT_NEAR(r.point[i], best[i], 1e-4);
  EXPECT_NEAR(r.value, f.at(best, 0), 1e-6);
  EXPECT_NEAR(r.limit_multipliers[0], mu, 1e-3 * mu);
}

TEST(LimitedOptimum, OfPosynomials) {  // min Σ c/x, Σ d/x ≤ D: x ∝ √(c + μ d), Boyd and Vandenberghe, 4.5
  const Point c{1, 2, 4, 1}, d{5, 1, 0.5, 3};
  const int n = 4;
  const double most = 35;
  const auto shares = [&](double mu) {
    Point x;
    double sum = 0;
    for (int i = 0; i < n; ++i) x.push_back(std::sqrt(c[i] + mu * d[i])), sum += x.back();
    for (double& share : x) share /= sum;
    return x;
  };
  const auto over = [&](const Point& weight, const Point& x) {
    double sum = 0;
    for (int i = 0; i < n; ++i) sum += weight[i] / x[i];
    return sum;
  };
  const double mu = root(0, 1e3, [&](double m) { return over(d, shares(m)) - most; });
  ASSERT_GT(mu, 0.1);
  const auto posynomial = [n](const Point& weight, double sign, double constant) -> Function::Law {
    return [=](const double* x, double* g) {
      double value = constant;
      for (int i = 0; i < n; ++i) value += sign * weight[i] / x[i], g[i] = -sign * weight[i] / (x[i] * x[i]);
      return value;
    };
  };
  Limited f(n, posynomial(c, -1, 0), {posynomial(d, 1 / most, -1)});
  Options options;
  options.kkt_tolerance = 1e-7;
  options.value_noise = 1e-12;
  const DesignRun r = run(f, simplex(n), Point(n, 0.25), options);
  EXPECT_TRUE(r.converged);
  const Point best = shares(mu);
  for (int i = 0; i < n; ++i) EXPECT_NEAR(r.point[i], best[i], 1e-4);
  EXPECT_NEAR(-r.value, over(c, best), 1e-5 * over(c, best));
  EXPECT_NEAR(r.limit_multipliers[0], mu * most, 1e-3 * mu * most);
}

// Markowitz: the highest return r·x whose variance Σ s x² stays below a limit. The optimum is chosen first,
// zeros included, and the returns made to fit the conditions of Karush, Kuhn and Tucker (programme and limit
// are convex, so they suffice).
TEST(LimitedOptimum, OfPortfoliosOnExactFaces) {
  Random random(11);
  for (int trial = 0; trial < 100; ++trial) {
    const int n = 2 + static_cast<int>(random.below(9));
    Point best(n), s(n), r(n);
    double total = 0;
    for (int i = 0; i < n; ++i) {
      s[i] = 0.5 + random.uniform();
      if (i == 0 || random.uniform() < 0.6) best[i] = 0.1 + random.uniform();
      total += best[i];
    }
    const double mu = 0.5 + random.uniform(), level = random.normal();
    double variance = 0;
    for (int i = 0; i < n; ++i) {
      best[i] /= total;
      variance += s[i] * best[i] * best[i];
      r[i] = best[i] > 0 ? level + 2 * mu * s[i] * best[i] : level - 0.1 - random.uniform();
    }
    Limited f(n, linear(r, 0), {[&](const double* x, double* g) {
                double value = -variance;
                for (int i = 0; i < n; ++i) value += s[i] * x[i] * x[i], g[i] = 2 * s[i] * x[i];
                return value;
              }});
    Options options;
    options.kkt_tolerance = 1e-7;
    options.value_noise = 1e-12;
    options.value_scale = 1;
    const DesignRun run_here = run(f, simplex(n), Point(n, 1.0 / n), options);
    EXPECT_TRUE(run_here.converged) << trial;
    EXPECT_NEAR(run_here.value, f.at(best, 0), 2e-6) << trial;
    for (int i = 0; i < n; ++i) {
      EXPECT_NEAR(run_here.point[i], best[i], 1e-3) << trial;
      if (best[i] == 0) {
        EXPECT_EQ(run_here.point[i], 0) << trial;
      }
    }
  }
}

/// c = r² − |x − centre|²: outside of a ball; with sign −1: inside.
Function::Law ball(const Point& centre, double radius, double sign) {
  return [=](const double* x, double* g) {
    double value = sign * radius * radius;
    for (std::size_t i = 0; i < centre.size(); ++i) {
      value -= sign * (x[i] - centre[i]) * (x[i] - centre[i]);
      g[i] = -2 * sign * (x[i] - centre[i]);
    }
    return value;
  };
}

TEST(LimitedOptimum, OutsideOfABallAroundTheBestVertex) {  // not convex: the optima are apart, on the edges
  for (const double radius : {0.2, 0.5, 1.0}) {
    Limited f(3, linear({1, 0, 0}, 0), {ball({1, 0, 0}, radius, 1)});
    const DesignRun r = run(f, simplex(3), {0.2, 0.5, 0.3});
    EXPECT_TRUE(r.converged);
    EXPECT_NEAR(r.value, 1 - radius / std::sqrt(2.0), 1e-6);
    EXPECT_TRUE(r.point[1] == 0 || r.point[2] == 0);
    ASSERT_GE(r.optima.size(), 2);
    EXPECT_NEAR(r.optima[1].value, r.value, 1e-4);
  }
}

TEST(LimitedOptimum, OfNonConvexLimitsAgainstAGrid) {
  Random random(12);
  for (int trial = 0; trial < 50; ++trial) {
    Point c(3), q(9);
    for (double& value : c) value = random.normal();
    for (double& value : q) value = random.normal();
    const Function::Law indefinite = [q](const double* x, double* g) {
      double value = 0;
      for (int i = 0; i < 3; ++i) {
        g[i] = 0;
        for (int j = 0; j < 3; ++j) {
          value += q[i * 3 + j] * x[i] * x[j];
          g[i] += (q[i * 3 + j] + q[j * 3 + i]) * x[j];
        }
      }
      return value;
    };
    Limited f(3, linear(c, 0), {indefinite});
    Options options;
    options.starts = 32;
    options.value_scale = 0.1;
    const DesignRun r = run(f, simplex(3), {0.3, 0.3, 0.4}, options);
    double best = -1e300;
    for (int i = 0; i <= 200; ++i) {
      for (int j = 0; i + j <= 200; ++j) {
        const Point x{i / 200.0, j / 200.0, (200 - i - j) / 200.0};
        if (f.at(x, 1) <= 0) best = std::max(best, f.at(x, 0));
      }
    }
    if (best < -1e299) continue;
    EXPECT_TRUE(r.feasible) << trial;
    EXPECT_GE(r.value, best - 1e-3 * std::max(std::fabs(best), 0.1)) << trial;
  }
}

// ---- manners

TEST(Limits, ThatDoNotBindChangeNothing) {
  Limited f(3, linear({1, 3, 2}, 0), {linear({1, 1, 1}, -2), linear({0, 1, 0}, -1.5)});
  const DesignRun r = run(f, simplex(3), {0.4, 0.3, 0.3});
  EXPECT_EQ(r.point, (Point{0, 1, 0}));
  EXPECT_EQ(r.limit_multipliers, (Point{0, 0}));
  EXPECT_TRUE(r.converged);
}

TEST(Limits, MultipliersSayWhatRelaxingBuys) {
  const auto best = [](double room) {
    Limited f(3, by_complex_step(3, [](Z x) { return std::log(0.1 + x[0]) + 2. * x[1]; }),
              {by_complex_step(3, [room](Z x) { return x[1] * x[1] + 0.2 * x[2] - 0.3 - room; })});
    Options options;
    options.kkt_tolerance = 1e-8;
    options.value_noise = 1e-13;
    return run(f, simplex(3), {0.4, 0.3, 0.3}, options);
  };
  const DesignRun here = best(0);
  ASSERT_TRUE(here.converged);
  EXPECT_GT(here.limit_multipliers[0], 0.1);
  EXPECT_NEAR(here.limit_multipliers[0], (best(1e-3).value - best(-1e-3).value) / 2e-3, 1e-3);
}

TEST(Limits, ThatCannotBeMetAreTold) {
  Limited f(3, linear({0, 0, 1}, 0),
            {linear({-1, 0, 0}, 0.7), linear({0, -1, 0}, 0.7), linear({0, 0, 1}, -2)});
  const DesignRun r = run(f, simplex(3), {0.2, 0.2, 0.6});
  EXPECT_FALSE(r.feasible);
  EXPECT_FALSE(r.converged);
  EXPECT_NEAR(std::max(r.limits[0], 0.0) + std::max(r.limits[1], 0.0), 0.4, 1e-9);
  EXPECT_LT(r.limits[2], 0);
  EXPECT_EQ(r.value, f.at(r.point, 0));
}

TEST(Limits, AnIslandFarFromTheStartIsFound) {
  Limited f(4, linear({0, 0, 0, 5}, 0), {ball({0.8, 0.1, 0.1, 0}, 0.05, -1)});
  Options options;
  options.starts = 1;
  const DesignRun r = run(f, simplex(4), {0, 0, 0, 1}, options);
  EXPECT_TRUE(r.converged);
  // From the middle of the ball along (−1, −1, −1, 3)/√12.
  EXPECT_NEAR(r.value, 5 * 0.05 * 3 / std::sqrt(12.0), 1e-5);
}

TEST(Limits, EqualitiesMayBeTwoLimits) {
  Limited f(3, linear({1, 2, 3}, 0), {linear({0, 0, 1}, -0.25), linear({0, 0, -1}, 0.25)});
  const DesignRun r = run(f, simplex(3), {0.4, 0.3, 0.3});
  EXPECT_TRUE(r.converged);
  EXPECT_NEAR(r.value, 0.25 * 3 + 0.75 * 2, 1e-9);
  EXPECT_NEAR(r.limit_multipliers[0] - r.limit_multipliers[1], 1, 1e-6);
}

TEST(Limits, GiveTheSameAnswerEveryTime) {
  const auto answer = [] {
    Limited f(3, linear({1, 0, 0}, 0), {ball({1, 0, 0}, 0.5, 1), ball({0, 1, 0}, 0.3, 1)});
    return run(f, simplex(3), {0.2, 0.5, 0.3});
  };
  const DesignRun a = answer(), b = answer();
  EXPECT_EQ(a.point, b.point);
  EXPECT_EQ(a.trace_points, b.trace_points);
  EXPECT_EQ(a.limit_multipliers, b.limit_multipliers);
  EXPECT_EQ(a.evaluations, b.evaluations);
}

TEST(Limits, AWallOfNaNIsNotCrossed) {
  Limited f(2, linear({1, 0}, 0), {[](const double* x, double* g) {
              g[0] = 1, g[1] = 0;
              return x[0] > 0.6 ? std::nan("") : x[0] - 0.5;
            }});
  const DesignRun r = run(f, simplex(2), {0.1, 0.9});
  EXPECT_TRUE(r.converged);
  EXPECT_NEAR(r.value, 0.5, 1e-6);
}

}  // namespace
}  // namespace mixgrad::design
