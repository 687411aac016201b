// Who stands around Li⁺: what the ensemble says of a mixture, species by species.
#pragma once

#include <vector>

#include "laws/competitive_binding.h"
#include "model/architecture.h"

namespace mixgrad {

/// A species' coefficients by every head.
using Binding = std::vector<laws::BindingCoefficients<double>>;

/// @param ion whether it is an anion   @param z its embedding; of a molecule as a liquid, of an anion as an
/// electrolyte's
Binding binding_of(const Architecture<float>& network, bool ion, const std::vector<float>& z);

/// Mean and standard deviation over the heads.
struct Estimate {
  double value = 0, deviation = 0;
};

struct SolvationEstimate {
  std::vector<Estimate> coordination;  ///< Per species, contacts per Li⁺.
  std::vector<Estimate> free;          ///< Per species, the share that touches no Li⁺.
  Estimate total;                      ///< All contacts of a Li⁺.
};

/// @param per_lithium of every species, mol per mol of Li⁺
SolvationEstimate solvation_of(const std::vector<const Binding*>& species,
                               const std::vector<double>& per_lithium);

}  // namespace mixgrad
