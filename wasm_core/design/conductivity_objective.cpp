#include "design/conductivity_objective.h"

#include <algorithm>
#include <limits>

namespace mixgrad::design {

constexpr double kRefused = std::numeric_limits<double>::quiet_NaN();

void ConductivityObjective::evaluate(const double* points, int count, double* value, double* gradient) {
  const std::size_t solvents = mixture_.solvents.size(), n = solvents + 1;
  shares_.clear(), salt_amount_.clear();
  for (int i = 0; i < count; ++i) {
    const double* point = points + static_cast<std::size_t>(i) * n;
    shares_.insert(shares_.end(), point, point + solvents);
    salt_amount_.push_back(point[solvents]);
  }
  const auto series = laboratory_.over_compositions(mixture_, shares_, salt_amount_, true);
  if (!series) return static_cast<void>(std::fill_n(value, count, kRefused));
  for (std::size_t i = 0; i < series->value.size(); ++i) {
    const bool refused = stay_in_domain_ && series->domain[i] == DomainState::outside;
    value[i] = refused ? kRefused : sign_ * series->value[i];
    for (std::size_t j = 0; j < solvents; ++j) {
      gradient[i * n + j] = sign_ * series->gradient_share[i * solvents + j];
    }
    gradient[i * n + solvents] = sign_ * series->gradient_salt[i];
  }
}

}  // namespace mixgrad::design
