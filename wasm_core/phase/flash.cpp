#include "phase/flash.h"

#include <algorithm>
#include <cmath>

#include "phase/linear.h"
#include "phase/tangent_plane.h"

namespace mixgrad::phase {
namespace {

constexpr double kSamePhase = 1e-6;  // mole fraction

/// A composition on the surface or a solid, and its g per mole.
struct Candidate {
  Composition x{};
  int solid = -1;
  double gibbs = 0;
};

/// Candidates around a feed, as many as there are components, whose mixture it is: a basis of the simplex
/// method.
class Basis {
 public:
  Basis(const Surface& surface, const Composition& feed) : surface_(surface), feed_(feed) {
    for (int i = 0; i < surface.components(); ++i) {
      if (feed[i] > 0) component_[present_++] = i;
    }
  }

  int size() const { return present_; }
  const Candidate& operator[](int k) const { return member_[k]; }

  /// Puts a first basis in place.
  void set(int k, const Candidate& c) { member_[k] = c; }

  /// The plane through all members; −∞ for what is absent. False where they do not span one.
  bool plane(Composition& potential) const {
    double a[9], b[3];
    for (int k = 0; k < present_; ++k) {
      for (int c = 0; c < present_; ++c) a[k * present_ + c] = member_[k].x[component_[c]];
      b[k] = member_[k].gibbs;
    }
    potential.fill(-HUGE_VAL);
    if (!solve(a, b, present_)) return false;
    for (int c = 0; c < present_; ++c) potential[component_[c]] = b[c];
    return true;
  }

  /// A candidate below the plane replaces the member that keeps the feed inside.
  bool enter(const Candidate& c) {
    double a[9], b[6];
    for (int i = 0; i < present_; ++i) {
      for (int k = 0; k < present_; ++k) a[i * present_ + k] = member_[k].x[component_[i]];
      b[2 * i] = feed_[component_[i]];
      b[2 * i + 1] = c.x[component_[i]];
    }
    if (!solve(a, b, present_, 2)) return false;
    int leaving = -1;
    double least = HUGE_VAL;
    for (int k = 0; k < present_; ++k) {
      const double weight = std::max(b[2 * k], 0.0), share = b[2 * k + 1];
      if (share > 1e-12 && weight / share < least) least = weight / share, leaving = k;
    }
    if (leaving < 0) return false;
    member_[leaving] = c;
    return true;
  }

  Candidate liquid(const Composition& x) const { return {x, -1, surface_.gibbs(x)}; }
  Candidate solid(int s) const { return {surface_.solid_composition(s), s, surface_.solid_gibbs(s)}; }

 private:
  const Surface& surface_;
  Composition feed_;
  int present_ = 0;
  int component_[kMostComponents];
  Candidate member_[kMostComponents];
};

double depth_below(const Composition& potential, const Candidate& c) {
  double height = 0;
  for (int i = 0; i < kMostComponents; ++i) {
    if (c.x[i] > 0) height += c.x[i] * potential[i];
  }
  return height - c.gibbs;
}

/// A feed of one component: liquid, or the solid that it is the melt of.
Equilibrium pure(const Surface& surface, const Composition& feed, int component) {
  Equilibrium e;
  e.feed = feed;
  e.count = 1;
  e.phase[0] = {feed, -1, 1};
  for (int s = 0; s < static_cast<int>(surface.solids().size()); ++s) {
    if (surface.solid_composition(s)[component] == 1 && surface.solid_gibbs(s) < e.gibbs) {
      e.gibbs = surface.solid_gibbs(s);
      e.phase[0].solid = s;
    }
  }
  e.potential.fill(-HUGE_VAL);
  e.potential[component] = e.gibbs;
  return e;
}

/// Equal potentials, without the phases of which there would be less than nothing.
bool settle(const Surface& surface, Equilibrium& e) {
  while (e.count > 0) {
    if (!equilibrate(surface, e)) return false;
    int least = 0;
    for (int k = 1; k < e.count; ++k) {
      if (e.phase[k].amount < e.phase[least].amount) least = k;
    }
    if (e.phase[least].amount > 0) return true;
    std::copy(e.phase.begin() + least + 1, e.phase.begin() + e.count, e.phase.begin() + least);
    --e.count;
  }
  return false;
}

/// The minima of the tangent-plane distance downhill from the members of a basis, and its solids: the phases
/// that the plane foretells.
Equilibrium phases_of(const Grid& grid, const Basis& basis, const Composition& potential,
                      const Composition& feed) {
  Equilibrium e;
  e.feed = feed;
  Phase solids[kMostComponents];
  int solid_count = 0;
  for (int k = 0; k < basis.size(); ++k) {
    if (basis[k].solid >= 0) {
      solids[solid_count++] = {basis[k].x, basis[k].solid, 0};
      continue;
    }
    const Tangent t = deepest_near(grid.surface(), potential, basis[k].x);
    bool known = false;
    for (int l = 0; l < e.count; ++l) known = known || distance(e.phase[l].x, t.x) < kSamePhase;
    if (!known) e.phase[e.count++] = {t.x, -1, 0};
  }
  for (int k = 0; k < solid_count; ++k) e.phase[e.count++] = solids[k];
  return e;
}

}  // namespace

Below deepest_below(const Grid& grid, const Composition& potential, const std::vector<Composition>& beside) {
  const Surface& surface = grid.surface();
  Below best;
  const auto look_from = [&](const Composition& x) {
    const Tangent t = deepest_near(surface, potential, x);
    if (t.depth > best.depth) best = {t.x, -1, t.depth};
  };
  grid.visit_minima(potential, look_from);
  // Phases nearer to each other than the grid's points: around each that is known. And phases in one valley
  // of g that is narrower than the grid and lies across it: along the valley, which is where g curves least.
  const int n = surface.components();
  for (const Composition& x : beside) {
    const double step = 1.5 / grid.intervals();
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < n; ++j) {
        Composition at = x;
        const double moved = std::min(step, at[i]);
        if (i == j || !(moved > 0) || !(x[j] > 0)) continue;
        at[i] -= moved, at[j] += moved;
        look_from(at);
      }
    }
    Composition along;
    surface.stability(x, &along);
    for (const double side : {-1.0, 1.0}) {
      double to_boundary = HUGE_VAL;
      for (int i = 0; i < n; ++i) {
        if (side * along[i] < 0) to_boundary = std::min(to_boundary, -x[i] / (side * along[i]));
      }
      if (!std::isfinite(to_boundary)) continue;
      for (const double part : {0.15, 0.3, 0.5, 0.7, 0.9}) {
        Composition at = x;
        for (int i = 0; i < n; ++i) at[i] += part * to_boundary * side * along[i];
        look_from(at);
      }
    }
  }
  for (int s = 0; s < static_cast<int>(surface.solids().size()); ++s) {
    const Candidate solid{surface.solid_composition(s), s, surface.solid_gibbs(s)};
    const double depth = depth_below(potential, solid);
    if (depth > best.depth) best = {solid.x, s, depth};
  }
  return best;
}

Result<Equilibrium> flash(const Grid& grid, const Composition& given, int facet) {
  const Surface& surface = grid.surface();
  const int n = surface.components();
  double total = 0;
  int present = 0, last = 0;
  Composition feed = given;
  for (int i = 0; i < kMostComponents; ++i) {
    if (!(feed[i] >= 0) || (i >= n && feed[i] > 0))
      return Error{"bad_value", "feed", "mole fractions are not negative, one for each component"};
    total += feed[i];
    if (feed[i] > 0) ++present, last = i;
  }
  if (!(std::fabs(total - 1) < 1e-9)) return Error{"bad_value", "feed", "mole fractions sum to 1"};
  for (double& x : feed) x /= total;
  if (present == 1) return pure(surface, feed, last);

  // The first basis: vertices of the facet that hold nothing which is absent; corners where that leaves too
  // few.
  Basis basis(surface, feed);
  const HullFacet& above = grid.facets()[static_cast<std::size_t>(facet < 0 ? grid.facet_at(feed) : facet)];
  int placed = 0;
  for (int v = 0; v < n; ++v) {
    const Grid::Point& p = grid.points()[static_cast<std::size_t>(above.vertex[v])];
    bool possible = placed < present;
    for (int i = 0; i < n; ++i) possible = possible && (feed[i] > 0 || p.x[i] == 0);
    if (possible) basis.set(placed++, p.solid < 0 ? basis.liquid(p.x) : basis.solid(p.solid));
  }
  if (placed < present) {
    placed = 0;
    for (int i = 0; i < n; ++i) {
      Composition corner{};
      corner[i] = 1;
      if (feed[i] > 0) basis.set(placed++, basis.liquid(corner));
    }
  }

  double sunk = HUGE_VAL;
  for (int round = 0; round < 60; ++round) {
    Composition plane;
    if (!basis.plane(plane)) break;
    Equilibrium e = phases_of(grid, basis, plane, feed);
    const Equilibrium foretold = e;
    // More phases may be foretold than the feed has: then those near the plane come first in settle().
    if (settle(surface, e)) {
      std::vector<Composition> beside;
      for (int k = 0; k < e.count && e.count == 1; ++k) beside.push_back(e.phase[k].x);
      const Below below = deepest_below(grid, e.potential, beside);
      if (below.depth <= kStable) {
        std::stable_partition(e.phase.begin(), e.phase.begin() + e.count,
                              [](const Phase& p) { return p.solid < 0; });
        return e;
      }
      for (int k = 0; k < e.count; ++k) {
        const Candidate c = e.phase[k].solid < 0 ? basis.liquid(e.phase[k].x) : basis.solid(e.phase[k].solid);
        if (basis.plane(plane) && depth_below(plane, c) > 0) basis.enter(c);
      }
      const Candidate c = below.solid < 0 ? basis.liquid(below.x) : basis.solid(below.solid);
      if (basis.plane(plane) && depth_below(plane, c) > 0) basis.enter(c);
    }
    // The plane sinks onto what was found below it.
    double depth = 0;
    for (int k = 0; k < foretold.count; ++k) {
      if (foretold.phase[k].solid >= 0) continue;
      const Candidate c = basis.liquid(foretold.phase[k].x);
      if (!basis.plane(plane)) break;
      const double d = depth_below(plane, c);
      if (d > 0 && basis.enter(c)) depth = std::max(depth, d);
    }
    if (basis.plane(plane)) {
      const Below below = deepest_below(grid, plane);
      if (below.depth > 0) {
        basis.enter(below.solid < 0 ? basis.liquid(below.x) : basis.solid(below.solid));
        depth = std::max(depth, below.depth);
      }
    }
    if (depth < 1e-14 && sunk < 1e-14) break;
    sunk = depth;
  }
  return Error{"not_converged", "", "no phases in equilibrium were found for this feed"};
}

}  // namespace mixgrad::phase
