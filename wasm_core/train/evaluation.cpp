#include "train/evaluation.h"

#include <algorithm>
#include <cmath>

namespace mixgrad::train {

double quantile(std::vector<double> values, double p) {
  std::sort(values.begin(), values.end());
  const double position = p * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (position - static_cast<double>(below)) * (values[above] - values[below]);
}

Figures figures_of(const std::vector<HeldOutRow>& rows) {
  Figures f;
  f.rows = static_cast<int>(rows.size());
  if (rows.empty()) return f;
  double absolute = 0, square = 0, log_absolute = 0, mean = 0;
  std::vector<double> relative;
  for (const HeldOutRow& r : rows) {
    const double measured = std::exp(r.measured);
    const double error = std::exp(r.mean) - measured;
    absolute += std::abs(error);
    square += error * error;
    log_absolute += std::abs(r.mean - r.measured);
    relative.push_back(std::abs(error) / measured);
    mean += measured;
  }
  const double n = static_cast<double>(rows.size());
  mean /= n;
  double variance = 0;
  for (const HeldOutRow& r : rows) variance += (std::exp(r.measured) - mean) * (std::exp(r.measured) - mean);
  f.mean_absolute_error_mS_per_cm = absolute / n;
  f.root_mean_square_error_mS_per_cm = std::sqrt(square / n);
  f.r_squared = 1 - square / variance;
  f.median_relative_error = quantile(relative, 0.5);
  f.mean_absolute_log_error = log_absolute / n;
  return f;
}

}  // namespace mixgrad::train
