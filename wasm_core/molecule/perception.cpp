#include "molecule/perception.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "molecule/elements.h"

namespace mixgrad {
namespace {

struct Neighbour {
  int atom;
  int bond;
};

std::vector<std::vector<Neighbour>> neighbours_of(const MolecularGraph& graph) {
  std::vector<std::vector<Neighbour>> neighbours(graph.atoms.size());
  for (int b = 0; b < static_cast<int>(graph.bonds.size()); ++b) {
    const int i = graph.bonds[b].atom[0];
    const int j = graph.bonds[b].atom[1];
    neighbours[i].push_back({j, b});
    neighbours[j].push_back({i, b});
  }
  return neighbours;
}

/// The bonds of the smallest ring through `bond`, empty if it is in none: the shortest way from one
/// end to the other that avoids the bond itself, found breadth-first.
std::vector<int> smallest_ring_through(int bond, const MolecularGraph& graph,
                                       const std::vector<std::vector<Neighbour>>& neighbours) {
  const int start = graph.bonds[bond].atom[0];
  const int goal = graph.bonds[bond].atom[1];
  std::vector<Neighbour> came_from(graph.atoms.size(), {-1, -1});
  std::vector<int> queue{start};
  came_from[start] = {start, -1};
  for (std::size_t head = 0; head < queue.size() && came_from[goal].atom < 0; ++head) {
    for (const auto& [atom, via] : neighbours[queue[head]]) {
      if (via == bond || came_from[atom].atom >= 0) continue;
      came_from[atom] = {queue[head], via};
      queue.push_back(atom);
    }
  }
  if (came_from[goal].atom < 0) return {};
  std::vector<int> ring{bond};
  for (int atom = goal; atom != start; atom = came_from[atom].atom) ring.push_back(came_from[atom].bond);
  return ring;
}

void perceive_rings(MolecularGraph& graph, const std::vector<std::vector<Neighbour>>& neighbours) {
  for (Atom& atom : graph.atoms) atom.smallest_ring = 0;
  for (int b = 0; b < static_cast<int>(graph.bonds.size()); ++b) {
    const std::size_t size = smallest_ring_through(b, graph, neighbours).size();
    graph.bonds[b].in_ring = size > 0;
    if (size == 0) continue;
    for (const int end : graph.bonds[b].atom) {
      std::uint8_t& smallest = graph.atoms[end].smallest_ring;
      if (smallest == 0 || size < smallest) smallest = static_cast<std::uint8_t>(size);
    }
  }
}

int neighbour_count(const Atom& atom) { return atom.degree + atom.hydrogens; }

int steric_number(const Atom& atom) { return neighbour_count(atom) + atom.lone_pairs; }

void perceive_lone_pairs(MolecularGraph& graph) {
  std::vector<int> bonding_electrons(graph.atoms.size(), 0);
  for (const Bond& bond : graph.bonds) {
    for (const int end : bond.atom) bonding_electrons[end] += bond.order;
  }
  for (std::size_t i = 0; i < graph.atoms.size(); ++i) {
    Atom& atom = graph.atoms[i];
    const int left =
        element(atom.element).valence_electrons - atom.charge - bonding_electrons[i] - atom.hydrogens;
    const bool counted = element(atom.element).valence_electrons > 0;
    atom.lone_pairs = static_cast<std::uint8_t>(counted ? std::clamp(left / 2, 0, 4) : 0);
  }
}

void perceive_conjugation(MolecularGraph& graph, const std::vector<std::vector<Neighbour>>& neighbours) {
  std::vector<char> pi(graph.atoms.size(), false);
  std::vector<char> donor(graph.atoms.size(), false);
  for (std::size_t i = 0; i < graph.atoms.size(); ++i) {
    const Atom& atom = graph.atoms[i];
    const bool multiple = std::any_of(neighbours[i].begin(), neighbours[i].end(),
                                      [&](const Neighbour& n) { return graph.bonds[n.bond].order > 1; });
    const int group_electrons = element(atom.element).valence_electrons;
    pi[i] = atom.aromatic || (multiple && steric_number(atom) <= 3);
    donor[i] = !multiple && atom.lone_pairs > 0 && group_electrons >= 4 && group_electrons <= 6;
  }
  for (Bond& bond : graph.bonds) {
    const int i = bond.atom[0];
    const int j = bond.atom[1];
    bond.conjugated =
        bond.aromatic || (bond.order == 1 && ((pi[i] && (pi[j] || donor[j])) || (pi[j] && donor[i])));
  }
  for (Bond& bond : graph.bonds) {
    if (bond.order == 1) continue;
    for (const int end : bond.atom) {
      for (const Neighbour& n : neighbours[end]) {
        if (pi[end] && graph.bonds[n.bond].order == 1 && graph.bonds[n.bond].conjugated)
          bond.conjugated = true;
      }
    }
  }
}

void perceive_hybridisation(MolecularGraph& graph, const std::vector<std::vector<Neighbour>>& neighbours) {
  for (std::size_t i = 0; i < graph.atoms.size(); ++i) {
    Atom& atom = graph.atoms[i];
    const bool in_conjugation =
        std::any_of(neighbours[i].begin(), neighbours[i].end(),
                    [&](const Neighbour& n) { return graph.bonds[n.bond].conjugated; });
    const bool shares_lone_pair =
        atom.lone_pairs > 0 && in_conjugation && (atom.element <= 10 || atom.aromatic);
    int directions = steric_number(atom);
    if (directions == 4 && shares_lone_pair) directions = 3;
    if (neighbour_count(atom) == 0 || directions < 2) {
      atom.hybridisation = Hybridisation::s;
    } else if (directions > 4) {
      atom.hybridisation = Hybridisation::hypervalent;
    } else {
      constexpr Hybridisation by_direction_count[] = {Hybridisation::sp, Hybridisation::sp2,
                                                      Hybridisation::sp3};
      atom.hybridisation = by_direction_count[directions - 2];
    }
  }
}

}  // namespace

void perceive(MolecularGraph& graph) {
  const auto neighbours = neighbours_of(graph);
  for (std::size_t i = 0; i < graph.atoms.size(); ++i) {
    graph.atoms[i].degree = static_cast<std::uint8_t>(neighbours[i].size());
  }
  perceive_rings(graph, neighbours);
  perceive_lone_pairs(graph);
  perceive_conjugation(graph, neighbours);
  perceive_hybridisation(graph, neighbours);
}

std::vector<RingSystem> ring_systems(const MolecularGraph& graph) {
  const auto neighbours = neighbours_of(graph);
  const int bond_count = static_cast<int>(graph.bonds.size());
  std::vector<int> system(bond_count);  // union-find over bonds: one ring joins all its bonds
  std::iota(system.begin(), system.end(), 0);
  const auto root = [&](int b) {
    while (system[b] != b) b = system[b] = system[system[b]];
    return b;
  };
  for (int b = 0; b < bond_count; ++b) {
    for (const int other : smallest_ring_through(b, graph, neighbours)) system[root(other)] = root(b);
  }
  std::vector<RingSystem> systems;
  for (int r = 0; r < bond_count; ++r) {
    if (root(r) != r || !graph.bonds[r].in_ring) continue;
    RingSystem found;
    std::set<int> atoms;
    for (int b = 0; b < bond_count; ++b) {
      if (root(b) != r) continue;
      found.bonds.push_back(b);
      atoms.insert({graph.bonds[b].atom[0], graph.bonds[b].atom[1]});
    }
    found.ring_count = static_cast<int>(found.bonds.size()) - static_cast<int>(atoms.size()) + 1;
    systems.push_back(std::move(found));
  }
  return systems;
}

}  // namespace mixgrad
