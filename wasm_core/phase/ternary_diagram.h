// Three components: every region of the triangle and what coexists in it.
#pragma once

#include <vector>

#include "phase/flash.h"
#include "phase/spinodal.h"

namespace mixgrad::phase {

/// A region of two phases, swept by its tie-lines.
struct TieLineRegion {
  /// In order along the region; phase 0 and phase 1 of all are the two branches of its boundary. One that
  /// ends in a plait point closes with a tie-line of length 0 there, one that ends at a three-phase triangle
  /// with its side.
  std::vector<Equilibrium> tie_lines;
  bool closed[2] = {false, false};  ///< At its first and last tie-line: by a plait point.
};

struct TernaryDiagram {
  std::vector<TieLineRegion> regions;
  std::vector<Equilibrium> triangles;  ///< Of three phases each, liquids or solids.
  Spinodal spinodal;
  /// Feeds for which no equilibrium was found, or no region that they lie in: there the diagram has a hole.
  std::vector<Composition> not_converged;
};

/// The diagram at the grid's temperature. Sides of the hull's facets that span a gap of the surface become
/// tie-lines, each by a flash of its middle; facets all of whose sides do become triangles. What lies
/// everywhere else is one phase. In the end flashes all over the triangle tell whether something was missed:
/// a region that lies between neighbouring points of the grid. One that lies between these feeds too is not
/// seen.
TernaryDiagram ternary_diagram(const Grid& grid);

}  // namespace mixgrad::phase
