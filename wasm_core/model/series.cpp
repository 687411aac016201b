// Curves and maps: many states of one mixture, or many compositions of one set of solvents.
#include <algorithm>
#include <cmath>

#include "model/laboratory.h"

namespace mixgrad {
namespace {

/// Values and intervals from a batch, by each row's own domain state.
void append_intervals(const ConductivityBatch& batch, const Calibration& calibration, Series& out) {
  out.value = batch.value_mS_per_cm;
  for (std::size_t i = 0; i < out.value.size(); ++i) {
    const double factor = std::exp(calibration.half_width(out.domain[i], batch.log_deviation[i]));
    out.lower.push_back(out.value[i] / factor);
    out.upper.push_back(out.value[i] * factor);
  }
}

}  // namespace

Result<Series> Laboratory::along_temperature(const Mixture& mixture, const std::vector<double>& temperature_K) {
  return over_states(mixture, std::vector<double>(temperature_K.size(), mixture.salt_amount), temperature_K);
}

Result<Series> Laboratory::along_salt(const Mixture& mixture, const std::vector<double>& salt_amount) {
  return over_states(mixture, salt_amount, std::vector<double>(salt_amount.size(), mixture.temperature_K));
}

Result<Series> Laboratory::over_states(const Mixture& mixture, const std::vector<double>& salt_amount, const std::vector<double>& temperature_K) {
  const std::size_t count = salt_amount.size();
  Series out;
  if (mixture.salt < 0) {
    out.value.assign(count, 0.0), out.lower.assign(count, 0.0), out.upper.assign(count, 0.0);
    out.domain.assign(count, DomainState::known_ground);
    return out;
  }
  const std::vector<MolarFacts> facts = facts_of(mixture);
  std::vector<double> x(facts.size());
  mole_fractions(mixture.basis, facts, mixture.amounts, x);
  const std::vector<std::string> names = names_of(mixture);
  std::vector<double> molalities;
  for (std::size_t i = 0; i < count; ++i) {
    const auto m = molality(mixture, facts, x, salt_amount[i]);
    if (!m) return m.error();
    molalities.push_back(*m);
    out.domain.push_back(model_.known_ground.state({names, x, salt_name(mixture.salt), *m, temperature_K[i]}));
  }
  conductivity_of(mixture).evaluate_states(x.data(), molalities.data(), temperature_K.data(), static_cast<int>(count), batch_);
  append_intervals(batch_, model_.calibration, out);
  return out;
}

Result<Series> Laboratory::over_compositions(const Mixture& mixture, const std::vector<double>& shares, const std::vector<double>& salt_amount,
                                             bool gradient) {
  const std::size_t n = mixture.solvents.size(), count = salt_amount.size();
  Series out;
  if (mixture.salt < 0) return Error{"bad_value", "salt", "without a salt every composition has conductivity 0; name a salt"};
  const std::vector<MolarFacts> facts = facts_of(mixture);
  const std::vector<std::string> names = names_of(mixture);
  const double salt_volume = salts_[static_cast<std::size_t>(mixture.salt)].facts.volume_cm3_per_mol;
  std::vector<double> x(count * n), molalities(count);
  const std::vector<double> temperature(count, mixture.temperature_K);
  const auto row = [n](auto& values, std::size_t i) { return std::span(values.data() + i * n, n); };
  for (std::size_t i = 0; i < count; ++i) {
    mole_fractions(mixture.basis, facts, row(shares, i), row(x, i));
    const auto m = molality(mixture, facts, row(x, i), salt_amount[i]);
    if (!m) return m.error();
    molalities[i] = *m;
    out.domain.push_back(model_.known_ground.state({names, row(x, i), salt_name(mixture.salt), *m, mixture.temperature_K}));
  }
  conductivity_of(mixture).evaluate(x.data(), molalities.data(), temperature.data(), static_cast<int>(count), gradient, batch_);
  append_intervals(batch_, model_.calibration, out);
  if (!gradient) return out;

  out.gradient_share.assign(count * n, 0.0);
  out.gradient_salt.assign(count, 0.0);
  for (std::size_t i = 0; i < count; ++i) {
    const double v = specific_volume_l_per_kg(facts, row(x, i));
    const MolalityOf dm = molality_of(mixture.salt_unit, salt_amount[i], v, salt_volume);
    specific_volume_adjoint(facts, row(x, i), batch_.gradient_molality[i] * dm.per_specific_volume, row(batch_.gradient_mole_fraction, i));
    mole_fractions_adjoint(mixture.basis, facts, row(shares, i), row(x, i), row(batch_.gradient_mole_fraction, i), row(out.gradient_share, i));
    out.gradient_salt[i] = batch_.gradient_molality[i] * dm.per_amount;
  }
  return out;
}

}  // namespace mixgrad
