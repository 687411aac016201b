#include "phase/binary_diagram.h"

#include <algorithm>
#include <cmath>

#include "phase/root.h"

namespace mixgrad::phase {
namespace {

/// Stability over composition at a temperature, in the grid's coordinate of component 1.
class Profile {
 public:
  static constexpr int kIntervals = 200;

  struct Minimum {
    double share, stability;
  };

  Profile(const MixingModel& model, double T_K) : surface_(*Surface::make(model, T_K)) {
    const double least = std::min(model.size(0), model.size(1));
    size_[0] = model.size(0) / least, size_[1] = model.size(1) / least;
  }

  const Surface& surface() const { return surface_; }
  Composition x_at(double share) const {
    const double a = share / size_[0], b = (1 - share) / size_[1];
    return {a / (a + b), b / (a + b), 0};
  }
  double stability(double share) const { return surface_.stability(x_at(share)); }

  std::vector<Minimum> minima() const {
    double value[kIntervals + 1];
    for (int i = 0; i <= kIntervals; ++i) value[i] = stability(static_cast<double>(i) / kIntervals);
    std::vector<Minimum> out;
    for (int i = 1; i < kIntervals; ++i) {
      if (value[i] <= value[i - 1] && value[i] < value[i + 1])
        out.push_back(
            deepest(static_cast<double>(i - 1) / kIntervals, static_cast<double>(i + 1) / kIntervals));
    }
    return out;
  }

  /// The minimum in an interval, by the golden section.
  Minimum deepest(double low, double high) const {
    const double golden = 0.3819660112501051;
    double a = low + golden * (high - low), b = high - golden * (high - low);
    double at_a = stability(a), at_b = stability(b);
    while (high - low > 1e-9) {
      if (at_a < at_b) {
        high = b, b = a, at_b = at_a;
        at_a = stability(a = low + golden * (high - low));
      } else {
        low = a, a = b, at_a = at_b;
        at_b = stability(b = high - golden * (high - low));
      }
    }
    return at_a < at_b ? Minimum{a, at_a} : Minimum{b, at_b};
  }

 private:
  Surface surface_;
  double size_[2];
};

/// Curvature and third derivative of g over x_1, both 0 at a critical point.
void conditions(const MixingModel& model, double x_1, double T_K, double* value) {
  const Surface surface = *Surface::make(model, T_K);
  const Composition x{x_1, 1 - x_1, 0};
  value[0] = surface.stability(x);
  const double least = std::min(x[0], x[1]);
  value[1] = least * least * surface.third_derivative(x, {1, -1, 0});
}

/// Newton's method on both conditions, with a matrix by differences: their root does not depend on it.
bool polish(const MixingModel& model, double& x_1, double& T_K) {
  for (int i = 0; i < 20; ++i) {
    const double dx = 1e-6 * std::min(x_1, 1 - x_1), dT = 1e-6 * T_K;
    double here[2], by_x[2], by_T[2];
    conditions(model, x_1, T_K, here);
    conditions(model, x_1 + dx, T_K, by_x);
    conditions(model, x_1, T_K + dT, by_T);
    for (int r = 0; r < 2; ++r) by_x[r] = (by_x[r] - here[r]) / dx, by_T[r] = (by_T[r] - here[r]) / dT;
    const double det = by_x[0] * by_T[1] - by_x[1] * by_T[0];
    const double step_x = (-here[0] * by_T[1] + here[1] * by_T[0]) / det;
    const double step_T = (-by_x[0] * here[1] + by_x[1] * here[0]) / det;
    if (!std::isfinite(step_x) || !std::isfinite(step_T)) return false;
    const double next_x = x_1 + step_x, next_T = T_K + step_T;
    if (!(next_x > 0 && next_x < 1 && next_T > 0)) return false;
    x_1 = next_x, T_K = next_T;
    if (std::fabs(step_x) < 1e-10 * x_1 && std::fabs(step_T) < 1e-12 * T_K) return true;
  }
  double left[2];
  conditions(model, x_1, T_K, left);
  return std::fabs(left[0]) < 1e-10 && std::fabs(left[1]) < 1e-7;
}

}  // namespace

BinaryDiagram binary_diagram(const Grid& grid) {
  BinaryDiagram out;
  out.spinodal = spinodal(grid);
  for (int f = 0; f < static_cast<int>(grid.facets().size()); ++f) {
    if (!grid.spans_a_gap(f, 2)) continue;
    const HullFacet& facet = grid.facets()[static_cast<std::size_t>(f)];
    const Composition &a = grid.hull_points()[static_cast<std::size_t>(facet.vertex[0])].share,
                      &b = grid.hull_points()[static_cast<std::size_t>(facet.vertex[1])].share;
    const Composition feed = grid.to_moles({0.5 * (a[0] + b[0]), 0.5 * (a[1] + b[1]), 0});
    auto e = flash(grid, feed, f);
    if (!e) {
      out.not_converged.push_back(feed);
      continue;
    }
    if (e->count != 2) continue;
    if (e->phase[0].x[0] > e->phase[1].x[0]) std::swap(e->phase[0], e->phase[1]);
    const bool known =
        !out.coexisting.empty() && distance(out.coexisting.back().phase[0].x, e->phase[0].x) < 1e-7;
    if (!known) out.coexisting.push_back(*e);
  }
  return out;
}

Result<std::vector<CriticalTemperature>> critical_temperatures(const MixingModel& model, double low_K,
                                                               double high_K, int steps) {
  for (const double T : {low_K, high_K}) {
    if (const auto surface = Surface::make(model, T); !surface) return surface.error();
  }
  if (model.components() != 2)
    return Error{"bad_value", "components", "critical temperatures are for two components"};
  if (!(low_K < high_K) || steps < 1)
    return Error{"bad_value", "temperature_K", "a range goes from a lower to a higher temperature"};

  std::vector<CriticalTemperature> out;
  std::vector<Profile::Minimum> before;
  double T_before = low_K;
  for (int k = 0; k <= steps; ++k) {
    const double T = low_K + (high_K - low_K) * k / steps;
    const std::vector<Profile::Minimum> here = Profile(model, T).minima();
    for (const Profile::Minimum& m : here) {
      // The same minimum a step colder, if there was one.
      const Profile::Minimum* same = nullptr;
      for (const Profile::Minimum& b : before) {
        if (!same || std::fabs(b.share - m.share) < std::fabs(same->share - m.share)) same = &b;
      }
      if (!same || (same->stability < 0) == (m.stability < 0)) continue;
      const double low = std::max(0.0, std::min(same->share, m.share) - 0.03),
                   high = std::min(1.0, std::max(same->share, m.share) + 0.03);
      double share = m.share;
      CriticalTemperature c;
      c.temperature_K = root_between(T_before, same->stability, T, m.stability, 1e-7, [&](double at) {
        const Profile::Minimum deepest = Profile(model, at).deepest(low, high);
        share = deepest.share;
        return deepest.stability;
      });
      c.upper = same->stability < 0;
      const Profile critical(model, c.temperature_K);
      double x_1 = critical.x_at(share)[0];
      if (!polish(model, x_1, c.temperature_K)) continue;
      c.x = {x_1, 1 - x_1, 0};
      const Grid grid(*Surface::make(model, c.temperature_K), 2 * Profile::kIntervals);
      c.stable = deepest_below(grid, grid.surface().potentials(c.x), {c.x}).depth <= kStable;
      out.push_back(c);
    }
    before = here;
    T_before = T;
  }
  std::sort(out.begin(), out.end(), [](const CriticalTemperature& a, const CriticalTemperature& b) {
    return a.temperature_K < b.temperature_K;
  });
  return out;
}

}  // namespace mixgrad::phase
