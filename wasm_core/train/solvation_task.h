// Learning how molecules and anions bind to Li⁺, on embeddings that stand still.
#pragma once

#include <functional>
#include <vector>

#include "model/architecture.h"
#include "train/solvation_data.h"

namespace mixgrad::train {

struct SolvationSettings {
  int width = 8;  ///< Of the heads' hidden layer.
  int heads = 5;
  int epochs = 600;
  int batch_rows = 32;
  double learning_rate = 0.01;  ///< Falls as a half cosine.
  double weight_decay = 1;
  double huber_delta = 0.1;          ///< Of a share of the places, and of a free share.
  double free_weight = 0.25;         ///< Of free shares, beside 1 for coordination.
  double competition_weight = 0.01;  ///< Of a competition's squared error in ln, beside 1 for a share.
  std::uint64_t seed = 1;
};

/// Embeddings of all species of the data, row-major: molecules as liquids, anions as electrolytes.
struct SolvationEmbeddings {
  int length = 0;
  std::vector<float> molecules, anions;
};
SolvationEmbeddings embed(const Architecture<float>& network, const SolvationData& data);

/// Heads by themselves; their parameters have the names that they have in the whole network.
struct SolvationHeads {
  ParameterSet<float> parameters;
  std::vector<SolvationHead> heads;

  SolvationHeads(const SolvationSettings& settings, int embedding);
};

/// Each head leaves out its share of the pairs of molecules, so that heads differ where they guess (A. Krogh,
/// J. Vedelsby, "Neural network ensembles, cross validation, and active learning", NeurIPS 1994).
/// Deterministic for settings.seed. Errors: `diverged` when a step's gradient is not finite.
Result<SolvationHeads> train_solvation(const SolvationData& data, const SolvationEmbeddings& embeddings,
                                       const std::vector<int>& rows, const SolvationSettings& settings);

/// What one head says of one row: a share for each of its species.
std::vector<laws::BindingShare<double>> predict_solvation(const SolvationHeads& heads, std::size_t head,
                                                          const SolvationData& data,
                                                          const SolvationEmbeddings& embeddings,
                                                          const SolvationRow& row);

}  // namespace mixgrad::train
