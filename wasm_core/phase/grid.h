// The Gibbs energy on a regular grid of all compositions and its lower convex hull: where the search for
// equilibria starts, and against which what it finds is checked.
#pragma once

#include <vector>

#include "phase/lower_hull.h"
#include "phase/surface.h"

namespace mixgrad::phase {

/// Grid coordinates are s_i x_i / Σ s_j x_j with the model's sizes s, of which the least counts as 1;
/// energies are per unit of Σ s_i n_i. In these the hull is the same as in mole fractions.
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

  /// The facet above a composition, given in mole fractions; where components are absent, one that has a side
  /// on that part of the boundary, if there is one.
  int facet_at(const Composition& x) const;

  /// Whether the side of a facet opposite to vertex k runs above no liquid that is stable: it has a solid at
  /// an end, or the surface rises above it. Of two components, k = 2 is the facet itself.
  bool spans_a_gap(int facet, int k) const;

  /// Number of nodes of the lattice; node (i, j) has grid coordinates (i, j, N − i − j)/N, for two components
  /// j = N − i.
  int nodes() const { return static_cast<int>(height_.size()); }
  int node(int i, int j) const {
    return surface_.components() == 2 ? i : row_[static_cast<std::size_t>(i)] + j;
  }
  Composition node_share(int i, int j) const;
  const Composition& node_x(int node) const { return x_[static_cast<std::size_t>(node)]; }

  /// Where in the lattice the tangent-plane distance has a local minimum that may belong to a true minimum
  /// below the plane. Calls `visit(x)` for each.
  template <class Visit>
  void visit_minima(const Composition& potential, Visit visit) const;

 private:
  /// A node of the boundary, and what a trace of an absent component gains there: moles × exp(μ_i − ln γ_i).
  struct Edge {
    int node, absent;
    double ln_gamma, moles;
  };

  void tangent_distances(const Composition& potential) const;
  bool is_minimum(int i, int j) const;

  Surface surface_;
  int intervals_;
  Composition size_{1, 1, 1};
  std::vector<int> row_;        // first node of each i
  std::vector<double> height_;  // by node
  std::vector<Composition> x_;  // by node
  std::vector<Edge> edges_;
  std::vector<Point> points_;
  std::vector<HullPoint> hull_points_;
  std::vector<HullFacet> facets_;
  mutable std::vector<double> distance_;  // scratch, by node
};

/// How high above the plane, in units of RT for a unit of the grid, a node may be and a minimum below the
/// plane beside it, because of the curvature between nodes.
inline constexpr double kNearPlane = 0.02;

template <class Visit>
void Grid::visit_minima(const Composition& potential, Visit visit) const {
  tangent_distances(potential);
  const bool two = surface_.components() == 2;
  for (int i = 0; i <= intervals_; ++i) {
    for (int j = two ? intervals_ - i : 0; j <= intervals_ - i; ++j) {
      const auto at = static_cast<std::size_t>(node(i, j));
      if (distance_[at] < kNearPlane && is_minimum(i, j)) visit(x_[at]);
    }
  }
}

}  // namespace mixgrad::phase
