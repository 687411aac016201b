// The trainer, on conductivities that a made-up law gives for real molecules: it learns them, the same way
// every time, and goes on where it was cut off. Figures of merit and calibration by hand.
#include "train/trainer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "laws/conductivity.h"
#include "temporary_file.h"
#include "train/calibrate.h"
#include "train/evaluation.h"
#include "train/jobs.h"

namespace mixgrad::train {
namespace {

using nlohmann::json;

/// ln κ of a made-up electrolyte; smooth in composition, different by salt.
double made_up(double x_EC, double x_DMC, bool is_fsi, double molality, double temperature) {
  const double raw[laws::Conductivity::kCoefficients] = {0.8 + 0.6 * x_EC - 0.5 * x_DMC + (is_fsi ? 0.3 : 0),
                                                         0.4 * x_EC,
                                                         -0.3 * x_EC,
                                                         0,
                                                         0.4 * x_EC,
                                                         0.2 * x_EC - 0.2,
                                                         0,
                                                         0,
                                                         0};
  const double state[] = {molality, temperature};
  return laws::Conductivity::evaluate(raw, state);
}

/// EC, DMC and DEC with two salts, at random.
ConductivityData made_up_data(int rows) {
  Random random(1);
  std::string text;
  for (int i = 0; i < rows; ++i) {
    double share[3], total = 0;
    for (double& s : share) total += s = random.uniform();
    for (double& s : share) s /= total;
    const bool is_fsi = random.uniform() < 0.4;
    const double m = 0.1 + 2 * random.uniform(), T = 260 + 70 * random.uniform();
    text += json{{"solvents", {{"EC", share[0]}, {"DMC", share[1]}, {"DEC", share[2]}}},
                 {"basis", "mole"},
                 {"salt", is_fsi ? "LiFSI" : "LiPF6"},
                 {"amount", m},
                 {"amount_unit", "mol_per_kg"},
                 {"temperature_K", T},
                 {"conductivity_mS_per_cm", std::exp(made_up(share[0], share[1], is_fsi, m, T))},
                 {"source", "made up"},
                 {"source_group", "made up"}}
                .dump() +
            "\n";
  }
  const TemporaryFile file(text);
  auto data = read_conductivity_data(file.path());
  if (data) return *data;
  ADD_FAILURE() << data.error().field << ": " << data.error().message;
  return {};
}

const ConductivityData& data() {
  static const ConductivityData all = made_up_data(400);
  return all;
}

/// A quarter to test, an eighth to validate, the rest to train.
Split split() {
  Split s{"made up", {}, {}, {}};
  for (int r = 0; r < data().rows(); ++r)
    (r % 4 == 0 ? s.test : r % 8 == 1 ? s.validation : s.train).push_back(r);
  return s;
}

Settings small_settings() {
  Settings s;
  s.shape.encoder = {.width = 12, .rounds = 2, .embedding = 10};
  s.shape.head.width = 16;
  s.shape.head.solvent_width = 8;
  s.shape.head.salt_width = 6;
  s.shape.heads = 2;
  s.epochs = 20;
  s.batch_rows = 32;
  s.learning_rate = 0.01;
  s.bag_fraction = 0;
  s.adam.average_decay = 0.98;
  return s;
}

/// Every weight, for comparing two runs to the last bit.
std::vector<float> weights_of(const Architecture<float>& network) {
  std::vector<float> all;
  for (const auto& p : network.parameters.all) all.insert(all.end(), p.value.begin(), p.value.end());
  return all;
}

double log_error(const Architecture<float>& network, const std::vector<int>& rows, bool law = true) {
  const std::vector<float> y = predict_rows(network, data(), rows, law);
  const std::size_t heads = network.heads.size();
  double total = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    double mean = 0;
    for (std::size_t k = 0; k < heads; ++k) mean += y[i * heads + k];
    total += std::abs(mean / static_cast<double>(heads) -
                      data().log_conductivity[static_cast<std::size_t>(rows[i])]);
  }
  return total / static_cast<double>(rows.size());
}

// ---- Training ----

TEST(Trainer, LearnsAMadeUpLaw) {
  Settings settings = small_settings();
  settings.epochs = 100;
  std::vector<double> loss, validation;
  const TrainedNetwork trained =
      train_network(data(), split(), settings, "", [&](int epoch, double l, double v) {
        EXPECT_EQ(epoch, static_cast<int>(loss.size()) + 1);
        loss.push_back(l);
        validation.push_back(v);
      });
  EXPECT_LT(log_error(trained.network, split().test), 0.03);  // ln κ spreads by about 0.5
  EXPECT_LT(loss.back(), 0.1 * loss.front());
  EXPECT_LT(trained.validation_loss, 0.1 * validation.front());
  EXPECT_EQ(trained.epochs, static_cast<int>(loss.size()));
  // What is given back is the best epoch, not the last.
  EXPECT_EQ(trained.validation_loss, *std::min_element(validation.begin(), validation.end()));
  EXPECT_EQ(trained.validation_loss, validation[static_cast<std::size_t>(trained.best_epoch - 1)]);
  EXPECT_EQ(log_error(trained.network, split().validation), trained.validation_loss);
}

TEST(Trainer, TheBaselineWithoutALawLearnsToo) {
  Settings settings = small_settings();
  settings.law = false;
  settings.epochs = 60;
  const TrainedNetwork trained = train_network(data(), split(), settings, "", nullptr);
  EXPECT_EQ(trained.network.shape.head.outputs, 1);
  EXPECT_LT(log_error(trained.network, split().test, false), 0.15);
}

TEST(Trainer, IsDeterministicForASeed) {
  Settings settings = small_settings();
  settings.epochs = 3;
  settings.bag_fraction = 0.2;
  const auto run = [&](std::uint64_t seed) {
    settings.seed = seed;
    return weights_of(train_network(data(), split(), settings, "", nullptr).network);
  };
  const auto first = run(1);
  EXPECT_EQ(run(1), first);
  EXPECT_NE(run(2), first);
}

TEST(Trainer, JobsInParallelChangeNothing) {
  Settings settings = small_settings();
  settings.epochs = 2;
  std::vector<std::vector<float>> result(4);
  run_jobs(4, 2, [&](int i) {
    Settings own = settings;
    own.seed = static_cast<std::uint64_t>(i % 2);
    result[static_cast<std::size_t>(i)] =
        weights_of(train_network(data(), split(), own, "", nullptr).network);
  });
  EXPECT_EQ(result[0], result[2]);
  EXPECT_EQ(result[1], result[3]);
  EXPECT_NE(result[0], result[1]);
}

TEST(Trainer, StopsWhenNothingImproves) {
  Settings settings = small_settings();
  settings.epochs = 50;
  settings.learning_rate = 0;  // nothing changes, so nothing improves after the first epoch
  settings.patience_epochs = 4;
  const TrainedNetwork trained = train_network(data(), split(), settings, "", nullptr);
  EXPECT_EQ(trained.best_epoch, 1);
  EXPECT_EQ(trained.epochs, 5);
  settings.epochs = 9;
  settings.early_stopping = false;
  const TrainedNetwork to_the_end = train_network(data(), split(), settings, "", nullptr);
  EXPECT_EQ(to_the_end.epochs, 9);
  EXPECT_EQ(to_the_end.best_epoch, 9);
}

TEST(Trainer, ARunThatWasCutOffGoesOnAsIfItHadNotBeen) {
  const Settings settings = small_settings();
  const TemporaryFile whole, cut_off;
  // At epoch 11 the state of epoch 10 has been saved: what a run would find that was cut off there.
  const TrainedNetwork at_once =
      train_network(data(), split(), settings, whole.path(), [&](int epoch, double, double) {
        if (epoch == 11) cut_off.write(whole.read());
      });
  int epochs_run = 0;
  const TrainedNetwork continued =
      train_network(data(), split(), settings, cut_off.path(),
                    [&](int epoch, double, double) { EXPECT_EQ(epoch, 11 + epochs_run++); });
  EXPECT_EQ(epochs_run, 10);
  EXPECT_EQ(weights_of(continued.network), weights_of(at_once.network));
  EXPECT_EQ(continued.validation_loss, at_once.validation_loss);
  EXPECT_EQ(continued.best_epoch, at_once.best_epoch);
  EXPECT_EQ(continued.epochs, at_once.epochs);
}

TEST(Trainer, ACheckpointThatDoesNotFitIsNotUsed) {
  Settings settings = small_settings();
  settings.epochs = 10;
  const TemporaryFile file;
  settings.shape.head.width = 17;
  train_network(data(), split(), settings, file.path(), nullptr);
  settings.shape.head.width = 16;
  for (const std::string& contents :
       {file.read(), file.read().substr(0, 1000), std::string("no checkpoint")}) {
    file.write(contents);
    int epochs_run = 0;
    train_network(data(), split(), settings, file.path(), [&](int, double, double) { ++epochs_run; });
    EXPECT_EQ(epochs_run, 10);
  }
}

TEST(Trainer, PredictsRowsOneByOneAsAllTogether) {
  Settings settings = small_settings();
  settings.epochs = 1;
  const TrainedNetwork trained = train_network(data(), split(), settings, "", nullptr);
  std::vector<int> rows;  // more than go into one batch
  for (int i = 0; i < 1100; ++i) rows.push_back((7 * i) % data().rows());
  const std::vector<float> all = predict_rows(trained.network, data(), rows, true);
  ASSERT_EQ(all.size(), 2 * rows.size());
  for (std::size_t i = 0; i < rows.size(); i += 37) {
    const std::vector<float> one = predict_rows(trained.network, data(), {rows[i]}, true);
    EXPECT_EQ(one, (std::vector<float>{all[2 * i], all[2 * i + 1]}));
  }
  EXPECT_TRUE(predict_rows(trained.network, data(), {}, true).empty());
}

TEST(Trainer, HeadsThatSawOtherSystemsDisagree) {
  Settings settings = small_settings();
  settings.epochs = 10;
  settings.bag_fraction = 0.5;
  settings.shape.heads = 4;
  const TrainedNetwork trained = train_network(data(), split(), settings, "", nullptr);
  const std::vector<float> y = predict_rows(trained.network, data(), {0}, true);
  EXPECT_GT(*std::max_element(y.begin(), y.end()) - *std::min_element(y.begin(), y.end()), 1e-3F);
}

// ---- Figures of merit ----

TEST(Figures, ByHand) {
  // Measured 1, 2, 4; predicted 1, 3, 2 mS/cm.
  std::vector<HeldOutRow> rows(3);
  const double measured[] = {1, 2, 4}, predicted[] = {1, 3, 2};
  for (std::size_t i = 0; i < 3; ++i) {
    rows[i].log_measured = std::log(measured[i]);
    rows[i].log_mean = std::log(predicted[i]);
  }
  const Figures f = figures_of(rows);
  EXPECT_EQ(f.rows, 3);
  EXPECT_NEAR(f.mean_absolute_error_mS_per_cm, 1, 1e-12);
  EXPECT_NEAR(f.root_mean_square_error_mS_per_cm, std::sqrt(5.0 / 3), 1e-12);
  EXPECT_NEAR(f.r_squared, 1 - 5 / (14.0 / 3), 1e-12);
  EXPECT_NEAR(f.median_relative_error, 0.5, 1e-12);
  EXPECT_NEAR(f.mean_absolute_log_error, (std::log(1.5) + std::log(2)) / 3, 1e-12);
  EXPECT_EQ(figures_of({}).rows, 0);
}

TEST(Figures, QuantilesInterpolate) {
  EXPECT_EQ(quantile({3, 1, 2}, 0), 1);
  EXPECT_EQ(quantile({3, 1, 2}, 0.5), 2);
  EXPECT_EQ(quantile({3, 1, 2}, 0.75), 2.5);
  EXPECT_EQ(quantile({3, 1, 2}, 1), 3);
  EXPECT_EQ(quantile({7}, 0.9), 7);
}

// ---- Calibration ----

/// Rows whose errors are normal, with the deviation that their heads report plus some noise of their own.
std::vector<HeldOutRow> noisy_rows(int count, double noise, bool known_ground, std::uint64_t seed) {
  Random random(seed);
  std::vector<HeldOutRow> rows;
  for (int i = 0; i < count; ++i) {
    HeldOutRow r;
    r.row = i;
    r.fold = i % 5;
    r.log_deviation = 0.02 + 0.1 * random.uniform();
    r.log_mean = std::hypot(r.log_deviation, noise) * random.normal();
    r.known_ground = known_ground;
    rows.push_back(r);
  }
  return rows;
}

TEST(Calibrating, FindsHowMeasurementsScatter) {
  auto rows = noisy_rows(4000, 0.05, true, 1);
  const auto elsewhere = noisy_rows(4000, 0.2, false, 2);
  rows.insert(rows.end(), elsewhere.begin(), elsewhere.end());
  const Calibration c = fit_calibration({{"made up", rows}});
  // Nine in ten normal deviates are below 1.645 standard deviations.
  for (const double deviation : {0.02, 0.07, 0.12}) {
    EXPECT_NEAR(c.half_width(DomainState::known_ground, deviation), 1.645 * std::hypot(deviation, 0.05),
                0.015);
    EXPECT_NEAR(c.half_width(DomainState::caution, deviation), 1.645 * std::hypot(deviation, 0.2), 0.04);
  }
  for (const Coverage& coverage : measure_coverage({{"made up", rows}})) {
    EXPECT_NEAR(coverage.share_inside, 0.9, 0.02) << coverage.state;
    EXPECT_EQ(coverage.rows, coverage.state == "all" ? 8000 : 4000);
  }
}

TEST(Calibrating, ProtocolsCountTheSame) {
  // Ten times as many easy rows do not drown the hard ones.
  const ProtocolRows easy{"easy", noisy_rows(4000, 0.0, true, 3)},
      hard{"hard", noisy_rows(400, 0.3, true, 4)};
  const double both = fit_calibration({easy, hard}).half_width(DomainState::known_ground, 0.05);
  const double easy_alone = fit_calibration({easy}).half_width(DomainState::known_ground, 0.05);
  EXPECT_GT(both, 2 * easy_alone);
}

TEST(Jobs, RunEachOnce) {
  for (const int threads : {1, 3, 50}) {
    std::vector<std::atomic<int>> count(20);
    run_jobs(20, threads, [&](int i) { ++count[static_cast<std::size_t>(i)]; });
    for (const auto& c : count) EXPECT_EQ(c, 1);
  }
  run_jobs(0, 4, [](int) { FAIL(); });
}

}  // namespace
}  // namespace mixgrad::train
