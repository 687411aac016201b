// Molecular liquids at work: values with intervals, each with the domain state of its own property.
#include <algorithm>
#include <cmath>

#include "model/laboratory.h"

namespace mixgrad {
namespace {

/// How wide an interval may be in each part of a composition, 0 where the property vanishes: Calibration's g.
struct Extents {
  double mixing = 0;             // of an excess property
  std::vector<double> dilution;  // of each solvent's activity coefficient

  Extents(const std::vector<int>& solvents, const std::vector<double>& x) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      double others = 0;  // a solvent that stands twice is one solvent
      for (std::size_t j = 0; j < x.size(); ++j) {
        if (solvents[i] == solvents[j]) continue;
        others += x[j];
        if (j < i) mixing += mixing_extent(x[i], x[j]);
      }
      dilution.push_back(others * others);
    }
  }
};

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

LiquidMixture& Laboratory::liquid_of(Choice& choice) {
  if (!choice.liquid) {
    std::vector<const LiquidMolecule*> molecules;
    for (const int solvent : choice.solvents) molecules.push_back(&liquid_molecule(solvent));
    choice.liquid = std::make_unique<LiquidMixture>(model_.network, molecules);
  }
  return *choice.liquid;
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
  const Extents extents(mixture.solvents, x);
  if (DomainVerdict& gibbs = out.domain[Measured::log_gamma]; extents.mixing > 0) {
    gibbs.state = std::max(gibbs.state, DomainState::caution);
    gibbs.reasons.push_back(
        "activity was measured at infinite dilution only; between, ln γ and the excess Gibbs energy rest on "
        "a "
        "curve of two terms");
  }
  const auto half_width = [&](Measured kind, double deviation, double extent) {
    return model_.calibration.measured[kind].half_width(out.domain[kind].state, deviation, extent);
  };

  const double RT = laws::kGasConstant_J_per_mol_K * T;
  for (int p = 0; p < kLiquidProperties; ++p) {
    const auto property = static_cast<LiquidProperty>(p);
    const LiquidEstimate& estimate = estimates_[property];
    LiquidValue& value = out.property[static_cast<std::size_t>(p)];
    const Measured kind = measured_of(property);
    value.value = estimate.value;
    if (kind == Measured::molar_volume || kind == Measured::log_viscosity) {
      const double factor = std::exp(half_width(kind, estimate.deviation, 1));
      value.lower90 = value.value / factor;
      value.upper90 = value.value * factor;
    } else {
      // What is known of ln γ at infinite dilution bounds G^E/RT, which is x_1 x_2 times as much.
      const bool gibbs = property == LiquidProperty::excess_gibbs;
      const double half = gibbs ? RT * half_width(kind, estimate.deviation / RT, extents.mixing / 4)
                                : half_width(kind, estimate.deviation, extents.mixing);
      value.lower90 = value.value - half;
      value.upper90 = value.value + half;
    }
    if (!std::isfinite(value.lower90) || !std::isfinite(value.upper90)) return no_finite_value();
    if (!gradient) continue;
    value.gradient_share.assign(n, 0.0);
    mole_fractions_adjoint(mixture.basis, choice.facts, shares, x, estimate.by_mole_fraction,
                           value.gradient_share);
    value.gradient_temperature = estimate.by_temperature;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const double half =
        half_width(Measured::log_gamma, estimates_.ln_gamma_deviation[i], extents.dilution[i]);
    out.ln_gamma.push_back(
        {estimates_.ln_gamma[i], estimates_.ln_gamma[i] - half, estimates_.ln_gamma[i] + half, {}, 0});
  }
  return out;
}

}  // namespace mixgrad
