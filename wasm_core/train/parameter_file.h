// The weights of a network on disk, in full precision: what another run may start from.
#pragma once

#include <string>

#include "network/parameters.h"
#include "result.h"

namespace mixgrad::train {

Status write_parameters(const std::string& path, const ParameterSet<float>& parameters);

/// Errors (`bad_file`): cannot be read, is no safetensors file.
Result<ParameterSet<float>> read_parameters(const std::string& path);

}  // namespace mixgrad::train
