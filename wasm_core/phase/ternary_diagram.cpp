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

bool same_phase(const Phase& a, const Phase& b) { return a.solid == b.solid && distance(a.x, b.x) < 1e-6; }

/// A side of a facet that spans a gap of the surface, between two facets or on the boundary.
struct Gap {
  int facet[2];  // the second is −1 on the boundary
  bool found = false;
  Equilibrium tie_line;
};

class Tracer {
 public:
  Tracer(const Grid& grid, TernaryDiagram& out)
      : grid_(grid), out_(out), side_(grid.facets().size(), {-1, -1, -1}) {}

  void run() {
    find_gaps();
    for (int f = 0; f < static_cast<int>(side_.size()); ++f) {
      if (gaps_of(f) == 3) find_triangle(f);
    }
    look_beside_boundary();
    sample();
    trace();
    for (const Equilibrium& t : out_.triangles) add_sides(t);
    for (const CriticalPoint& c : out_.spinodal.critical) {
      if (c.stable) close(c.x);
    }
    while (merge()) {
    }
    find_holes();
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

  /// Of a side whose middle separates: whether its ends belong to different phases.
  bool joins_phases(const Equilibrium& e, int f, int k) const {
    const auto nearest = [&](int v) {
      const Grid::Point& p = grid_.points()[static_cast<std::size_t>(facet(f).vertex[v])];
      int best = 0;
      for (int l = 1; l < e.count; ++l) {
        if (apart({p.x, p.solid, 0}, e.phase[l]) < apart({p.x, p.solid, 0}, e.phase[best])) best = l;
      }
      return best;
    };
    return nearest((k + 1) % 3) != nearest((k + 2) % 3);
  }

  bool stable_between(const Composition& a, const Composition& b) const {
    for (const double t : {0.25, 0.5, 0.75}) {
      if (grid_.surface().stability(grid_.to_moles(middle(a, b, t))) < kHardlyStable) return false;
    }
    return true;
  }

  void find_gaps() {
    for (int f = 0; f < static_cast<int>(side_.size()); ++f) {
      for (int k = 0; k < 3; ++k) {
        const int other = facet(f).neighbour[k];
        if (other >= 0 && other < f) continue;
        const Composition &a = share(f, (k + 1) % 3), &b = share(f, (k + 2) % 3);
        // A gap too shallow to lift the surface between points of the grid shows as a long side over hardly
        // stable liquids.
        const bool surely = grid_.spans_a_gap(f, k);
        if (!surely && (distance(a, b) * grid_.intervals() < kLongSide || stable_between(a, b))) continue;
        const Composition feed = grid_.to_moles(middle(a, b));
        const auto e = flash(grid_, feed, f);
        if (!e) out_.not_converged.push_back(feed);
        if (e && e->count == 3) keep_triangle(*e);
        if (!(surely || (e && e->count > 1)) || (e && e->count > 1 && !joins_phases(*e, f, k))) continue;
        Gap gap{{f, other}, e && e->count == 2, {}};
        if (gap.found) gap.tie_line = *e;
        const int g = static_cast<int>(gaps_.size());
        gaps_.push_back(gap);
        side_[static_cast<std::size_t>(f)][k] = g;
        for (int l = 0; other >= 0 && l < 3; ++l) {
          if (facet(other).neighbour[l] == f) side_[static_cast<std::size_t>(other)][l] = g;
        }
      }
    }
  }

  /// Between the boundary and the first row of the grid: a trace of a component may bring a third phase.
  void look_beside_boundary() {
    for (const Gap& gap : gaps_) {
      if (!gap.found || !on_boundary(gap.tie_line)) continue;
      const auto &a = gap.tie_line.phase[0].x, &b = gap.tie_line.phase[1].x;
      Composition corner{};
      for (int i = 0; i < kMostComponents; ++i) corner[i] = a[i] == 0 && b[i] == 0;
      for (const double inward : {2e-3, 2e-4, 2e-5}) {
        const auto e = flash(grid_, middle(gap.tie_line.feed, corner, inward));
        if (e && e->count == 3) keep_triangle(*e);
      }
    }
  }

  /// Flashes all over the triangle, in mole fractions: what the grid's coordinates did not show.
  void sample() {
    for (int i = 0; i < kSamples; ++i) {
      for (int j = 0; j < kSamples - i; ++j) {
        const Composition x{(i + 1. / 3) / kSamples, (j + 1. / 3) / kSamples,
                            (kSamples - i - j - 2. / 3) / kSamples};
        const auto e = flash(grid_, x);
        if (!e) {
          out_.not_converged.push_back(x);
        } else if (e->count == 3) {
          keep_triangle(*e);
        } else if (e->count == 2) {
          samples_.push_back(*e);
        }
      }
    }
  }

  static double area(const Composition& a, const Composition& b, const Composition& c) {
    return (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
  }
  static bool inside(const Composition& x, const Composition& a, const Composition& b, const Composition& c) {
    const double whole = area(a, b, c), margin = -1e-6;
    return std::fabs(whole) > 1e-14 && area(x, b, c) / whole > margin && area(a, x, c) / whole > margin &&
           area(a, b, x) / whole > margin;
  }

  /// A sample well inside two phases that lies between no tie-lines of a region lies in a hole of the
  /// diagram.
  void find_holes() {
    for (const Equilibrium& e : samples_) {
      bool found = std::min(e.phase[0].amount, e.phase[1].amount) < 0.03 ||
                   distance(e.phase[0].x, e.phase[1].x) < 3.0 / grid_.intervals();
      for (const TieLineRegion& region : out_.regions) {
        for (std::size_t t = 1; !found && t < region.tie_lines.size(); ++t) {
          const auto &a = region.tie_lines[t - 1].phase, &b = region.tie_lines[t].phase;
          found = inside(e.feed, a[0].x, a[1].x, b[0].x) || inside(e.feed, b[0].x, a[1].x, b[1].x);
        }
      }
      if (!found) out_.not_converged.push_back(e.feed);
    }
  }

  void keep_triangle(const Equilibrium& e) {
    for (const Equilibrium& known : out_.triangles) {
      int same = 0;
      for (const Phase& a : e.phase) {
        for (const Phase& b : known.phase) same += same_phase(a, b);
      }
      if (same == 3) return;
    }
    out_.triangles.push_back(e);
  }

  /// A facet all of whose sides span a gap: three phases, or two of which one has moved so far along its
  /// branch that the surface rises above that side too.
  void find_triangle(int f) {
    const Composition centre = middle(middle(share(f, 0), share(f, 1)), share(f, 2), 1. / 3);
    const Composition feed = grid_.to_moles(centre);
    const auto e = flash(grid_, feed, f);
    if (!e) return out_.not_converged.push_back(feed);
    if (e->count == 3) return keep_triangle(*e);
    if (e->count != 2) return;
    for (int k = 0; k < 3; ++k) {
      const int g = side_[static_cast<std::size_t>(f)][k];
      if (g >= 0 && !joins_phases(*e, f, k)) forget_gap(g);
    }
  }

  void forget_gap(int g) {
    Gap& gap = gaps_[static_cast<std::size_t>(g)];
    gap.found = false;
    for (const int f : gap.facet) {
      for (int k = 0; f >= 0 && k < 3; ++k) {
        int& side = side_[static_cast<std::size_t>(f)][k];
        side = side == g ? -1 : side;
      }
    }
  }

  /// How far two phases are apart, in the grid's coordinates; never near where one is a solid.
  double apart(const Phase& a, const Phase& b) const {
    return a.solid == b.solid ? distance(grid_.to_grid(a.x), grid_.to_grid(b.x)) : 10;
  }
  double apart(const Equilibrium& a, const Equilibrium& b) const {
    return std::max(apart(a.phase[0], b.phase[0]), apart(a.phase[1], b.phase[1]));
  }

  /// Whether phase 0 of `next` continues phase 1 of `last`, so that they must be exchanged.
  bool crossed(const Equilibrium& last, const Equilibrium& next) const {
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
    const auto finish = [&] {
      if (!region.tie_lines.empty()) out_.regions.push_back(std::move(region));
      region = {};
    };
    while (gap >= 0 && !drawn[static_cast<std::size_t>(gap)]) {
      drawn[static_cast<std::size_t>(gap)] = true;
      const Gap& here = gaps_[static_cast<std::size_t>(gap)];
      if (here.found) {
        Equilibrium e = here.tie_line;
        if (!region.tie_lines.empty()) {
          if (crossed(region.tie_lines.back(), e)) std::swap(e.phase[0], e.phase[1]);
          if (!same_kind(region.tie_lines.back(), e)) finish();
        }
        region.tie_lines.push_back(e);
      }
      const int next = across(into, gap);
      if (next < 0) break;
      const int* f = gaps_[static_cast<std::size_t>(next)].facet;
      into = f[0] == into ? f[1] : f[0];
      gap = next;
    }
    finish();
  }

  /// Whether a tie-line lies on the boundary, where regions end for good.
  static bool on_boundary(const Equilibrium& e) {
    for (int k = 0; k < kMostComponents; ++k) {
      if (e.phase[0].x[k] == 0 && e.phase[1].x[k] == 0) return true;
    }
    return false;
  }

  struct End {
    TieLineRegion* region = nullptr;
    bool last = false;
    double apart = 0;

    explicit operator bool() const { return region != nullptr; }
    const Equilibrium& tie_line() const {
      return last ? region->tie_lines.back() : region->tie_lines.front();
    }
    bool& closed() const { return region->closed[last]; }
    void append(const Equilibrium& e) const {
      region->tie_lines.insert(last ? region->tie_lines.end() : region->tie_lines.begin(), e);
    }
  };

  /// The open end of a region that is nearest to a tie-line, and nearer than `reach`; the tie-line's phases
  /// are put in its order.
  End nearest_end(Equilibrium& e, double reach) {
    End best;
    best.apart = reach;
    bool exchange = false;
    for (TieLineRegion& region : out_.regions) {
      for (const bool last : {false, true}) {
        const End end{&region, last, 0};
        const bool alone = region.tie_lines.size() == 1;  // its one boundary tie-line has an inner side too
        if (end.closed() || (on_boundary(end.tie_line()) && !(alone && last))) continue;
        for (const bool swapped : {false, true}) {
          const double away = apart(end.tie_line(), e);
          if (away < best.apart) best = {&region, last, away}, exchange = swapped;
          std::swap(e.phase[0], e.phase[1]);
        }
      }
    }
    if (exchange) std::swap(e.phase[0], e.phase[1]);
    return best;
  }

  /// Each side of a triangle is where a region ends; one too narrow for the grid consists of it alone.
  void add_sides(const Equilibrium& t) {
    for (int k = 0; k < 3; ++k) {
      Equilibrium side = t;
      side.count = 2;
      side.phase[0] = t.phase[(k + 1) % 3], side.phase[1] = t.phase[(k + 2) % 3], side.phase[2] = {};
      side.phase[0].amount = side.phase[1].amount = 0.5;
      side.feed = middle(side.phase[0].x, side.phase[1].x);
      double gibbs = 0;
      for (int i = 0; i < kMostComponents; ++i) gibbs += side.feed[i] > 0 ? side.feed[i] * t.potential[i] : 0;
      side.gibbs = gibbs;
      if (on_boundary(side)) continue;
      if (const End end = nearest_end(side, kReach)) {
        end.append(side);
        end.closed() = true;
      } else {
        out_.regions.push_back({{side}, {true, false}});
      }
    }
  }

  /// A plait point belongs to the end of a region nearest to it; between the two the tie-lines become shorter
  /// than the grid shows.
  void close(const Composition& plait) {
    Equilibrium point;
    point.feed = plait;
    point.count = 2;
    point.phase[0] = point.phase[1] = {plait, -1, 0.5};
    point.potential = grid_.surface().potentials(plait);
    point.gibbs = grid_.surface().gibbs(plait);
    const End end = nearest_end(point, kReach);
    if (!end) return;
    const Composition from = middle(end.tie_line().phase[0].x, end.tie_line().phase[1].x);
    for (const double t : {0.4, 0.7, 0.9}) {
      auto e = flash(grid_, middle(from, plait, t));
      if (!e || e->count != 2 || e->phase[0].solid >= 0 || e->phase[1].solid >= 0) continue;
      if (crossed(end.tie_line(), *e)) std::swap(e->phase[0], e->phase[1]);
      end.append(*e);
    }
    end.append(point);
    end.closed() = true;
  }

  /// Joins two open ends that lie next to each other: a strip of facets that was interrupted.
  bool merge() {
    for (std::size_t r = 0; r < out_.regions.size(); ++r) {
      for (const bool last : {false, true}) {
        TieLineRegion region = out_.regions[r];
        const End own{&region, last, 0};
        if (own.closed() || (on_boundary(own.tie_line()) && region.tie_lines.size() > 1)) continue;
        Equilibrium e = own.tie_line();
        bool& hidden = out_.regions[r].closed[0];  // an end is not joined to its own region
        bool& hidden_too = out_.regions[r].closed[1];
        const bool kept = hidden, kept_too = hidden_too;
        hidden = hidden_too = true;
        const Phase first = e.phase[0];
        const End other = nearest_end(e, kNextTo);
        hidden = kept, hidden_too = kept_too;
        if (!other) continue;
        if (!same_phase(first, e.phase[0])) {
          for (Equilibrium& t : region.tie_lines) std::swap(t.phase[0], t.phase[1]);
        }
        if (last) {
          std::reverse(region.tie_lines.begin(), region.tie_lines.end());
          std::swap(region.closed[0], region.closed[1]);
        }
        for (const Equilibrium& t : region.tie_lines) other.append(t);
        other.closed() = region.closed[1];
        out_.regions.erase(out_.regions.begin() + static_cast<std::ptrdiff_t>(r));
        return true;
      }
    }
    return false;
  }

  static constexpr double kLongSide = 4;  // intervals of the grid
  static constexpr double kHardlyStable = 0.03;
  static constexpr int kSamples = 13;      // on each side of the triangle
  static constexpr double kReach = 0.25;   // from the end of a region to what closes it
  static constexpr double kNextTo = 0.05;  // between the parts of an interrupted region

  const Grid& grid_;
  TernaryDiagram& out_;
  std::vector<std::array<int, 3>> side_;  // of each facet: its gaps, or −1
  std::vector<Gap> gaps_;
  std::vector<Equilibrium> samples_;
};

}  // namespace

TernaryDiagram ternary_diagram(const Grid& grid) {
  TernaryDiagram out;
  out.spinodal = spinodal(grid);
  Tracer(grid, out).run();
  return out;
}

}  // namespace mixgrad::phase
