// The Gibbs energy on a regular grid of all compositions and its lower convex hull: where the search for
// equilibria starts, and against which what it finds is checked.
#pragma once

#include <vector>

#include "phase/lower_hull.h"
#include "phase/surface.h"

namespace mixgrad::phase {

/// Grid coordinates are s_i x_i / Σ s_j x_j with the model's sizes s; energies are per unit of Σ s_i n_i. In these
/// the hull is the same as in mole fractions.
class Grid {
 public:
  /// @param intervals N ≥ 2 on each side; (N+1)(N+2)/2 points for three components, N+1 for two
  Grid(Surface surface, int intervals);

  const Surface& surface() const { return surface_; }
  int intervals() const { return intervals_; }

  /// Points of the hull: a place in the grid's coordinates, as mole fractions, or a solid.
  struct Point {
    Composition x;  ///< mole fractions
    int solid;      ///< or −1
    int node;       ///< of the lattice, or −1
  };
  const std::vector<Point>& points() const { return points_; }
  const std::vector<HullPoint>& hull_points() const { return hull_points_; }
  const std::vector<HullFacet>& facets() const { return facets_; }

  Composition to_grid(const Composition& x) const;
  Composition to_moles(const Composition& share) const;

  /// The facet above a composition, given in mole fractions; where components are absent, one that has a side on
  /// that part of the boundary, if there is one.
  int facet_at(const Composition& x) const;

  /// Number of nodes of the lattice; node (i, j) has grid coordinates (i, j, N − i − j)/N, for two components
  /// j = N − i.
  int nodes() const { return static_cast<int>(height_.size()); }
  int node(int i, int j) const { return surface_.components() == 2 ? i : row_[static_cast<std::size_t>(i)] + j; }
  Composition node_share(int i, int j) const;
  const Composition& node_x(int node) const { return x_[static_cast<std::size_t>(node)]; }

  /// Where in the lattice the tangent-plane distance has a local minimum that may belong to a true minimum below
  /// the plane. Calls `visit(x)` for each.
  template <class Visit>
  void visit_minima(const Composition& potential, Visit visit) const;

 private:
  void tangent_distances(const Composition& potential) const;
  bool is_minimum(int i, int j) const;

  Surface surface_;
  int intervals_;
  Composition size_{1, 1, 1};
  std::vector<int> row_;         // first node of each i
  std::vector<double> height_;   // by node
  std::vector<Composition> x_;   // by node
  std::vector<Point> points_;
  std::vector<HullPoint> hull_points_;
  std::vector<HullFacet> facets_;
  mutable std::vector<double> distance_;  // scratch, by node
};

/// How high above the plane, in units of RT for a mole, a node may be and a minimum below the plane beside it: a
/// trace that is missing on the boundary lowers g by less than 1/(eN), and curvature between nodes by less.
inline constexpr double kNearPlane = 0.02;

template <class Visit>
void Grid::visit_minima(const Composition& potential, Visit visit) const {
  tangent_distances(potential);
  const bool two = surface_.components() == 2;
  for (int i = 0; i <= intervals_; ++i) {
    for (int j = two ? intervals_ - i : 0; j <= intervals_ - i; ++j) {
      const auto at = static_cast<std::size_t>(node(i, j));
      const Composition& x = x_[at];
      const double moles = 1 / (x[0] * size_[0] + x[1] * size_[1] + x[2] * size_[2]);
      if (distance_[at] < kNearPlane * moles && is_minimum(i, j)) visit(x);
    }
  }
}

}  // namespace mixgrad::phase
