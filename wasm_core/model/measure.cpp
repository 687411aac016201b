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
    if (const PhaseCondition* condition = measures[k].phase.get()) {
      const GibbsSurface surface(liquid_of(choice).excess_gibbs(), static_cast<int>(n),
                                 condition->salt ? &*condition->salt : nullptr, condition->temperature_K);
      for (std::size_t i = 0; i < count; ++i)
        value[i * rows + k] = measure_phase(mixture, choice, surface, *condition, x_at(i), molalities[i],
                                            points.data() + i * columns, gradient + (i * rows + k) * columns);
      continue;
    }
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

double Laboratory::measure_phase(const Mixture& mixture, Choice& choice, const GibbsSurface& surface,
                                 const PhaseCondition& condition, std::span<const double> x, double molality,
                                 const double* point, double* gradient) {
  const std::size_t n = x.size();
  const bool with_salt = surface.components() > static_cast<int>(n);
  double kg_per_mol = 0;
  for (std::size_t i = 0; i < n; ++i) kg_per_mol += 1e-3 * x[i] * choice.facts[i].mass_g_per_mol;
  const double salt = with_salt ? molality * kg_per_mol : 0, moles = 1 + salt;  // for a mole of solvents
  double X[kMostSurfaceComponents], by_X[kMostSurfaceComponents];
  for (std::size_t i = 0; i < n; ++i) X[i] = x[i] / moles;
  X[n] = salt / moles;
  const double value = condition.solid ? surface.supersaturation(X, by_X) : surface.separation(X, by_X);
  double by_salt = 0;
  if (with_salt) {
    by_salt = by_X[n];
    for (std::size_t i = 0; i < n; ++i) by_salt -= by_X[i] * x[i];
    by_salt /= moles * moles;
  }
  for (std::size_t i = 0; i < n; ++i)
    by_X[i] = by_X[i] / moles + by_salt * 1e-3 * molality * choice.facts[i].mass_g_per_mol;
  gradient[n] = pull_back(mixture, choice, std::span(point, n), x, point[n], std::span(by_X, n),
                          by_salt * kg_per_mol, gradient);
  return value;
}

}  // namespace mixgrad
