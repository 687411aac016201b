// Small random networks and molecules of the library, for the tests of what stands on them.
#pragma once

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

#include "model/architecture.h"
#include "molecule/species.h"
#include "random.h"

namespace mixgrad::networks {

/// Odd sizes, so that no loop comes out even.
inline ArchitectureShape small_shape(int heads = 3) {
  ArchitectureShape shape;
  shape.encoder = {.width = 11, .rounds = 2, .embedding = 9};
  shape.head = {.embedding = 9, .width = 10, .solvent_width = 7, .salt_width = 5, .outputs = 6, .states = 0};
  shape.pure.width = 6;
  shape.pair = {
      .width = 7, .distance_width = 3, .gibbs_orders = 3, .volume_orders = 2, .viscosity_orders = 2};
  shape.molecular = MolecularHeads::laws;
  shape.heads = heads;
  return shape;
}

/// A network with every weight, biases too, away from 0.
inline Architecture<float> random_network(std::uint64_t seed,
                                          const ArchitectureShape& shape = small_shape()) {
  Architecture<float> network(shape);
  initialise(network.parameters, seed);
  Random random(seed + 1000);
  for (auto& p : network.parameters.all) {
    for (float& w : p.value) w += static_cast<float>(0.1 * random.normal());
  }
  network.parameters.refresh_transposed();
  return network;
}

/// Made-up terms of Walden's rule for some solvents, as heads that have it are told.
template <class Real>
std::vector<Real> walden(std::size_t solvents) {
  std::vector<Real> v;
  for (std::size_t i = 0; i < solvents; ++i) {
    const Real thick = Real(0.5) * static_cast<Real>(i);
    v.insert(v.end(), {thick - 1, Real(0.25) - Real(0.5) * thick});
  }
  return v;
}

/// The same network in double.
inline Architecture<double> widened(const Architecture<float>& network) {
  Architecture<double> wide(network.shape);
  for (std::size_t i = 0; i < wide.parameters.all.size(); ++i) {
    const auto& values = network.parameters.all[i].value;
    wide.parameters.all[i].value.assign(values.begin(), values.end());
  }
  wide.parameters.refresh_transposed();
  return wide;
}

/// A species of the built-in library; a failed test and an empty one if there is none.
inline const Species& species(const std::string& id) {
  static const Species nothing;
  if (const Species* found = find_species(id)) return *found;
  ADD_FAILURE() << id << " is not in the library";
  return nothing;
}

inline GraphFeatures features(const MolecularGraph& graph) {
  auto found = features_of(graph);
  if (found) return *found;
  ADD_FAILURE() << found.error().message;
  return {};
}

inline GraphFeatures features(const std::string& id) { return features(species(id).graph); }

/// Features of a salt's cation, then of its anion.
inline std::vector<GraphFeatures> ions(const std::string& id) {
  std::vector<GraphFeatures> out;
  for (const MolecularGraph& ion : connected_components(species(id).graph)) {
    out.insert(net_charge(ion) > 0 ? out.begin() : out.end(), features(ion));
  }
  return out;
}

/// The same molecule with its atoms and edges in another order.
inline GraphFeatures shuffled(const GraphFeatures& graph, Random& random) {
  std::vector<int> atom(static_cast<std::size_t>(graph.atom_count)),
      edge(static_cast<std::size_t>(graph.edge_count));
  std::iota(atom.begin(), atom.end(), 0);
  std::iota(edge.begin(), edge.end(), 0);
  random.shuffle(atom);  // atom[new place] = old place
  random.shuffle(edge);
  std::vector<int> place(atom.size());
  for (std::size_t i = 0; i < atom.size(); ++i)
    place[static_cast<std::size_t>(atom[i])] = static_cast<int>(i);
  GraphFeatures out;
  out.atom_count = graph.atom_count;
  out.edge_count = graph.edge_count;
  const auto append_row = [](std::vector<float>& to, const std::vector<float>& from, int row, int columns) {
    const auto begin = from.begin() + static_cast<std::ptrdiff_t>(row) * columns;
    to.insert(to.end(), begin, begin + columns);
  };
  for (const int a : atom) append_row(out.atom_features, graph.atom_features, a, atom_feature_count());
  for (const int e : edge) {
    append_row(out.edge_features, graph.edge_features, e, edge_feature_count());
    out.edge_source.push_back(
        place[static_cast<std::size_t>(graph.edge_source[static_cast<std::size_t>(e)])]);
    out.edge_target.push_back(
        place[static_cast<std::size_t>(graph.edge_target[static_cast<std::size_t>(e)])]);
  }
  return out;
}

template <class Real>
GraphBatch<Real> batch_of(const std::vector<GraphFeatures>& graphs) {
  GraphBatch<Real> batch;
  for (const GraphFeatures& graph : graphs) batch.append(graph);
  return batch;
}

/// Embeddings of salt solutions, graphs × embedding.
template <class Real>
std::vector<Real> embeddings(const Architecture<Real>& network, const std::vector<GraphFeatures>& graphs) {
  const GraphBatch<Real> batch = batch_of<Real>(graphs);
  Tape<Real> t;
  BoundParameters<Real> bound(t, network.parameters, false);
  const Var z = network.electrolytes(t, bound, batch, network.trunk(t, bound, batch));
  return {t.value(z), t.value(z) + t[z].size()};
}

}  // namespace mixgrad::networks
