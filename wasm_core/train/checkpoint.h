// A training run on disk, so that it can go on where it was cut off.
#pragma once

#include <limits>
#include <string>

#include "model/architecture.h"
#include "result.h"
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

  /// `fingerprint` says which run this is. Errors: the file cannot be written, a weight is not finite.
  Status save(const std::string& path, const std::string& fingerprint);

  /// Errors, and nothing changed: no file, a damaged one, one of another run.
  Status load(const std::string& path, const std::string& fingerprint);

 private:
  /// Calls visit(name, values) for every array of the state.
  template <class Visit>
  void for_each_array(const Visit& visit);
};

}  // namespace mixgrad::train
