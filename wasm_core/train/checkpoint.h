// A training run on disk, so that it can go on where it was cut off.
#pragma once

#include <limits>
#include <string>

#include "model/architecture.h"
#include "train/adam.h"

namespace mixgrad::train {

/// All that changes during a run.
struct TrainingState {
  Architecture<float> network;
  Adam adam;
  ParameterSet<float> best;  ///< Averaged weights of the best epoch.
  double best_validation = std::numeric_limits<double>::infinity();
  int best_epoch = 0;
  int epoch = 0;  ///< Epochs done.

  TrainingState(const ArchitectureShape& shape, const AdamSettings& settings)
      : network(shape), adam(network.parameters, settings), best(network.parameters) {}

  /// Written beside the file and then renamed, so that there is always a whole one.
  void save(const std::string& path);

  /// False, and nothing changed, when there is no checkpoint of this architecture.
  bool load(const std::string& path);

 private:
  /// Calls visit(name, values) for every array of the state.
  template <class Visit>
  void for_each_array(const Visit& visit);
};

}  // namespace mixgrad::train
