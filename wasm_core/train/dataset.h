// The training data in the units of the laws: mole fractions, mol/kg, K, ln(mS/cm).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "network/encoder.h"
#include "result.h"

namespace mixgrad::train {

/// Conductivities of salt solutions. Rows are ragged in their solvents: row i owns the components
/// row_begin[i] … row_begin[i + 1].
struct ConductivityData {
  std::vector<std::string> solvent_ids;  ///< Species that occur; index = molecule in `solvents`.
  std::vector<std::string> salt_ids;

  GraphBatch<float> molecules;              ///< Solvents first, then the salts' ions.
  std::vector<std::int32_t> salt_cation;    ///< Per salt: molecule index.
  std::vector<std::int32_t> salt_anion;

  std::vector<int> row_begin;               ///< rows + 1
  std::vector<std::int32_t> component;      ///< Molecule index of each component.
  std::vector<float> mole_fraction;         ///< Of each component, among the solvents of its row.
  std::vector<std::int32_t> salt;           ///< Per row.
  std::vector<double> molality_mol_per_kg;  ///< Per row.
  std::vector<double> temperature_K;
  std::vector<double> log_conductivity;     ///< ln(κ / mS cm⁻¹)
  std::vector<int> source;                  ///< Index into sources.
  std::vector<std::string> sources;         ///< Source groups: rows that must not be split apart.

  int rows() const { return static_cast<int>(salt.size()); }
};

/// Reads the lines that `scripts/calisol23` writes. Errors name the line and the field.
Result<ConductivityData> read_conductivity_data(const std::string& path);

}  // namespace mixgrad::train
