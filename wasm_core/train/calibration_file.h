// The file in which `calibrate` leaves its terms, and from which `ship` takes them.
#pragma once

#include <string>
#include <vector>

#include "train/calibrate.h"

namespace mixgrad::train {

Status write_calibration(const std::string& path, const Calibration& calibration,
                         const std::vector<Coverage>& coverage);

/// Errors (`bad_file`): cannot be read, or a term is missing or is not a number.
Result<Calibration> read_calibration(const std::string& path);

}  // namespace mixgrad::train
