#include "train/calibrate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace mixgrad::train {
namespace {

constexpr double kMissRate = 0.1;
constexpr double kLeastNoise = 0.01, kMostNoise = 10;

struct WeightedError {
  double error, deviation, extent, weight;
};

/// Smallest z that holds 1 − kMissRate of the weight.
double weighted_quantile(std::vector<std::pair<double, double>> z_and_weight) {
  std::sort(z_and_weight.begin(), z_and_weight.end());
  double total = 0, below = 0;
  for (const auto& [z, weight] : z_and_weight) total += weight;
  for (const auto& [z, weight] : z_and_weight) {
    below += weight;
    if (below >= (1 - kMissRate) * total) return z;
  }
  return 0;
}

Calibration::Terms fit_terms(const std::vector<WeightedError>& errors) {
  Calibration::Terms best;
  double best_score = std::numeric_limits<double>::infinity();
  for (double noise = kLeastNoise; noise < kMostNoise; noise *= 1.15) {
    std::vector<std::pair<double, double>> z;
    for (const WeightedError& e : errors)
      z.emplace_back(e.error / std::hypot(e.deviation, noise * e.extent), e.weight);
    const double q = weighted_quantile(z);
    double score = 0;
    for (const WeightedError& e : errors) {
      const double half = q * std::hypot(e.deviation, noise * e.extent);
      score += e.weight * (2 * half + 2 / kMissRate * std::max(0.0, e.error - half));
    }
    if (score < best_score) {
      best_score = score;
      best = {q, noise};
    }
  }
  return best;
}

Result<Calibration> fit_without(const std::vector<ProtocolRows>& protocols, const ProtocolRows* omitted,
                                int omitted_fold) {
  std::vector<WeightedError> known, elsewhere;
  for (const ProtocolRows& p : protocols) {
    // Within each state a protocol counts by the square root of its rows, so that many easy rows do not drown
    // a few hard ones, nor a few unusual ones many.
    int known_rows = 0;
    for (const HeldOutRow& r : p.rows) known_rows += r.known_ground;
    const int other_rows = static_cast<int>(p.rows.size()) - known_rows;
    for (const HeldOutRow& r : p.rows) {
      if (&p == omitted && r.fold == omitted_fold) continue;
      auto& group = r.known_ground ? known : elsewhere;
      group.push_back({std::abs(r.mean - r.measured), r.deviation, r.extent,
                       1 / std::sqrt(r.known_ground ? known_rows : other_rows)});
    }
  }
  if (known.empty() || elsewhere.empty()) {
    const std::string group = known.empty() ? "on known ground" : "elsewhere";
    const std::string where =
        omitted ? ", fold " + std::to_string(omitted_fold) + " of " + omitted->protocol + " left out" : "";
    return Error{"bad_data", known.empty() ? "known ground" : "elsewhere",
                 "there are no held-out rows " + group + where + ", and so nothing to fit the interval to"};
  }
  return Calibration{fit_terms(known), fit_terms(elsewhere)};
}

Coverage coverage_of(const std::string& protocol, const std::string& state,
                     const std::vector<std::pair<double, bool>>& half_and_inside) {
  Coverage c{protocol, state, static_cast<int>(half_and_inside.size())};
  if (half_and_inside.empty()) return c;
  std::vector<double> half;
  for (const auto& [h, inside] : half_and_inside) {
    half.push_back(h);
    c.share_inside += inside / static_cast<double>(half_and_inside.size());
  }
  c.median_half_width = quantile(half, 0.5);
  return c;
}

}  // namespace

Result<Calibration> fit_calibration(const std::vector<ProtocolRows>& protocols) {
  return fit_without(protocols, nullptr, -1);
}

Result<std::vector<Coverage>> measure_coverage(const std::vector<ProtocolRows>& protocols) {
  std::vector<Coverage> out;
  for (const ProtocolRows& p : protocols) {
    std::set<int> folds;
    for (const HeldOutRow& r : p.rows) folds.insert(r.fold);
    std::vector<std::pair<double, bool>> known, elsewhere, all;
    for (const int fold : folds) {
      const auto calibration = fit_without(protocols, &p, fold);
      if (!calibration) return calibration.error();
      for (const HeldOutRow& r : p.rows) {
        if (r.fold != fold) continue;
        const double half = calibration->half_width(
            r.known_ground ? DomainState::known_ground : DomainState::caution, r.deviation, r.extent);
        const std::pair<double, bool> entry{half, std::abs(r.mean - r.measured) <= half};
        (r.known_ground ? known : elsewhere).push_back(entry);
        all.push_back(entry);
      }
    }
    out.push_back(coverage_of(p.protocol, "known ground", known));
    out.push_back(coverage_of(p.protocol, "elsewhere", elsewhere));
    out.push_back(coverage_of(p.protocol, "all", all));
  }
  return out;
}

}  // namespace mixgrad::train
