// Any property, or an end of its interval, with gradients at many points.
#include <algorithm>
#include <limits>

#include "model/laboratory.h"

namespace mixgrad {

void Laboratory::measure(const Mixture& mixture, std::span<const Measure> measures,
                         std::span<const double> points, double* value, double* gradient,
                         DomainState* state) {
  const std::size_t n = mixture.solvents.size(), columns = n + 2, count = points.size() / columns,
                    rows = measures.size();
  Choice& choice = choose(mixture);
  std::vector<double> x(count * n), molalities(count), temperature(count);
  std::vector<DomainState> ground(count);
  std::vector<char> impossible(count);
  const auto x_at = [&](std::size_t i) { return std::span(x).subspan(i * n, n); };
  std::fill_n(gradient, count * rows * columns, 0.0);
  bool liquids = false;
  for (const Measure& m : measures) liquids = liquids || m.liquid;
  for (std::size_t i = 0; i < count; ++i) {
    const double* point = points.data() + i * columns;
    mole_fractions(mixture.basis, choice.facts, std::span(point, n), x_at(i));
    const auto m = molality(mixture, choice, x_at(i), point[n]);
    impossible[i] = !m;
    molalities[i] = m ? *m : 0;
    temperature[i] = point[n + 1];
    state[i] = DomainState::known_ground;
    if (liquids)
      measure_liquid(mixture, choice, measures, x_at(i), point, value + i * rows,
                     gradient + i * rows * columns, state[i]);
  }
  for (std::size_t k = 0; k < rows; ++k) {
    if (measures[k].liquid) continue;
    if (!choice.conductivity) {  // no ions, no conductivity: κ = 0, exactly
      for (std::size_t i = 0; i < count; ++i) value[i * rows + k] = 0;
      continue;
    }
    for (std::size_t i = 0; i < count; ++i) {
      ground[i] = choice.ground.state(x_at(i), molalities[i], temperature[i]);
      state[i] = std::max(state[i], ground[i]);
    }
    choice.conductivity->evaluate(x.data(), molalities.data(), temperature.data(), static_cast<int>(count),
                                  true, batch_,
                                  {measures[k].end, &model_.calibration.conductivity, ground.data()});
    for (std::size_t i = 0; i < count; ++i) {
      const double* point = points.data() + i * columns;
      double* row = gradient + (i * rows + k) * columns;
      row[n] = pull_back(mixture, choice, std::span(point, n), x_at(i), point[n], i, row);
      row[n + 1] = batch_.gradient_temperature[i];
      value[i * rows + k] = batch_.value_mS_per_cm[i];
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (impossible[i]) std::fill_n(value + i * rows, rows, std::numeric_limits<double>::quiet_NaN());
  }
}

}  // namespace mixgrad
