// Who stands around Li⁺: what the ensemble says of a mixture, species by species.
#pragma once

#include <vector>

#include "laws/competitive_binding.h"
#include "model/architecture.h"

namespace mixgrad {

/// What every head says of a species' binding: heads × kBindingOutputs, raw.
/// @param ion whether it is an anion   @param z its embedding; of a molecule as a liquid, of an anion as an
/// electrolyte's
std::vector<float> binding_of(const Architecture<float>& network, bool ion, const std::vector<float>& z);

}  // namespace mixgrad
