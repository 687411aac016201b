// From the spread of the ensemble to an interval that holds nine of ten measurements.
#pragma once

#include <cmath>

#include "model/domain.h"

namespace mixgrad {

/// Half-width of the 90 % interval in ln κ:  q · sqrt(s² + ν²), s the spread of the heads. q and ν are fitted
/// on held-out measurements, apart for mixtures on known ground and for all others.
struct Calibration {
  struct Terms {
    double quantile = 0;  ///< q
    double noise = 0;     ///< ν: what measurements scatter, and heads agree on wrongly
  };
  Terms known_ground;
  Terms elsewhere;

  double half_width(DomainState state, double log_deviation) const {
    const Terms& terms = state == DomainState::known_ground ? known_ground : elsewhere;
    return terms.quantile * std::sqrt(log_deviation * log_deviation + terms.noise * terms.noise);
  }
};

}  // namespace mixgrad
