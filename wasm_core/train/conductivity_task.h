// Learning from the conductivity of salt solutions.
#pragma once

#include <vector>

#include "train/conductivity_batch.h"
#include "train/row_weights.h"
#include "train/split.h"
#include "train/task.h"

namespace mixgrad::train {

struct ConductivitySettings {
  bool law = true;            ///< False: the law-free baseline, ln κ straight from the network.
  bool plain_states = false;  ///< The baseline is told m and T as they are, not ln m and 1/T.
  bool dense_law = false;     ///< laws/dense_conductivity.h in place of laws/conductivity.h; never shipped.
  int batch_rows = 256;
  double huber_delta = 0.1;  ///< In ln κ: errors above it count linearly.
  RowWeightSettings weights;

  /// What the network itself is told of a row: see ConductivityBatch.
  int states() const { return law ? 0 : plain_states ? kPlainStates : kPhysicalStates; }
};

class ConductivityTask final : public Task {
 public:
  /// `data` and `split` must outlive the task.
  ConductivityTask(const ConductivityData& data, const Split& split, const ConductivitySettings& settings,
                   int heads);

  int batches() const override;
  void shuffle(Random& random) override;
  void draw(GraphBatch<float>& molecules) override;
  Var loss(Tape<float>& tape, BoundParameters<float>& bound, const Architecture<float>& network,
           const GraphBatch<float>& molecules, Var atoms) override;
  double validation_error(const Architecture<float>& network) const override;

 private:
  const ConductivityData& data_;
  const Split& split_;
  ConductivitySettings settings_;
  RowWeights weights_;
  std::vector<int> order_;
  std::size_t next_ = 0, begin_ = 0;
  ConductivityBatch batch_;
  std::vector<float> walden_;  // of every molecule; liquids stand still while salts are learned
  std::vector<std::vector<float>> head_weight_;
};

/// ln κ by every head: rows.size() × heads, row-major.
std::vector<float> predict_rows(const Architecture<float>& network, const ConductivityData& data,
                                const std::vector<int>& rows);

/// κ, the geometric mean over the heads, and how it changes with the solvents' mole fractions.
struct CompositionGradient {
  std::vector<double> conductivity_mS_per_cm;  ///< Per row.
  std::vector<double> by_mole_fraction;        ///< Per component of every row; each fraction free.
};
CompositionGradient composition_gradient(const Architecture<float>& network, const ConductivityData& data,
                                         const ConductivityBatch& batch);

}  // namespace mixgrad::train
