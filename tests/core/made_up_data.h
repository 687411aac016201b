// Conductivities that a made-up law gives for real molecules, and settings small enough to learn them in a
// moment.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "laws/conductivity.h"
#include "random.h"
#include "temporary_file.h"
#include "train/trainer.h"

namespace mixgrad::train {

using nlohmann::json;

/// ln κ of a made-up electrolyte; smooth in composition, different by salt.
inline double made_up(double x_EC, double x_DMC, bool is_fsi, double molality, double temperature) {
  const double raw[laws::Conductivity::kCoefficients] = {0.8 + 0.6 * x_EC - 0.5 * x_DMC + (is_fsi ? 0.3 : 0),
                                                         0.4 * x_EC,
                                                         0.4 * x_EC,
                                                         0.2 * x_EC - 0.2,
                                                         -0.3 * x_EC,
                                                         0};
  const double state[] = {molality, temperature};
  return laws::Conductivity::evaluate(raw, state);
}

/// EC, DMC and DEC with two salts, at random; one row a line, as scripts/calisol23 writes them.
inline std::string made_up_rows(int rows) {
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
  return text;
}

inline const ConductivityData& data() {
  static const ConductivityData all = [] {
    const TemporaryFile file(made_up_rows(400));
    auto read = read_conductivity_data(file.path());
    if (read) return *read;
    ADD_FAILURE() << read.error().field << ": " << read.error().message;
    return ConductivityData{};
  }();
  return all;
}

/// A quarter to test, an eighth to validate, the rest to train.
inline Split split() {
  Split s{"made up", {}, {}, {}};
  for (int r = 0; r < data().rows(); ++r)
    (r % 4 == 0 ? s.test : r % 8 == 1 ? s.validation : s.train).push_back(r);
  return s;
}

inline Settings small_settings() {
  Settings s;
  s.shape.encoder = {.width = 12, .rounds = 2, .embedding = 10};
  s.shape.head.width = 16;
  s.shape.head.solvent_width = 8;
  s.shape.head.salt_width = 6;
  s.shape.heads = 2;
  s.epochs = 20;
  s.conductivity.batch_rows = 32;
  s.learning_rate = 0.01;
  s.conductivity.weights.bag_fraction = 0;
  s.adam.average_decay = 0.98;
  return s;
}

/// A run that should succeed.
inline TrainedNetwork trained(const Settings& settings, const std::string& checkpoint = "",
                              const std::function<void(int, double, double)>& progress = nullptr,
                              const std::function<void(const std::string&)>& note = nullptr) {
  auto run = train_network(data(), split(), settings, checkpoint, progress, note);
  if (run) return std::move(*run);
  ADD_FAILURE() << run.error().field << ": " << run.error().message;
  return {Architecture<float>(settings.shape)};
}

/// Every weight, for comparing two runs to the last bit.
inline std::vector<float> weights_of(const Architecture<float>& network) {
  std::vector<float> all;
  for (const auto& p : network.parameters.all) all.insert(all.end(), p.value.begin(), p.value.end());
  return all;
}

}  // namespace mixgrad::train
