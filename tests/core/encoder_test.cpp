// The encoder: a molecule's embedding depends on the molecule and on nothing else.
#include "network/encoder.h"

#include <gtest/gtest.h>

#include <cmath>

#include "networks.h"

namespace mixgrad {
namespace {

using networks::embeddings;
using networks::features;

std::vector<std::string> library_ids() {
  std::vector<std::string> ids;
  for (const Species& s : built_in_species()) ids.push_back(s.id);
  return ids;
}

/// Solvents, cations and anions of the library.
std::vector<GraphFeatures> library_molecules() {
  std::vector<GraphFeatures> all;
  for (const Species& s : built_in_species()) {
    for (const MolecularGraph& part : connected_components(s.graph)) all.push_back(features(part));
  }
  return all;
}

TEST(Encoder, DoesNotSeeTheOrderOfAtoms) {
  const Architecture<float> network = networks::random_network(1);
  const Architecture<double> wide = networks::widened(network);
  Random random(2);
  for (const std::string& id : library_ids()) {
    const GraphFeatures graph = features(id), other = networks::shuffled(graph, random);
    const auto z = embeddings(wide, {graph}), z_other = embeddings(wide, {other});
    const auto f = embeddings(network, {graph}), f_other = embeddings(network, {other});
    for (std::size_t i = 0; i < z.size(); ++i) {
      ASSERT_NEAR(z[i], z_other[i], 1e-12 * std::max(1.0, std::abs(z[i]))) << id;
      ASSERT_NEAR(f[i], f_other[i], 1e-5F * std::max(1.0F, std::abs(f[i]))) << id;
    }
  }
}

TEST(Encoder, ABatchIsItsMoleculesOneByOne) {
  const Architecture<float> network = networks::random_network(2);
  const auto molecules = library_molecules();
  const std::vector<float> all = embeddings(network, molecules);
  const std::size_t length = static_cast<std::size_t>(network.shape.encoder.embedding);
  ASSERT_EQ(all.size(), molecules.size() * length);
  for (std::size_t m = 0; m < molecules.size(); ++m) {
    const std::vector<float> one = embeddings(network, {molecules[m]});
    for (std::size_t i = 0; i < length; ++i) ASSERT_EQ(all[m * length + i], one[i]) << "molecule " << m;
  }
}

TEST(Encoder, MoleculesOfABatchDoNotMix) {
  const Architecture<float> network = networks::random_network(3);
  std::vector<GraphFeatures> molecules{features("EC"), features("DME"), networks::ions("LiPF6")[0],
                                       features("EMC")};
  const std::vector<float> before = embeddings(network, molecules);
  for (float& f : molecules[1].atom_features) f += 1;
  const std::vector<float> after = embeddings(network, molecules);
  const std::size_t length = static_cast<std::size_t>(network.shape.encoder.embedding);
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (i / length == 1) {
      EXPECT_NE(before[i], after[i]);
    } else {
      EXPECT_EQ(before[i], after[i]);
    }
  }
}

TEST(Encoder, TellsAllMoleculesOfTheLibraryApart) {
  const Architecture<double> network = networks::widened(networks::random_network(4));
  std::vector<GraphFeatures> graphs;
  const auto ids = library_ids();
  for (const std::string& id : ids) graphs.push_back(features(id));
  const auto z = embeddings(network, graphs);
  const std::size_t length = static_cast<std::size_t>(network.shape.encoder.embedding);
  for (std::size_t a = 0; a < ids.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      double distance = 0;
      for (std::size_t i = 0; i < length; ++i)
        distance = std::max(distance, std::abs(z[a * length + i] - z[b * length + i]));
      EXPECT_GT(distance, 1e-4) << ids[a] << " and " << ids[b];
    }
  }
}

TEST(Encoder, SeesBonds) {
  const Architecture<float> network = networks::random_network(5);
  GraphFeatures graph = features("EC");
  const auto before = embeddings(network, {graph});
  for (float& f : graph.edge_features) f = 1 - f;
  EXPECT_NE(embeddings(network, {graph}), before);
}

TEST(Encoder, TakesALoneIon) {
  const Architecture<float> network = networks::random_network(6);
  const GraphFeatures lithium = networks::ions("LiPF6")[0];
  ASSERT_EQ(lithium.atom_count, 1);
  ASSERT_EQ(lithium.edge_count, 0);
  for (const float z : embeddings(network, {lithium})) EXPECT_TRUE(std::isfinite(z));
}

TEST(Encoder, EveryWeightOfTheLibraryHasAFiniteGradient) {
  const Architecture<float> network = networks::random_network(7);
  const GraphBatch<float> batch = networks::batch_of<float>(library_molecules());
  Tape<float> t;
  BoundParameters<float> bound(t, network.parameters, true);
  const Var z = network.electrolytes(t, bound, batch, network.trunk(t, bound, batch));
  Random random(1);
  std::vector<float> weight(t[z].size());
  for (float& w : weight) w = static_cast<float>(random.normal());
  t.seed(z, weight.data());
  t.backward();
  for (std::size_t i = 0; i < t[z].size(); ++i) ASSERT_TRUE(std::isfinite(t.value(z)[i]));
  for (std::size_t p = 0; p < network.parameters.all.size(); ++p) {
    const Var v = bound.if_used(static_cast<ParameterId>(p));
    const std::string& name = network.parameters.all[p].name;
    ASSERT_EQ(v.id >= 0, name.starts_with("encoder.") || name.starts_with("electrolytes.")) << name;
    if (v.id < 0) continue;
    double norm = 0;
    for (std::size_t i = 0; i < t[v].size(); ++i) {
      ASSERT_TRUE(std::isfinite(t.gradient(v)[i])) << network.parameters.all[p].name;
      norm += std::abs(t.gradient(v)[i]);
    }
    EXPECT_GT(norm, 0) << network.parameters.all[p].name;
  }
}

TEST(Parameters, InitialiseIsDeterministicAndScaledByFanIn) {
  ParameterSet<float> a, b;
  for (auto* set : {&a, &b}) {
    Linear::declare(*set, "wide", 400, 50);
    initialise(*set, 5);
  }
  EXPECT_EQ(a.all[0].value, b.all[0].value);
  double square = 0;
  for (const float w : a.all[0].value) square += double(w) * w;
  EXPECT_NEAR(square / 50, 1, 0.05);  // 400 weights of variance 1/400 into each output
  for (const float w : a.all[1].value) EXPECT_EQ(w, 0);
  initialise(b, 6);
  EXPECT_NE(a.all[0].value, b.all[0].value);
}

}  // namespace
}  // namespace mixgrad
