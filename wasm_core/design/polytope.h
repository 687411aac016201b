// Geometry of the feasible set: is there a point, which one is nearest, which one does a linear function
// prefer.
#pragma once

#include <cstdint>
#include <vector>

#include "design/problem.h"
#include "result.h"

namespace mixgrad::design {

/// Finite bounds in order, disjoint groups, sums that the bounds can reach (to 1e-9 relative).
/// The error's field is the variable's name + `.min` or `.max`, or the group's name. Everything else
/// in `design/` takes a valid polytope for granted.
Status validate(const Polytope& polytope);

/// The group of each variable, −1 for those in none.
std::vector<int> group_of_variables(const Polytope& polytope);

/// Euclidean projection, in place. Where a bound binds the result equals it exactly; a point that is
/// feasible already (sums to rounding) is not touched.
void project(const Polytope& polytope, double* point);

/// Removes rounding errors: a variable within 1e-12 of its range from a bound moves onto it, and what is then
/// missing from a sum goes to the member that is farthest from its bounds.
void snap(const Polytope& polytope, double* point);

/// Items by falling key[item]; equal ones keep their order. By insertion: the lists are short.
std::vector<int> falling(std::vector<int> items, const double* key);

/// The vertex where `direction · x` is largest; of equal variables the first in the group is preferred.
void best_vertex(const Polytope& polytope, const double* direction, double* vertex);

/// The natural unit of each variable: how far it can move inside the polytope; for all members of a
/// group the largest of the group. 0 for locked variables.
std::vector<double> scale_of_variables(const Polytope& polytope);

/// Feasible points for a multi-start: the centre, vertices, midpoints of edges, then uniform on each
/// simplex (caps met by rejection, else by projection) and on each free interval. The same on every
/// platform for a seed.
/// @return count × dimension, row-major.
std::vector<double> sample_starts(const Polytope& polytope, int count, std::uint64_t seed);

}  // namespace mixgrad::design
