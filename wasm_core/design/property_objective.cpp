#include "design/property_objective.h"

#include <algorithm>
#include <limits>

namespace mixgrad::design {

PropertyObjective::PropertyObjective(Laboratory& laboratory, const Mixture& mixture,
                                     const std::vector<GoalTerm>& goal,
                                     const std::vector<MixtureLimit>& limits, DomainState worst)
    : laboratory_(laboratory), mixture_(mixture), goal_(goal), limits_(limits), worst_(worst) {
  const auto add = [&](const Measure& measure) {
    if (index_of(measure) == measures_.size()) measures_.push_back(measure);
  };
  for (const GoalTerm& term : goal) add(term.measure);
  for (const MixtureLimit& limit : limits) {
    if (limit.measure) add(*limit.measure);
  }
}

std::size_t PropertyObjective::index_of(const Measure& measure) const {
  return static_cast<std::size_t>(std::find(measures_.begin(), measures_.end(), measure) - measures_.begin());
}

void PropertyObjective::evaluate(const double* points, int count, double* value, double* gradient) {
  const std::size_t n = mixture_.solvents.size() + 2, of = measures_.size(), rows = 1 + limits_.size(),
                    all = static_cast<std::size_t>(count);
  value_.resize(all * of), gradient_.resize(all * of * n), state_.resize(all);
  laboratory_.measure(mixture_, measures_, {points, all * n}, value_.data(), gradient_.data(), state_.data());
  std::fill_n(value, all * rows, 0.0);
  std::fill_n(gradient, all * rows * n, 0.0);
  for (std::size_t i = 0; i < all; ++i, value += rows, gradient += rows * n) {
    const auto add = [&](const Measure& measure, double factor, double* to) {
      const double* from = &gradient_[(i * of + index_of(measure)) * n];
      for (std::size_t j = 0; j < n; ++j) to[j] += factor * from[j];
    };
    const auto value_of = [&](const Measure& measure) { return value_[i * of + index_of(measure)]; };
    for (const GoalTerm& term : goal_) {
      const double f = value_of(term.measure);
      *value += term.worth(f);
      add(term.measure, term.target ? -2 * term.weight * (f - *term.target) : term.weight, gradient);
    }
    if (state_[i] > worst_) *value = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t k = 0; k < limits_.size(); ++k) {
      const MixtureLimit& limit = limits_[k];
      const double factor = limit.sign / limit.size();
      double* row = gradient + (1 + k) * n;
      double f = 0;
      if (limit.measure) {
        f = value_of(*limit.measure);
        add(*limit.measure, factor, row);
      }
      for (std::size_t j = 0; j < limit.shares.size(); ++j) {
        f += limit.shares[j] * points[i * n + j];
        row[j] = factor * limit.shares[j];
      }
      value[1 + k] = factor * (f - limit.bound);
    }
  }
}

}  // namespace mixgrad::design
