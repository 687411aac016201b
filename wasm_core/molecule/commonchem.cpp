// CommonChem JSON, as RDKit's get_json() writes it, into a MolecularGraph. Values equal to those in
// the header's `defaults` are omitted there, and default themselves to CommonChem's own.
#include "molecule/commonchem.h"

#include <cstdint>
#include <optional>

#include "molecule/elements.h"
#include "molecule/graph.h"
#include "molecule/perception.h"

namespace mixgrad {
namespace {

constexpr std::size_t kMaxJsonBytes = 1 << 20;
constexpr int kMaxExplicitAtoms = 1000;  // heavy atoms and explicit hydrogens together
constexpr int kMaxHydrogensPerAtom = 8;
constexpr int kMaxAbsoluteCharge = 8;

/// @param predicate the rest of a sentence whose subject is the field: `must be a list.`
Error bad_molecule(std::string field, const std::string& predicate) {
  std::string message = (field.empty() ? "The molecule" : field) + " " + predicate;
  return {"bad_molecule", std::move(field), std::move(message)};
}

std::string at(const std::string& list, int index) { return list + "[" + std::to_string(index) + "]"; }

/// An integer that may be omitted, with its limits.
struct IntegerField {
  const char* key;
  int standard;  ///< CommonChem's own default.
  int lowest;
  int highest;
};

constexpr IntegerField kAtomFields[] = {{"z", 6, 0, kHeaviestElement},
                                        {"chg", 0, -kMaxAbsoluteCharge, kMaxAbsoluteCharge},
                                        {"impHs", 0, 0, kMaxHydrogensPerAtom},
                                        {"nRad", 0, 0, 8},
                                        {"isotope", 0, 0, 999}};
constexpr IntegerField kBondOrder = {"bo", 1, 0, 255};

Result<int> read_integer(const Json& object, const IntegerField& field, int fallback,
                         const std::string& path) {
  const Json* value = object.find(field.key);
  if (!value) return fallback;
  const std::optional<int> number = value->integer(field.lowest, field.highest);
  if (!number) {
    return bad_molecule(path + "." + field.key, "must be an integer from " + std::to_string(field.lowest) +
                                                    " to " + std::to_string(field.highest) + ".");
  }
  return *number;
}

struct RawAtom {
  Atom atom;
  int heavy_index = -1;  ///< Index among heavy atoms; −1 for an explicit hydrogen.
};

/// Explicit hydrogens stand beside heavy atoms here, as in the file.
struct RawMolecule {
  std::vector<RawAtom> atoms;
  std::vector<Bond> bonds;
};

Status read_atoms(const Json& list, const Json& defaults, RawMolecule& molecule) {
  int fallback[5];
  for (int f = 0; f < 5; ++f) {
    const Result<int> value =
        read_integer(defaults, kAtomFields[f], kAtomFields[f].standard, "defaults.atom");
    if (!value) return value.error();
    fallback[f] = *value;
  }
  for (const Json& entry : list.items()) {
    const std::string path = at("molecules[0].atoms", static_cast<int>(molecule.atoms.size()));
    if (!entry.is_object()) return bad_molecule(path, "must be an object.");
    int values[5];
    for (int f = 0; f < 5; ++f) {
      const Result<int> value = read_integer(entry, kAtomFields[f], fallback[f], path);
      if (!value) return value.error();
      values[f] = *value;
    }
    const auto [z, charge, hydrogens, radicals, isotope] = values;
    if (z == 0) return bad_molecule(path + ".z", "is a dummy atom (*); every atom must be an element.");
    if (isotope != 0) {
      return bad_molecule(path + ".isotope", "labels an isotope; write the atom without its mass number.");
    }
    if (radicals != 0) {
      return bad_molecule(path + ".nRad",
                          "is " + std::to_string(radicals) + ": atom " +
                              std::to_string(molecule.atoms.size() + 1) + " (" + element(z).symbol +
                              ") has unpaired electrons; write a closed-shell molecule or ion.");
    }
    RawAtom raw;
    raw.atom.element = static_cast<std::uint8_t>(z);
    raw.atom.charge = static_cast<std::int8_t>(charge);
    raw.atom.hydrogens = static_cast<std::uint8_t>(hydrogens);
    molecule.atoms.push_back(raw);
  }
  return {};
}

Status read_bonds(const Json& list, const Json& defaults, RawMolecule& molecule) {
  const int atom_count = static_cast<int>(molecule.atoms.size());
  const Result<int> default_order = read_integer(defaults, kBondOrder, kBondOrder.standard, "defaults.bond");
  if (!default_order) return default_order.error();
  std::vector<std::vector<char>> bonded(atom_count, std::vector<char>(atom_count, false));
  for (const Json& entry : list.items()) {
    const std::string path = at("molecules[0].bonds", static_cast<int>(molecule.bonds.size()));
    const Json* ends = entry.find_array("atoms");
    if (!ends || ends->items().size() != 2)
      return bad_molecule(path + ".atoms", "must list the two atoms of the bond.");
    Bond bond;
    for (int end = 0; end < 2; ++end) {
      const std::optional<int> index = ends->items()[end].integer(0, atom_count - 1);
      if (!index) {
        return bad_molecule(at(path + ".atoms", end),
                            "must be the index of an atom, 0 to " + std::to_string(atom_count - 1) + ".");
      }
      bond.atom[end] = static_cast<std::uint16_t>(*index);
    }
    const auto [i, j] = bond.atom;
    if (i == j) return bad_molecule(path + ".atoms", "joins an atom to itself.");
    if (bonded[i][j]) return bad_molecule(path + ".atoms", "repeats a bond that stands already.");
    bonded[i][j] = bonded[j][i] = true;
    const Result<int> order = read_integer(entry, kBondOrder, *default_order, path);
    if (!order) return order.error();
    if (*order < 1 || *order > 3) {
      return bad_molecule(path + ".bo", "must be 1, 2 or 3: single, double or triple.");
    }
    bond.order = static_cast<std::uint8_t>(*order);
    molecule.bonds.push_back(bond);
  }
  return {};
}

/// Sets the aromatic flags of the atoms or bonds listed under `key`; RDKit leaves an empty list out.
template <class Item>
Status read_aromatic(const Json& extension, const char* key, std::vector<Item>& items) {
  const Json* list = extension.find(key);
  if (!list) return {};
  const std::string path = std::string("extensions.rdkitRepresentation.") + key;
  if (!list->is_array()) return bad_molecule(path, "must be a list of indices.");
  for (const Json& entry : list->items()) {
    const std::optional<int> index = entry.integer(0, static_cast<int>(items.size()) - 1);
    if (!index) {
      return bad_molecule(path, "must hold indices below " + std::to_string(items.size()) + ".");
    }
    if constexpr (std::is_same_v<Item, RawAtom>) {
      items[*index].atom.aromatic = true;
    } else {
      items[*index].aromatic = true;
    }
  }
  return {};
}

Status read_extensions(const Json& molecule_json, RawMolecule& molecule) {
  const Json* extensions = molecule_json.find_array("extensions");
  if (!extensions) return {};
  for (const Json& extension : extensions->items()) {
    const Json* name = extension.find("name");
    if (!name || name->string() != "rdkitRepresentation") continue;
    if (Status read = read_aromatic(extension, "aromaticAtoms", molecule.atoms); !read) return read;
    if (Status read = read_aromatic(extension, "aromaticBonds", molecule.bonds); !read) return read;
  }
  return {};
}

/// Explicit hydrogens become counts on the heavy atom that they are bonded to.
Result<MolecularGraph> fold_hydrogens(RawMolecule& molecule) {
  MolecularGraph graph;
  for (RawAtom& raw : molecule.atoms) {
    if (raw.atom.element == 1) continue;
    raw.heavy_index = static_cast<int>(graph.atoms.size());
    graph.atoms.push_back(raw.atom);
  }
  const std::string field = "molecules[0].atoms";
  if (graph.atoms.empty()) return bad_molecule(field, "hold no heavy atom; one at least is needed.");
  if (graph.atoms.size() > kMaxAtoms) {
    return bad_molecule(field, "hold " + std::to_string(graph.atoms.size()) + " heavy atoms; at most " +
                                   std::to_string(kMaxAtoms) + " are handled.");
  }
  std::vector<int> folded(molecule.atoms.size(), 0);  // bonds by which a hydrogen was counted
  for (Bond bond : molecule.bonds) {
    const RawAtom& a = molecule.atoms[bond.atom[0]];
    const RawAtom& b = molecule.atoms[bond.atom[1]];
    if (a.heavy_index >= 0 && b.heavy_index >= 0) {
      bond.atom[0] = static_cast<std::uint16_t>(a.heavy_index);
      bond.atom[1] = static_cast<std::uint16_t>(b.heavy_index);
      graph.bonds.push_back(bond);
    } else if ((a.heavy_index >= 0 || b.heavy_index >= 0) && bond.order == 1) {
      const int hydrogen = bond.atom[a.heavy_index >= 0 ? 1 : 0];
      Atom& heavy = graph.atoms[std::max(a.heavy_index, b.heavy_index)];
      if (++folded[hydrogen] == 1 && ++heavy.hydrogens > kMaxHydrogensPerAtom) {
        return bad_molecule(
            field, "hold one with more than " + std::to_string(kMaxHydrogensPerAtom) + " hydrogens.");
      }
    }
  }
  for (std::size_t i = 0; i < molecule.atoms.size(); ++i) {
    const RawAtom& raw = molecule.atoms[i];
    const bool plain = raw.atom.charge == 0 && raw.atom.hydrogens == 0 && folded[i] == 1;
    if (raw.heavy_index < 0 && !plain) {
      return bad_molecule(at(field, static_cast<int>(i)),
                          "is a hydrogen that is not simply bonded to one heavy atom; H2, H+, hydrides and "
                          "bridging hydrogens are not handled.");
    }
  }
  return graph;
}

}  // namespace

Result<MolecularGraph> graph_from_commonchem_json(const Json& root) {
  const Json* molecules = root.find_array("molecules");
  if (!molecules)
    return bad_molecule("molecules", "are missing; CommonChem JSON with one molecule is expected.");
  if (molecules->items().size() != 1) return bad_molecule("molecules", "must hold exactly one molecule.");
  const Json& entry = molecules->items().front();
  const Json* atoms = entry.find_array("atoms");
  if (!atoms || atoms->items().empty())
    return bad_molecule("molecules[0].atoms", "are missing or empty; one atom at least is needed.");
  if (atoms->items().size() > kMaxExplicitAtoms) {
    return bad_molecule("molecules[0].atoms",
                        "list more than " + std::to_string(kMaxExplicitAtoms) + " atoms.");
  }
  static const Json kNothing;
  const Json* bonds = entry.find("bonds");
  if (bonds && !bonds->is_array()) return bad_molecule("molecules[0].bonds", "must be a list.");
  const Json* defaults = root.find("defaults");
  const Json* atom_defaults = defaults ? defaults->find("atom") : nullptr;
  const Json* bond_defaults = defaults ? defaults->find("bond") : nullptr;

  RawMolecule molecule;
  if (Status read = read_atoms(*atoms, atom_defaults ? *atom_defaults : kNothing, molecule); !read)
    return read.error();
  if (bonds) {
    if (Status read = read_bonds(*bonds, bond_defaults ? *bond_defaults : kNothing, molecule); !read) {
      return read.error();
    }
  }
  if (Status read = read_extensions(entry, molecule); !read) return read.error();
  Result<MolecularGraph> graph = fold_hydrogens(molecule);
  if (graph) perceive(*graph);
  return graph;
}

Result<MolecularGraph> graph_from_commonchem(std::string_view text) {
  if (text.size() > kMaxJsonBytes)
    return bad_molecule("", "is over 1 MiB; that is no molecule of up to 100 atoms.");
  const std::optional<Json> root = Json::parse(text);
  if (!root) return bad_molecule("", "is not JSON; CommonChem JSON is expected.");
  return graph_from_commonchem_json(*root);
}

}  // namespace mixgrad
