// Curves and maps: many states of one mixture, or many compositions of one set of solvents.
#include <algorithm>
#include <cmath>

#include "model/laboratory.h"

namespace mixgrad {
namespace {

/// No ions, no conductivity: κ = 0, exactly.
Series without_salt(std::size_t count, std::size_t gradient_columns) {
  const std::vector<double> zero(count, 0.0);
  return {zero, zero,
          zero, std::vector<double>(count * gradient_columns, 0.0),
          zero, std::vector<DomainState>(count, DomainState::known_ground)};
}

}  // namespace

Status Laboratory::append_intervals(Series& out) const {
  out.value = batch_.value_mS_per_cm;
  for (std::size_t i = 0; i < out.value.size(); ++i) {
    const double factor =
        std::exp(model_.calibration.conductivity.half_width(out.domain[i], batch_.log_deviation[i]));
    out.lower.push_back(out.value[i] / factor);
    out.upper.push_back(out.value[i] * factor);
    if (!std::isfinite(out.upper.back())) return no_finite_value();
  }
  return {};
}

Result<Series> Laboratory::along_temperature(const Mixture& mixture,
                                             const std::vector<double>& temperature_K) {
  return over_states(mixture, std::vector<double>(temperature_K.size(), mixture.salt_amount), temperature_K);
}

Result<Series> Laboratory::along_salt(const Mixture& mixture, const std::vector<double>& salt_amount) {
  return over_states(mixture, salt_amount, std::vector<double>(salt_amount.size(), mixture.temperature_K));
}

Result<Series> Laboratory::over_states(const Mixture& mixture, const std::vector<double>& salt_amount,
                                       const std::vector<double>& temperature_K) {
  const std::size_t count = salt_amount.size();
  Choice& choice = choose(mixture);
  if (!choice.conductivity) return without_salt(count, 0);
  std::vector<double> x(mixture.solvents.size()), molalities(count);
  mole_fractions(mixture.basis, choice.facts, mixture.amounts, x);
  Series out;
  for (std::size_t i = 0; i < count; ++i) {
    const auto m = molality(mixture, choice, x, salt_amount[i]);
    if (!m) return m.error();
    molalities[i] = *m;
    out.domain.push_back(choice.ground.state(x, *m, temperature_K[i]));
  }
  choice.conductivity->evaluate_states(x.data(), molalities.data(), temperature_K.data(),
                                       static_cast<int>(count), batch_);
  if (const Status done = append_intervals(out); !done) return done.error();
  return out;
}

Result<Series> Laboratory::over_compositions(const Mixture& mixture, const std::vector<double>& shares,
                                             const std::vector<double>& salt_amount, bool gradient) {
  const std::size_t n = mixture.solvents.size(), count = salt_amount.size();
  Choice& choice = choose(mixture);
  if (!choice.conductivity) return without_salt(count, gradient ? n : 0);
  const std::vector<MolarFacts>& facts = choice.facts;
  std::vector<double> x(count * n), molalities(count);
  const std::vector<double> temperature(count, mixture.temperature_K);
  const auto row = [n](auto& values, std::size_t i) { return std::span(values.data() + i * n, n); };
  Series out;
  for (std::size_t i = 0; i < count; ++i) {
    mole_fractions(mixture.basis, facts, row(shares, i), row(x, i));
    const auto m = molality(mixture, choice, row(x, i), salt_amount[i]);
    if (!m) return m.error();
    molalities[i] = *m;
    out.domain.push_back(choice.ground.state(row(x, i), *m, mixture.temperature_K));
  }
  choice.conductivity->evaluate(x.data(), molalities.data(), temperature.data(), static_cast<int>(count),
                                gradient, batch_);
  if (const Status done = append_intervals(out); !done) return done.error();
  if (!gradient) return out;

  out.gradient_share.assign(count * n, 0.0);
  out.gradient_salt.assign(count, 0.0);
  for (std::size_t i = 0; i < count; ++i) {
    out.gradient_salt[i] = pull_back(mixture, choice, row(shares, i), row(x, i), salt_amount[i], i,
                                     out.gradient_share.data() + i * n);
  }
  return out;
}

Result<Series> Laboratory::liquid_over_compositions(const Mixture& mixture, LiquidProperty property,
                                                    const std::vector<double>& shares, bool gradient) {
  const std::size_t n = mixture.solvents.size();
  const double T = mixture.temperature_K;
  Choice& choice = choose(mixture);
  LiquidMixture& liquid = liquid_of(choice);
  const auto end = is_relative(property) ? relative_end : absolute_end;
  const std::size_t count = shares.size() / n;
  const std::vector<double> zero(count);
  std::vector<double> x(n);
  Series out{zero, zero,
             zero, std::vector<double>(gradient ? shares.size() : 0),
             {},   std::vector<DomainState>(count)};
  for (std::size_t i = 0; i < count; ++i) {
    const std::span share(shares.data() + i * n, n);
    mole_fractions(mixture.basis, choice.facts, share, x);
    liquid.evaluate(x.data(), T, gradient, estimates_);
    const LiquidEstimate& estimate = estimates_[property];
    out.domain[i] = liquid_state(choice, property, x, T);
    const double half =
        half_width(property, out.domain[i], estimate.deviation, mixing_of(mixture.solvents, x), T);
    out.value[i] = estimate.value;
    out.lower[i] = end(End::lower, estimate.value, half).value;
    out.upper[i] = end(End::upper, estimate.value, half).value;
    if (!std::isfinite(out.lower[i]) || !std::isfinite(out.upper[i])) return no_finite_value();
    if (!gradient) continue;
    mole_fractions_adjoint(mixture.basis, choice.facts, share, x, estimate.by_mole_fraction,
                           std::span(out.gradient_share).subspan(i * n, n));
  }
  return out;
}

}  // namespace mixgrad
