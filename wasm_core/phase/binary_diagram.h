// Two components: what coexists at a temperature, and the temperatures at which they begin to mix.
#pragma once

#include <vector>

#include "phase/flash.h"
#include "phase/spinodal.h"

namespace mixgrad::phase {

struct BinaryDiagram {
  std::vector<Equilibrium> coexisting;  ///< Two phases each, from component 2's side to component 1's.
  Spinodal spinodal;
  std::vector<Composition> not_converged;  ///< Feeds for which no equilibrium was found.
};

/// All coexisting pairs of phases at the grid's temperature.
BinaryDiagram binary_diagram(const Grid& grid);

struct CriticalTemperature {
  double temperature_K = 0;
  Composition x{};
  bool upper = false;  ///< Two liquids below it; else above it.
  bool stable =
      false;  ///< False where another phase lies below its tangent plane, so that it cannot be seen.
};

/// Critical solution temperatures of two components between two temperatures, by rising temperature: where
/// the least stability over all compositions passes through 0. Two that lie within a step of temperature are
/// missed.
/// @param steps of temperature
/// Errors: `bad_value` as Surface::make, and for a range that is not one (field `temperature_K`).
Result<std::vector<CriticalTemperature>> critical_temperatures(const MixingModel& model, double low_K,
                                                               double high_K, int steps = 60);

}  // namespace mixgrad::phase
