#include "phase/ternary_diagram.h"

#include <algorithm>
#include <cmath>

namespace mixgrad::phase {
namespace {

Composition middle(const Composition& a, const Composition& b, double t = 0.5) {
  Composition c;
  for (int k = 0; k < kMostComponents; ++k) c[k] = (1 - t) * a[k] + t * b[k];
  return c;
}

bool same_phase(const Phase& a, const Phase& b) {
  return a.solid == b.solid && distance(a.x, b.x) < 1e-6;
}

/// A side of a facet that spans a gap of the surface, between two facets or on the boundary.
struct Gap {
  int facet[2];  // the second is −1 on the boundary
  bool found = false;
  Equilibrium tie_line;
};

class Tracer {
 public:
  Tracer(const Grid& grid, TernaryDiagram& out)
      : grid_(grid), out_(out), side_(grid.facets().size(), {-1, -1, -1}), triangle_(grid.facets().size(), -1) {}

  void run() {
    find_gaps();
    for (int f = 0; f < static_cast<int>(side_.size()); ++f) {
      if (gaps_of(f) == 3) find_triangle(f);
    }
    trace();
    for (const CriticalPoint& c : out_.spinodal.critical) {
      if (c.stable) close(c.x);
    }
  }

 private:
  const HullFacet& facet(int f) const { return grid_.facets()[static_cast<std::size_t>(f)]; }
  const Composition& share(int f, int v) const {
    return grid_.hull_points()[static_cast<std::size_t>(facet(f).vertex[v])].share;
  }
  int gaps_of(int f) const {
    const auto& s = side_[static_cast<std::size_t>(f)];
    return (s[0] >= 0) + (s[1] >= 0) + (s[2] >= 0);
  }

  void find_gaps() {
    for (int f = 0; f < static_cast<int>(side_.size()); ++f) {
      for (int k = 0; k < 3; ++k) {
        const int other = facet(f).neighbour[k];
        if ((other >= 0 && other < f) || !grid_.spans_a_gap(f, k)) continue;
        const int g = static_cast<int>(gaps_.size());
        Gap gap{{f, other}, false, {}};
        const Composition feed = grid_.to_moles(middle(share(f, (k + 1) % 3), share(f, (k + 2) % 3)));
        if (const auto e = flash(grid_, feed, f); !e) {
          out_.not_converged.push_back(feed);
        } else if (e->count == 2) {
          gap.found = true;
          gap.tie_line = *e;
        } else if (e->count == 3) {
          keep_triangle(*e);
        }
        gaps_.push_back(gap);
        side_[static_cast<std::size_t>(f)][k] = g;
        for (int l = 0; other >= 0 && l < 3; ++l) {
          if (facet(other).neighbour[l] == f) side_[static_cast<std::size_t>(other)][l] = g;
        }
      }
    }
  }

  int keep_triangle(const Equilibrium& e) {
    for (std::size_t t = 0; t < out_.triangles.size(); ++t) {
      int same = 0;
      for (const Phase& a : e.phase) {
        for (const Phase& b : out_.triangles[t].phase) same += same_phase(a, b);
      }
      if (same == 3) return static_cast<int>(t);
    }
    out_.triangles.push_back(e);
    return static_cast<int>(out_.triangles.size()) - 1;
  }

  void find_triangle(int f) {
    const Composition centre = middle(middle(share(f, 0), share(f, 1)), share(f, 2), 1. / 3);
    const Composition feed = grid_.to_moles(centre);
    if (const auto e = flash(grid_, feed, f); !e) {
      out_.not_converged.push_back(feed);
    } else if (e->count == 3) {
      triangle_[static_cast<std::size_t>(f)] = keep_triangle(*e);
    }
  }

  /// Whether phase 0 of `next` continues phase 1 of `last`, so that they must be exchanged.
  static bool crossed(const Equilibrium& last, const Equilibrium& next) {
    const auto apart = [](const Phase& a, const Phase& b) {
      return a.solid == b.solid ? distance(a.x, b.x) : 10.0;
    };
    return apart(last.phase[0], next.phase[0]) + apart(last.phase[1], next.phase[1]) >
           apart(last.phase[0], next.phase[1]) + apart(last.phase[1], next.phase[0]);
  }
  static bool same_kind(const Equilibrium& a, const Equilibrium& b) {
    return a.phase[0].solid == b.phase[0].solid && a.phase[1].solid == b.phase[1].solid;
  }

  /// The gap on the far side of a facet that has two; −1 where the strip of facets ends.
  int across(int f, int gap) const {
    if (f < 0 || gaps_of(f) != 2) return -1;
    for (const int g : side_[static_cast<std::size_t>(f)]) {
      if (g >= 0 && g != gap) return g;
    }
    return -1;
  }

  /// Follows strips of facets from gap to gap; each strip is a region of two phases.
  void trace() {
    std::vector<bool> drawn(gaps_.size(), false);
    for (const bool ends : {true, false}) {
      for (int g = 0; g < static_cast<int>(gaps_.size()); ++g) {
        if (drawn[static_cast<std::size_t>(g)]) continue;
        const int* f = gaps_[static_cast<std::size_t>(g)].facet;
        const bool end_0 = across(f[0], g) < 0, end_1 = across(f[1], g) < 0;
        if (ends && !end_0 && !end_1) continue;
        follow(g, end_1 ? f[0] : f[1], drawn);
      }
    }
  }

  void follow(int gap, int into, std::vector<bool>& drawn) {
    TieLineRegion region;
    const auto finish = [&](int beyond) {
      if (region.tie_lines.empty()) return;
      add_side(region, beyond);
      out_.regions.push_back(std::move(region));
      region = {};
    };
    const int* first = gaps_[static_cast<std::size_t>(gap)].facet;
    int behind = first[0] == into ? first[1] : first[0];
    while (gap >= 0 && !drawn[static_cast<std::size_t>(gap)]) {
      drawn[static_cast<std::size_t>(gap)] = true;
      const Gap& here = gaps_[static_cast<std::size_t>(gap)];
      if (here.found) {
        Equilibrium e = here.tie_line;
        if (!region.tie_lines.empty()) {
          if (crossed(region.tie_lines.back(), e)) std::swap(e.phase[0], e.phase[1]);
          if (!same_kind(region.tie_lines.back(), e)) finish(-1);
        }
        if (region.tie_lines.empty()) {
          region.tie_lines.push_back(e);
          add_side(region, behind);
          std::reverse(region.tie_lines.begin(), region.tie_lines.end());
        } else {
          region.tie_lines.push_back(e);
        }
      }
      const int next = across(into, gap);
      if (next < 0) break;
      behind = into;
      const int* f = gaps_[static_cast<std::size_t>(next)].facet;
      into = f[0] == into ? f[1] : f[0];
      gap = next;
    }
    finish(into);
  }

  /// Where a region ends at a triangle, the triangle's side is its last tie-line.
  void add_side(TieLineRegion& region, int beyond) {
    if (beyond < 0 || triangle_[static_cast<std::size_t>(beyond)] < 0) return;
    const Equilibrium& t = out_.triangles[static_cast<std::size_t>(triangle_[static_cast<std::size_t>(beyond)])];
    const Equilibrium last = region.tie_lines.back();
    Equilibrium best;
    double least = HUGE_VAL;
    for (int k = 0; k < 3; ++k) {
      Equilibrium side = t;
      side.count = 2;
      side.phase[0] = t.phase[(k + 1) % 3], side.phase[1] = t.phase[(k + 2) % 3];
      side.phase[0].amount = side.phase[1].amount = 0.5;
      side.feed = middle(side.phase[0].x, side.phase[1].x);
      if (crossed(last, side)) std::swap(side.phase[0], side.phase[1]);
      const double apart = distance(last.phase[0].x, side.phase[0].x) + distance(last.phase[1].x, side.phase[1].x);
      if (same_kind(last, side) && apart < least) least = apart, best = side;
    }
    if (least > 1e-9 && least < HUGE_VAL) region.tie_lines.push_back(best);
  }

  /// A plait point belongs to the end of a region nearest to it; between the two the tie-lines become shorter than
  /// the grid shows.
  void close(const Composition& plait) {
    constexpr double kReach = 0.25;
    TieLineRegion* nearest = nullptr;
    int end = 0;
    double least = kReach;
    for (TieLineRegion& region : out_.regions) {
      for (int e = 0; e < 2; ++e) {
        const Equilibrium& last = e ? region.tie_lines.back() : region.tie_lines.front();
        if (region.closed[e] || last.phase[0].solid >= 0 || last.phase[1].solid >= 0) continue;
        const double reach = std::max(distance(last.phase[0].x, plait), distance(last.phase[1].x, plait));
        if (reach < least) least = reach, nearest = &region, end = e;
      }
    }
    if (!nearest) return;
    nearest->closed[end] = true;
    auto& lines = nearest->tie_lines;
    if (end == 0) std::reverse(lines.begin(), lines.end());
    const Composition from = middle(lines.back().phase[0].x, lines.back().phase[1].x);
    for (const double t : {0.4, 0.7, 0.9}) {
      auto e = flash(grid_, middle(from, plait, t));
      if (!e || e->count != 2) continue;
      if (crossed(lines.back(), *e)) std::swap(e->phase[0], e->phase[1]);
      if (same_kind(lines.back(), *e)) lines.push_back(*e);
    }
    Equilibrium point;
    point.feed = plait;
    point.count = 2;
    point.phase[0] = point.phase[1] = {plait, -1, 0.5};
    point.potential = grid_.surface().potentials(plait);
    point.gibbs = grid_.surface().gibbs(plait);
    lines.push_back(point);
    if (end == 0) std::reverse(lines.begin(), lines.end());
  }

  const Grid& grid_;
  TernaryDiagram& out_;
  std::vector<std::array<int, 3>> side_;  // of each facet: its gaps, or −1
  std::vector<int> triangle_;             // of each facet: among out_.triangles, or −1
  std::vector<Gap> gaps_;
};

}  // namespace

TernaryDiagram ternary_diagram(const Grid& grid) {
  TernaryDiagram out;
  out.spinodal = spinodal(grid);
  Tracer(grid, out).run();
  return out;
}

}  // namespace mixgrad::phase
