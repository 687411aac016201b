// Trains one network (encoder and ensemble of heads) on part of the data.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "model/architecture.h"
#include "result.h"
#include "train/adam.h"
#include "train/dataset.h"

namespace mixgrad::train {

/// Everything that decides a training run; `weights/settings.json` holds the values of record.
struct Settings {
  ArchitectureShape shape;
  bool law = true;  ///< False: the law-free baseline, ln κ straight from the network.
  int epochs = 200;
  int batch_rows = 256;
  double learning_rate = 3e-3;  ///< Peak; warms up over two epochs, then falls as a half cosine.
  bool early_stopping = true;   ///< False: the last epoch is kept, whatever the validation says.
  int patience_epochs = 60;     ///< Stop when the validation loss has not improved for so long.
  double huber_delta = 0.1;     ///< In ln κ: errors above it count linearly.
  double balance =
      0.5;  ///< A row weighs (rows of its system)^-balance; a system is a salt and a set of solvents.
  double bag_fraction = 0.2;  ///< Share of systems that each head does not see.
  AdamSettings adam;
  std::uint64_t seed = 1;
};

/// Row indices; disjoint. Validation rows choose when to stop, test rows are only ever reported.
struct Split {
  std::string name;
  std::vector<int> train, validation, test;
};

struct TrainedNetwork {
  Architecture<float> network;
  double validation_loss = 0;  ///< Mean absolute error in ln κ.
  int best_epoch = 0;
  int epochs = 0;
  int skipped_steps = 0;  ///< Whose gradient was not finite.
};

/// Deterministic for settings.seed. `progress` is called after every epoch. With a `checkpoint` file named,
/// the state is saved there every ten epochs and a run that was cut off goes on from it; `note` is told, in
/// one line, when the file cannot be used. Errors: `diverged` when a whole epoch gives no finite gradient.
Result<TrainedNetwork> train_network(
    const ConductivityData& data, const Split& split, const Settings& settings, const std::string& checkpoint,
    const std::function<void(int epoch, double train_loss, double validation_loss)>& progress,
    const std::function<void(const std::string& line)>& note = nullptr);

/// ln κ by every head: rows.size() × heads, row-major.
std::vector<float> predict_rows(const Architecture<float>& network, const ConductivityData& data,
                                const std::vector<int>& rows, bool law);

}  // namespace mixgrad::train
