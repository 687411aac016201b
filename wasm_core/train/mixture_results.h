// Held-out rows of molecular liquids, as files.
#pragma once

#include <string>

#include "result.h"
#include "train/calibrate.h"
#include "train/mixture_data.h"

namespace mixgrad::train {

/// The rows of one property from a file that `evaluate-mixtures` wrote, in units of MeasuredFacts; none if it
/// has none. Errors: the file cannot be read, or is not as `evaluate-mixtures` writes it.
Result<ProtocolRows> read_mixture_rows(const std::string& path, Measured kind);

}  // namespace mixgrad::train
