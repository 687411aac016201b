// The lower convex hull of heights over the simplex: what a liquid's Gibbs energy becomes when it may split.
#pragma once

#include <vector>

#include "phase/surface.h"

namespace mixgrad::phase {

struct HullPoint {
  Composition share;  ///< Coordinates that sum to 1; exactly 0 on the boundary.
  double height;
};

/// A face of the hull: a triangle over three components, a segment over two.
struct HullFacet {
  std::array<int, kMostComponents> vertex;  ///< Of the points given.
  std::array<int, kMostComponents>
      neighbour;      ///< Across the side opposite to each vertex; −1 on the boundary.
  Composition plane;  ///< Height = Σ plane_i share_i: its heights at the corners.

  double height(const Composition& share) const {
    return plane[0] * share[0] + plane[1] * share[1] + plane[2] * share[2];
  }
};

/// Lower hull of points among which the corners of the simplex are, in the order of the components, first; no
/// two points have the same shares. Points less than `tolerance` below the hull of the others may be left
/// out.
///
/// Over three components: quickhull (C. B. Barber, D. P. Dobkin, H. Huhdanpaa, ACM Trans. Math. Softw. 1996,
/// 22, 469, doi 10.1145/235815.235821) of which only the lower side is made. Every point that is not yet in
/// belongs to the facet above it. The facets that a new point sees become a fan around it; where rounding
/// would turn a triangle of the fan over, the facet behind counts as seen too. Coplanar points are therefore
/// harmless: one of the possible triangulations results, the same on every run.
std::vector<HullFacet> lower_hull(int components, const std::vector<HullPoint>& points,
                                  double tolerance = 1e-13);

/// Barycentric weights of a place in a facet, components(); one is negative where it lies outside.
Composition weights_in(int components, const HullFacet& facet, const std::vector<HullPoint>& points,
                       const Composition& share);

}  // namespace mixgrad::phase
