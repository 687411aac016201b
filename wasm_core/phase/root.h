// Roots of a function of one variable.
#pragma once

#include <cmath>

namespace mixgrad::phase {

/// A root between a and b, where f has values of opposite sign, by false position with the Illinois rule
/// (M. Dowell, P. Jarratt, BIT 1971, 11, 168, doi 10.1007/BF01934364). To within `width` of the argument or
/// the rounding of f.
template <class Function>
double root_between(double a, double at_a, double b, double at_b, double width, Function f) {
  double root = a;
  for (int side = 0, i = 0; i < 100 && std::fabs(b - a) > width; ++i) {
    root = i % 8 == 7 ? 0.5 * (a + b) : (a * at_b - b * at_a) / (at_b - at_a);
    const double here = f(root);
    if (here == 0) break;
    if ((here > 0) == (at_b > 0)) {
      const bool near = std::fabs(b - root) < width;
      b = root, at_b = here;
      if (side == -1) at_a /= 2;
      side = -1;
      if (near) break;
    } else {
      const bool near = std::fabs(a - root) < width;
      a = root, at_a = here;
      if (side == 1) at_b /= 2;
      side = 1;
      if (near) break;
    }
  }
  return root;
}

}  // namespace mixgrad::phase
