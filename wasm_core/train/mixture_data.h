// Measurements of molecular liquids and their mixtures in the units of the laws.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/liquid_ground.h"
#include "model/measured.h"
#include "molecule/features.h"
#include "result.h"
#include "train/split.h"

namespace mixgrad::train {

/// How a kind of measurement stands in files, and on what scale it is learned.
struct MeasuredFacts {
  const char* file;   ///< Of `scripts/mixture-data`, without `.jsonl`.
  const char* field;  ///< Of a row.
  /// An error of this size is a fair one: it makes properties comparable. Of a molar volume, in relative
  /// terms.
  double unit;
};
const MeasuredFacts& facts_of(Measured kind);

/// One molecule or a pair of them, whatever their proportions.
struct MixtureSystem {
  int first = -1;
  int second = -1;  ///< −1: the pure liquid.
};

struct MixtureRow {
  Measured property;
  int system = 0;
  /// Of the system's first molecule. At infinite dilution the solute's is 0 and the solvent's 1.
  double mole_fraction = 1;
  double temperature_K = 0;
  double value = 0;
};

/// Densities are kept as molar volumes.
struct MixtureData {
  std::vector<std::string> molecules;  ///< Canonical SMILES.
  std::vector<GraphFeatures> features;
  std::vector<double> molar_mass_g_per_mol, volume_estimate_cm3_per_mol;
  std::vector<MixtureSystem> systems;
  std::vector<MixtureRow> rows;  ///< Property after property, in the order of their files.
  int first_row[kMeasured + 1] = {};
  std::map<std::string, int> rows_of_dataset;
};

/// Where in the range of composition an error of this row can be large: see Calibration.
double extent_of(const MixtureRow& row);

/// What rows cover, as the domain check sees them.
LiquidGround liquid_ground_of(const MixtureData& data, const std::vector<int>& rows);

/// Whether a row lies on known ground.
bool on_known_ground(const LiquidGround& ground, const MixtureData& data, const MixtureRow& row);

/// Reads the folder that `scripts/mixture-data` writes; a property whose file is not there has no rows.
/// Errors name the file, the line and the field.
Result<MixtureData> read_mixture_data(const std::string& folder);

/// Folds of one protocol, over the rows of all properties together, from PROPERTY.splits.json.
Result<std::vector<Split>> read_mixture_splits(const std::string& folder, const std::string& protocol,
                                               const MixtureData& data);

}  // namespace mixgrad::train
