// The limit of stability, on which the curvature of g vanishes in one direction (det ∂²g = 0), and the
// critical points on it, where two coexisting liquids become one.
#pragma once

#include <vector>

#include "phase/grid.h"

namespace mixgrad::phase {

struct CriticalPoint {
  Composition x{};
  bool stable =
      false;  ///< False where another phase lies below its tangent plane, so that it cannot be seen.
};

struct Spinodal {
  /// Of three components: curves, closed where the first point is the last. Of two: single points. Where g is
  /// concave in every direction the determinant is positive again; the curve around such an island inside the
  /// unstable region is no limit of stability and not given.
  std::vector<std::vector<Composition>> lines;
  std::vector<CriticalPoint>
      critical;  ///< Of three components (plait points); of two there is none but at T_c.
};

/// Traced through the triangles of the grid, with each point on a side of a triangle by false position;
/// critical points where the third derivative along the flat direction changes its sign. An unstable region
/// that lies between neighbouring points of the grid is not seen.
Spinodal spinodal(const Grid& grid);

}  // namespace mixgrad::phase
