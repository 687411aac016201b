// The training data in the units of the laws: mole fractions, mol/kg, K, ln(mS/cm).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/domain.h"
#include "network/encoder.h"
#include "result.h"

namespace mixgrad::train {

/// Conductivities of salt solutions. Rows are ragged in their solvents: row i owns the components
/// row_begin[i] … row_begin[i + 1].
struct ConductivityData {
  GraphBatch<float> molecules;  ///< Solvents and ions, in order of first appearance.
  std::vector<std::string>
      molecule_ids;  ///< Per molecule: the solvent's id, or that of the salt an ion came with.
  std::vector<std::string> salt_ids;
  std::vector<std::int32_t> salt_cation;  ///< Per salt: molecule index.
  std::vector<std::int32_t> salt_anion;

  std::vector<int> row_begin;               ///< rows + 1
  std::vector<std::int32_t> component;      ///< Molecule index of each component.
  std::vector<float> mole_fraction;         ///< Of each component, among the solvents of its row.
  std::vector<std::int32_t> salt;           ///< Per row.
  std::vector<double> molality_mol_per_kg;  ///< Per row.
  std::vector<double> temperature_K;
  std::vector<double> log_conductivity;  ///< ln(κ / mS cm⁻¹)
  std::vector<int> source;               ///< Index into sources.
  std::vector<std::string> sources;      ///< Source groups: rows that must not be split apart.

  int rows() const { return static_cast<int>(salt.size()); }
};

/// What rows cover, as the domain check sees them.
KnownGround known_ground_of(const ConductivityData& data, const std::vector<int>& rows);

/// Whether a row lies on known ground.
bool on_known_ground(const KnownGround& ground, const ConductivityData& data, int row);

/// Reads the lines that `scripts/calisol23` writes. Errors name the line and the field.
Result<ConductivityData> read_conductivity_data(const std::string& path);

}  // namespace mixgrad::train
