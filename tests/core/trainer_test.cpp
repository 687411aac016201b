// The trainer, on conductivities that a made-up law gives for real molecules: it learns them, the same way
// every time, and says so when it cannot.
#include "train/trainer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <limits>

#include "made_up_data.h"
#include "train/jobs.h"

namespace mixgrad::train {
namespace {

double log_error(const Architecture<float>& network, const std::vector<int>& rows) {
  const std::vector<float> y = predict_rows(network, data(), rows);
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
  const TrainedNetwork result = trained(settings, "", [&](int epoch, double l, double v) {
    EXPECT_EQ(epoch, static_cast<int>(loss.size()) + 1);
    loss.push_back(l);
    validation.push_back(v);
  });
  EXPECT_LT(log_error(result.network, split().test), 0.03);  // ln κ spreads by about 0.5
  EXPECT_LT(loss.back(), 0.1 * loss.front());
  EXPECT_LT(result.validation_loss, 0.1 * validation.front());
  EXPECT_EQ(result.epochs, static_cast<int>(loss.size()));
  // What is given back is the best epoch, not the last.
  EXPECT_EQ(result.validation_loss, *std::min_element(validation.begin(), validation.end()));
  EXPECT_EQ(result.validation_loss, validation[static_cast<std::size_t>(result.best_epoch - 1)]);
  EXPECT_EQ(log_error(result.network, split().validation), result.validation_loss);
}

TEST(Trainer, TheBaselinesWithoutALawLearnToo) {
  for (const bool plain : {false, true}) {
    Settings settings = small_settings();
    settings.law = false;
    settings.conductivity.plain_states = plain;
    settings.epochs = 60;
    const TrainedNetwork result = trained(settings);
    EXPECT_EQ(result.network.shape.head.outputs, 1);
    EXPECT_EQ(result.network.shape.head.states, plain ? kPlainStates : kPhysicalStates);
    EXPECT_LT(log_error(result.network, split().test), 0.15);
  }
}

TEST(Trainer, IsDeterministicForASeed) {
  Settings settings = small_settings();
  settings.epochs = 3;
  settings.conductivity.weights.bag_fraction = 0.2;
  const auto run = [&](std::uint64_t seed) {
    settings.seed = seed;
    return weights_of(trained(settings).network);
  };
  const auto first = run(1);
  EXPECT_EQ(run(1), first);
  EXPECT_NE(run(2), first);
}

TEST(Trainer, JobsInParallelChangeNothing) {
  Settings settings = small_settings();
  settings.epochs = 2;
  std::vector<std::vector<float>> weights(4);
  run_jobs(4, 2, [&](int i) {
    Settings own = settings;
    own.seed = static_cast<std::uint64_t>(i % 2);
    weights[static_cast<std::size_t>(i)] = weights_of(trained(own).network);
  });
  EXPECT_EQ(weights[0], weights[2]);
  EXPECT_EQ(weights[1], weights[3]);
  EXPECT_NE(weights[0], weights[1]);
}

TEST(Trainer, StopsWhenNothingImproves) {
  Settings settings = small_settings();
  settings.epochs = 50;
  settings.learning_rate = 0;  // nothing changes, so nothing improves after the first epoch
  settings.patience_epochs = 4;
  const TrainedNetwork result = trained(settings);
  EXPECT_EQ(result.best_epoch, 1);
  EXPECT_EQ(result.epochs, 5);
  settings.epochs = 9;
  settings.early_stopping = false;
  const TrainedNetwork to_the_end = trained(settings);
  EXPECT_EQ(to_the_end.epochs, 9);
  EXPECT_EQ(to_the_end.best_epoch, 9);
}

TEST(Trainer, PredictsRowsOneByOneAsAllTogether) {
  Settings settings = small_settings();
  settings.epochs = 1;
  const TrainedNetwork result = trained(settings);
  std::vector<int> rows;  // more than go into one batch
  for (int i = 0; i < 1100; ++i) rows.push_back((7 * i) % data().rows());
  const std::vector<float> all = predict_rows(result.network, data(), rows);
  ASSERT_EQ(all.size(), 2 * rows.size());
  for (std::size_t i = 0; i < rows.size(); i += 37) {
    const std::vector<float> one = predict_rows(result.network, data(), {rows[i]});
    EXPECT_EQ(one, (std::vector<float>{all[2 * i], all[2 * i + 1]}));
  }
  EXPECT_TRUE(predict_rows(result.network, data(), {}).empty());
}

TEST(Trainer, HeadsThatSawOtherSystemsDisagree) {
  Settings settings = small_settings();
  settings.epochs = 10;
  settings.conductivity.weights.bag_fraction = 0.5;
  settings.shape.heads = 4;
  const TrainedNetwork result = trained(settings);
  const std::vector<float> y = predict_rows(result.network, data(), {0});
  EXPECT_GT(*std::max_element(y.begin(), y.end()) - *std::min_element(y.begin(), y.end()), 1e-3F);
}

TEST(Trainer, StopsWhereNoGradientIsFinite) {
  ConductivityData broken = data();
  for (double& y : broken.log_conductivity) y = std::numeric_limits<double>::quiet_NaN();
  int epochs_run = 0;
  const auto run =
      train_network(broken, split(), small_settings(), "", [&](int, double, double) { ++epochs_run; });
  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().code, "diverged");
  EXPECT_EQ(run.error().field, "made up");
  EXPECT_NE(run.error().message.find("up to epoch 1"), std::string::npos) << run.error().message;
  EXPECT_EQ(epochs_run, 0);
}

TEST(Trainer, ASkippedStepIsCountedAndNoMore) {
  ConductivityData broken = data();
  Settings settings = small_settings();
  settings.epochs = 3;
  broken.log_conductivity[static_cast<std::size_t>(split().train[0])] =
      std::numeric_limits<double>::infinity();
  const auto run = train_network(broken, split(), settings, "", nullptr);
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_EQ(run->skipped_steps, 3);  // the batch with this row, once an epoch
  for (const float w : weights_of(run->network)) ASSERT_TRUE(std::isfinite(w));
  EXPECT_EQ(trained(settings).skipped_steps, 0);
}

TEST(Adam, AStepIntoNowhereIsNoStep) {
  ParameterSet<float> parameters;
  parameters.declare("w", 1, 2);
  Adam adam(parameters, {});
  const float good[] = {1, 2}, bad[] = {1, std::numeric_limits<float>::quiet_NaN()};
  const auto step = [&](const float* gradient) {
    adam.step(parameters, {gradient}, 0.1);
    return parameters.all[0].value;
  };
  const auto start = parameters.all[0].value, moved = step(good);
  EXPECT_NE(moved, start);
  EXPECT_EQ(step(bad), moved);
  EXPECT_EQ(step(bad), moved);
  EXPECT_EQ(adam.steps().taken, 1);
  EXPECT_EQ(adam.steps().skipped, 2);
  EXPECT_EQ(adam.steps().skipped_in_a_row, 2);
  EXPECT_NE(step(good), moved);
  EXPECT_EQ(adam.steps().taken, 2);
  EXPECT_EQ(adam.steps().skipped, 2);
  EXPECT_EQ(adam.steps().skipped_in_a_row, 0);
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
