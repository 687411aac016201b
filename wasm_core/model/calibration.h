// From the spread of the ensemble to an interval that holds nine of ten measurements.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

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

  const Terms& terms(DomainState state) const {
    return state == DomainState::known_ground ? known_ground : elsewhere;
  }
  double half_width(DomainState state, double deviation, double extent = 1) const {
    const Terms& terms = this->terms(state);
    const double noise = terms.noise * extent;
    return terms.quantile * std::sqrt(deviation * deviation + noise * noise);
  }
};

/// A property, or what its 90 % interval says of it.
enum class End : std::uint8_t { value, lower, upper, half_width };

/// F(V, h) of a value V and the interval's half-width h, with its slopes.
struct EndOf {
  double value, by_value, by_half;
};

/// Of a property whose interval is V e^±h. Half its width is V sinh h.
inline EndOf relative_end(End end, double value, double half) {
  if (end == End::value) return {value, 1, 0};
  const double up = std::exp(half), down = 1 / up;
  const double factor = end == End::lower ? down : end == End::upper ? up : 0.5 * (up - down);
  const double slope = end == End::lower ? -down : end == End::upper ? up : 0.5 * (up + down);
  return {value * factor, factor, value * slope};
}

/// Of a property whose interval is V ± h.
inline EndOf absolute_end(End end, double value, double half) {
  if (end == End::half_width) return {half, 0, 1};
  const double side = end == End::value ? 0 : end == End::lower ? -1 : 1;
  return {value + side * half, 1, side};
}

/// g of an excess property of a binary mixture: 0 for the pure liquids, 1 halfway.
inline double mixing_extent(double x_1, double x_2) { return 4 * x_1 * x_2; }

/// g of a share between 0 and 1, as of a count of successes; a little even at the ends, where a share that
/// should have been 0 may still be none.
inline double share_extent(double share) {
  return std::max(0.05, 2 * std::sqrt(std::max(0.0, share * (1 - share))));
}

/// Of the surroundings of Li⁺.
enum class SolvationNumber { coordination, total, free };
inline constexpr int kSolvationNumbers = 3;
inline constexpr const char* kSolvationNames[kSolvationNumbers] = {"coordination", "total_coordination",
                                                                   "free_share"};

struct Calibrations {
  Calibration conductivity;           ///< Of ln κ.
  PerMeasured<Calibration> measured;  ///< Molar volume and viscosity in relative terms, else in their units.
  std::array<Calibration, kSolvationNumbers> solvation = {};  ///< By SolvationNumber.
};

}  // namespace mixgrad
