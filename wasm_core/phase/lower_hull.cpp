#include "phase/lower_hull.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mixgrad::phase {
namespace {

/// Twice the signed area of a triangle, in units of that of the simplex.
double area(const Composition& a, const Composition& b, const Composition& c) {
  return (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
}

/// Of points on one side of the simplex, whose area is 0 without rounding.
bool on_one_side(const Composition& a, const Composition& b, const Composition& c) {
  for (int k = 0; k < 3; ++k) {
    if (a[k] == 0 && b[k] == 0 && c[k] == 0) return true;
  }
  return false;
}

constexpr double kLeastArea = 1e-12;

class Quickhull {
 public:
  Quickhull(const std::vector<HullPoint>& points, double tolerance)
      : points_(points), tolerance_(tolerance), next_(points.size(), -1), fan_of_(points.size(), -1) {}

  std::vector<HullFacet> run() {
    facets_.reserve(4 * points_.size());
    add({0, 1, 2}, {-1, -1, -1});
    for (int p = static_cast<int>(points_.size()); p-- > 3;) give(0, p);
    pending_.push_back(0);
    while (!pending_.empty()) {
      const int f = pending_.back();
      pending_.pop_back();
      if (facets_[f].alive && facets_[f].farthest >= 0) insert(f);
    }
    return alive();
  }

 private:
  struct Facet {
    HullFacet face;
    bool alive = true;
    int mark = -1;      // the insertion that last looked at it
    bool seen = false;  // by the point inserted
    int first = -1;     // list of the points below it
    int farthest = -1;
    double depth = 0;  // of the farthest
  };
  struct Side {
    int from, to;  // counter-clockwise around the facets seen
    int behind;    // the facet across, or −1
  };

  const Composition& at(int p) const { return points_[static_cast<std::size_t>(p)].share; }
  double height(int p) const { return points_[static_cast<std::size_t>(p)].height; }

  int add(const std::array<int, 3>& vertex, const std::array<int, 3>& neighbour) {
    Facet f;
    f.face.vertex = vertex;
    f.face.neighbour = neighbour;
    // The plane's height at a corner e_k is Σ_v weight_v(e_k) height_v; the weights are ratios of areas.
    const Composition &a = at(vertex[0]), &b = at(vertex[1]), &c = at(vertex[2]);
    const double whole = area(a, b, c);
    for (int k = 0; k < 3; ++k) {
      Composition corner{};
      corner[k] = 1;
      f.face.plane[k] = (area(corner, b, c) * height(vertex[0]) + area(a, corner, c) * height(vertex[1]) +
                         area(a, b, corner) * height(vertex[2])) /
                        whole;
    }
    facets_.push_back(f);
    return static_cast<int>(facets_.size()) - 1;
  }

  /// How far a point is below a facet's plane. From a vertex, for accuracy.
  double depth_below(const HullFacet& f, int p) const {
    const int v = f.vertex[0];
    double d = height(v) - height(p);
    for (int k = 0; k < 3; ++k) d += f.plane[k] * (at(p)[k] - at(v)[k]);
    return d;
  }

  void give(int facet, int p) {
    Facet& f = facets_[facet];
    const double depth = depth_below(f.face, p);
    if (!(depth > tolerance_)) return;  // the hull only sinks: it is above for good
    next_[p] = f.first;
    f.first = p;
    if (f.farthest < 0 || depth > f.depth) f.farthest = p, f.depth = depth;
  }

  /// Whether point p sees facet f.
  bool sees(int p, int f) const { return depth_below(facets_[f].face, p) > 0; }

  void see(int f) {
    facets_[f].seen = true;
    facets_[f].mark = stamp_;
    seen_.push_back(f);
  }

  /// Finds the connected facets that p sees, and their outline; grows them until the fan is in order.
  bool look(int p, int from) {
    ++stamp_;
    seen_.clear();
    see(from);
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      for (const int g : facets_[seen_[i]].face.neighbour) {
        if (g < 0 || facets_[g].mark == stamp_) continue;
        facets_[g].mark = stamp_;
        facets_[g].seen = false;
        if (sees(p, g)) see(g);
      }
    }
    for (bool grown = true; grown;) {
      grown = false;
      outline_.clear();
      for (std::size_t i = 0; i < seen_.size(); ++i) {
        const HullFacet face = facets_[seen_[i]].face;
        for (int k = 0; k < 3; ++k) {
          const int g = face.neighbour[k], a = face.vertex[(k + 1) % 3], b = face.vertex[(k + 2) % 3];
          if (g >= 0 && facets_[g].mark == stamp_ && facets_[g].seen) continue;
          if (g < 0 && on_one_side(at(a), at(b), at(p))) continue;
          if (area(at(a), at(b), at(p)) > kLeastArea) {
            outline_.push_back({a, b, g});
          } else if (g >= 0) {
            see(g);
            grown = true;
          } else {
            return false;
          }
        }
      }
    }
    return !outline_.empty();
  }

  void insert(int facet) {
    const int p = facets_[facet].farthest;
    if (!look(p, facet)) return drop(facet, p);
    // One fan triangle (a, b, p) for each side of the outline; fan_of_[a] is the one that begins at a.
    const int first_new = static_cast<int>(facets_.size());
    bool simple = true;
    for (std::size_t i = 0; i < outline_.size(); ++i) {
      int& fan = fan_of_[static_cast<std::size_t>(outline_[i].from)];
      simple = simple && fan < 0;
      fan = first_new + static_cast<int>(i);
    }
    if (!simple) {
      for (const Side& s : outline_) fan_of_[static_cast<std::size_t>(s.from)] = -1;
      return drop(facet, p);
    }
    for (const Side& s : outline_) {
      const int f = add({s.from, s.to, p}, {fan_of_[static_cast<std::size_t>(s.to)], -1, s.behind});
      if (s.behind >= 0) {
        HullFacet& other = facets_[s.behind].face;
        for (int k = 0; k < 3; ++k) {
          if (other.vertex[(k + 1) % 3] == s.to && other.vertex[(k + 2) % 3] == s.from)
            other.neighbour[k] = f;
        }
      }
    }
    for (std::size_t i = 0; i < outline_.size(); ++i) {
      const int after = facets_[first_new + i].face.neighbour[0];
      if (after >= 0) facets_[after].face.neighbour[1] = first_new + static_cast<int>(i);
    }
    for (const Side& s : outline_) fan_of_[static_cast<std::size_t>(s.from)] = -1;
    for (const int f : seen_) {
      facets_[f].alive = false;
      for (int q = facets_[f].first; q >= 0;) {
        const int after = next_[q];
        if (q != p) give(fan_triangle_of(q, first_new), q);
        q = after;
      }
    }
    for (int f = first_new; f < static_cast<int>(facets_.size()); ++f) {
      if (facets_[f].farthest >= 0) pending_.push_back(f);
    }
  }

  /// The new facet above a point: where its least weight is largest.
  int fan_triangle_of(int q, int first_new) const {
    int best = first_new;
    double best_weight = -HUGE_VAL;
    for (int f = first_new; f < static_cast<int>(facets_.size()); ++f) {
      const auto& v = facets_[f].face.vertex;
      const double least = std::min({area(at(q), at(v[1]), at(v[2])), area(at(v[0]), at(q), at(v[2])),
                                     area(at(v[0]), at(v[1]), at(q))});
      if (least > best_weight) best_weight = least, best = f;
      if (least > 0) break;
    }
    return best;
  }

  /// Leaves out a point that cannot be joined without turning a triangle over.
  void drop(int facet, int p) {
    int kept = facets_[facet].first;
    facets_[facet].first = facets_[facet].farthest = -1;
    while (kept >= 0) {
      const int after = next_[kept];
      if (kept != p) give(facet, kept);
      kept = after;
    }
    if (facets_[facet].farthest >= 0) pending_.push_back(facet);
  }

  std::vector<HullFacet> alive() const {
    std::vector<int> name(facets_.size(), -1);
    int count = 0;
    for (std::size_t f = 0; f < facets_.size(); ++f) {
      if (facets_[f].alive) name[f] = count++;
    }
    std::vector<HullFacet> out;
    out.reserve(static_cast<std::size_t>(count));
    for (const Facet& f : facets_) {
      if (!f.alive) continue;
      out.push_back(f.face);
      for (int& g : out.back().neighbour) g = g < 0 ? -1 : name[static_cast<std::size_t>(g)];
    }
    return out;
  }

  const std::vector<HullPoint>& points_;
  double tolerance_;
  std::vector<Facet> facets_;
  std::vector<int> pending_, seen_;
  std::vector<Side> outline_;
  std::vector<int> next_;    // of the lists of points
  std::vector<int> fan_of_;  // scratch, by vertex
  int stamp_ = -1;
};

/// Over two components: Andrew's monotone chain, from component 2 to component 1.
std::vector<HullFacet> chain(const std::vector<HullPoint>& points, double tolerance) {
  std::vector<int> order(points.size()), hull;
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](int a, int b) { return points[a].share[0] < points[b].share[0]; });
  for (const int p : order) {
    while (hull.size() >= 2) {
      const HullPoint &a = points[hull[hull.size() - 2]], &b = points[hull.back()], &c = points[p];
      const double t = (b.share[0] - a.share[0]) / (c.share[0] - a.share[0]);
      if (a.height + t * (c.height - a.height) - b.height > tolerance) break;
      hull.pop_back();
    }
    hull.push_back(p);
  }
  std::vector<HullFacet> out;
  const int count = static_cast<int>(hull.size()) - 1;
  for (int f = 0; f < count; ++f) {
    const HullPoint &a = points[hull[f]], &b = points[hull[f + 1]];
    const double slope = (b.height - a.height) / (b.share[0] - a.share[0]);
    const double at_0 = a.height - slope * a.share[0];
    out.push_back(
        {{hull[f], hull[f + 1], -1}, {f + 1 < count ? f + 1 : -1, f - 1, -1}, {at_0 + slope, at_0, 0}});
  }
  return out;
}

}  // namespace

std::vector<HullFacet> lower_hull(int components, const std::vector<HullPoint>& points, double tolerance) {
  return components == 2 ? chain(points, tolerance) : Quickhull(points, tolerance).run();
}

Composition weights_in(int components, const HullFacet& facet, const std::vector<HullPoint>& points,
                       const Composition& share) {
  const Composition &a = points[facet.vertex[0]].share, &b = points[facet.vertex[1]].share;
  if (components == 2) {
    const double t = (share[0] - a[0]) / (b[0] - a[0]);
    return {1 - t, t, 0};
  }
  const Composition& c = points[facet.vertex[2]].share;
  const double whole = area(a, b, c);
  return {area(share, b, c) / whole, area(a, share, c) / whole, area(a, b, share) / whole};
}

}  // namespace mixgrad::phase
