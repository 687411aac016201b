// From the spread of the ensemble to an interval that holds nine of ten measurements.
#pragma once

#include <cmath>

#include "model/domain.h"
#include "model/measured.h"

namespace mixgrad {

/// Half-width of the 90 % interval:  q · sqrt(s² + (ν g)²), s the spread of the heads. q and ν are fitted on
/// held-out measurements, apart for mixtures on known ground and for all others; g says where in the range of
/// composition errors can be large at all, and is 1 for a property that does not vanish.
struct Calibration {
  struct Terms {
    double quantile = 0;  ///< q
    double noise = 0;     ///< ν: what measurements scatter, and heads agree on wrongly
  };
  Terms known_ground;
  Terms elsewhere;

  double half_width(DomainState state, double deviation, double extent = 1) const {
    const Terms& terms = state == DomainState::known_ground ? known_ground : elsewhere;
    const double noise = terms.noise * extent;
    return terms.quantile * std::sqrt(deviation * deviation + noise * noise);
  }
};

/// g of an excess property of a binary mixture: 0 for the pure liquids, 1 halfway.
inline double mixing_extent(double x_1, double x_2) { return 4 * x_1 * x_2; }

struct Calibrations {
  Calibration conductivity;           ///< Of ln κ.
  PerMeasured<Calibration> measured;  ///< Molar volume and viscosity in relative terms, else in their units.
};

}  // namespace mixgrad
