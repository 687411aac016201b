#include "model/conductivity.h"

#include <algorithm>
#include <cmath>

#include "laws/conductivity.h"

namespace mixgrad {
namespace {

using Law = laws::Conductivity;
constexpr int kAll = Law::kCoefficients + Law::kStates;
constexpr double kTrace_mol_per_kg = 1e-9;  // stands in for no salt at all, where κ = 0 but its slope is not

/// Mean and deviation of ln κ over heads, from their sums.
struct HeadStatistics {
  double sum = 0, square = 0;
  void add(double y) { sum += y, square += y * y; }
  double mean(int heads) const { return sum / heads; }
  double deviation(int heads) const {
    return std::sqrt(std::max(0.0, square / heads - mean(heads) * mean(heads)));
  }
};

}  // namespace

void ConductivityModel::run_network(const double* x, int count, bool gradient, ConductivityBatch& out) {
  const std::size_t size = static_cast<std::size_t>(count) * static_cast<std::size_t>(map_.solvents());
  if (count == last_count_ && (last_differentiable_ || !gradient) && std::equal(x, x + size, last_x_.begin()))
    return;
  last_x_.assign(x, x + size);
  last_count_ = count;
  last_differentiable_ = gradient;
  coefficients_.clear();
  out.x.assign(x, x + size);
  map_.evaluate(out.x.data(), count, gradient);
}

const std::vector<laws::ConductivityCoefficients<double>>& ConductivityModel::coefficients() {
  if (!coefficients_.empty()) return coefficients_;
  for (int k = 0; k < map_.heads(); ++k) {
    double raw[Law::kCoefficients];
    std::copy_n(map_.raw(k), Law::kCoefficients, raw);
    coefficients_.push_back(Law::link(raw));
  }
  return coefficients_;
}

void ConductivityModel::evaluate(const double* x, const double* molality, const double* temperature,
                                 int count, bool gradient, ConductivityBatch& out,
                                 const ConductivityEnd& end) {
  const int heads = map_.heads(), solvents = map_.solvents();
  const auto n = static_cast<std::size_t>(count);
  run_network(x, count, gradient, out);

  out.value_mS_per_cm.assign(n, 0.0);
  out.log_deviation.assign(n, 0.0);
  out.gradient_molality.assign(gradient ? n : 0, 0.0);
  out.gradient_temperature.assign(gradient ? n : 0, 0.0);
  out.gradient_mole_fraction.assign(gradient ? n * static_cast<std::size_t>(solvents) : 0, 0.0);
  if (!gradient) {
    for (std::size_t i = 0; i < n; ++i) {
      if (!(molality[i] > 0)) continue;  // κ(0) = 0
      HeadStatistics statistics;
      const double state[] = {molality[i], temperature[i]};
      for (int k = 0; k < heads; ++k) {
        double raw[Law::kCoefficients];
        std::copy_n(map_.raw(k) + i * Law::kCoefficients, Law::kCoefficients, raw);
        statistics.add(Law::evaluate(raw, state));
      }
      out.value_mS_per_cm[i] = std::exp(statistics.mean(heads));
      out.log_deviation[i] = statistics.deviation(heads);
    }
    return;
  }

  // Forward over heads; the seeds κ/H ∂ln κ_k/∂raw then pull the gradient back to x. With a half-width
  // h = q √(s² + ν²) of the heads' deviation s, an end F(κ, h) has the seeds
  // (κ ∂F/∂κ + (q²/h) (ln κ_k − ⟨ln κ⟩) ∂F/∂h)/H ∂ln κ_k/∂raw.
  const std::size_t seeds = n * Law::kCoefficients;
  out.seed_storage.assign(seeds * static_cast<std::size_t>(heads), 0.0f);
  for (std::size_t i = 0; i < n; ++i) {
    const bool has_salt = molality[i] > 0;
    HeadStatistics statistics;
    double derivative[kMostHeads][kAll], log_value[kMostHeads];
    const double state[] = {has_salt ? molality[i] : kTrace_mol_per_kg, temperature[i]};
    for (int k = 0; k < heads; ++k) {
      double raw[Law::kCoefficients];
      std::copy_n(map_.raw(k) + i * Law::kCoefficients, Law::kCoefficients, raw);
      log_value[k] = Law::evaluate(raw, state, derivative[k]);
      statistics.add(log_value[k]);
    }
    const double trace_value = std::exp(statistics.mean(heads));
    out.log_deviation[i] = has_salt ? statistics.deviation(heads) : 0;
    EndOf of{trace_value, 1, 0};
    double lever = 0;
    if (end.end != End::value) {
      const double half = end.calibration->half_width(end.state[i], statistics.deviation(heads));
      const double quantile = end.calibration->terms(end.state[i]).quantile;
      of = relative_end(end.end, trace_value, half);
      lever = half > 0 ? of.by_half * quantile * quantile / half : 0;
    }
    out.value_mS_per_cm[i] = has_salt ? of.value : 0;
    for (int k = 0; k < heads; ++k) {
      const double weight =
          (trace_value * of.by_value + lever * (log_value[k] - statistics.mean(heads))) / heads;
      const double value = has_salt ? weight : 0;
      float* seed = out.seed_storage.data() + static_cast<std::size_t>(k) * seeds + i * Law::kCoefficients;
      for (int j = 0; j < Law::kCoefficients; ++j) seed[j] = static_cast<float>(value * derivative[k][j]);
      out.gradient_molality[i] += weight * derivative[k][Law::kCoefficients];
      out.gradient_temperature[i] += value * derivative[k][Law::kCoefficients + 1];
    }
  }
  out.seed.clear();
  for (int k = 0; k < heads; ++k)
    out.seed.push_back(out.seed_storage.data() + static_cast<std::size_t>(k) * seeds);
  const float* pulled = map_.adjoint(out.seed);
  std::copy(pulled, pulled + out.gradient_mole_fraction.size(), out.gradient_mole_fraction.begin());
}

void ConductivityModel::evaluate_states(const double* x, const double* molality, const double* temperature,
                                        int count, ConductivityBatch& out) {
  const int heads = map_.heads();
  run_network(x, 1, false, out);
  out.value_mS_per_cm.assign(static_cast<std::size_t>(count), 0.0);
  out.log_deviation.assign(static_cast<std::size_t>(count), 0.0);
  const auto& heads_coefficients = coefficients();
  for (int i = 0; i < count; ++i) {
    if (!(molality[i] > 0)) continue;
    HeadStatistics statistics;
    for (const auto& coefficients : heads_coefficients)
      statistics.add(laws::log_conductivity(coefficients, molality[i], temperature[i]));
    out.value_mS_per_cm[static_cast<std::size_t>(i)] = std::exp(statistics.mean(heads));
    out.log_deviation[static_cast<std::size_t>(i)] = statistics.deviation(heads);
  }
}

}  // namespace mixgrad
