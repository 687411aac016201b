// Atom and bond features: the numbers the first layer of the encoder reads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "molecule/graph.h"

namespace mixgrad {

inline constexpr int kFeatureVersion = 1;  ///< Raised whenever a feature changes; stored in the weights.

/// Row-major feature matrices; every bond stands twice, once in each direction. All columns are of
/// order 1. Besides one-hot elements the columns hold electronegativity, covalent radius,
/// polarisability and lone pairs, so that a molecule never seen is described by what it resembles.
///
/// The features do not depend on which resonance form was written: atoms that differ only in formal
/// charge and bond orders (the oxygens of a carboxylate, sulfonate or nitro group, the nitrogens of an
/// imidazolium) get the mean of their rows, and so do the bonds between them.
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
