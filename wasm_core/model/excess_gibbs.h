// The learned excess Gibbs energy as numbers: what the phase engine, which knows no network, is handed.
#pragma once

#include <vector>

#include "model/liquid.h"

namespace mixgrad {

/// By every head, in the notation of laws/redlich_kister.h and laws/temperature_factors.h.
struct ExcessGibbs {
  int heads = 0, orders = 0;
  std::vector<double> coefficient;  ///< heads × pairs × 3 × orders: of each pair c, h and g.
  std::vector<double> resemblance;  ///< σ: heads × pairs × components.
};

/// @param molecules two or more
ExcessGibbs excess_gibbs(const Architecture<float>& network,
                         const std::vector<const LiquidMolecule*>& molecules);

}  // namespace mixgrad
