// The calibrations as a file: what `calibrate` writes and `ship` reads.
#pragma once

#include <string>
#include <vector>

#include "result.h"
#include "train/calibrate.h"

namespace mixgrad::train {

/// One property's intervals and how often they held.
struct CalibratedProperty {
  std::string name;  ///< `conductivity`, or a key of kMeasuredNames.
  Calibration calibration;
  std::vector<Coverage> coverage;
};

Status write_calibrations(const std::string& path, const std::vector<CalibratedProperty>& properties);

/// Properties that the file lacks keep intervals of no width. Errors: no `conductivity`, a number missing.
Result<Calibrations> read_calibrations(const std::string& path);

}  // namespace mixgrad::train
