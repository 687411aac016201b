// Tells one training run from another.
#pragma once

#include <string>

#include "train/trainer.h"

namespace mixgrad::train {

/// 16 hexadecimal digits (FNV-1a, 64 bit) of all that decides a run: the settings, the rows with their
/// molecules, and which of them train and validate.
std::string fingerprint_of(const ConductivityData& data, const Split& split, const Settings& settings,
                           const ParameterSet<float>* start = nullptr);

}  // namespace mixgrad::train
