// Trains one network, encoder and heads, on a task.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "model/architecture.h"
#include "result.h"
#include "train/adam.h"
#include "train/conductivity_task.h"
#include "train/mixture_task.h"

namespace mixgrad::train {

/// Everything that decides a training run; `weights/settings.json` holds the values of record.
struct Settings {
  ArchitectureShape shape;
  bool law = true;  ///< False: the baseline, properties straight from the network.
  int epochs = 200;
  double learning_rate = 3e-3;  ///< Peak; warms up over two epochs, then falls as a half cosine.
  bool early_stopping = true;   ///< False: the last epoch is kept, whatever the validation says.
  int patience_epochs = 60;     ///< Stop when the validation loss has not improved for so long.
  ConductivitySettings conductivity;
  MixtureSettings mixture;
  AdamSettings adam;
  std::uint64_t seed = 1;
};

struct TrainedNetwork {
  Architecture<float> network;
  double validation_loss = 0;  ///< The task's validation error.
  int best_epoch = 0;
  int epochs = 0;
  int skipped_steps = 0;  ///< Whose gradient was not finite.
};

/// How a run is watched and kept.
struct RunOptions {
  std::string name;         ///< For messages.
  std::string checkpoint;   ///< File in which the state is saved every ten epochs; none if empty.
  std::string fingerprint;  ///< Which run it is: a checkpoint of another one is not used.
  /// Called after every epoch.
  std::function<void(int epoch, double train_loss, double validation_loss)> progress;
  /// Told, in one line, when the checkpoint cannot be used.
  std::function<void(const std::string& line)> note;
  /// Weights to start from, those of pretraining. The trunk then stays as it is, and so do the heads of
  /// liquids; the electrolytes' branch starts from that of the liquids.
  const ParameterSet<float>* start = nullptr;
};

/// Deterministic for settings.seed. Errors: `diverged` when a whole epoch gives no finite gradient.
Result<TrainedNetwork> train_network(Task& task, const Settings& settings, const RunOptions& options);

/// On conductivities; settings.law says with which heads.
Result<TrainedNetwork> train_network(
    const ConductivityData& data, const Split& split, const Settings& settings, const std::string& checkpoint,
    const std::function<void(int epoch, double train_loss, double validation_loss)>& progress,
    const std::function<void(const std::string& line)>& note = nullptr,
    const ParameterSet<float>* start = nullptr);

}  // namespace mixgrad::train
