// Limits of phases for the optimiser: against the phase engine, against differences, and in a design.
#include "model/phase_margin.h"

#include <gtest/gtest.h>

#include <cmath>

#include "laws/constants.h"
#include "phase/flash.h"
#include "phase_models.h"

namespace mixgrad {
namespace {

using phase::between;

/// Three solvents by two heads, with all orders and resemblances.
ExcessGibbs random_learned(Random& random, double most) {
  ExcessGibbs learned{2, 3, {}, {}};
  for (int head = 0; head < 2; ++head) {
    const double moved = between(random, -0.1, 0.1);
    for (int pair = 0; pair < 3; ++pair) {
      const double c[] = {between(random, -1, most) + moved, between(random, -1, 1),
                          between(random, -0.4, 0.4)};
      learned.coefficient.insert(learned.coefficient.end(), c, c + 3);
      for (int k = 0; k < 6; ++k) learned.coefficient.push_back(between(random, -0.5, 0.5));
    }
    for (const double sigma : {1.0, -1.0, between(random, -1, 1), 1.0, between(random, -1, 1), -1.0,
                               between(random, -1, 1), 1.0, -1.0})
      learned.resemblance.push_back(sigma);
  }
  return learned;
}

/// The same for the phase engine.
phase::ModelOf<phase::ExcessSurface> engine_model(const ExcessGibbs& learned) {
  std::vector<double> coefficient, resemblance(9);
  for (std::size_t pair = 0; pair < 3; ++pair) {
    for (std::size_t k = 0; k < 3; ++k) {
      for (std::size_t f = 0; f < 3; ++f)
        coefficient.push_back(
            (learned.coefficient[pair * 9 + f * 3 + k] + learned.coefficient[27 + pair * 9 + f * 3 + k]) / 2);
    }
  }
  for (std::size_t i = 0; i < 9; ++i)
    resemblance[i] = (learned.resemblance[i] + learned.resemblance[9 + i]) / 2;
  coefficient.push_back(0);
  return phase::excess_surface(3, 3, coefficient, resemblance);
}

TEST(PhaseMargin, SaysOfRandomLiquidsWhatThePhaseEngineSays) {
  int one = 0, several = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    const ExcessGibbs learned = random_learned(random, 4);
    const double T = between(random, 250, 350);
    const GibbsSurface ours(learned, 3, nullptr, T);
    const auto model = engine_model(learned);
    const phase::Grid grid(*phase::Surface::make(model, T), 60);
    for (int feed = 0; feed < 40; ++feed) {
      phase::Composition x{random.uniform(), random.uniform(), random.uniform()};
      if (feed % 5 == 0) x[static_cast<std::size_t>(feed / 5 % 3)] = 0;
      const double sum = x[0] + x[1] + x[2];
      for (double& part : x) part /= sum;
      const auto truth = phase::flash(grid, x);
      if (!truth) continue;
      double by_x[3];
      const double depth = ours.separation(x.data(), by_x);
      SCOPED_TRACE(testing::Message() << "seed " << seed << " feed " << x[0] << ' ' << x[1] << ' ' << x[2]);
      if (std::fabs(depth) < 1e-6) continue;  // on the binodal itself
      EXPECT_EQ(depth > 0, truth->count > 1) << depth;
      (truth->count > 1 ? several : one) += 1;
    }
  }
  EXPECT_GT(one, 500);
  EXPECT_GT(several, 500);
}

TEST(PhaseMargin, HasTheSlopesOfDifferences) {
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Random random(seed);
    const ExcessGibbs learned = random_learned(random, 3);
    const SaltAssumption salt{{-2, 1, 4}, {1000, 0, -2000}, 450, 15000};
    const GibbsSurface surface(learned, 3, &salt, 290);
    double x[4], by_x[4], none[4];
    double sum = 0;
    for (double& part : x) sum += part = 0.05 + random.uniform();
    for (double& part : x) part /= sum;
    for (const bool solid : {false, true}) {
      const auto value = [&](const double* at, double* slopes) {
        return solid ? surface.supersaturation(at, slopes) : surface.separation(at, slopes);
      };
      const double here = value(x, by_x);
      if (!solid && (here == GibbsSurface::kNoOther || std::fabs(here) < 1e-6)) continue;
      for (int i = 0; i < 3; ++i) {
        constexpr double h = 1e-5;
        double up[4], down[4];
        std::copy(x, x + 4, up), std::copy(x, x + 4, down);
        up[i] += h, up[3] -= h, down[i] -= h, down[3] += h;
        const double difference = (value(up, none) - value(down, none)) / (2 * h);
        EXPECT_NEAR(by_x[i] - by_x[3], difference, 3e-5 * (1 + std::fabs(difference)))
            << seed << ' ' << solid;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 150);
}

/// A salt that dissolves ideally: ln x_s = −(ΔH/R)(1/T − 1/T_melt) at saturation.
TEST(PhaseMargin, AnIdealSaltDissolvesBySchroedersEquation) {
  const ExcessGibbs ideal{1, 1, {0, 0, 0}, {1, -1}};
  const SaltAssumption salt{{0, 0}, {0, 0}, 500, 12000};
  const double T = 300, saturated = std::exp(-12000 / laws::kGasConstant_J_per_mol_K * (1 / T - 1 / 500.0));
  const GibbsSurface surface(ideal, 2, &salt, T);
  double by_x[3];
  const double x[] = {0.5 * (1 - saturated), 0.5 * (1 - saturated), saturated};
  EXPECT_NEAR(surface.supersaturation(x, by_x), 0, 1e-12);
  EXPECT_NEAR(by_x[2], 1 / saturated, 1e-6);
  const double less[] = {0.5, 0.5 - 1e-3, 1e-3};
  EXPECT_LT(surface.supersaturation(less, by_x), 0);
  EXPECT_EQ(surface.separation(x, by_x), GibbsSurface::kNoOther);
}

/// Salt and diluent do not mix: with more diluent there are two liquids, and the binodal is the phase
/// engine's.
TEST(PhaseMargin, WithASaltAgreesWithThePhaseEngine) {
  const ExcessGibbs learned{1, 1, {0.8, 0, 0}, {1, -1}};
  const SaltAssumption salt{{-4, 4}, {0, 0}, 400, 17000};
  const auto model = phase::margules(3, {{0.8}, {-4}, {4}});
  const GibbsSurface ours(learned, 2, &salt, 298.15);
  const phase::Grid grid(*phase::Surface::make(model, 298.15), 60);
  for (double diluent = 0.02; diluent < 0.95; diluent += 0.03) {
    for (const double share : {0.1, 0.3, 0.5}) {  // of salt in what is not diluent
      const phase::Composition x{(1 - share) * (1 - diluent), diluent, share * (1 - diluent)};
      double by_x[3];
      const auto truth = phase::flash(grid, x);
      ASSERT_TRUE(truth);
      EXPECT_EQ(ours.separation(x.data(), by_x) > 0, truth->count > 1) << diluent << ' ' << share;
    }
  }
}

}  // namespace
}  // namespace mixgrad
