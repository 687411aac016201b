// The inside of clusters: the salt's concentration there, and what each cause changes in it.
#include "phase/pseudo_phases.h"

#include <gtest/gtest.h>

#include <cmath>

#include "phase/margules.h"

namespace mixgrad::phase {
namespace {

/// Salt, solvent, diluent; the solvent leaves the salt on warming, the diluent comes.
ModelOf<ExcessSurface> electrolyte(double h12, double h13) {
  return margules(3, {{-0.5, 0, h12}, {3.6, 0, h13}, {0.4, 0.1, 500}});
}

const Composition kFeed{1 / 5.2, 1.2 / 5.2, 3 / 5.2};
const MolarVolumes kVolumes{{80, 104, 151}, {4e-4, 1.2e-3, 1.3e-3}};

PseudoPhases at(const MixingModel& model, double T_K) {
  const auto found = pseudo_phases(model, T_K, kFeed, kVolumes);
  EXPECT_TRUE(found && *found);
  return **found;
}

TEST(PseudoPhases, ShareTheFeedByTheLeverRule) {
  const auto model = electrolyte(-8000, 8000);
  const PseudoPhases p = at(model, 298.15);
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_NEAR(p.inside_share * p.inside[i] + (1 - p.inside_share) * p.medium[i], kFeed[i], 1e-12);
  EXPECT_GT(p.inside[0], kFeed[0]);
  EXPECT_LT(p.medium[0], kFeed[0]);
  EXPECT_NEAR(1000 / p.local_salt_mol_per_l,
              p.room_cm3_per_mol[0] + p.room_cm3_per_mol[1] + p.room_cm3_per_mol[2], 1e-10);
  EXPECT_NEAR(p.local_salt_mol_per_l, 1000 * p.inside[0] / kVolumes.of(p.inside, 298.15), 1e-12);
  EXPECT_EQ(p.room_cm3_per_mol[0], 80);
}

TEST(PseudoPhases, SlopesAgreeWithDifferences) {
  const auto model = electrolyte(-8000, 8000);
  for (const double T : {260.0, 298.15, 330.0}) {
    const PseudoPhases here = at(model, T), below = at(model, T - 0.01), above = at(model, T + 0.01);
    const double per = 1 / 0.02;
    const double k = -here.local_salt_mol_per_l * here.local_salt_mol_per_l / 1000;
    const ByCause expected{k * kVolumes.at(1, T) * (above.per_salt[1] - below.per_salt[1]) * per,
                           k * kVolumes.at(2, T) * (above.per_salt[2] - below.per_salt[2]) * per,
                           k * (kVolumes.slope(0) + here.per_salt[1] * kVolumes.slope(1) +
                                here.per_salt[2] * kVolumes.slope(2))};
    double sum = 0;
    for (std::size_t cause = 0; cause < kCauses; ++cause) {
      EXPECT_NEAR(here.local_salt_by_temperature[cause], expected[cause], 1e-7);
      sum += here.local_salt_by_temperature[cause];
    }
    EXPECT_NEAR(sum, (above.local_salt_mol_per_l - below.local_salt_mol_per_l) * per, 1e-7);
    EXPECT_GT(here.local_salt_by_temperature[kSolvent], 0);
    EXPECT_LT(here.local_salt_by_temperature[kDiluent], 0);
    EXPECT_LT(here.local_salt_by_temperature[kExpansion], 0);
  }
}

TEST(PseudoPhases, CausesAddUpToTheWholeChange) {
  const auto model = electrolyte(-9000, 7000);
  const PseudoPhases a = at(model, 250);
  for (const double T : {251.0, 280.0, 298.15, 345.0}) {
    const PseudoPhases b = at(model, T);
    const ByCause there = local_salt_change(a, b, kVolumes), back = local_salt_change(b, a, kVolumes);
    EXPECT_NEAR(there[0] + there[1] + there[2], b.local_salt_mol_per_l - a.local_salt_mol_per_l, 1e-12);
    for (std::size_t cause = 0; cause < kCauses; ++cause) EXPECT_NEAR(there[cause], -back[cause], 1e-13);
  }
  EXPECT_EQ(local_salt_change(a, a, kVolumes), ByCause{});
}

TEST(PseudoPhases, AreNoneWhereTheFeedStaysOneLiquid) {
  const auto mixing = margules(3, {{-2}, {1}, {0.4}});
  const auto found = pseudo_phases(mixing, 298.15, kFeed, kVolumes);
  ASSERT_TRUE(found);
  EXPECT_FALSE(*found);
}

TEST(PseudoPhases, OfTwoComponentsHaveNoThird) {
  const auto model = electrolyte(0, 0);
  const auto found = pseudo_phases(model, 298.15, {0.3, 0, 0.7}, kVolumes);
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->per_salt[1], 0);
  EXPECT_EQ((*found)->local_salt_by_temperature[kSolvent], 0);
}

}  // namespace
}  // namespace mixgrad::phase
