// Atom and bond features: the numbers the first layer of the encoder reads.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "molecule/graph.h"

namespace mixgrad {

inline constexpr int kFeatureVersion = 1;  ///< Raised whenever a feature changes; stored in the weights.

/// Row-major feature matrices; every bond stands twice, once in each direction.
struct GraphFeatures {
  int atom_count = 0;
  int edge_count = 0;                     ///< 2 × bonds.
  std::vector<float> atom_features;       ///< atom_count × atom_feature_count().
  std::vector<float> edge_features;       ///< edge_count × edge_feature_count().
  std::vector<std::int32_t> edge_source;  ///< edge_count, atom index.
  std::vector<std::int32_t> edge_target;  ///< edge_count, atom index.
};

int atom_feature_count();
int edge_feature_count();

/// Names in column order, stored in the weights so that a reader can check them.
std::vector<std::string> atom_feature_names();
std::vector<std::string> edge_feature_names();

/// Errors: `refused` for an element without a feature column (field `element`).
Result<GraphFeatures> features_of(const MolecularGraph& graph);

}  // namespace mixgrad
