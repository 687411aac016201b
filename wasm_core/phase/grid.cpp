#include "phase/grid.h"

#include <algorithm>
#include <cmath>

namespace mixgrad::phase {

Grid::Grid(Surface surface, int intervals)
    : surface_(std::move(surface)), intervals_(std::max(intervals, 2)) {
  const int n = surface_.components(), N = intervals_;
  for (int i = 0; i < n; ++i) size_[i] = surface_.model().size(i);
  const double least = *std::min_element(size_.begin(), size_.begin() + n);
  for (int i = 0; i < n; ++i) size_[i] /= least;
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
    Composition ln_gamma;
    if (share[0] == 0 || share[1] == 0 || (n == 3 && share[2] == 0)) {
      surface_.log_gamma(x_[at], ln_gamma);
      for (int k = 0; k < n; ++k) {
        if (share[k] == 0) edges_.push_back({static_cast<int>(at), k, ln_gamma[k], moles});
      }
    }
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
    const auto same = std::find_if(hull_points_.begin(), hull_points_.end(),
                                   [&](const HullPoint& p) { return distance(p.share, share) < 1e-9; });
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
    if (on_boundary > best_on_boundary && least > -1e-9)
      best_on_boundary = on_boundary, best_weight = -HUGE_VAL;
    if (on_boundary == std::max(best_on_boundary, 0) && least > best_weight) best_weight = least, best = f;
    if (present == n && least > 0) break;
  }
  return best;
}

bool Grid::spans_a_gap(int facet, int k) const {
  const auto& vertex = facets_[static_cast<std::size_t>(facet)].vertex;
  const auto a = static_cast<std::size_t>(vertex[(k + 1) % 3]),
             b = static_cast<std::size_t>(vertex[(k + 2) % 3]);
  if (points_[a].solid >= 0 || points_[b].solid >= 0) return true;
  const HullPoint &p = hull_points_[a], &q = hull_points_[b];
  if (distance(p.share, q.share) * intervals_ < 1.5) return false;
  for (const double t : {0.5, 0.25, 0.75}) {
    Composition share;
    double moles = 0;
    for (int i = 0; i < kMostComponents; ++i) {
      share[i] = (1 - t) * p.share[i] + t * q.share[i];
      moles += share[i] / size_[i];
    }
    if (moles * surface_.gibbs(to_moles(share)) > (1 - t) * p.height + t * q.height + 1e-13) return true;
  }
  return false;
}

void Grid::tangent_distances(const Composition& potential) const {
  const int n = surface_.components(), N = intervals_;
  // The plane over grid coordinates is linear in i and j. What is absent stands infinitely high.
  Composition q{};
  for (int k = 0; k < n; ++k) q[k] = std::max(potential[k] / size_[k], -1e30) / N;
  for (int i = 0; i <= N; ++i) {
    if (n == 2) {
      distance_[static_cast<std::size_t>(i)] =
          height_[static_cast<std::size_t>(i)] - i * q[0] - (N - i) * q[1];
      continue;
    }
    const double* height = height_.data() + row_[static_cast<std::size_t>(i)];
    double* distance = distance_.data() + row_[static_cast<std::size_t>(i)];
    for (int j = 0; j <= N - i; ++j) distance[j] = height[j] - i * q[0] - j * q[1] - (N - i - j) * q[2];
  }
  // g falls steeply from the boundary into the simplex: the minimum over a trace there is at x_i = exp(μ_i −
  // ln γ_i) and as much below. More than a trace shows at the next node.
  for (const Edge& e : edges_) {
    const double most = 1 / (size_[e.absent] * N);
    distance_[static_cast<std::size_t>(e.node)] -=
        std::min(e.moles * std::exp(potential[e.absent] - e.ln_gamma), most);
  }
}

bool Grid::is_minimum(int i, int j) const {
  const int N = intervals_;
  const double here = distance_[static_cast<std::size_t>(node(i, j))];
  const auto lower = [&](int a, int b) {
    return a >= 0 && b >= 0 && a + b <= N && distance_[static_cast<std::size_t>(node(a, b))] < here;
  };
  if (surface_.components() == 2) return !lower(i - 1, N - i + 1) && !lower(i + 1, N - i - 1);
  return !lower(i, j - 1) && !lower(i, j + 1) && !lower(i - 1, j) && !lower(i + 1, j) &&
         !lower(i - 1, j + 1) && !lower(i + 1, j - 1);
}

}  // namespace mixgrad::phase
