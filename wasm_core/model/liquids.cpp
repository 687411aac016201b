// Molecular liquids at work: values with intervals, each with the domain state of its own property.
#include <algorithm>
#include <cmath>

#include "model/laboratory.h"

namespace mixgrad {
namespace {

/// How wide the intervals of activity coefficients may be, 0 where they are 1: Calibration's g of each
/// solvent.
std::vector<double> dilution_of(const std::vector<int>& solvents, const std::vector<double>& x) {
  std::vector<double> dilution;
  for (const int solvent : solvents) {
    double others = 0;  // a solvent that stands twice is one solvent
    for (std::size_t j = 0; j < x.size(); ++j) others += solvents[j] == solvent ? 0 : x[j];
    dilution.push_back(others * others);
  }
  return dilution;
}

}  // namespace

Measured measured_of(LiquidProperty property) {
  switch (property) {
    case LiquidProperty::excess_volume:
      return Measured::excess_volume;
    case LiquidProperty::excess_enthalpy:
      return Measured::excess_enthalpy;
    case LiquidProperty::excess_gibbs:
      return Measured::log_gamma;
    case LiquidProperty::viscosity:
      return Measured::log_viscosity;
    case LiquidProperty::molar_volume:
    case LiquidProperty::density:
      break;
  }
  return Measured::molar_volume;
}

double Laboratory::mixing_of(const std::vector<int>& solvents, std::span<const double> x) {
  double mixing = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) mixing += solvents[i] == solvents[j] ? 0 : mixing_extent(x[i], x[j]);
  }
  return mixing;
}

double Laboratory::half_width(LiquidProperty property, DomainState state, double deviation, double mixing,
                              double temperature_K) const {
  const Calibration& calibration = model_.calibration.measured[measured_of(property)];
  if (is_relative(property)) return calibration.half_width(state, deviation);
  if (property != LiquidProperty::excess_gibbs) return calibration.half_width(state, deviation, mixing);
  // What is known of ln γ at infinite dilution bounds G^E/RT, which is x_1 x_2 times as much.
  const double RT = laws::kGasConstant_J_per_mol_K * temperature_K;
  return RT * calibration.half_width(state, deviation / RT, mixing / 4);
}

DomainState Laboratory::liquid_state(const Choice& choice, LiquidProperty property, std::span<const double> x,
                                     double temperature_K) const {
  const DomainState state =
      model_.liquid_ground.state(measured_of(property), {choice.smiles, choice.names, x, temperature_K});
  const bool between = property == LiquidProperty::excess_gibbs && mixing_of(choice.solvents, x) > 0;
  return between ? std::max(state, DomainState::caution) : state;
}

void Laboratory::measure_liquid(const Mixture& mixture, Choice& choice, std::span<const Measure> measures,
                                std::span<const double> x, const double* point, double* value,
                                double* gradient, DomainState& state) {
  const std::size_t n = x.size();
  const double T = point[n + 1];
  LiquidMixture& liquid = liquid_of(choice);
  liquid.evaluate(x.data(), T, true, estimates_);
  const LiquidEstimates here = estimates_;
  std::vector<double> moved(x.begin(), x.end()), by_x(n);
  for (std::size_t k = 0; k < measures.size(); ++k) {
    if (!measures[k].liquid) continue;
    const LiquidProperty property = *measures[k].liquid;
    const LiquidEstimate& estimate = here[property];
    const DomainState ground = liquid_state(choice, property, x, T);
    state = std::max(state, ground);
    const auto half_at = [&](const LiquidEstimates& estimates, double temperature_K) {
      return half_width(property, ground, estimates[property].deviation, mixing_of(mixture.solvents, moved),
                        temperature_K);
    };
    const double half = measures[k].end == End::value ? 0 : half_at(here, T);
    const EndOf of =
        (is_relative(property) ? relative_end : absolute_end)(measures[k].end, estimate.value, half);
    const auto half_slope = [&](double& variable, double step, const double& temperature_K) {
      if (of.by_half == 0) return 0.0;
      const double before = variable;
      variable += step;
      liquid.evaluate(moved.data(), temperature_K, false, estimates_);
      const double slope = (half_at(estimates_, temperature_K) - half) / step;
      variable = before;
      return of.by_half * slope;
    };
    for (std::size_t i = 0; i < n; ++i)
      by_x[i] = of.by_value * estimate.by_mole_fraction[i] + half_slope(moved[i], 1e-6, T);
    double temperature_K = T;
    double* row = gradient + k * (n + 2);
    mole_fractions_adjoint(mixture.basis, choice.facts, std::span(point, n), x, by_x, std::span(row, n));
    row[n + 1] = of.by_value * estimate.by_temperature + half_slope(temperature_K, 1e-3, temperature_K);
    value[k] = of.value;
  }
}

LiquidMixture& Laboratory::liquid_of(Choice& choice) {
  if (!choice.liquid) {
    std::vector<const LiquidMolecule*> molecules;
    for (const int solvent : choice.solvents) molecules.push_back(&liquid_molecule(solvent));
    choice.liquid = std::make_unique<LiquidMixture>(model_.network, molecules);
  }
  return *choice.liquid;
}

ExcessGibbs Laboratory::excess_gibbs(const Mixture& mixture) {
  return liquid_of(choose(mixture)).excess_gibbs();
}

std::vector<PairCoefficient> Laboratory::pair_coefficients(const Mixture& mixture, int i, int j) {
  return liquid_of(choose(mixture)).coefficients(i, j);
}

Result<LiquidPrediction> Laboratory::liquid(const Mixture& mixture, bool gradient) {
  const std::size_t n = mixture.solvents.size();
  Choice& choice = choose(mixture);
  std::vector<double> x(n), shares(n);
  mole_fractions(mixture.basis, choice.facts, mixture.amounts, x);
  shares_from_mole_fractions(mixture.basis, choice.facts, x, shares);
  const double T = mixture.temperature_K;
  liquid_of(choice).evaluate(x.data(), T, gradient, estimates_);

  LiquidPrediction out;
  const LiquidQuery query{choice.smiles, choice.names, x, T};
  for (int k = 0; k < kMeasured; ++k)
    out.domain[static_cast<std::size_t>(k)] =
        model_.liquid_ground.judge(static_cast<Measured>(k), query, nearest_measured(choice));
  const double mixing = mixing_of(mixture.solvents, x);
  const std::vector<double> dilution = dilution_of(mixture.solvents, x);
  if (DomainVerdict& gibbs = out.domain[Measured::log_gamma]; mixing > 0) {
    gibbs.state = std::max(gibbs.state, DomainState::caution);
    gibbs.reasons.push_back(
        "activity was measured at infinite dilution only; between, ln γ and the excess Gibbs energy rest on "
        "the law of local composition");
  }
  for (int p = 0; p < kLiquidProperties; ++p) {
    const auto property = static_cast<LiquidProperty>(p);
    const LiquidEstimate& estimate = estimates_[property];
    LiquidValue& value = out.property[static_cast<std::size_t>(p)];
    const double half =
        half_width(property, out.domain[measured_of(property)].state, estimate.deviation, mixing, T);
    const auto end = is_relative(property) ? relative_end : absolute_end;
    value.value = estimate.value;
    value.lower90 = end(End::lower, value.value, half).value;
    value.upper90 = end(End::upper, value.value, half).value;
    if (!std::isfinite(value.lower90) || !std::isfinite(value.upper90)) return no_finite_value();
    if (!gradient) continue;
    value.gradient_share.assign(n, 0.0);
    mole_fractions_adjoint(mixture.basis, choice.facts, shares, x, estimate.by_mole_fraction,
                           value.gradient_share);
    value.gradient_temperature = estimate.by_temperature;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const double half = model_.calibration.measured[Measured::log_gamma].half_width(
        out.domain[Measured::log_gamma].state, estimates_.ln_gamma_deviation[i], dilution[i]);
    out.ln_gamma.push_back(
        {estimates_.ln_gamma[i], estimates_.ln_gamma[i] - half, estimates_.ln_gamma[i] + half, {}, 0});
  }
  return out;
}

}  // namespace mixgrad
