#include "phase/grid.h"

#include <algorithm>
#include <cmath>

namespace mixgrad::phase {

Grid::Grid(Surface surface, int intervals) : surface_(std::move(surface)), intervals_(std::max(intervals, 2)) {
  const int n = surface_.components(), N = intervals_;
  for (int i = 0; i < n; ++i) size_[i] = surface_.model().size(i);
  int total = 0;
  for (int i = 0; i <= N; ++i) {
    row_.push_back(total);
    total += n == 2 ? 1 : N - i + 1;
  }
  height_.resize(static_cast<std::size_t>(total));
  x_.resize(height_.size());
  distance_.resize(height_.size());
  points_.reserve(height_.size() + surface_.solids().size());
  hull_points_.reserve(points_.capacity());

  const auto place = [&](int i, int j) {
    const auto at = static_cast<std::size_t>(node(i, j));
    const Composition share = node_share(i, j);
    x_[at] = to_moles(share);
    double moles = 0;
    for (int k = 0; k < n; ++k) moles += share[k] / size_[k];
    height_[at] = moles * surface_.gibbs(x_[at]);
    points_.push_back({x_[at], -1, static_cast<int>(at)});
    hull_points_.push_back({share, height_[at]});
  };
  // The corners first.
  if (n == 2) {
    place(N, 0), place(0, N);
    for (int i = 1; i < N; ++i) place(i, N - i);
  } else {
    place(N, 0), place(0, N), place(0, 0);
    for (int i = 0; i <= N; ++i) {
      for (int j = 0; j <= N - i; ++j) {
        if (i < N && j < N && i + j > 0) place(i, j);
      }
    }
  }
  // A solid takes the place of a point of the same composition that is higher.
  for (int s = 0; s < static_cast<int>(surface_.solids().size()); ++s) {
    const Composition x = surface_.solid_composition(s), share = to_grid(x);
    double units = 0;
    for (int k = 0; k < n; ++k) units += x[k] * size_[k];
    const double height = surface_.solid_gibbs(s) / units;
    const auto same = std::find_if(hull_points_.begin(), hull_points_.end(), [&](const HullPoint& p) {
      return distance(p.share, share) < 1e-9;
    });
    if (same == hull_points_.end()) {
      points_.push_back({x, s, -1});
      hull_points_.push_back({share, height});
    } else if (height < same->height) {
      points_[static_cast<std::size_t>(same - hull_points_.begin())] = {x, s, -1};
      same->height = height;
    }
  }
  facets_ = lower_hull(n, hull_points_);
}

Composition Grid::node_share(int i, int j) const {
  const double N = intervals_;
  return {i / N, j / N, surface_.components() == 2 ? 0 : (intervals_ - i - j) / N};
}

Composition Grid::to_grid(const Composition& x) const {
  Composition share;
  double total = 0;
  for (int k = 0; k < kMostComponents; ++k) total += share[k] = x[k] * size_[k];
  for (double& s : share) s /= total;
  return share;
}

Composition Grid::to_moles(const Composition& share) const {
  Composition x;
  double total = 0;
  for (int k = 0; k < kMostComponents; ++k) total += x[k] = share[k] / size_[k];
  for (double& s : x) s /= total;
  return x;
}

int Grid::facet_at(const Composition& x) const {
  const int n = surface_.components();
  const Composition share = to_grid(x);
  int present = 0, best = 0, best_on_boundary = -1;
  for (int k = 0; k < n; ++k) present += x[k] > 0;
  double best_weight = -HUGE_VAL;
  for (int f = 0; f < static_cast<int>(facets_.size()); ++f) {
    const HullFacet& facet = facets_[static_cast<std::size_t>(f)];
    int on_boundary = 0;  // vertices without what is absent
    for (int v = 0; present < n && v < n; ++v) {
      const Composition& at = hull_points_[static_cast<std::size_t>(facet.vertex[v])].share;
      bool without = true;
      for (int k = 0; k < n; ++k) without = without && (x[k] > 0 || at[k] == 0);
      on_boundary += without;
    }
    if (present < n) on_boundary = std::min(on_boundary, present);
    const Composition w = weights_in(n, facet, hull_points_, share);
    double least = HUGE_VAL;
    for (int v = 0; v < n; ++v) least = std::min(least, w[v]);
    if (on_boundary > best_on_boundary && least > -1e-9) best_on_boundary = on_boundary, best_weight = -HUGE_VAL;
    if (on_boundary == std::max(best_on_boundary, 0) && least > best_weight) best_weight = least, best = f;
    if (present == n && least > 0) break;
  }
  return best;
}

void Grid::tangent_distances(const Composition& potential) const {
  const int n = surface_.components(), N = intervals_;
  // The plane over grid coordinates is linear in i and j. What is absent stands infinitely high.
  Composition q{};
  for (int k = 0; k < n; ++k) q[k] = std::max(potential[k] / size_[k], -1e30) / N;
  for (int i = 0; i <= N; ++i) {
    if (n == 2) {
      distance_[static_cast<std::size_t>(i)] = height_[static_cast<std::size_t>(i)] - i * q[0] - (N - i) * q[1];
      continue;
    }
    const double* height = height_.data() + row_[static_cast<std::size_t>(i)];
    double* distance = distance_.data() + row_[static_cast<std::size_t>(i)];
    for (int j = 0; j <= N - i; ++j) distance[j] = height[j] - i * q[0] - j * q[1] - (N - i - j) * q[2];
  }
}

bool Grid::is_minimum(int i, int j) const {
  const int N = intervals_;
  const double here = distance_[static_cast<std::size_t>(node(i, j))];
  const auto lower = [&](int a, int b) {
    return a >= 0 && b >= 0 && a + b <= N && distance_[static_cast<std::size_t>(node(a, b))] < here;
  };
  if (surface_.components() == 2) return !lower(i - 1, N - i + 1) && !lower(i + 1, N - i - 1);
  return !lower(i, j - 1) && !lower(i, j + 1) && !lower(i - 1, j) && !lower(i + 1, j) && !lower(i - 1, j + 1) &&
         !lower(i + 1, j - 1);
}

}  // namespace mixgrad::phase
