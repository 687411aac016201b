// The judge of the phase engine: the surface on a fine grid and a pattern search, nothing of the engine's
// own.
#pragma once

#include <algorithm>
#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include "phase/equilibrium.h"

namespace mixgrad::phase {

/// g of a ternary at (N+1)(N+2)/2 compositions, closest near the boundary, where phases are almost pure.
class BruteForce {
 public:
  BruteForce(const Surface& surface, int intervals) : surface_(surface), intervals_(intervals) {
    for (int i = 0; i <= intervals; ++i) {
      for (int j = 0; j <= intervals - i; ++j) {
        Composition x{drawn(i), drawn(j), drawn(intervals - i - j)};
        const double total = x[0] + x[1] + x[2];
        for (double& share : x) share /= total;
        x_.push_back(x);
        g_.push_back(surface.gibbs(x));
      }
    }
  }

  /// The lowest tangent-plane distance: over the grid, and from its lowest points that are not next to a
  /// phase downhill by a pattern search.
  double lowest(const Equilibrium& e) const {
    double lowest = HUGE_VAL, apart = HUGE_VAL;
    std::size_t start = 0;
    Composition mu = e.potential;
    for (double& m : mu) m = std::max(m, -1e30);
    for (std::size_t p = 0; p < x_.size(); ++p) {
      const Composition& x = x_[p];
      const double d = g_[p] - x[0] * mu[0] - x[1] * mu[1] - x[2] * mu[2];
      lowest = std::min(lowest, d);
      if (d < apart) {
        bool next_to_one = false;
        for (int k = 0; k < e.count; ++k) next_to_one = next_to_one || distance(x, e.phase[k].x) < 0.03;
        if (!next_to_one) apart = d, start = p;
      }
    }
    if (apart < 0.05) lowest = std::min(lowest, search(x_[start], mu));
    return lowest;
  }

  /// What is wrong with an equilibrium; empty: nothing.
  std::string verdict(const Equilibrium& e) const {
    std::ostringstream out;
    Composition balance{};
    double amount = 0;
    for (int k = 0; k < e.count; ++k) {
      const Phase& p = e.phase[k];
      amount += p.amount;
      if (!(p.amount > 0)) out << "amount " << p.amount << "; ";
      for (int i = 0; i < 3; ++i) balance[i] += p.amount * p.x[i];
      double solid = 0;
      if (p.solid < 0) {
        const Composition mu = surface_.potentials(p.x);
        for (int i = 0; i < 3; ++i) {
          if (e.feed[i] > 0 && !(std::fabs(mu[i] - e.potential[i]) < 1e-9)) out << "potential " << i << "; ";
        }
      } else {
        for (int i = 0; i < 3; ++i) solid += p.x[i] > 0 ? p.x[i] * e.potential[i] : 0;
        if (!(std::fabs(solid - surface_.solid_gibbs(p.solid)) < 1e-9)) out << "solid's potential; ";
      }
    }
    if (!(std::fabs(amount - 1) < 1e-9) || !(distance(balance, e.feed) < 1e-9)) out << "balance; ";
    const double tpd = lowest(e);
    if (!(tpd > -1e-9)) out << "tangent-plane distance " << tpd << "; ";
    for (int s = 0; s < static_cast<int>(surface_.solids().size()); ++s) {
      const Composition x = surface_.solid_composition(s);
      double d = surface_.solid_gibbs(s);
      for (int i = 0; i < 3; ++i) d -= x[i] > 0 ? x[i] * std::max(e.potential[i], -1e30) : 0;
      if (!(d > -1e-9)) out << "supersaturated by " << d << "; ";
    }
    return out.str();
  }

 private:
  /// t²(3 − 2t): crowds towards 0 and 1.
  double drawn(int i) const {
    const double t = static_cast<double>(i) / intervals_;
    return t * t * (3 - 2 * t);
  }

  double search(Composition x, const Composition& mu) const {
    const auto at = [&](const Composition& y) {
      return surface_.gibbs(y) - y[0] * mu[0] - y[1] * mu[1] - y[2] * mu[2];
    };
    double best = at(x);
    for (double step = 0.01; step > 1e-6;) {
      bool moved = false;
      for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) {
          Composition y = x;
          const double by = std::min(step, y[i]);
          y[i] -= by, y[j] += by;
          if (i != j && by > 0 && at(y) < best - 1e-15) x = y, best = at(y), moved = true;
        }
      }
      if (!moved) step /= 2;
    }
    return best;
  }

  const Surface& surface_;
  int intervals_;
  std::vector<Composition> x_;
  std::vector<double> g_;
};

}  // namespace mixgrad::phase
