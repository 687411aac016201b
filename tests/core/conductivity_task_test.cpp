// Learning conductivities on top of liquids: what the trainer predicts is what the laboratory answers, and
// the viscosity of liquids, of which conductivity makes use, stands still.
#include "train/conductivity_task.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "made_up_data.h"
#include "model/laboratory.h"
#include "networks.h"

namespace mixgrad::train {
namespace {

/// ln η of a liquid by the ensemble.
double log_viscosity(Laboratory& laboratory, int solvent, double temperature_K) {
  const auto liquid = laboratory.liquid(
      {.solvents = {solvent}, .amounts = {1}, .temperature_K = temperature_K}, /*gradient=*/false);
  EXPECT_TRUE(liquid);
  return liquid ? std::log((*liquid)[LiquidProperty::viscosity].value) : 0;
}

TEST(ConductivityTask, PredictsWhatTheLaboratoryAnswers) {
  const Architecture<float> network = networks::random_network(21);
  std::vector<int> rows(static_cast<std::size_t>(data().rows()));
  std::iota(rows.begin(), rows.end(), 0);
  const std::vector<float> by_head = predict_rows(network, data(), rows);

  Laboratory laboratory({"1.2.3", "abcdef", network, {}, known_ground_of(data(), rows), {}, {}});
  const auto heads = network.heads.size();
  for (const int row : rows) {
    const auto r = static_cast<std::size_t>(row);
    Mixture mixture;
    mixture.salt_amount = data().molality_mol_per_kg[r];
    mixture.temperature_K = data().temperature_K[r];
    for (int c = data().row_begin[r]; c < data().row_begin[r + 1]; ++c) {
      const auto component = static_cast<std::size_t>(c);
      const auto molecule = static_cast<std::size_t>(data().component[component]);
      mixture.solvents.push_back(*laboratory.solvent(data().molecule_ids[molecule]));
      mixture.amounts.push_back(data().mole_fraction[component]);
    }
    mixture.salt = *laboratory.salt(data().salt_ids[static_cast<std::size_t>(data().salt[r])]);
    const auto answer = laboratory.predict(mixture, false);
    ASSERT_TRUE(answer) << answer.error().message;
    const float* own = by_head.data() + r * heads;
    const double mean = std::accumulate(own, own + heads, 0.0) / static_cast<double>(heads);
    EXPECT_NEAR(std::log(answer->conductivity.value_mS_per_cm), mean, 1e-4) << "row " << row;
  }
}

TEST(ConductivityTask, CompositionGradientAgreesWithDifferences) {
  const Architecture<float> network = networks::random_network(24);
  const int rows[] = {3, 14, 15};
  ConductivityBatch batch;
  batch.fill(data(), rows, 3, 0);
  const CompositionGradient found = composition_gradient(network, data(), batch);
  const std::vector<float> by_head = predict_rows(network, data(), {3, 14, 15});
  const std::size_t heads = network.heads.size();
  for (std::size_t i = 0; i < 3; ++i) {
    const float* own = by_head.data() + i * heads;
    const double mean = std::accumulate(own, own + heads, 0.0) / static_cast<double>(heads);
    EXPECT_NEAR(std::log(found.conductivity_mS_per_cm[i]), mean, 1e-5);
  }
  constexpr float kStep = 0.01F;
  for (std::size_t e = 0; e < batch.component.size(); ++e) {
    double side[2];
    for (int up = 0; up < 2; ++up) {
      ConductivityBatch moved = batch;
      moved.mole_fraction[e] += up ? kStep : -kStep;
      const auto row = static_cast<std::size_t>(batch.component_row[e]);
      side[up] = composition_gradient(network, data(), moved).conductivity_mS_per_cm[row];
    }
    const double slope = (side[1] - side[0]) / (2 * static_cast<double>(kStep));
    EXPECT_NEAR(found.by_mole_fraction[e], slope, 2e-3 * (1 + std::abs(slope))) << "component " << e;
  }
}

TEST(ConductivityTask, HeadsAreToldWhatTheLaboratorySaysOfViscosity) {
  const Architecture<float> network = networks::random_network(22);
  const std::vector<float> terms = walden_terms(network, data().molecules);
  ASSERT_EQ(terms.size(), data().molecule_ids.size() * kWaldenTerms);
  Laboratory laboratory({"1.2.3", "abcdef", network, {}, {}, {}, {}});
  for (const char* name : {"EC", "DMC", "DEC"}) {
    const auto found = std::find(data().molecule_ids.begin(), data().molecule_ids.end(), name);
    ASSERT_NE(found, data().molecule_ids.end());
    const auto i = static_cast<std::size_t>(found - data().molecule_ids.begin());
    const int solvent = *laboratory.solvent(name);
    const double here = log_viscosity(laboratory, solvent, 298.15);
    EXPECT_NEAR(terms[i * kWaldenTerms], here, 1e-5) << name;
    EXPECT_NEAR(terms[i * kWaldenTerms + 1], log_viscosity(laboratory, solvent, 258.15) - here - 0.6, 1e-5)
        << name;
  }
}

TEST(ConductivityTask, LiquidsStandStillWhileSaltsAreLearned) {
  Settings settings = small_settings();
  settings.epochs = 3;
  ArchitectureShape shape = settings.shape;
  shape.molecular = MolecularHeads::laws;
  const Architecture<float> liquids = networks::random_network(23, shape);
  const auto run = train_network(data(), split(), settings, "", nullptr, nullptr, &liquids.parameters);
  ASSERT_TRUE(run) << run.error().message;
  bool told = false;
  for (std::size_t i = 0; i < liquids.parameters.all.size(); ++i) {
    const auto &before = liquids.parameters.all[i], &after = run->network.parameters.all[i];
    ASSERT_EQ(before.name, after.name);
    const bool of_salts =
        before.name.starts_with("conductivity.") || before.name.starts_with(kElectrolyteBranch);
    if (!of_salts) {
      EXPECT_EQ(before.value, after.value) << before.name;
    }
    told = told || (before.name.ends_with(".walden.weight") && before.value != after.value);
  }
  EXPECT_TRUE(told) << "no head learned what viscosity means for conductivity";
}

// So that what was learned of liquids alone does not hang on what conductivity is told.
TEST(ConductivityTask, WaldenChangesNoOtherRandomWeight) {
  ArchitectureShape with = networks::small_shape(), without = with;
  without.molecular = MolecularHeads::none;
  with.heads = without.heads = 1;
  Architecture<float> a(with), b(without);
  EXPECT_TRUE(a.heads[0].has_walden());
  EXPECT_FALSE(b.heads[0].has_walden());
  EXPECT_TRUE(walden_terms(b, data().molecules).empty());
  EXPECT_EQ(a.parameters.all.back().name, "conductivity.head0.walden.weight");
}

}  // namespace
}  // namespace mixgrad::train
