// Features: named columns, order-1 numbers, and independence of how the molecule was written.
#include "molecule/features.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <set>

#include "molecule/perception.h"
#include "molecule_golden.h"

namespace mixgrad {
namespace {

GraphFeatures features(const MolecularGraph& graph) {
  const auto result = features_of(graph);
  if (result) return *result;
  ADD_FAILURE() << result.error().message;
  return {};
}

int column(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  EXPECT_NE(found, names.end()) << name;
  return static_cast<int>(found - names.begin());
}

float atom_value(const GraphFeatures& features, int atom, const std::string& name) {
  return features.atom_features.at(atom * atom_feature_count() + column(atom_feature_names(), name));
}

float edge_value(const GraphFeatures& features, int edge, const std::string& name) {
  return features.edge_features.at(edge * edge_feature_count() + column(edge_feature_names(), name));
}

TEST(Features, ColumnsAreNamedOnce) {
  for (const auto& [names, count] : {std::pair{atom_feature_names(), atom_feature_count()},
                                     std::pair{edge_feature_names(), edge_feature_count()}}) {
    EXPECT_EQ(static_cast<int>(names.size()), count);
    EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
  }
  EXPECT_LE(atom_feature_count(), 40);
  EXPECT_LE(edge_feature_count(), 10);
}

TEST(Features, AreOfOrderOneWithOneElementEach) {
  const int first_number = column(atom_feature_names(), "electronegativity / 4");
  for (const auto& entry : golden::molecules()) {
    SCOPED_TRACE(entry["smiles"].get<std::string>());
    const MolecularGraph graph = golden::graph(entry["smiles"]);
    const GraphFeatures f = features(graph);
    ASSERT_EQ(f.atom_features.size(), graph.atoms.size() * atom_feature_count());
    ASSERT_EQ(f.edge_features.size(), 2 * graph.bonds.size() * edge_feature_count());
    for (const float x : f.atom_features) EXPECT_LE(std::abs(x), 3.0F);
    for (const float x : f.edge_features) EXPECT_LE(std::abs(x), 3.0F);
    for (int atom = 0; atom < f.atom_count; ++atom) {
      const auto* row = &f.atom_features[atom * atom_feature_count()];
      EXPECT_EQ(std::accumulate(row, row + first_number, 0.0F), 1.0F);
    }
    for (int e = 0; e < f.edge_count; e += 2) {  // the two directions of a bond
      EXPECT_EQ(f.edge_source[e], f.edge_target[e + 1]);
      EXPECT_EQ(f.edge_target[e], f.edge_source[e + 1]);
    }
  }
}

TEST(Features, DescribeEthyleneCarbonate) {
  const GraphFeatures f = features(golden::graph("O=C1OCCO1"));
  EXPECT_EQ(f.atom_count, 6);
  EXPECT_EQ(f.edge_count, 12);
  EXPECT_EQ(atom_value(f, 0, "element O"), 1.0F);
  EXPECT_EQ(atom_value(f, 0, "lone pairs / 4"), 0.5F);
  EXPECT_EQ(atom_value(f, 0, "sp2"), 1.0F);
  EXPECT_EQ(atom_value(f, 0, "smallest ring 5"), 0.0F);
  EXPECT_EQ(atom_value(f, 1, "element C"), 1.0F);
  EXPECT_EQ(atom_value(f, 1, "smallest ring 5"), 1.0F);
  EXPECT_EQ(atom_value(f, 1, "heavy neighbours / 4"), 0.75F);
  EXPECT_NEAR(atom_value(f, 1, "summed electronegativity difference to neighbours / 4"),
              3 * (3.44 - 2.55) / 4, 1e-6);
  EXPECT_EQ(atom_value(f, 3, "hydrogens / 4"), 0.5F);
  EXPECT_NEAR(atom_value(f, 3, "summed electronegativity difference to neighbours / 4"),
              ((3.44 - 2.55) + 2 * (2.20 - 2.55)) / 4, 1e-6);
  EXPECT_EQ(edge_value(f, 0, "double"), 1.0F);
  EXPECT_EQ(edge_value(f, 0, "in ring"), 0.0F);
  EXPECT_EQ(edge_value(f, 2, "single"), 1.0F);
  EXPECT_EQ(edge_value(f, 2, "in ring"), 1.0F);
  EXPECT_NEAR(edge_value(f, 0, "electronegativity of source minus target"), 3.44 - 2.55, 1e-6);
  EXPECT_NEAR(edge_value(f, 1, "electronegativity of source minus target"), 2.55 - 3.44, 1e-6);
}

TEST(Features, TheOxygensOfAnAnionAreAlike) {
  const GraphFeatures acetate = features(golden::graph("CC(=O)[O-]"));
  EXPECT_EQ(atom_value(acetate, 2, "formal charge"), -0.5F);
  EXPECT_EQ(atom_value(acetate, 3, "formal charge"), -0.5F);
  EXPECT_EQ(edge_value(acetate, 2, "single"), 0.5F);
  EXPECT_EQ(edge_value(acetate, 2, "double"), 0.5F);

  const GraphFeatures triflate = features(golden::graph("[Li+].[O-]S(=O)(=O)C(F)(F)F"));
  for (const int oxygen : {1, 3, 4})
    EXPECT_NEAR(atom_value(triflate, oxygen, "formal charge"), -1.0 / 3, 1e-6);
  EXPECT_EQ(atom_value(triflate, 0, "formal charge"), 1.0F);

  const GraphFeatures imidazolium = features(golden::graph("Cn1cc[n+](C)c1"));
  EXPECT_EQ(atom_value(imidazolium, 1, "formal charge"), 0.5F);
  EXPECT_EQ(atom_value(imidazolium, 4, "formal charge"), 0.5F);

  // The acid's oxygens differ by a hydrogen and stay apart.
  const GraphFeatures acid = features(golden::graph("CC(=O)O"));
  EXPECT_EQ(edge_value(acid, 2, "double"), 1.0F);
  EXPECT_EQ(edge_value(acid, 4, "double"), 0.0F);
}

/// Rows as a sorted list, each column rounded, so that the order of atoms does not count.
std::vector<std::vector<long>> sorted_rows(const std::vector<float>& values, int columns) {
  std::vector<std::vector<long>> rows;
  for (std::size_t start = 0; start < values.size(); start += columns) {
    auto& row = rows.emplace_back();
    for (int c = 0; c < columns; ++c) row.push_back(std::lround(values[start + c] * 1e5F));
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

TEST(Features, DoNotDependOnTheOrderOfAtoms) {
  std::mt19937 random(7);
  for (const auto& entry : golden::molecules()) {
    SCOPED_TRACE(entry["smiles"].get<std::string>());
    const MolecularGraph graph = golden::graph(entry["smiles"]);
    std::vector<int> place(graph.atoms.size());
    std::iota(place.begin(), place.end(), 0);
    std::shuffle(place.begin(), place.end(), random);
    MolecularGraph shuffled = graph;
    for (std::size_t i = 0; i < place.size(); ++i) shuffled.atoms[place[i]] = graph.atoms[i];
    std::shuffle(shuffled.bonds.begin(), shuffled.bonds.end(), random);
    for (Bond& bond : shuffled.bonds) {
      const int a = place[bond.atom[0]];
      const int b = place[bond.atom[1]];
      bond.atom[0] = static_cast<std::uint16_t>(b);
      bond.atom[1] = static_cast<std::uint16_t>(a);
    }
    const GraphFeatures one = features(graph);
    const GraphFeatures other = features(shuffled);
    EXPECT_EQ(sorted_rows(one.atom_features, atom_feature_count()),
              sorted_rows(other.atom_features, atom_feature_count()));
    EXPECT_EQ(sorted_rows(one.edge_features, edge_feature_count()),
              sorted_rows(other.edge_features, edge_feature_count()));
  }
}

TEST(Features, DoNotDependOnKekulesForm) {
  // o-Xylene: moving the ring's double bonds by one place gives the other form.
  MolecularGraph one = golden::graph("Cc1ccccc1C");
  MolecularGraph other = one;
  for (Bond& bond : other.bonds) {
    if (bond.aromatic) bond.order = static_cast<std::uint8_t>(3 - bond.order);
  }
  perceive(other);
  EXPECT_EQ(features(one).edge_features, features(other).edge_features);
  EXPECT_EQ(features(one).atom_features, features(other).atom_features);
}

TEST(Features, AnElementWithoutAColumnIsRefused) {
  const auto iron = graph_from_commonchem(R"({"molecules":[{"atoms":[{"z":26,"chg":2}]}]})");
  ASSERT_TRUE(iron);
  const auto result = features_of(*iron);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "refused");
  EXPECT_EQ(result.error().field, "element");
  EXPECT_EQ(result.error().message.find("Fe "), 0U) << result.error().message;
}

}  // namespace
}  // namespace mixgrad
