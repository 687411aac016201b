// What follows from atoms and bonds alone: rings, lone pairs, conjugation, hybridisation.
#pragma once

#include <vector>

#include "molecule/graph.h"

namespace mixgrad {

/// Fills degree, smallest_ring, lone_pairs and hybridisation of each atom and in_ring and conjugated
/// of each bond from elements, charges, hydrogens, bond orders and aromatic flags.
///
/// The steric number of an atom is its neighbours, hydrogens included, plus its lone pairs.
///
/// Conjugation: an aromatic bond; a single bond between two π atoms, or between a π atom and one of
/// group 14 to 16 that has a lone pair; and the multiple bonds at their ends. A π atom is aromatic, or
/// has a multiple bond and a steric number of at most 3; sulfur and phosphorus in S=O and P=O are none.
///
/// Hybridisation: by the steric number, 2 sp, 3 sp2, 4 sp3, more hypervalent; s without any neighbour;
/// sp2 in place of sp3 where a lone pair of the second period is in conjugation (the N of an amide).
void perceive(MolecularGraph& graph);

/// A set of rings that share bonds: benzene, naphthalene; a spiro compound has two.
struct RingSystem {
  std::vector<int> bonds;
  int ring_count = 0;  ///< Independent rings.
};

std::vector<RingSystem> ring_systems(const MolecularGraph& graph);

}  // namespace mixgrad
