// What separates into what: published equilibria to the digits published, the laws that every equilibrium
// obeys, and its derivatives.
#include "phase/flash.h"

#include <gtest/gtest.h>

#include "phase/tangent_plane.h"
#include "phase_models.h"

namespace mixgrad::phase {
namespace {

Grid grid_of(const MixingModel& model, std::vector<Solid> solids = {}, double T_K = kRoom_K) {
  return Grid(*Surface::make(model, T_K, std::move(solids)), model.components() == 2 ? 400 : 120);
}

Equilibrium require(const Result<Equilibrium>& e) {
  EXPECT_TRUE(e) << (e ? "" : e.error().message);
  return e ? *e : Equilibrium{};
}

/// Lever rule, phase rule, equal potentials, and nothing below the tangent plane.
void expect_lawful(const Grid& grid, const Equilibrium& e) {
  const Surface& surface = grid.surface();
  Composition balance{};
  int present = 0;
  double gibbs = 0;
  for (int i = 0; i < surface.components(); ++i) present += e.feed[i] > 0;
  EXPECT_GE(e.count, 1);
  EXPECT_LE(e.count, present);
  for (int k = 0; k < e.count; ++k) {
    const Phase& p = e.phase[k];
    EXPECT_GT(p.amount, 0);
    for (int i = 0; i < kMostComponents; ++i) balance[i] += p.amount * p.x[i];
    if (p.solid >= 0) continue;
    const Composition mu = surface.potentials(p.x);
    for (int i = 0; i < surface.components(); ++i) {
      if (e.feed[i] > 0) {
        EXPECT_NEAR(mu[i], e.potential[i], 1e-9);
      }
    }
  }
  EXPECT_LT(distance(balance, e.feed), 1e-12);
  for (int i = 0; i < surface.components(); ++i) gibbs += e.feed[i] > 0 ? e.feed[i] * e.potential[i] : 0;
  EXPECT_NEAR(gibbs, e.gibbs, 1e-10);
  EXPECT_LE(deepest_below(grid, e.potential).depth, kStable);
}

TEST(RegularSolution, BinodalsAsPublished) {
  for (const auto& [chi, x] : {std::pair{2.5, 0.144794}, {3.0, 0.070720}, {4.0, 0.021248}}) {
    const auto model = margules(2, {{chi}});
    const Grid grid = grid_of(model);
    const Equilibrium e = require(flash(grid, {0.5, 0.5}));
    expect_lawful(grid, e);
    ASSERT_EQ(e.count, 2);
    EXPECT_NEAR(std::min(e.phase[0].x[0], e.phase[1].x[0]), x, 5e-7);
    EXPECT_NEAR(e.phase[0].x[0] + e.phase[1].x[0], 1, 1e-12);
    EXPECT_NEAR(e.phase[0].amount, 0.5, 1e-12);
  }
  const auto miscible = margules(2, {{2.0}});
  EXPECT_EQ(require(flash(grid_of(miscible), {0.5, 0.5})).count, 1);
}

TEST(SymmetricTernary, FourPhasesMeetAtFourLnTwo) {
  const auto model = symmetric_ternary(4 * std::log(2));
  const Grid grid = grid_of(model);
  const Equilibrium e = require(flash(grid, {0.4, 0.32, 0.28}));
  expect_lawful(grid, e);
  ASSERT_EQ(e.count, 3);
  const double most = 2. / 3, least = 1. / 6;
  for (const Composition& x : {Composition{most, least, least}, {least, most, least}, {least, least, most}}) {
    bool found = false;
    for (const Phase& p : e.phase) found = found || distance(p.x, x) < 1e-9;
    EXPECT_TRUE(found);
    EXPECT_NEAR(grid.surface().gibbs(x), -0.174416, 5e-7);
  }
  EXPECT_NEAR(e.gibbs, -0.174416, 5e-7);
  // The fourth: the middle lies in the same plane, as a minimum of the distance from it.
  const Composition centre{1. / 3, 1. / 3, 1. / 3};
  EXPECT_NEAR(grid.surface().gibbs(centre), -0.174416, 5e-7);
  const Tangent t = deepest_near(grid.surface(), e.potential, {0.3, 0.36, 0.34});
  EXPECT_LT(distance(t.x, centre), 1e-7);
  EXPECT_NEAR(t.depth, 0, 1e-12);
}

// C. M. McDonald, C. A. Floudas, AIChE J. 1995, 41, 1798, doi 10.1002/aic.690410715: local searches stop at
// −0.01961.
TEST(NrtlTrap, TheGlobalMinimumIsFound) {
  const auto model = nrtl(2, {{3.00498, 4.69071, 0.391965}});
  const Grid grid = grid_of(model);
  const Equilibrium e = require(flash(grid, {0.5, 0.5}));
  expect_lawful(grid, e);
  ASSERT_EQ(e.count, 2);
  EXPECT_NEAR(e.gibbs, -0.0201983, 5e-8);
  EXPECT_NEAR(std::min(e.phase[0].x[0], e.phase[1].x[0]), 0.0045571, 5e-8);
  EXPECT_NEAR(std::max(e.phase[0].x[0], e.phase[1].x[0]), 0.5919872, 5e-8);
}

TEST(TolueneWaterAniline, SeparatesAsPublished) {
  const auto model = toluene_water_aniline();
  const Grid grid = grid_of(model);
  const Equilibrium e = require(flash(grid, {0.29989, 0.20006, 0.50005}));
  expect_lawful(grid, e);
  ASSERT_EQ(e.count, 2);
  const bool first = e.phase[0].x[1] < e.phase[1].x[1];
  const Composition &organic = e.phase[first ? 0 : 1].x, &water = e.phase[first ? 1 : 0].x;
  const double expected[2][3] = {{0.34674, 0.07585, 0.57742}, {9.13e-5, 0.99495, 0.00496}};
  for (int i = 0; i < 3; ++i) {
    EXPECT_NEAR(organic[i], expected[0][i], 5.001e-6);
    EXPECT_NEAR(water[i], expected[1][i], i == 0 ? 5e-8 : 5.001e-6);
  }
}

TEST(Flash, TracesAndAbsentComponents) {
  const auto model = margules(3, {{12}, {0.5}, {9}});  // 1 and 3 mix; 2 with neither
  const Grid grid = grid_of(model);
  for (const Composition& feed :
       {Composition{0.5, 0.5, 0}, {0.5, 0.5 - 1e-9, 1e-9}, {0.3, 0.6, 0.1}, {1e-7, 1 - 2e-7, 1e-7}}) {
    const Equilibrium e = require(flash(grid, feed));
    expect_lawful(grid, e);
    EXPECT_EQ(e.count, feed[1] > 0.99 ? 1 : 2);
    for (int k = 0; k < e.count; ++k) EXPECT_EQ(e.phase[k].x[2] > 0, feed[2] > 0);
  }
  const Equilibrium pure = require(flash(grid, {0, 1, 0}));
  EXPECT_EQ(pure.count, 1);
  EXPECT_EQ(pure.gibbs, 0);
}

TEST(Flash, RefusesWhatIsNotAFeed) {
  const auto model = margules(2, {{3}});
  const Grid grid = grid_of(model);
  for (const Composition& feed : {Composition{0.5, 0.6}, {-0.1, 1.1}, {0.5, 0.4, 0.1}, {std::nan(""), 1}}) {
    const auto e = flash(grid, feed);
    ASSERT_FALSE(e);
    EXPECT_EQ(e.error().code, "bad_value");
    EXPECT_EQ(e.error().field, "feed");
  }
}

// ---- Solids

/// A salt that melts far above room temperature.
Solid salt(double dH = 20000, double melting_K = 500) { return {{1, 0, 0}, 0, dH, melting_K}; }

TEST(Solids, AnIdealSolutionSaturatesByItsMeltingPoint) {
  const auto model = margules(2, {{0}});
  const Grid grid = grid_of(model, {salt()});
  const Equilibrium e = require(flash(grid, {0.6, 0.4}));
  expect_lawful(grid, e);
  ASSERT_EQ(e.count, 2);
  EXPECT_EQ(e.phase[1].solid, 0);  // liquids first
  const double solubility = std::exp(-20000 / 8.31446261815324 * (1 / kRoom_K - 1 / 500.0));
  EXPECT_NEAR(e.phase[0].x[0], solubility, 1e-11);
  EXPECT_NEAR(e.phase[1].amount, (0.6 - solubility) / (1 - solubility), 1e-11);  // lever rule
  EXPECT_EQ(require(flash(grid, {solubility - 1e-6, 1 - solubility + 1e-6})).count, 1);
  EXPECT_EQ(require(flash(grid, {1, 0})).phase[0].solid, 0);
  EXPECT_EQ(require(flash(grid_of(model, {salt()}, 510), {0.9, 0.1})).count, 1);  // molten
}

TEST(Solids, ASolvateLiesBetween) {
  const auto model = margules(2, {{-1}});
  const Solid solvate{{1, 3, 0}, -4.5};
  const Grid grid = grid_of(model, {salt(), solvate});
  // Richer in salt than the solvate: the two solids alone, no liquid.
  const Equilibrium dry = require(flash(grid, {0.5, 0.5}));
  expect_lawful(grid, dry);
  ASSERT_EQ(dry.count, 2);
  EXPECT_GE(dry.phase[0].solid, 0);
  EXPECT_GE(dry.phase[1].solid, 0);
  const Equilibrium wet = require(flash(grid, {0.2, 0.8}));
  expect_lawful(grid, wet);
  ASSERT_EQ(wet.count, 2);
  EXPECT_EQ(wet.phase[1].solid, 1);
  EXPECT_NEAR(wet.potential[0] + 3 * wet.potential[1], -4.5, 1e-10);
}

TEST(Solids, SaltSolventAndDiluentMeetInOnePoint) {
  const auto model = margules(3, {{-4}, {5}, {0.8}});
  const Grid grid = grid_of(model, {salt()});
  const Equilibrium e = require(flash(grid, {0.35, 0.35, 0.3}));
  expect_lawful(grid, e);
  ASSERT_EQ(e.count, 3);
  EXPECT_EQ(e.phase[0].solid, -1);
  EXPECT_EQ(e.phase[1].solid, -1);
  EXPECT_EQ(e.phase[2].solid, 0);
}

// ---- Derivatives

/// Against central differences of flashes; `at(step)` makes the system moved by a step of the quantity.
template <class At>
void expect_derivative(const Sensitivity::Of& of, int count, double step, At at) {
  const Equilibrium up = at(step), down = at(-step);
  ASSERT_EQ(up.count, count);
  ASSERT_EQ(down.count, count);
  const auto near = [](double value, double difference) {
    EXPECT_NEAR(value, difference, 1e-6 * std::max(1e-2, std::fabs(difference)));
  };
  near(of.gibbs, (up.gibbs - down.gibbs) / (2 * step));
  for (int k = 0; k < count; ++k) {
    // The order of the liquids is not promised.
    int u = k, d = k;
    for (int l = 0; l < count; ++l) {
      if (distance(up.phase[l].x, up.phase[k].x) < 1e-2) u = l;
      if (distance(down.phase[l].x, up.phase[k].x) < 1e-2) d = l;
    }
    near(of.amount[k], (up.phase[u].amount - down.phase[d].amount) / (2 * step));
    for (int i = 0; i < kMostComponents; ++i)
      near(of.x[k][i], (up.phase[u].x[i] - down.phase[d].x[i]) / (2 * step));
  }
}

void expect_derivatives(const Composition& feed, int count, const std::vector<Solid>& solids) {
  const auto model =
      margules(3, {{2.9, 0.3, 3000}, {3.1, -0.2, -2000}, {2.7, 0.1, 1000}}, 0.4, {1, 1.2, 0.9});
  const auto solve = [&](const ModelOf<ExcessSurface>& m, double T, const std::vector<Solid>& s,
                         Composition z) { return require(flash(Grid(*Surface::make(m, T, s), 40), z)); };
  const Equilibrium e = solve(model, kRoom_K, solids, feed);
  ASSERT_EQ(e.count, count);
  const auto s = sensitivity(*Surface::make(model, kRoom_K, solids), e);
  ASSERT_TRUE(s);
  expect_derivative(s->temperature, count, 1e-3,
                    [&](double d) { return solve(model, kRoom_K + d, solids, feed); });
  ASSERT_EQ(s->parameter.size(), model.parameter().size());
  for (std::size_t p = 0; p < model.parameter().size(); ++p) {
    expect_derivative(s->parameter[p], count, 1e-5, [&](double d) {
      std::vector<double> moved = model.parameter();
      moved[p] += d;
      return solve({model.law(), moved}, kRoom_K, solids, feed);
    });
  }
  ASSERT_EQ(s->solid_ln_K.size(), solids.size());
  for (std::size_t k = 0; k < solids.size(); ++k) {
    expect_derivative(s->solid_ln_K[k], count, 1e-5, [&](double d) {
      auto moved = solids;
      moved[k].ln_K_ref += d;
      return solve(model, kRoom_K, moved, feed);
    });
  }
  for (int i = 0; i < 3; ++i) {
    expect_derivative(s->feed[i], count, 1e-6, [&](double d) {
      Composition moved = feed;
      moved[i] += d;
      for (double& x : moved) x /= 1 + d;
      Equilibrium out = solve(model, kRoom_K, solids, moved);
      for (int k = 0; k < out.count; ++k) out.phase[k].amount *= 1 + d;
      out.gibbs *= 1 + d;
      return out;
    });
  }
}

TEST(Sensitivity, OfTwoLiquids) { expect_derivatives({0.5, 0.45, 0.05}, 2, {}); }
TEST(Sensitivity, OfThreeLiquids) { expect_derivatives({0.33, 0.33, 0.34}, 3, {}); }
TEST(Sensitivity, OfALiquidAndASolid) { expect_derivatives({0.5, 0.05, 0.45}, 2, {salt(12000)}); }
TEST(Sensitivity, OfTwoLiquidsAndASolvate) {
  expect_derivatives({0.2, 0.35, 0.45}, 3, {{{1, 1, 0}, -2.2, 8000}});
}
TEST(Sensitivity, OfOneLiquid) { expect_derivatives({0.01, 0.02, 0.97}, 1, {}); }

}  // namespace
}  // namespace mixgrad::phase
