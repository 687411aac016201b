#include "model/solvation.h"

#include <cmath>

#include "model/laboratory.h"

namespace mixgrad {
namespace {

/// Adds a head's word to a running sum of values and of squares; `close` makes them mean and deviation.
void add(Estimate& sum, double value) {
  sum.value += value;
  sum.deviation += value * value;
}

void close(Estimate& sum, double heads) {
  sum.value /= heads;
  sum.deviation = std::sqrt(std::max(0.0, sum.deviation / heads - sum.value * sum.value));
}

}  // namespace

Binding binding_of(const Architecture<float>& network, bool ion, const std::vector<float>& z) {
  Binding out;
  Tape<float> t;
  BoundParameters<float> bound(t, network.parameters, false);
  const Var embedding = t.constant(z.data(), 1, static_cast<int>(z.size()));
  for (const SolvationHead& head : network.solvation) {
    const float* said = t.value((ion ? head.anion : head.molecule)(t, bound, embedding));
    const double raw[kBindingOutputs] = {said[0], said[1], said[2]};
    out.push_back(laws::link_binding(raw, ion));
  }
  return out;
}

SolvationEstimate solvation_of(const std::vector<const Binding*>& species,
                               const std::vector<double>& per_lithium) {
  const std::size_t n = species.size(), heads = species.front()->size();
  SolvationEstimate out{std::vector<Estimate>(n), std::vector<Estimate>(n), {}};
  std::vector<laws::BindingCoefficients<double>> b(n);
  std::vector<laws::BindingShare<double>> share(n);
  for (std::size_t k = 0; k < heads; ++k) {
    for (std::size_t i = 0; i < n; ++i) b[i] = (*species[i])[k];
    laws::competitive_binding(static_cast<int>(n), b.data(), per_lithium.data(), share.data());
    double total = 0;
    for (std::size_t i = 0; i < n; ++i) {
      add(out.coordination[i], share[i].coordination);
      add(out.free[i], share[i].free);
      total += share[i].coordination;
    }
    add(out.total, total);
  }
  const double count = static_cast<double>(heads);
  for (std::size_t i = 0; i < n; ++i) close(out.coordination[i], count), close(out.free[i], count);
  close(out.total, count);
  return out;
}

Result<SolvationPrediction> Laboratory::solvation(const Mixture& mixture) {
  if (model_.network.solvation.empty())
    return Error{"bad_weights", "", "these weights know nothing of the surroundings of Li⁺"};
  const std::size_t n = mixture.solvents.size();
  const Choice& choice = choose(mixture);
  std::vector<double> x(n), per_lithium;
  mole_fractions(mixture.basis, choice.facts, mixture.amounts, x);
  const auto m = molality(mixture, choice, x, mixture.salt_amount);
  if (!m) return m.error();
  if (!(*m > 0))
    return Error{"bad_value", "salt", "there is no Li⁺ without salt; its amount should be more than 0"};

  double mass_g_per_mol = 0;
  for (std::size_t i = 0; i < n; ++i) mass_g_per_mol += x[i] * choice.facts[i].mass_g_per_mol;
  std::vector<const Binding*> species;
  for (std::size_t i = 0; i < n; ++i) {
    species.push_back(&solvents_[static_cast<std::size_t>(mixture.solvents[i])].binding);
    per_lithium.push_back(x[i] * 1000 / (*m * mass_g_per_mol));
  }
  species.push_back(&salts_[static_cast<std::size_t>(mixture.salt)].binding);
  per_lithium.push_back(1);
  const SolvationEstimate estimate = solvation_of(species, per_lithium);

  SolvationPrediction out;
  out.domain = model_.solvation_ground.around(choice.names, salt_name(mixture.salt))
                   .judge(x, *m, mixture.temperature_K, std::vector<std::string>(n));
  const auto value = [&](SolvationNumber number, const Estimate& said, double extent, double highest) {
    const double half = model_.calibration.solvation[static_cast<std::size_t>(number)].half_width(
        out.domain.state, said.deviation, extent);
    return SolvationValue{said.value, std::max(0.0, said.value - half), std::min(highest, said.value + half)};
  };
  for (std::size_t i = 0; i <= n; ++i) {
    const Estimate &c = estimate.coordination[i], &free = estimate.free[i];
    out.species.push_back(
        {value(SolvationNumber::coordination, c, share_extent(c.value / estimate.total.value), HUGE_VAL),
         value(SolvationNumber::free, free, share_extent(free.value), 1)});
  }
  out.total = value(SolvationNumber::total, estimate.total, 1, HUGE_VAL);
  if (!std::isfinite(out.total.value)) return no_finite_value();
  return out;
}

}  // namespace mixgrad
