#include "molecule/features.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "molecule/elements.h"

namespace mixgrad {
namespace {

/// Elements of organic liquids, electrolyte salts and their relatives, each with a one-hot column.
constexpr int kElementColumns[] = {3, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 19, 33, 34, 35, 50, 51, 53};
constexpr int kElementColumnCount = static_cast<int>(std::size(kElementColumns));

enum AtomColumn : int {
  kElectronegativity = kElementColumnCount,
  kCovalentRadius,
  kPolarisability,
  kValenceElectrons,
  kBondPolarity,
  kCharge,
  kLonePairs,
  kDegree,
  kHydrogens,
  kRing3,
  kRing4,
  kRing5,
  kRing6,
  kRing7OrMore,
  kAromatic,
  kSp,
  kSp2,
  kSp3,
  kHypervalent,
  kAtomColumnCount
};

constexpr const char* kAtomColumnNames[] = {
    "electronegativity / 4",
    "covalent radius / angstrom",
    "cube root of polarisability / 5 au",
    "valence electrons / 8",
    "summed electronegativity difference to neighbours / 4",
    "formal charge",
    "lone pairs / 4",
    "heavy neighbours / 4",
    "hydrogens / 4",
    "smallest ring 3",
    "smallest ring 4",
    "smallest ring 5",
    "smallest ring 6",
    "smallest ring 7 or more",
    "aromatic",
    "sp",
    "sp2",
    "sp3",
    "hypervalent",
};
static_assert(std::size(kAtomColumnNames) == kAtomColumnCount - kElementColumnCount);

enum EdgeColumn : int {
  kSingle,
  kDouble,
  kTriple,
  kAromaticBond,
  kInRing,
  kConjugated,
  kElectronegativityStep,
  kEdgeColumnCount
};

constexpr const char* kEdgeColumnNames[] = {
    "single",
    "double",
    "triple",
    "aromatic",
    "in ring",
    "conjugated",
    "electronegativity of source minus target",
};
static_assert(std::size(kEdgeColumnNames) == kEdgeColumnCount);

double electronegativity(const Atom& atom) { return bonding_character(atom.element)->electronegativity; }

/// A bond in one direction.
struct Edge {
  const Bond* bond;
  int source;
  int target;
};

Edge edge(const MolecularGraph& graph, int index) {
  const Bond& bond = graph.bonds[index / 2];
  return {&bond, bond.atom[index % 2], bond.atom[1 - index % 2]};
}

void fill_atom_row(const Atom& atom, float* row) {
  const auto set = [row](int column, double value) { row[column] = static_cast<float>(value); };
  const auto* column = std::find(std::begin(kElementColumns), std::end(kElementColumns), int{atom.element});
  set(static_cast<int>(column - std::begin(kElementColumns)), 1);
  const BondingCharacter& character = *bonding_character(atom.element);
  const double to_hydrogen = electronegativity(Atom{.element = 1}) - character.electronegativity;
  set(kElectronegativity, character.electronegativity / 4);
  set(kCovalentRadius, character.covalent_radius_angstrom);
  set(kPolarisability, std::cbrt(character.polarisability_au) / 5);
  set(kValenceElectrons, element(atom.element).valence_electrons / 8.0);
  set(kBondPolarity, atom.hydrogens * to_hydrogen / 4);  // the heavy neighbours' part follows with the edges
  set(kCharge, atom.charge);
  set(kLonePairs, atom.lone_pairs / 4.0);
  set(kDegree, atom.degree / 4.0);
  set(kHydrogens, atom.hydrogens / 4.0);
  if (atom.smallest_ring > 0) set(kRing3 + std::min<int>(atom.smallest_ring, 7) - 3, 1);
  set(kAromatic, atom.aromatic);
  if (atom.hybridisation != Hybridisation::s) {
    set(kSp + static_cast<int>(atom.hybridisation) - static_cast<int>(Hybridisation::sp), 1);
  }
}

void fill_edge_row(const MolecularGraph& graph, const Edge& edge, float* row) {
  const Bond& bond = *edge.bond;
  if (bond.aromatic) {
    row[kSingle] = row[kDouble] = 0.5F;  // which of the two is written is a matter of Kekulé's form
  } else {
    row[kSingle + bond.order - 1] = 1;
  }
  row[kAromaticBond] = bond.aromatic;
  row[kInRing] = bond.in_ring;
  row[kConjugated] = bond.conjugated;
  row[kElectronegativityStep] = static_cast<float>(electronegativity(graph.atoms[edge.source]) -
                                                   electronegativity(graph.atoms[edge.target]));
}

/// A well-spread 64-bit hash of two numbers (the finaliser of SplitMix64).
std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  std::uint64_t h = a * 0x9e3779b97f4a7c15U + b + 0x632be59bd9b4e019U;
  h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9U;
  h = (h ^ (h >> 27)) * 0x94d049bb133111ebU;
  return h ^ (h >> 31);
}

/// Colours that tell atoms apart by element, hydrogens, rings and surroundings, but not by formal
/// charge or bond orders: colour refinement (Weisfeiler–Leman), as far as the molecule is long.
std::vector<std::uint64_t> resonance_classes(const MolecularGraph& graph) {
  const std::size_t n = graph.atoms.size();
  std::vector<std::uint64_t> colour(n);
  for (std::size_t i = 0; i < n; ++i) {
    const Atom& atom = graph.atoms[i];
    colour[i] = mix(mix(atom.element, atom.hydrogens), atom.smallest_ring * 2U + atom.aromatic);
  }
  std::vector<std::uint64_t> next(n);
  for (std::size_t round = 0; round < n; ++round) {
    for (std::size_t i = 0; i < n; ++i) next[i] = mix(colour[i], 0);
    for (const Bond& bond : graph.bonds) {
      for (int end = 0; end < 2; ++end) {
        next[bond.atom[end]] += mix(colour[bond.atom[1 - end]], 1U + bond.in_ring * 2U + bond.aromatic);
      }
    }
    colour.swap(next);
  }
  return colour;
}

/// Replaces each row by the mean of the rows of its class.
void average_rows(const std::vector<std::uint64_t>& class_of_row, int columns, std::vector<float>& rows) {
  std::map<std::uint64_t, std::vector<std::size_t>> members;
  for (std::size_t r = 0; r < class_of_row.size(); ++r) members[class_of_row[r]].push_back(r);
  for (const auto& [_, list] : members) {
    for (int c = 0; c < columns; ++c) {
      double sum = 0;
      for (const std::size_t r : list) sum += rows[r * columns + c];
      for (const std::size_t r : list)
        rows[r * columns + c] = static_cast<float>(sum / static_cast<double>(list.size()));
    }
  }
}

}  // namespace

int atom_feature_count() { return kAtomColumnCount; }
int edge_feature_count() { return kEdgeColumnCount; }

std::vector<std::string> atom_feature_names() {
  std::vector<std::string> names;
  for (const int z : kElementColumns) names.push_back(std::string("element ") + element(z).symbol);
  names.insert(names.end(), std::begin(kAtomColumnNames), std::end(kAtomColumnNames));
  return names;
}

std::vector<std::string> edge_feature_names() {
  return {std::begin(kEdgeColumnNames), std::end(kEdgeColumnNames)};
}

Result<GraphFeatures> features_of(const MolecularGraph& graph) {
  for (const Atom& atom : graph.atoms) {
    if (std::find(std::begin(kElementColumns), std::end(kElementColumns), int{atom.element}) !=
        std::end(kElementColumns))
      continue;
    std::string known = "H";
    for (const int z : kElementColumns) known += std::string(", ") + element(z).symbol;
    return Error{"refused", "element",
                 std::string(element(atom.element).symbol) +
                     " is an element the model cannot describe; it knows " + known + "."};
  }

  GraphFeatures features;
  features.atom_count = static_cast<int>(graph.atoms.size());
  features.edge_count = 2 * static_cast<int>(graph.bonds.size());
  features.atom_features.resize(graph.atoms.size() * kAtomColumnCount);
  features.edge_features.resize(2 * graph.bonds.size() * kEdgeColumnCount);

  for (int i = 0; i < features.atom_count; ++i) {
    fill_atom_row(graph.atoms[i], &features.atom_features[std::size_t(i) * kAtomColumnCount]);
  }
  const std::vector<std::uint64_t> atom_class = resonance_classes(graph);
  std::vector<std::uint64_t> edge_class;
  for (int e = 0; e < features.edge_count; ++e) {
    const Edge directed = edge(graph, e);
    float* row = &features.edge_features[std::size_t(e) * kEdgeColumnCount];
    fill_edge_row(graph, directed, row);
    features.atom_features[std::size_t(directed.target) * kAtomColumnCount + kBondPolarity] +=
        row[kElectronegativityStep] / 4;
    features.edge_source.push_back(directed.source);
    features.edge_target.push_back(directed.target);
    edge_class.push_back(mix(mix(atom_class[directed.source], atom_class[directed.target]),
                             directed.bond->in_ring * 2U + directed.bond->aromatic));
  }
  average_rows(atom_class, kAtomColumnCount, features.atom_features);
  average_rows(edge_class, kEdgeColumnCount, features.edge_features);
  return features;
}

}  // namespace mixgrad
