#include "phase/spinodal.h"

#include <algorithm>
#include <cmath>

#include "phase/flash.h"
#include "phase/root.h"

namespace mixgrad::phase {
namespace {

Composition mix(const Composition& a, const Composition& b, double t) {
  Composition c;
  for (int k = 0; k < kMostComponents; ++k) c[k] = a[k] == b[k] ? a[k] : a[k] + t * (b[k] - a[k]);
  return c;
}

/// A place where a line crosses a side of the lattice, and the one or two it is joined to.
struct Crossing {
  Composition x;
  int joined[2] = {-1, -1};
};

class Tracer {
 public:
  explicit Tracer(const Grid& grid)
      : grid_(grid), surface_(grid.surface()), stability_(static_cast<std::size_t>(grid.nodes())) {
    for (int p = 0; p < grid.nodes(); ++p)
      stability_[static_cast<std::size_t>(p)] = surface_.stability(grid.node_x(p));
  }

  void trace(Spinodal& out) {
    const int N = grid_.intervals();
    if (surface_.components() == 2) {
      for (int i = 0; i < N; ++i) {
        const int c = crossing(0, i, N - i, i + 1, N - i - 1);
        if (c >= 0) out.lines.push_back({crossings_[static_cast<std::size_t>(c)].x});
      }
      return;
    }
    side_.assign(3 * stability_.size(), -1);
    for (int i = 0; i < N; ++i) {
      for (int j = 0; j < N - i; ++j) {
        join(crossing(0, i, j, i + 1, j), crossing(1, i, j, i, j + 1), crossing(2, i + 1, j, i, j + 1));
        if (i + j + 2 > N) continue;
        join(crossing(1, i + 1, j, i + 1, j + 1), crossing(0, i, j + 1, i + 1, j + 1),
             crossing(2, i + 1, j, i, j + 1));
      }
    }
    // Lines that end on the boundary, then closed ones.
    std::vector<bool> drawn(crossings_.size(), false);
    for (const bool open : {true, false}) {
      for (int c = 0; c < static_cast<int>(crossings_.size()); ++c) {
        if (!drawn[static_cast<std::size_t>(c)] && (!open || at(c).joined[1] < 0))
          out.lines.push_back(line(c, drawn));
      }
    }
  }

  void critical_points(Spinodal& out) const {
    for (const auto& line : out.lines) {
      Composition before{}, direction;
      double third_before = 0;
      for (std::size_t p = 0; p < line.size(); ++p) {
        const double third = third_at(line[p], before, direction);
        Composition x;
        if (p > 0 && (third < 0) != (third_before < 0) &&
            refine(line[p - 1], third_before, line[p], third, before, x)) {
          const bool known = std::any_of(out.critical.begin(), out.critical.end(),
                                         [&](const CriticalPoint& c) { return distance(c.x, x) < 1e-7; });
          const bool stable = deepest_below(grid_, surface_.potentials(x), {x}).depth <= kStable;
          if (!known) out.critical.push_back({x, stable});
        }
        third_before = third;
        before = direction;
      }
    }
  }

 private:
  const Crossing& at(int c) const { return crossings_[static_cast<std::size_t>(c)]; }

  /// Stability at grid coordinates.
  double stability_at(const Composition& share) const { return surface_.stability(grid_.to_moles(share)); }

  /// The crossing on the side between two nodes, −1 where stability does not change sign. `kind` is the
  /// side's direction, by which it is found again.
  int crossing(int kind, int i, int j, int k, int l) {
    const auto a = static_cast<std::size_t>(grid_.node(i, j)), b = static_cast<std::size_t>(grid_.node(k, l));
    const double at_a = stability_[a], at_b = stability_[b];
    if ((at_a < 0) == (at_b < 0)) return -1;
    int* known = side_.empty() ? nullptr : &side_[3 * a + static_cast<std::size_t>(kind)];
    if (known && *known >= 0) return *known;
    const Composition from = grid_.node_share(i, j), to = grid_.node_share(k, l);
    const double t =
        root_between(0, at_a, 1, at_b, 1e-9, [&](double s) { return stability_at(mix(from, to, s)); });
    crossings_.push_back({grid_.to_moles(mix(from, to, t)), {-1, -1}});
    const int c = static_cast<int>(crossings_.size()) - 1;
    if (known) *known = c;
    return c;
  }

  /// Of the three sides of a triangle two are crossed, or none.
  void join(int a, int b, int c) {
    if (a < 0) a = c;
    if (b < 0) b = c;
    if (a < 0 || b < 0 || a == b) return;
    for (const auto& [one, other] : {std::pair{a, b}, std::pair{b, a}}) {
      int* joined = crossings_[static_cast<std::size_t>(one)].joined;
      joined[joined[0] >= 0] = other;
    }
  }

  std::vector<Composition> line(int first, std::vector<bool>& drawn) const {
    std::vector<Composition> out;
    int here = first, before = -1;
    while (here >= 0 && !drawn[static_cast<std::size_t>(here)]) {
      drawn[static_cast<std::size_t>(here)] = true;
      out.push_back(at(here).x);
      const int* joined = at(here).joined;
      const int next = joined[0] != before ? joined[0] : joined[1];
      before = here;
      here = next;
    }
    if (here == first && out.size() > 2) out.push_back(at(first).x);
    return out;
  }

  /// The third derivative along the flat direction, which has no sign of its own: it follows `before`.
  double third_at(const Composition& x, const Composition& before, Composition& direction) const {
    surface_.stability(x, &direction);
    double along = 0;
    for (int i = 0; i < kMostComponents; ++i) along += direction[i] * before[i];
    for (double& d : direction) d = along < 0 ? -d : d;
    return surface_.third_derivative(x, direction);
  }

  /// The critical point on the spinodal between two points of it: places on their chord are moved across it
  /// onto the spinodal.
  bool refine(const Composition& a, double third_a, const Composition& b, double third_b,
              const Composition& along, Composition& out) const {
    const Composition from = grid_.to_grid(a), to = grid_.to_grid(b);
    const double across[2] = {from[1] - to[1], to[0] - from[0]};
    bool found = true;
    const auto on_spinodal = [&](double s) {
      const Composition chord = mix(from, to, s);
      const auto moved = [&](double t) {
        return Composition{chord[0] + t * across[0], chord[1] + t * across[1],
                           chord[2] - t * (across[0] + across[1])};
      };
      double t = 0, f = stability_at(chord), step = 1e-4;
      for (int i = 0; i < 30 && std::fabs(step) > 1e-14; ++i) {
        const double next = stability_at(moved(t + step));
        if (next == f) break;
        const double slope = (next - f) / step;
        t += step, f = next;
        step = std::clamp(-f / slope, -0.5, 0.5);
      }
      found = found && std::fabs(t) < 2 && std::fabs(f) < 1e-10;
      return grid_.to_moles(moved(t));
    };
    Composition direction;
    const double s = root_between(0, third_a, 1, third_b, 1e-10,
                                  [&](double at) { return third_at(on_spinodal(at), along, direction); });
    out = on_spinodal(s);
    return found;
  }

  const Grid& grid_;
  const Surface& surface_;
  std::vector<double> stability_;
  std::vector<int> side_;  // the crossing on each side of the lattice
  std::vector<Crossing> crossings_;
};

}  // namespace

Spinodal spinodal(const Grid& grid) {
  Spinodal out;
  Tracer tracer(grid);
  tracer.trace(out);
  if (grid.surface().components() == 3) tracer.critical_points(out);
  return out;
}

}  // namespace mixgrad::phase
