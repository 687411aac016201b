// What simulations say of the surroundings of Li⁺ in solvent, diluent and salt.
#pragma once

#include <string>
#include <vector>

#include "model/domain.h"
#include "molecule/features.h"
#include "result.h"

namespace mixgrad::train {

/// The simulations' temperature.
inline constexpr double kSolvationTemperature_K = 298.15;

/// One formulation. The arrays are parallel: its molecules, then its anion.
struct SolvationRow {
  std::vector<int> molecule;  ///< Index into the data's molecules; without the anion.
  int salt = 0;
  double molality_mol_per_kg = 0;    ///< Of salt, per kg of all molecules.
  std::vector<double> per_lithium;   ///< mol per mol of Li⁺
  std::vector<double> coordination;  ///< Contacts per Li⁺.
  std::vector<double> free;          ///< Share that touches no Li⁺.
};

/// Two molecules that competed for the same Li⁺.
struct Competition {
  int molecule = 0, rival = 0;
  double log_ratio = 0;  ///< ln of the molecule's contacts per the rival's, of equal volumes of both.
};

struct SolvationData {
  std::vector<std::string> molecules;  ///< Canonical SMILES.
  std::vector<std::string> names;      ///< The same, by library id where there is one.
  std::vector<GraphFeatures> features;
  std::vector<std::string> salts;  ///< Library ids.
  std::vector<GraphFeatures> anions;
  std::vector<SolvationRow> rows;
  std::vector<Competition> competitions;  ///< May be empty.
};

/// Without the competitions of molecules that rows have, but not these rows: what is left out of training is
/// nowhere in it.
SolvationData only_known(const SolvationData& data, const std::vector<int>& rows);

/// What rows cover, as the domain check sees them.
KnownGround solvation_ground_of(const SolvationData& data, const std::vector<int>& rows);

/// Whether a row lies on known ground.
bool on_known_ground(const KnownGround& ground, const SolvationData& data, const SolvationRow& row);

/// Reads the folder that `scripts/solvation-data` writes. Errors (`bad_data`) name the file, the line and the
/// field.
Result<SolvationData> read_solvation_data(const std::string& folder);

}  // namespace mixgrad::train
