// Learning from liquids: the trainer and the browser say the same of a state, the loss weighs what it should,
// and made-up liquids are learned.
#include "train/mixture_task.h"

#include <gtest/gtest.h>

#include <cmath>

#include "liquids.h"
#include "made_up_data.h"

namespace mixgrad::train {
namespace {

constexpr int kMolecules = 6;
constexpr double kKelvin = 298.15;

/// Properties that follow simple rules: molecules differ in one number, their polarity.
class MadeUp {
 public:
  MadeUp() {
    for (int m = 0; m < kMolecules; ++m) {
      const std::string& smiles = liquids::kSmiles[static_cast<std::size_t>(m)];
      const MolecularGraph graph = golden::graph(smiles);
      data_.molecules.push_back(smiles);
      data_.features.push_back(networks::features(graph));
      data_.molar_mass_g_per_mol.push_back(molar_mass_g_per_mol(graph));
      data_.volume_estimate_cm3_per_mol.push_back(estimated_molar_volume_cm3_per_mol(graph));
      data_.systems.push_back({m, -1});
    }
    for (int a = 0; a < kMolecules; ++a) {
      for (int b = a + 1; b < kMolecules; ++b) data_.systems.push_back({a, b});
    }
    Random random(1);
    for (int p = 0; p < kMeasured; ++p) {
      data_.first_row[p] = static_cast<int>(data_.rows.size());
      for (int s = 0; s < static_cast<int>(data_.systems.size()); ++s)
        add_rows(static_cast<Measured>(p), s, random);
    }
    data_.first_row[kMeasured] = static_cast<int>(data_.rows.size());
  }

  const MixtureData& data() const { return data_; }

 private:
  void add_rows(Measured property, int s, Random& random) {
    const MixtureSystem& system = data_.systems[static_cast<std::size_t>(s)];
    const bool pure = system.second < 0;
    const bool pure_is_measured = property == Measured::molar_volume || property == Measured::log_viscosity;
    if (pure && !pure_is_measured) return;
    for (int i = 0; i < 4; ++i) {
      const double x = pure ? 1 : property == Measured::log_gamma ? i % 2 : 0.05 + 0.9 * random.uniform();
      const double T = 280 + 60 * random.uniform();
      data_.rows.push_back({property, s, x, T, value(property, system, x, T)});
    }
  }

  double value(Measured property, const MixtureSystem& system, double x, double T) const {
    static constexpr double kPolarity[kMolecules] = {1.0, 0.7, 0.45, 0.5, 0.75, 0.6};
    const auto first = static_cast<std::size_t>(system.first);
    const auto second = static_cast<std::size_t>(system.second < 0 ? system.first : system.second);
    const double a = kPolarity[first], b = kPolarity[second];
    const double apart = 8 * (a - b) * (a - b), both = x * (1 - x);
    switch (property) {
      case Measured::molar_volume:
        return (x * data_.volume_estimate_cm3_per_mol[first] +
                (1 - x) * data_.volume_estimate_cm3_per_mol[second]) *
                   (1.03 + 0.0011 * (T - kKelvin)) -
               apart * both;
      case Measured::excess_volume:
        return -apart * both;
      case Measured::excess_enthalpy:
        return 2500 * apart * both * (1 + 0.3 * (a - b) * (2 * x - 1));
      case Measured::log_gamma:
        return apart * (1 + (kKelvin / T - 1));
      case Measured::log_viscosity:
        return x * a + (1 - x) * b - 0.015 * (T - kKelvin) + apart * both;
    }
    return 0;
  }

  MixtureData data_;
};

const MixtureData& liquid_data() {
  static const MadeUp made_up;
  return made_up.data();
}

std::vector<int> all_rows() {
  std::vector<int> rows(liquid_data().rows.size());
  std::iota(rows.begin(), rows.end(), 0);
  return rows;
}

Split one_in_five() {
  Split split{"made up", {}, {}, {}};
  for (const int r : all_rows()) (r % 5 == 0 ? split.validation : split.train).push_back(r);
  return split;
}

/// A random network with as many terms as chance gives it.
Architecture<float> random_network(std::uint64_t seed, MolecularHeads molecular = MolecularHeads::laws) {
  Random random(seed);
  ArchitectureShape shape = networks::small_shape();
  shape.law_free.width = 7;
  shape.molecular = molecular;
  for (int* orders : {&shape.pair.gibbs_orders, &shape.pair.volume_orders, &shape.pair.viscosity_orders})
    *orders = 1 + static_cast<int>(random.below(5));
  return networks::random_network(seed, shape);
}

constexpr MolecularHeads kBoth[] = {MolecularHeads::laws, MolecularHeads::law_free};

// ---- What is said of a row ----

/// The mean of the heads and their deviation, in logarithms where LiquidEstimate has them so.
struct Spread {
  double mean = 0, deviation = 0;
};
Spread spread_of(const float* y, std::size_t heads, double unit, bool logarithm) {
  Spread s;
  double square = 0;
  for (std::size_t k = 0; k < heads; ++k) {
    const double value = logarithm ? std::log(unit * y[k]) : unit * y[k];
    s.mean += value / static_cast<double>(heads);
    square += value * value / static_cast<double>(heads);
  }
  s.deviation = std::sqrt(std::max(0.0, square - s.mean * s.mean));
  return s;
}

// One law, two programs: the trainer's sums over rows, and the mixture that the browser evaluates.
TEST(MixtureRows, TheTrainerSaysWhatTheLaboratorySays) {
  const MixtureData& data = liquid_data();
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const Architecture<float> network = random_network(seed);
    const auto heads = static_cast<std::size_t>(network.shape.heads);
    std::vector<LiquidMolecule> molecules;
    for (const std::string& smiles : data.molecules)
      molecules.push_back(liquids::liquid(network, golden::graph(smiles)));
    const std::vector<float> y = predict_mixture_rows(network, data, all_rows());
    ASSERT_EQ(y.size(), data.rows.size() * heads);
    int compared[kMeasured][2] = {};
    for (std::size_t r = 0; r < data.rows.size(); ++r) {
      const MixtureRow& row = data.rows[r];
      const MixtureSystem& system = data.systems[static_cast<std::size_t>(row.system)];
      std::vector<const LiquidMolecule*> chosen{&molecules[static_cast<std::size_t>(system.first)]};
      std::vector<double> x{row.mole_fraction};
      if (system.second >= 0) {
        chosen.push_back(&molecules[static_cast<std::size_t>(system.second)]);
        x.push_back(1 - row.mole_fraction);
      }
      LiquidMixture mixture(network, chosen);
      LiquidEstimates said;
      mixture.evaluate(x.data(), row.temperature_K, false, said);

      const Spread trained =
          spread_of(&y[r * heads], heads, unit_of(row), row.property == Measured::molar_volume);
      Spread expected;
      switch (row.property) {
        case Measured::molar_volume:
          expected = {std::log(said[LiquidProperty::molar_volume].value),
                      said[LiquidProperty::molar_volume].deviation};
          break;
        case Measured::excess_volume:
          expected = {said[LiquidProperty::excess_volume].value,
                      said[LiquidProperty::excess_volume].deviation};
          break;
        case Measured::excess_enthalpy:
          expected = {said[LiquidProperty::excess_enthalpy].value,
                      said[LiquidProperty::excess_enthalpy].deviation};
          break;
        case Measured::log_gamma: {
          const std::size_t solute = row.mole_fraction < 0.5 ? 0 : 1;
          expected = {said.ln_gamma[solute], said.ln_gamma_deviation[solute]};
          break;
        }
        case Measured::log_viscosity:
          expected = {std::log(said[LiquidProperty::viscosity].value),
                      said[LiquidProperty::viscosity].deviation};
          break;
      }
      const double tolerance = 1e-5 * std::max(facts_of(row.property).unit, std::abs(expected.mean));
      EXPECT_NEAR(trained.mean, expected.mean, tolerance) << "row " << r << ", seed " << seed;
      EXPECT_NEAR(trained.deviation, expected.deviation, tolerance) << "row " << r << ", seed " << seed;
      ++compared[static_cast<int>(row.property)][system.second < 0];
    }
    for (int p = 0; p < kMeasured; ++p) EXPECT_GE(compared[p][0], 60) << p;
    for (const Measured p : {Measured::molar_volume, Measured::log_viscosity})
      EXPECT_GE(compared[static_cast<int>(p)][1], 24);
  }
}

TEST(MixtureRows, OneByOneAsAllTogether) {
  const MixtureData& data = liquid_data();
  for (const MolecularHeads molecular : kBoth) {
    const Architecture<float> network = random_network(9, molecular);
    const auto heads = static_cast<std::size_t>(network.shape.heads);
    std::vector<int> rows;  // more than go into one batch
    for (std::size_t i = 0; i < 1100; ++i) rows.push_back(static_cast<int>(7 * i % data.rows.size()));
    const std::vector<float> all = predict_mixture_rows(network, data, rows);
    ASSERT_EQ(all.size(), heads * rows.size());
    for (std::size_t i = 0; i < rows.size(); i += 37) {
      const std::vector<float> one = predict_mixture_rows(network, data, {rows[i]});
      for (std::size_t k = 0; k < heads; ++k)
        EXPECT_NEAR(one[k], all[i * heads + k], 1e-5 * std::max(1.0F, std::abs(one[k]))) << i;
    }
    EXPECT_TRUE(predict_mixture_rows(network, data, {}).empty());
  }
}

TEST(MixtureRows, TheOrderInWhichAPairIsNamedChangesNothing) {
  const MixtureData& data = liquid_data();
  MixtureData turned = data;
  for (MixtureSystem& system : turned.systems) {
    if (system.second >= 0) std::swap(system.first, system.second);
  }
  for (MixtureRow& row : turned.rows) {
    if (turned.systems[static_cast<std::size_t>(row.system)].second >= 0)
      row.mole_fraction = 1 - row.mole_fraction;
  }
  for (const MolecularHeads molecular : kBoth) {
    const Architecture<float> network = random_network(10, molecular);
    const std::vector<float> a = predict_mixture_rows(network, data, all_rows()),
                             b = predict_mixture_rows(network, turned, all_rows());
    for (std::size_t i = 0; i < a.size(); ++i)
      EXPECT_NEAR(b[i], a[i], 2e-5 * std::max(1.0F, std::abs(a[i]))) << i;
  }
}

TEST(MixtureRows, APairOfWhichOneIsAbsentIsThePureLiquid) {
  MixtureData data = liquid_data();
  std::vector<int> pure, pair;
  for (const Measured property : {Measured::molar_volume, Measured::log_viscosity}) {
    for (int m = 0; m < kMolecules; ++m) {
      const double T = 280 + 10.0 * m, value = 50;
      const auto add = [&](const MixtureSystem& system, double x, std::vector<int>& rows) {
        data.systems.push_back(system);
        rows.push_back(static_cast<int>(data.rows.size()));
        data.rows.push_back({property, static_cast<int>(data.systems.size()) - 1, x, T, value});
      };
      add({m, -1}, 1, pure);
      add({m, (m + 1) % kMolecules}, 1, pair);
    }
  }
  for (const MolecularHeads molecular : kBoth) {
    const Architecture<float> network = random_network(11, molecular);
    const std::vector<float> a = predict_mixture_rows(network, data, pure),
                             b = predict_mixture_rows(network, data, pair);
    for (std::size_t i = 0; i < a.size(); ++i)
      EXPECT_NEAR(b[i], a[i], 1e-5 * std::max(1.0F, std::abs(a[i]))) << i;
  }
}

TEST(MixtureRows, AVolumeCountsInRelativeTerms) {
  EXPECT_DOUBLE_EQ(unit_of({Measured::molar_volume, 0, 1, 300, 80}),
                   80 * facts_of(Measured::molar_volume).unit);
  EXPECT_DOUBLE_EQ(unit_of({Measured::excess_volume, 0, 1, 300, 80}), facts_of(Measured::excess_volume).unit);
}

// ---- The loss ----

/// The mean over an epoch's batches, in the order of a seed.
double epoch_loss(MixtureTask& task, const Architecture<float>& network, std::uint64_t seed) {
  Random random(seed);
  task.shuffle(random);
  Tape<float> tape;
  GraphBatch<float> molecules;
  double total = 0;
  for (int b = 0; b < task.batches(); ++b) {
    task.draw(molecules);
    tape.reset();
    BoundParameters<float> bound(tape, network.parameters, false);
    const Var atoms = network.trunk(tape, bound, molecules);
    total += tape.value(task.loss(tape, bound, network, molecules, atoms))[0] / task.batches();
  }
  return total;
}

// Σ_p weight_p (mean over pairs · (1 − share) + mean over pure liquids · share), whatever the number of rows.
TEST(MixtureLoss, EveryPropertyWeighsWhatItsSettingSays) {
  const MixtureData& data = liquid_data();
  const Split split = one_in_five();
  for (const MolecularHeads molecular : kBoth) {
    const Architecture<float> network = random_network(12, molecular);
    const auto heads = static_cast<std::size_t>(network.shape.heads);
    MixtureSettings settings{.batch_systems = 4, .huber_delta = 0.7, .weight = {1, 0.5, 2, 0, 3}};
    settings.pure_share = 0.3;
    double sum[kMeasured][2] = {}, count[kMeasured][2] = {};
    const std::vector<float> y = predict_mixture_rows(network, data, split.train);
    for (std::size_t i = 0; i < split.train.size(); ++i) {
      const MixtureRow& row = data.rows[static_cast<std::size_t>(split.train[i])];
      const bool pure = data.systems[static_cast<std::size_t>(row.system)].second < 0;
      const int p = static_cast<int>(row.property);
      for (std::size_t k = 0; k < heads; ++k) {
        const double error = (y[i * heads + k] - row.value / unit_of(row)) / 0.7;
        sum[p][pure] += 0.7 * 0.7 * (std::sqrt(1 + error * error) - 1);
      }
      ++count[p][pure];
    }
    double expected = 0;
    for (int p = 0; p < kMeasured; ++p) {
      if (count[p][1] > 0) {
        expected += settings.weight[p] * (0.7 * sum[p][0] / count[p][0] + 0.3 * sum[p][1] / count[p][1]);
      } else {
        expected += settings.weight[p] * sum[p][0] / count[p][0];
      }
    }
    MixtureTask task(data, split, settings, network.shape.pair);
    EXPECT_EQ(task.batches(), 6);  // of 21 systems
    for (const std::uint64_t seed : {1, 2})
      EXPECT_NEAR(epoch_loss(task, network, seed), expected, 1e-4 * expected);
  }
}

// Of a system with many rows few are drawn: others in every epoch, and in the long run each as often.
TEST(MixtureLoss, RowsBeyondTheLimitAreDrawnInTurns) {
  const Architecture<float> network = random_network(13);
  Split split{"all", all_rows(), {}, {}};
  MixtureSettings settings{.batch_systems = 8, .rows_per_system = 1, .weight = {0, 1, 1, 1, 1}};
  for (int outlier = 0; outlier < 4; ++outlier) {
    // A system has four rows of each property; one of them is far off.
    MixtureData data = liquid_data();
    for (std::size_t r = 0; r < data.rows.size(); ++r) {
      if (static_cast<int>(r) % 4 == outlier)
        data.rows[r].value += 1e4 * facts_of(data.rows[r].property).unit;
    }
    const auto loss_of = [&](std::uint64_t seed) {
      MixtureTask task(data, split, settings, network.shape.pair);
      return epoch_loss(task, network, seed);
    };
    settings.rows_per_system = 4;
    const double whole = loss_of(1);
    settings.rows_per_system = 1;
    EXPECT_EQ(loss_of(1), loss_of(1));
    EXPECT_NE(loss_of(1), loss_of(2));
    double mean = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) mean += loss_of(seed) / 200;
    EXPECT_NEAR(mean, whole, 0.07 * whole) << outlier;
  }
}

TEST(MixtureLoss, ValidationIsTheWeightedErrorInUnits) {
  const MixtureData& data = liquid_data();
  const Split split = one_in_five();
  const Architecture<float> network = random_network(14);
  const auto heads = static_cast<std::size_t>(network.shape.heads);
  const MixtureSettings settings{.weight = {1, 0.5, 2, 0, 3}};
  const std::vector<float> y = predict_mixture_rows(network, data, split.validation);
  double sum[kMeasured] = {}, count[kMeasured] = {};
  for (std::size_t i = 0; i < split.validation.size(); ++i) {
    const MixtureRow& row = data.rows[static_cast<std::size_t>(split.validation[i])];
    const double mean = spread_of(&y[i * heads], heads, 1, false).mean;
    sum[static_cast<int>(row.property)] += std::abs(mean - row.value / unit_of(row));
    ++count[static_cast<int>(row.property)];
  }
  double expected = 0;
  for (int p = 0; p < kMeasured; ++p) expected += settings.weight[p] * sum[p] / count[p];
  const MixtureTask task(data, split, settings, network.shape.pair);
  EXPECT_NEAR(task.validation_error(network), expected, 1e-6 * expected);
}

// ---- Learning ----

Settings liquid_settings(MolecularHeads molecular) {
  Settings settings = small_settings();
  settings.shape.molecular = molecular;
  settings.shape.pure.width = 8;
  settings.shape.pair = {
      .width = 10, .distance_width = 3, .gibbs_orders = 2, .volume_orders = 2, .viscosity_orders = 2};
  settings.shape.law_free.width = 16;
  settings.mixture.batch_systems = 8;
  return settings;
}

TrainedNetwork trained_on_liquids(const Settings& settings, const RunOptions& options = {}) {
  const Split split = one_in_five();
  MixtureTask task(liquid_data(), split, settings.mixture, settings.shape.pair);
  auto run = train_network(task, settings, options);
  if (run) return std::move(*run);
  ADD_FAILURE() << run.error().field << ": " << run.error().message;
  return {Architecture<float>(settings.shape)};
}

TEST(MixtureTask, LearnsMadeUpLiquidsByTheLawsAndWithoutThem) {
  for (const MolecularHeads molecular : kBoth) {
    SCOPED_TRACE(molecular == MolecularHeads::laws ? "laws" : "baseline");
    Settings settings = liquid_settings(molecular);
    settings.epochs = 120;
    std::vector<double> loss, validation;
    RunOptions options;
    options.progress = [&](int, double l, double v) {
      loss.push_back(l);
      validation.push_back(v);
    };
    const TrainedNetwork result = trained_on_liquids(settings, options);
    ASSERT_EQ(loss.size(), 120U);
    EXPECT_LT(loss.back(), 0.1 * loss.front());
    EXPECT_LT(result.validation_loss, 0.25 * validation.front());
    EXPECT_EQ(result.validation_loss, *std::min_element(validation.begin(), validation.end()));
    EXPECT_EQ(result.skipped_steps, 0);
  }
}

TEST(MixtureTask, IsDeterministicForASeed) {
  for (const MolecularHeads molecular : kBoth) {
    Settings settings = liquid_settings(molecular);
    settings.epochs = 3;
    settings.mixture.rows_per_system = 2;
    const auto run = [&](std::uint64_t seed) {
      settings.seed = seed;
      return weights_of(trained_on_liquids(settings).network);
    };
    const auto first = run(1);
    EXPECT_EQ(run(1), first);
    EXPECT_NE(run(2), first);
  }
}

// A run that starts from another's weights keeps the trunk and what the liquids have of their own.
TEST(MixtureTask, PretrainedWeightsAreWhereAnotherRunStarts) {
  Settings settings = liquid_settings(MolecularHeads::laws);
  settings.epochs = 2;
  const TrainedNetwork liquids = trained_on_liquids(settings);
  settings.shape.head.outputs = laws::Conductivity::kCoefficients;
  auto run = train_network(data(), split(), settings, "", nullptr, nullptr, &liquids.network.parameters);
  ASSERT_TRUE(run) << run.error().message;
  int kept = 0;
  for (const auto& p : run->network.parameters.all) {
    const bool electrolytes = p.name.starts_with("conductivity.") || p.name.starts_with(kElectrolyteBranch);
    for (const auto& q : liquids.network.parameters.all) {
      if (q.name != p.name) continue;
      EXPECT_EQ(q.value == p.value, !electrolytes) << p.name;
      kept += !electrolytes;
    }
  }
  EXPECT_GT(kept, 20);
}

}  // namespace
}  // namespace mixgrad::train
