// Girolami's estimate of a liquid's molar volume, J. Chem. Educ. 1994, 71, 962,
// doi 10.1021/ed071p962: V = 5 cm³/mol · Σ relative atomic volumes ÷ (1 + Σ corrections), where
// hydrogen-bonding groups, S=O groups and rings each make the liquid denser, by 30 % at most.
#include <algorithm>

#include "molecule/graph.h"
#include "molecule/perception.h"

namespace mixgrad {
namespace {

/// By period of the table; lanthanides and beyond count with caesium.
double relative_volume(int atomic_number) {
  if (atomic_number <= 2) return 1;
  if (atomic_number <= 10) return 2;
  if (atomic_number <= 18) return 4;
  if (atomic_number <= 36) return 5;
  if (atomic_number <= 54) return 7.5;
  return 9;
}

/// Per atom: oxygen atoms bonded to it by a double bond.
std::vector<int> doubly_bonded_oxygens(const MolecularGraph& graph) {
  std::vector<int> count(graph.atoms.size(), 0);
  for (const Bond& bond : graph.bonds) {
    if (bond.order != 2) continue;
    for (int end = 0; end < 2; ++end) {
      if (graph.atoms[bond.atom[end]].element == 8) ++count[bond.atom[1 - end]];
    }
  }
  return count;
}

/// Hydroxyl (a carboxylic acid counts once), amine with N–H, amide, sulfoxide: 10 % each; sulfonyl: 20 %.
double group_correction(const MolecularGraph& graph) {
  const std::vector<int> oxo = doubly_bonded_oxygens(graph);
  std::vector<char> amide(graph.atoms.size(), false);  // of carbon and nitrogen atoms: part of N–C=O
  for (const Bond& bond : graph.bonds) {
    for (int end = 0; end < 2; ++end) {
      const int nitrogen = bond.atom[end];
      const int carbon = bond.atom[1 - end];
      if (graph.atoms[nitrogen].element != 7 || graph.atoms[carbon].element != 6 || oxo[carbon] == 0)
        continue;
      amide[nitrogen] = amide[carbon] = true;
    }
  }
  double correction = 0;
  for (std::size_t i = 0; i < graph.atoms.size(); ++i) {
    const Atom& atom = graph.atoms[i];
    const bool hydroxyl = atom.element == 8 && atom.hydrogens > 0;
    const bool amine = atom.element == 7 && atom.hydrogens > 0 && !atom.aromatic && !amide[i];
    const bool amide_carbon = atom.element == 6 && amide[i];
    if (hydroxyl || amine || amide_carbon) correction += 0.10;
    if (atom.element == 16) correction += 0.10 * std::min(oxo[i], 2);
  }
  return correction;
}

/// An isolated ring 10 %, each of several fused rings 7.5 %.
double ring_correction(const MolecularGraph& graph) {
  double correction = 0;
  for (const RingSystem& system : ring_systems(graph)) {
    correction += system.ring_count == 1 ? 0.10 : 0.075 * system.ring_count;
  }
  return correction;
}

}  // namespace

double estimated_molar_volume_cm3_per_mol(const MolecularGraph& graph) {
  double relative = 0;
  for (const Atom& atom : graph.atoms)
    relative += relative_volume(atom.element) + atom.hydrogens * relative_volume(1);
  const double correction = std::min(group_correction(graph) + ring_correction(graph), 0.30);
  return 5.0 * relative / (1.0 + correction);
}

}  // namespace mixgrad
