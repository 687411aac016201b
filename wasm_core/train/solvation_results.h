// The file in which `evaluate-solvation` leaves held-out rows, read again.
#pragma once

#include <string>

#include "train/calibrate.h"

namespace mixgrad::train {

/// The rows of one number, each species by itself. Errors (`bad_file`): nothing that `evaluate-solvation`
/// wrote.
Result<ProtocolRows> read_solvation_rows(const std::string& path, SolvationNumber number);

}  // namespace mixgrad::train
