// The built-in library: every species the page knows without RDKit.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "molecule/graph.h"

namespace mixgrad {

enum class Role { solvent, salt };

struct Species {
  std::string id;      ///< Short name, the key in requests: `EC`.
  std::string name;    ///< `ethylene carbonate`.
  std::string smiles;  ///< As RDKit canonicalises it.
  Role role = Role::solvent;
  std::vector<std::string> aliases;  ///< Other names a person may type.
  /// Molar volume at 298.15 K, cm³/mol: for a solvent that of the pure (if need be supercooled)
  /// liquid, for a salt the apparent volume in solution. From `species.json`, where its source stands.
  double molar_volume_cm3_per_mol = 0;
  double molar_mass_g_per_mol = 0;
  std::string formula;
  MolecularGraph graph;
};

/// Reads the text of a library (species_data.h). Solvents first; none where anything is missing or damaged.
std::vector<Species> read_species_library(std::string_view json);

/// All built-in species, solvents first. Read once, on first use, from `data::species()`.
std::span<const Species> built_in_species();

/// By id (exact, then ignoring case), by name or alias (ignoring case), or by a SMILES spelled as in the
/// library; null if unknown.
const Species* find_species(std::string_view id_or_smiles);

}  // namespace mixgrad
