#include "model/solvation.h"

#include <cmath>

#include "model/laboratory.h"

namespace mixgrad {

std::vector<float> binding_of(const Architecture<float>& network, bool ion, const std::vector<float>& z) {
  std::vector<float> out;
  Tape<float> t;
  BoundParameters<float> bound(t, network.parameters, false);
  const Var embedding = t.constant(z.data(), 1, static_cast<int>(z.size()));
  for (const SolvationHead& head : network.solvation) {
    const float* raw = t.value((ion ? head.anion : head.molecule)(t, bound, embedding));
    out.insert(out.end(), raw, raw + kBindingOutputs);
  }
  return out;
}

Result<SolvationPrediction> Laboratory::solvation(const Mixture& mixture) {
  const std::size_t heads = model_.network.solvation.size();
  if (heads == 0) return Error{"bad_weights", "", "these weights know no surroundings of Li⁺"};
  Choice& choice = choose(mixture);
  const std::size_t solvents = mixture.solvents.size(), n = solvents + 1;
  std::vector<double> x(solvents);
  mole_fractions(mixture.basis, choice.facts, mixture.amounts, x);
  const auto m = molality(mixture, choice, x, mixture.salt_amount);
  if (!m) return m.error();
  if (!(*m > 0)) return Error{"bad_value", "salt", "without salt there is no Li⁺; there should be some"};
  double mass_g_per_mol = 0;
  for (std::size_t i = 0; i < solvents; ++i) mass_g_per_mol += x[i] * choice.facts[i].mass_g_per_mol;
  std::vector<double> per_lithium;
  for (const double share : x) per_lithium.push_back(share * 1000 / (*m * mass_g_per_mol));
  per_lithium.push_back(1);

  // Of every number in the order of the prediction: the sum over the heads, and that of the squares.
  std::vector<double> sum(2 * n + 1), square(2 * n + 1);
  std::vector<laws::BindingCoefficients<double>> b(n);
  std::vector<laws::BindingShare<double>> share(n);
  for (std::size_t k = 0; k < heads; ++k) {
    for (std::size_t i = 0; i < n; ++i) {
      const bool ion = i == solvents;
      const std::vector<float>& binding =
          ion ? salts_[static_cast<std::size_t>(mixture.salt)].binding
              : solvents_[static_cast<std::size_t>(mixture.solvents[i])].binding;
      const float* said = &binding[k * kBindingOutputs];
      const double raw[kBindingOutputs] = {said[0], said[1], said[2]};
      b[i] = laws::link_binding(raw, ion);
    }
    laws::competitive_binding(static_cast<int>(n), b.data(), per_lithium.data(), share.data());
    double total = 0;
    for (std::size_t j = 0; j <= 2 * n; ++j) {
      const double value = j < n ? share[j].coordination : j < 2 * n ? share[j - n].free : total;
      if (j < n) total += value;
      sum[j] += value;
      square[j] += value * value;
    }
  }

  SolvationPrediction out;
  out.domain = model_.solvation_ground.around(choice.names, salt_name(mixture.salt))
                   .judge(x, *m, mixture.temperature_K, std::vector<std::string>(solvents));
  const double count = static_cast<double>(heads), total = sum[2 * n] / count;
  for (std::size_t j = 0; j <= 2 * n; ++j) {
    const double mean = sum[j] / count, variance = std::max(0.0, square[j] / count - mean * mean);
    const SolvationNumber number = j < n       ? SolvationNumber::coordination
                                   : j < 2 * n ? SolvationNumber::free
                                               : SolvationNumber::total;
    const double extent = j == 2 * n ? 1 : share_extent(j < n ? mean / total : mean);
    const double half = model_.calibration.solvation[static_cast<std::size_t>(number)].half_width(
        out.domain.state, std::sqrt(variance), extent);
    out.numbers.push_back({mean, std::max(0.0, mean - half), mean + half, {}, 0});
    if (number == SolvationNumber::free) out.numbers[j].upper90 = std::min(1.0, mean + half);
  }
  if (!std::isfinite(total)) return no_finite_value();
  return out;
}

}  // namespace mixgrad
