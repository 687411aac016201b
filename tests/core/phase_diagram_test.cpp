// Diagrams: spinodals and critical points as published, and what regions a triangle has.
#include <gtest/gtest.h>

#include "phase/binary_diagram.h"
#include "phase/ternary_diagram.h"
#include "phase_models.h"

namespace mixgrad::phase {
namespace {

constexpr double kGas = 8.31446261815324;

Grid grid_of(const MixingModel& model, std::vector<Solid> solids = {}, double T_K = kRoom_K) {
  return Grid(*Surface::make(model, T_K, std::move(solids)), model.components() == 2 ? 400 : 120);
}

TEST(BinaryDiagramOf, RegularSolutionsAsPublished) {
  const double published[3][3] = {
      {2.5, 0.144794, 0.276393}, {3, 0.070720, 0.211325}, {4, 0.021248, 0.146447}};
  for (const auto& [chi, binodal, spinodal] : published) {
    const auto model = margules(2, {{chi}});
    const BinaryDiagram d = binary_diagram(grid_of(model));
    ASSERT_EQ(d.coexisting.size(), 1u);
    EXPECT_TRUE(d.not_converged.empty());
    EXPECT_NEAR(d.coexisting[0].phase[0].x[0], binodal, 5e-7);
    EXPECT_NEAR(d.coexisting[0].phase[1].x[0], 1 - binodal, 5e-7);
    ASSERT_EQ(d.spinodal.lines.size(), 2u);
    EXPECT_NEAR(d.spinodal.lines[0][0][0], spinodal, 5e-7);
    EXPECT_NEAR(d.spinodal.lines[1][0][0], 1 - spinodal, 5e-7);
  }
}

TEST(CriticalTemperatures, RegularSolutionAtAOverTwoR) {
  for (const double A_J_per_mol : {4000.0, 5000.0, 6543.21}) {
    const auto model = margules(2, {{A_J_per_mol / (kGas * kRoom_K), 0, A_J_per_mol}});
    const auto critical = critical_temperatures(model, 150, 500);
    ASSERT_TRUE(critical);
    ASSERT_EQ(critical->size(), 1u);
    EXPECT_NEAR(critical->front().temperature_K, A_J_per_mol / (2 * kGas), 1e-7);
    EXPECT_NEAR(critical->front().x[0], 0.5, 1e-8);
    EXPECT_TRUE(critical->front().upper);
    EXPECT_TRUE(critical->front().stable);
  }
}

TEST(CriticalTemperatures, FloryAndHuggins) {
  for (const double N : {1.0, 4.0, 25.0, 100.0, 1000.0, 10000.0}) {
    const double chi = 0.5 * std::pow(1 + 1 / std::sqrt(N), 2), phi = 1 / (1 + std::sqrt(N));
    const auto model = flory_huggins({1, N}, {0}, {chi * 300});  // χ(T) = χ_c 300 K/T
    const auto critical = critical_temperatures(model, 200, 450);
    ASSERT_TRUE(critical);
    ASSERT_EQ(critical->size(), 1u) << N;
    const CriticalTemperature& c = critical->front();
    EXPECT_NEAR(c.temperature_K, 300, 1e-6) << N;
    EXPECT_NEAR(N * c.x[1] / (c.x[0] + N * c.x[1]), phi, 1e-7) << N;
    EXPECT_TRUE(c.upper && c.stable) << N;
  }
}

// A closed loop: ΔH and ΔS of mixing of opposite sign with a heat capacity, A = c + h u + g (u + ln T/T₀).
TEST(CriticalTemperatures, UpperAndLowerOfALoop) {
  const auto model = excess_surface(2, 1, {2.1, 0, -30});
  const auto critical = critical_temperatures(model, 200, 420);
  ASSERT_TRUE(critical);
  ASSERT_EQ(critical->size(), 2u);
  EXPECT_FALSE(critical->at(0).upper);
  EXPECT_TRUE(critical->at(1).upper);
  for (const CriticalTemperature& c : *critical) {
    const double u = kRoom_K / c.temperature_K - 1;
    EXPECT_NEAR(2.1 - 30 * (u + std::log(c.temperature_K / kRoom_K)), 2, 1e-9);
    const auto warmer = flash(grid_of(model, {}, c.temperature_K + 1), {0.5, 0.5});
    ASSERT_TRUE(warmer);
    EXPECT_EQ(warmer->count, c.upper ? 1 : 2);
  }
}

TEST(CriticalTemperatures, RefusesWhatIsNotARange) {
  const auto two = margules(2, {{1}});
  EXPECT_EQ(critical_temperatures(two, 300, 300).error().field, "temperature_K");
  EXPECT_EQ(critical_temperatures(two, -1, 300).error().field, "temperature_K");
  EXPECT_EQ(critical_temperatures(symmetric_ternary(1), 200, 300).error().field, "components");
}

/// What every diagram promises: equal potentials, continuous regions, no hole.
void expect_sound(const Grid& grid, const TernaryDiagram& d) {
  EXPECT_TRUE(d.not_converged.empty());
  for (const TieLineRegion& region : d.regions) {
    for (std::size_t t = 0; t < region.tie_lines.size(); ++t) {
      const Equilibrium& e = region.tie_lines[t];
      ASSERT_EQ(e.count, 2);
      for (int k = 0; k < 2; ++k) {
        EXPECT_EQ(e.phase[k].solid, region.tie_lines[0].phase[k].solid);
        if (e.phase[k].solid >= 0) continue;
        const Composition mu = grid.surface().potentials(e.phase[k].x);
        for (int i = 0; i < 3; ++i) {
          if (e.phase[k].x[i] > 0) {
            EXPECT_NEAR(mu[i], e.potential[i], 1e-9);
          }
        }
        if (t > 0) {
          EXPECT_LT(distance(e.phase[k].x, region.tie_lines[t - 1].phase[k].x), 0.1);
        }
      }
    }
  }
}

TEST(TernaryDiagramOf, AllMiscible) {
  const auto model = symmetric_ternary(1.5);
  const Grid grid = grid_of(model);
  const TernaryDiagram d = ternary_diagram(grid);
  EXPECT_TRUE(d.regions.empty() && d.triangles.empty() && d.spinodal.lines.empty() &&
              d.not_converged.empty());
}

TEST(TernaryDiagramOf, OneMiscibilityGapEndsInItsPlaitPoint) {
  // χ₁₂ = 2.5, the third indifferent to both alike: by symmetry the plait point has x₁ = x₂, and there
  // 1/x₁ = χ₁₂, as in a binary diluted by x₃.
  const auto model = margules(3, {{2.5}, {0.5}, {0.5}});
  const Grid grid = grid_of(model);
  const TernaryDiagram d = ternary_diagram(grid);
  expect_sound(grid, d);
  ASSERT_EQ(d.regions.size(), 1u);
  EXPECT_TRUE(d.triangles.empty());
  EXPECT_EQ(d.spinodal.lines.size(), 1u);
  ASSERT_EQ(d.spinodal.critical.size(), 1u);
  EXPECT_TRUE(d.spinodal.critical[0].stable);
  EXPECT_LT(distance(d.spinodal.critical[0].x, {0.4, 0.4, 0.2}), 1e-9);
  const TieLineRegion& region = d.regions[0];
  EXPECT_NE(region.closed[0], region.closed[1]);
  const Equilibrium &plait = region.closed[0] ? region.tie_lines.front() : region.tie_lines.back(),
                    &edge = region.closed[0] ? region.tie_lines.back() : region.tie_lines.front();
  EXPECT_LT(distance(plait.phase[0].x, plait.phase[1].x), 1e-12);
  EXPECT_NEAR(std::min(edge.phase[0].x[0], edge.phase[1].x[0]), 0.144794, 5e-7);  // the binary edge
  EXPECT_EQ(edge.phase[0].x[2], 0);
}

TEST(TernaryDiagramOf, ThreeGapsAndATriangle) {
  const auto model = symmetric_ternary(4 * std::log(2));
  const Grid grid = grid_of(model);
  const TernaryDiagram d = ternary_diagram(grid);
  expect_sound(grid, d);
  EXPECT_EQ(d.regions.size(), 3u);
  ASSERT_EQ(d.triangles.size(), 1u);
  for (const Phase& p : d.triangles[0].phase)
    EXPECT_NEAR(*std::max_element(p.x.begin(), p.x.end()), 2. / 3, 1e-9);
  // The middle is a fourth phase, in whose neighbourhood the spinodal encloses a stable island.
  EXPECT_EQ(d.spinodal.lines.size(), 4u);
}

TEST(TernaryDiagramOf, SaltSolventAndDiluent) {
  const auto model = margules(3, {{-4}, {5}, {0.8}});
  const Solid salt{{1, 0, 0}, 0, 20000, 500};
  const Grid grid = grid_of(model, {salt});
  const TernaryDiagram d = ternary_diagram(grid);
  expect_sound(grid, d);
  ASSERT_EQ(d.triangles.size(), 1u);
  int liquids = 0, saturated = 0;
  for (const TieLineRegion& region : d.regions) {
    (region.tie_lines[0].phase[0].solid < 0 && region.tie_lines[0].phase[1].solid < 0 ? liquids
                                                                                      : saturated)++;
  }
  EXPECT_EQ(liquids, 1);
  EXPECT_EQ(saturated, 2);  // by the solvent-rich liquid and by the diluent-rich one
}

}  // namespace
}  // namespace mixgrad::phase
