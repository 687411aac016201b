// Small dense linear systems.
#pragma once

namespace mixgrad::phase {

/// Solves A X = B by Gauss's elimination with partial pivoting, in place.
/// @param a n × n, row-major, destroyed   @param b n × columns, row-major; becomes X
/// @return false where A is singular
bool solve(double* a, double* b, int n, int columns = 1);

}  // namespace mixgrad::phase
