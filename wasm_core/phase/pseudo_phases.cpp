#include "phase/pseudo_phases.h"

#include <algorithm>
#include <numeric>

#include "laws/constants.h"
#include "phase/flash.h"

namespace mixgrad::phase {
namespace {

/// Fine enough to find the phases; Newton's method and the check against the surface do the rest.
constexpr int kIntervals = 60;
constexpr double kPerLitre = 1000;  // cm³

}  // namespace

double MolarVolumes::slope(std::size_t i) const { return cm3_per_mol[i] * expansion_per_K[i]; }

double MolarVolumes::at(std::size_t i, double T_K) const {
  return cm3_per_mol[i] + slope(i) * (T_K - laws::kReferenceTemperature_K);
}

double MolarVolumes::of(const Composition& x, double T_K) const {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * at(i, T_K);
  return sum;
}

Result<std::optional<PseudoPhases>> pseudo_phases(const MixingModel& model, double T_K,
                                                  const Composition& feed, const MolarVolumes& volumes) {
  using Found = std::optional<PseudoPhases>;
  auto surface = Surface::make(model, T_K);
  if (!surface) return surface.error();
  const Grid grid(std::move(*surface), kIntervals);
  const auto e = flash(grid, feed);
  if (!e) return e.error();
  if (e->count < 2) return Found();
  const auto moved = sensitivity(grid.surface(), *e);
  if (!moved) return moved.error();

  std::size_t rich = 0, poor = 0;
  for (std::size_t k = 1; k < static_cast<std::size_t>(e->count); ++k) {
    if (e->phase[k].x[0] > e->phase[rich].x[0]) rich = k;
    if (e->phase[k].x[0] < e->phase[poor].x[0]) poor = k;
  }
  PseudoPhases out;
  out.temperature_K = T_K;
  out.inside = e->phase[rich].x;
  out.medium = e->phase[poor].x;
  out.inside_share = e->phase[rich].amount;
  const Composition& x = out.inside;
  const Composition& x_slope = moved->temperature.x[rich];
  for (std::size_t i = 0; i < x.size(); ++i) {
    out.per_salt[i] = x[i] / x[0];
    out.room_cm3_per_mol[i] = out.per_salt[i] * volumes.at(i, T_K);
  }
  const double c = kPerLitre / std::accumulate(out.room_cm3_per_mol.begin(), out.room_cm3_per_mol.end(), 0.0);
  out.local_salt_mol_per_l = c;
  out.medium_salt_mol_per_l = kPerLitre * out.medium[0] / volumes.of(out.medium, T_K);
  const double by_room = -c * c / kPerLitre;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double q_slope = (x_slope[i] - out.per_salt[i] * x_slope[0]) / x[0];
    if (i > 0) out.local_salt_by_temperature[i - 1] = by_room * volumes.at(i, T_K) * q_slope;
    out.local_salt_by_temperature[kExpansion] += by_room * out.per_salt[i] * volumes.slope(i);
  }
  return Found(out);
}

ByCause local_salt_change(const PseudoPhases& a, const PseudoPhases& b, const MolarVolumes& volumes) {
  const double by_room = a.local_salt_mol_per_l * b.local_salt_mol_per_l / kPerLitre;
  ByCause change{};
  for (std::size_t i = 0; i < a.inside.size(); ++i) {
    const double at_a = volumes.at(i, a.temperature_K), at_b = volumes.at(i, b.temperature_K);
    if (i > 0) change[i - 1] = by_room * 0.5 * (at_a + at_b) * (a.per_salt[i] - b.per_salt[i]);
    change[kExpansion] += by_room * 0.5 * (a.per_salt[i] + b.per_salt[i]) * (at_a - at_b);
  }
  return change;
}

}  // namespace mixgrad::phase
