// Molecules as liquids on a random network, for the tests of mixtures.
#pragma once

#include <string>
#include <vector>

#include "model/liquid.h"
#include "molecule_golden.h"
#include "networks.h"

namespace mixgrad::liquids {

/// Neutral molecules of tests/golden/molecules.json.
inline const std::vector<std::string> kSmiles = {
    "O",      "CCO",       "CC(C)=O",   "CC#N",     "CC(=O)O",  "CN(C)C=O",
    "COCCOC", "COC(=O)OC", "O=C1OCCO1", "NCCN",     "C1CCCCC1", "OC1CCCCC1",
    "CCCCCC", "c1ccccc1",  "ClC(Cl)Cl", "c1ccncc1", "CS(C)=O",  "C[N+](=O)[O-]"};

/// Embeddings of molecular liquids, graphs × embedding.
inline std::vector<float> embeddings(const Architecture<float>& network,
                                     const std::vector<GraphFeatures>& graphs) {
  const GraphBatch<float> batch = networks::batch_of<float>(graphs);
  Tape<float> t;
  BoundParameters<float> bound(t, network.parameters, false);
  const Var z = network.liquids(t, bound, batch, network.trunk(t, bound, batch));
  return {t.value(z), t.value(z) + t[z].size()};
}

inline LiquidMolecule liquid(const Architecture<float>& network, const MolecularGraph& graph) {
  return liquid_molecule(network, embeddings(network, {networks::features(graph)}), graph);
}

}  // namespace mixgrad::liquids
