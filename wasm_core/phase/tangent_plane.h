// Stability: a liquid is stable where no composition lies below its tangent plane,
//
//   tpd(x) = g(x) − Σ x_i μ_i ≥ 0 for all x
//
// M. L. Michelsen, Fluid Phase Equilib. 1982, 9, 1, doi 10.1016/0378-3812(82)85001-2.
#pragma once

#include "phase/surface.h"

namespace mixgrad::phase {

/// A stationary point of the tangent-plane distance.
struct Tangent {
  Composition x{};
  double depth = 0;  ///< −tpd: positive below the plane
  bool converged = false;
};

/// The minimum of tpd downhill from a start. Michelsen's function of free amounts X,
///
///   1 + Σ X_i (ln X_i + ln γ_i(x) − μ_i − 1),   x = X/ΣX,
///
/// has the same stationary points, where ln ΣX is the depth. It is minimised by Newton's method in ln X, in
/// which traces are as easy as all else, with a shifted Hessian where it is not convex and a line search.
/// @param potential μ_i; −∞ for a component that is absent
/// @param start mole fractions; where one is 0 and the component is not absent, its trace is estimated
Tangent deepest_near(const Surface& surface, const Composition& potential, const Composition& start);

}  // namespace mixgrad::phase
