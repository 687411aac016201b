// What a feed separates into: how many phases, which, and how much of each.
#pragma once

#include "phase/equilibrium.h"
#include "phase/grid.h"

namespace mixgrad::phase {

/// How far below the tangent plane, in units of RT for a mole, nothing may lie.
inline constexpr double kStable = 1e-10;

/// The global minimum of the Gibbs energy of a feed.
///
/// From the facet of the hull above the feed: its plane is moved down onto the surface (minima of the
/// tangent-plane distance become the phases), the phases are brought to equal potentials by Newton's method,
/// and the result is checked against the whole surface. What lies below its tangent plane enters in the
/// manner of the simplex method, and so on until nothing does; as long as Newton's method fails, the plane
/// alone goes on sinking.
/// @param feed mole fractions, summing to 1 (to 1e-9)
/// @param facet the facet of the grid's hull above the feed, or −1 to look for it
/// @return phases with positive amounts and a tangent plane below which, to kStable, nothing lies; liquids
/// come
///         before solids. Errors: `bad_value` (field `feed`), `not_converged`.
Result<Equilibrium> flash(const Grid& grid, const Composition& feed, int facet = -1);

/// What lies deepest below a tangent plane: a composition, or a solid.
struct Below {
  Composition x{};
  int solid = -1;
  double depth = 0;  ///< 0 where nothing does
};

/// Looks below a plane everywhere: from the local minima of the grid, from the places given, and at the
/// solids.
/// @param beside liquids that lie in the plane; also looked at are places around them
Below deepest_below(const Grid& grid, const Composition& potential,
                    const std::vector<Composition>& beside = {});

}  // namespace mixgrad::phase
