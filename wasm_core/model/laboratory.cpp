#include "model/laboratory.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "laws/conductivity.h"
#include "text/decimal.h"

namespace mixgrad {
namespace {

/// Mean and deviation over the heads.
std::vector<Coefficient> summary_of(const std::vector<laws::ConductivityCoefficients<double>>& heads) {
  std::vector<Coefficient> out;
  for (const auto& row : laws::kConductivityCoefficients) {
    double sum = 0, square = 0;
    for (const auto& head : heads) {
      const double value = head.*(row.member);
      sum += value;
      square += value * value;
    }
    const double count = static_cast<double>(heads.size()), mean = sum / count;
    out.push_back({row.name, row.unit, mean, std::sqrt(std::max(0.0, square / count - mean * mean))});
  }
  return out;
}

}  // namespace

Laboratory::Laboratory(ModelFile model) : model_(std::move(model)) {}

Laboratory::Choice& Laboratory::choose(const Mixture& mixture) {
  if (choice_ && mixture.solvents == choice_->solvents && mixture.salt == choice_->salt) return *choice_;
  Choice& choice = choice_.emplace();
  choice.solvents = mixture.solvents;
  choice.salt = mixture.salt;
  std::vector<const HeadVectors*> contributions;
  for (const int index : mixture.solvents) {
    const Solvent& solvent = solvents_[static_cast<std::size_t>(index)];
    choice.facts.push_back(solvent.facts);
    contributions.push_back(&solvent.contribution);
    choice.names.push_back(solvent.key);
    choice.smiles.push_back(solvent.smiles);
  }
  if (mixture.salt < 0) return choice;
  const Salt& salt = salts_[static_cast<std::size_t>(mixture.salt)];
  choice.salt_facts = salt.facts;
  choice.ground = model_.known_ground.around(choice.names, salt.key);
  choice.conductivity =
      std::make_unique<ConductivityModel>(CoefficientMap(model_.network, contributions, salt.contribution));
  return choice;
}

/// For each solvent that `known` does not hold, the species of the library that it does hold and whose
/// `vector` is nearest; else nothing.
template <class Known, class Vector>
std::vector<std::string> Laboratory::nearest(const Choice& choice, const Known& known, const Vector& vector) {
  std::vector<std::string> all;
  for (const int index : choice.solvents) {
    std::string& nearest = all.emplace_back();
    if (known(solvents_[static_cast<std::size_t>(index)])) continue;
    double best = std::numeric_limits<double>::infinity();
    for (const Species& species : built_in_species()) {
      if (species.role != Role::solvent) continue;
      const auto other = solvent(species.id);
      if (!other || !known(solvents_[static_cast<std::size_t>(*other)])) continue;
      const std::vector<float>& a = vector(solvents_[static_cast<std::size_t>(index)]);
      const std::vector<float>& b = vector(solvents_[static_cast<std::size_t>(*other)]);
      double distance = 0;
      for (std::size_t i = 0; i < a.size(); ++i) distance += double(a[i] - b[i]) * (a[i] - b[i]);
      if (distance < best) best = distance, nearest = species.id;
    }
  }
  return all;
}

const std::vector<std::string>& Laboratory::nearest_trained(Choice& choice) {
  if (choice.nearest.empty()) {
    choice.nearest = nearest(
        choice, [](const Solvent& s) { return s.trained; },
        [](const Solvent& s) -> const std::vector<float>& { return s.contribution; });
  }
  return choice.nearest;
}

const std::vector<std::string>& Laboratory::nearest_measured(Choice& choice) {
  if (choice.nearest_liquid.empty()) {
    choice.nearest_liquid = nearest(
        choice, [&](const Solvent& s) { return model_.liquid_ground.knows(s.smiles); },
        [](const Solvent& s) -> const std::vector<float>& { return s.liquid.place; });
  }
  return choice.nearest_liquid;
}

Error Laboratory::no_finite_value() {
  return {"no_finite_value", "",
          "the law overflows for this mixture, which is too far from any that was measured"};
}

Result<double> Laboratory::molality(const Mixture& mixture, const Choice& choice, std::span<const double> x,
                                    double amount) const {
  if (mixture.salt < 0 || amount == 0) return 0.0;
  const double v = specific_volume_l_per_kg(choice.facts, x),
               salt_volume = choice.salt_facts.volume_cm3_per_mol;
  const double m = molality_of(mixture.salt_unit, amount, v, salt_volume).value;
  if (m >= 0 && m <= kHighestMolality_mol_per_kg) return m;
  const bool molar = mixture.salt_unit == SaltUnit::mol_per_l;
  const double most = molar ? molarity_from_molality(kHighestMolality_mol_per_kg, v, salt_volume)
                            : kHighestMolality_mol_per_kg;
  const std::string text = significant(amount, 4) + (molar ? " mol/l" : " mol/kg") +
                           " is too much salt; in this mixture it should be at most " + significant(most, 4);
  return Error{"bad_value", molar ? "salt.molarity_mol_per_l" : "salt.molality_mol_per_kg", text};
}

Range Laboratory::salt_amounts(const Mixture& mixture, double molality_mol_per_kg) const {
  Range amounts;
  if (mixture.salt_unit == SaltUnit::mol_per_kg) amounts.include(molality_mol_per_kg);
  if (mixture.salt_unit == SaltUnit::mol_per_kg) return amounts;
  const double salt_volume = salts_[static_cast<std::size_t>(mixture.salt)].facts.volume_cm3_per_mol;
  for (const int solvent :
       mixture.solvents) {  // a mixture's specific volume lies between those of its solvents
    const MolarFacts& facts = solvents_[static_cast<std::size_t>(solvent)].facts;
    const double v = facts.volume_cm3_per_mol / facts.mass_g_per_mol;
    amounts.include(molarity_from_molality(molality_mol_per_kg, v, salt_volume));
  }
  return amounts;
}

double Laboratory::pull_back(const Mixture& mixture, const Choice& choice, std::span<const double> shares,
                             std::span<const double> x, double salt_amount, std::size_t row,
                             double* by_share) {
  const std::span by_x(batch_.gradient_mole_fraction.data() + row * x.size(), x.size());
  return pull_back(mixture, choice, shares, x, salt_amount, by_x, batch_.gradient_molality[row], by_share);
}

double Laboratory::pull_back(const Mixture& mixture, const Choice& choice, std::span<const double> shares,
                             std::span<const double> x, double salt_amount, std::span<double> by_x,
                             double by_molality, double* by_share) {
  const MolalityOf dm = molality_of(mixture.salt_unit, salt_amount, specific_volume_l_per_kg(choice.facts, x),
                                    choice.salt_facts.volume_cm3_per_mol);
  specific_volume_adjoint(choice.facts, x, by_molality * dm.per_specific_volume, by_x);
  mole_fractions_adjoint(mixture.basis, choice.facts, shares, x, by_x, std::span(by_share, x.size()));
  return by_molality * dm.per_amount;
}

Result<Prediction> Laboratory::predict(const Mixture& mixture, bool gradient) {
  const std::size_t n = mixture.solvents.size();
  Choice& choice = choose(mixture);
  const std::vector<MolarFacts>& facts = choice.facts;
  Prediction out;
  CompositionReport& report = out.composition;
  report.mole.resize(n), report.mass.resize(n), report.volume.resize(n);
  mole_fractions(mixture.basis, facts, mixture.amounts, report.mole);
  shares_from_mole_fractions(Basis::mass, facts, report.mole, report.mass);
  shares_from_mole_fractions(Basis::volume, facts, report.mole, report.volume);
  const auto m = molality(mixture, choice, report.mole, mixture.salt_amount);
  if (!m) return m.error();
  const double v = specific_volume_l_per_kg(facts, report.mole);
  const MolarFacts& salt = choice.salt_facts;
  report.molality_mol_per_kg = *m;
  report.molarity_mol_per_l = molarity_from_molality(*m, v, salt.volume_cm3_per_mol);
  report.density_g_per_cm3 =
      (1 + *m * salt.mass_g_per_mol * 1e-3) / (v + *m * salt.volume_cm3_per_mol * 1e-3);

  ConductivityPrediction& conductivity = out.conductivity;
  if (gradient) conductivity.gradient_share.assign(n, 0.0);
  if (!choice.conductivity) return out;  // no ions, no conductivity: κ = 0, exactly

  const double T = mixture.temperature_K;
  out.domain.state = choice.ground.state(report.mole, *m, T);
  if (out.domain.state != DomainState::known_ground) {
    out.domain = choice.ground.judge(report.mole, *m, T, nearest_trained(choice));
  }
  if (gradient) {
    choice.conductivity->evaluate(report.mole.data(), &*m, &T, 1, true, batch_);
    const std::vector<double>& shares = mixture.basis == Basis::mole   ? report.mole
                                        : mixture.basis == Basis::mass ? report.mass
                                                                       : report.volume;
    conductivity.gradient_salt = pull_back(mixture, choice, shares, report.mole, mixture.salt_amount, 0,
                                           conductivity.gradient_share.data());
    conductivity.gradient_temperature = batch_.gradient_temperature[0];
  } else {
    choice.conductivity->evaluate_states(report.mole.data(), &*m, &T, 1, batch_);
  }
  const double half = model_.calibration.conductivity.half_width(out.domain.state, batch_.log_deviation[0]);
  conductivity.value_mS_per_cm = batch_.value_mS_per_cm[0];
  conductivity.lower90_mS_per_cm = conductivity.value_mS_per_cm * std::exp(-half);
  conductivity.upper90_mS_per_cm = conductivity.value_mS_per_cm * std::exp(half);
  conductivity.coefficients = summary_of(choice.conductivity->coefficients());
  if (!std::isfinite(conductivity.upper90_mS_per_cm)) return no_finite_value();
  return out;
}

}  // namespace mixgrad
