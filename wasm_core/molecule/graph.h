// A molecule as the network sees it: atoms, bonds and their features. No hydrogens as nodes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "result.h"

namespace mixgrad {

inline constexpr int kMaxAtoms = 100;  ///< Heavy atoms in one molecule.

enum class Hybridisation : std::uint8_t { s, sp, sp2, sp3, hypervalent };

struct Atom {
  std::uint8_t element = 6;        ///< Atomic number.
  std::int8_t charge = 0;          ///< Formal charge, e.
  std::uint8_t degree = 0;         ///< Heavy-atom neighbours.
  std::uint8_t hydrogens = 0;      ///< All hydrogens on the atom.
  std::uint8_t lone_pairs = 0;     ///< From the Lewis structure; 0 on d- and f-block elements.
  std::uint8_t smallest_ring = 0;  ///< Size of the smallest ring through the atom, 0 for none.
  bool aromatic = false;
  Hybridisation hybridisation = Hybridisation::sp3;
};

struct Bond {
  std::uint16_t atom[2] = {0, 0};
  std::uint8_t order = 1;  ///< Kekulé order, 1 to 3.
  bool aromatic = false;
  bool in_ring = false;
  bool conjugated = false;
};

/// One connected or disconnected molecule; a salt's graph holds cation and anion.
struct MolecularGraph {
  std::vector<Atom> atoms;
  std::vector<Bond> bonds;
};

/// Reads the CommonChem JSON of RDKit's `get_json()`; rings, hybridisation and conjugation are
/// derived (molecule/perception.h). Explicit hydrogens become counts on their heavy atom.
/// Errors: `bad_molecule`, the field being a path into the JSON: not CommonChem, no heavy atoms or
/// more than kMaxAtoms, index out of range, dummy atoms, isotopes, radicals, bonds that are not
/// single, double or triple.
Result<MolecularGraph> graph_from_commonchem(std::string_view json);

/// The connected components, each a graph of its own: a salt splits into its ions.
std::vector<MolecularGraph> connected_components(const MolecularGraph& graph);

/// Sum of standard atomic weights, g/mol, hydrogens included.
double molar_mass_g_per_mol(const MolecularGraph& graph);

/// Hill-order formula, `C3H4O3`; ions carry no charge sign.
std::string hill_formula(const MolecularGraph& graph);

/// Net formal charge, e.
int net_charge(const MolecularGraph& graph);

/// Liquid molar volume at 298.15 K from atom, group and ring counts alone, cm³/mol, good to about
/// 5 % on average; Girolami, J. Chem. Educ. 1994, 71, 962, doi 10.1021/ed071p962.
double estimated_molar_volume_cm3_per_mol(const MolecularGraph& graph);

}  // namespace mixgrad
