#include "model/liquid.h"

#include <algorithm>
#include <cmath>

#include "laws/local_composition.h"

namespace mixgrad {
namespace {

using laws::kGasConstant_J_per_mol_K;

/// Where σ_ijl stands: how much l resembles i rather than j, from the places of the three.
std::vector<double> resemblance_of(const std::vector<const float*>& place, int width) {
  const int n = static_cast<int>(place.size());
  const auto distance = [&](int a, int b) {
    double d = 0;
    for (int k = 0; k < width; ++k) {
      const double apart =
          double(place[static_cast<std::size_t>(a)][k]) - place[static_cast<std::size_t>(b)][k];
      d += apart * apart;
    }
    return d;
  };
  std::vector<double> sigma;
  for (int i = 0; i < n; ++i) {
    for (int j = i + 1; j < n; ++j) {
      for (int l = 0; l < n; ++l) {
        const double to_i = distance(l, i), to_j = distance(l, j), both = to_i + to_j;
        sigma.push_back(both > 0 ? (to_j - to_i) / both : 0);
      }
    }
  }
  return sigma;
}

}  // namespace

LiquidMolecule liquid_molecule(const Architecture<float>& network, const std::vector<float>& embedding,
                               const MolecularGraph& graph) {
  LiquidMolecule out;
  out.molar_mass_g_per_mol = molar_mass_g_per_mol(graph);
  out.kind = liquid_class(graph);
  const double volume_estimate_cm3_per_mol = estimated_molar_volume_cm3_per_mol(graph);
  Tape<float> tape;
  BoundParameters<float> bound(tape, network.parameters, false);
  const Var z = tape.constant(embedding.data(), 1, static_cast<int>(embedding.size()));
  const auto raw = [&](Var v) {
    std::array<double, 3> values{};
    std::copy_n(tape.value(v), 3, values.begin());
    return values;
  };
  const auto append = [&](Var v, std::vector<float>& to) {
    to.insert(to.end(), tape.value(v), tape.value(v) + tape.cols(v));
  };
  for (std::size_t k = 0; k < network.pairs.size(); ++k) {
    out.volume.push_back(
        laws::MolarVolume::link(raw(network.volume[k](tape, bound, z)).data(), volume_estimate_cm3_per_mol));
    out.viscosity.push_back(laws::Viscosity::link(raw(network.viscosity[k](tape, bound, z)).data()));
    const PairHead::Molecules parts = network.pairs[k].molecules(tape, bound, z);
    append(parts.first, out.first);
    append(parts.second, out.second);
    append(parts.place, out.place);
  }
  return out;
}

std::array<float, kWaldenTerms> walden_terms(
    const std::vector<laws::ViscosityCoefficients<double>>& viscosity) {
  constexpr double kCold_K = 258.15, kCommonRise = 0.6;
  double here = 0, cold = 0;
  for (const auto& head : viscosity) {
    here += laws::log_viscosity(head, laws::kReferenceTemperature_K) / static_cast<double>(viscosity.size());
    cold += laws::log_viscosity(head, kCold_K) / static_cast<double>(viscosity.size());
  }
  return {static_cast<float>(here), static_cast<float>(cold - here - kCommonRise)};
}

std::vector<float> walden_terms(const Architecture<float>& network, const GraphBatch<float>& molecules) {
  std::vector<float> out;
  if (network.viscosity.empty()) return out;
  Tape<float> tape;
  BoundParameters<float> bound(tape, network.parameters, false);
  const Var z = network.liquids(tape, bound, molecules, network.trunk(tape, bound, molecules));
  std::vector<const float*> raw;
  for (const PureHead& head : network.viscosity) raw.push_back(tape.value(head(tape, bound, z)));
  for (int i = 0; i < molecules.molecule_count; ++i) {
    std::vector<laws::ViscosityCoefficients<double>> viscosity;
    for (const float* head : raw) {
      const float* own = head + i * laws::Viscosity::kCoefficients;
      const double coefficients[] = {own[0], own[1], own[2]};
      viscosity.push_back(laws::Viscosity::link(coefficients));
    }
    const auto terms = walden_terms(viscosity);
    out.insert(out.end(), terms.begin(), terms.end());
  }
  return out;
}

LiquidMixture::LiquidMixture(const Architecture<float>& network,
                             const std::vector<const LiquidMolecule*>& molecules)
    : components_(static_cast<int>(molecules.size())) {
  const PairLayout& layout = network.layout;
  for (std::size_t s = 0; s < kSurfaces; ++s) terms_[s] = {layout.block[s].factors, layout.block[s].orders};
  Terms& gibbs = terms_[static_cast<std::size_t>(Surface::gibbs)];
  gibbs.orders = std::max(gibbs.orders, laws::kLocalCompositionOrders);
  const int n = components_, pairs = laws::pair_count(n);
  const PairHeadShape& shape = network.shape.pair;
  for (const LiquidMolecule* m : molecules) molar_mass_.push_back(m->molar_mass_g_per_mol);
  std::vector<std::int32_t> i_of, j_of;
  for (int i = 0; i < n; ++i) {
    for (int j = i + 1; j < n; ++j) i_of.push_back(i), j_of.push_back(j);
  }
  std::vector<float> mirrored;
  const std::vector<float> sign = layout.mirrored(),
                           ones(static_cast<std::size_t>(shape.distance_width), 1.0f);
  for (int p = 0; p < pairs; ++p) mirrored.insert(mirrored.end(), sign.begin(), sign.end());

  Tape<float> tape;
  BoundParameters<float> bound(tape, network.parameters, false);
  for (std::size_t k = 0; k < network.pairs.size(); ++k) {
    Head& head = heads_.emplace_back();
    std::vector<float> first, second, place;
    std::vector<const float*> places;
    const auto take = [&](const std::vector<float>& from, int width, std::vector<float>& to) {
      const auto begin = from.begin() + static_cast<std::ptrdiff_t>(k) * width;
      to.insert(to.end(), begin, begin + width);
    };
    for (const LiquidMolecule* m : molecules) {
      head.volume.push_back(m->volume[k]);
      head.viscosity.push_back(m->viscosity[k]);
      take(m->first, shape.width, first);
      take(m->second, shape.width, second);
      take(m->place, shape.distance_width, place);
      places.push_back(m->place.data() + k * static_cast<std::size_t>(shape.distance_width));
    }
    head.resemblance = resemblance_of(places, shape.distance_width);
    if (pairs == 0) continue;
    const PairHead::Molecules parts{tape.constant(first.data(), n, shape.width),
                                    tape.constant(second.data(), n, shape.width),
                                    tape.constant(place.data(), n, shape.distance_width)};
    const Var raw =
        network.pairs[k](tape, bound, parts, i_of.data(), j_of.data(), pairs, mirrored.data(), ones.data());
    const float* output = tape.value(raw);
    for (std::size_t p = 0; p < i_of.size(); ++p, output += layout.outputs) {
      for (std::size_t s = 0; s < kSurfaces; ++s) {
        const PairLayout::Block& block = layout.block[s];
        std::vector<double>& c = head.pair[s];
        for (int f = 0; f < block.factors; ++f) {
          for (int order = 0; order < terms_[s].orders; ++order)
            c.push_back(order < block.own[f] ? block.scale[f] * output[block.offset[f] + order] : 0.0);
        }
      }
      const auto kind = [&](std::int32_t m) { return molecules[static_cast<std::size_t>(m)]->kind; };
      laws::local_composition(nonrandomness(kind(i_of[p]), kind(j_of[p])),
                              head.pair[0].data() + start(Surface::gibbs, static_cast<int>(p), 0));
    }
  }
}

const double* LiquidMixture::contract(const Head& head, Surface surface, const double* factor,
                                      std::vector<double>& out) const {
  const auto [factors, orders] = terms_[static_cast<std::size_t>(surface)];
  out.assign(static_cast<std::size_t>(laws::pair_count(components_) * orders), 0.0);
  const double* c = head.pair[static_cast<std::size_t>(surface)].data();
  for (std::size_t at = 0; at < out.size(); at += static_cast<std::size_t>(orders)) {
    for (int f = 0; f < factors; ++f) {
      for (int k = 0; k < orders; ++k) out[at + static_cast<std::size_t>(k)] += factor[f] * *c++;
    }
  }
  return out.data();
}

/// Gathers one property over the heads: mean, deviation and mean gradients.
struct LiquidMixture::Sum {
  LiquidEstimate& out;
  double total = 0, square = 0;

  Sum(LiquidEstimate& estimate, int components, bool gradient) : out(estimate) {
    out.by_mole_fraction.assign(gradient ? static_cast<std::size_t>(components) : 0, 0.0);
    out.by_temperature = 0;
  }
  void add(double value, const double* by_x, double by_temperature) {
    total += value;
    square += value * value;
    for (std::size_t i = 0; i < out.by_mole_fraction.size(); ++i) out.by_mole_fraction[i] += by_x[i];
    out.by_temperature += by_temperature;
  }
  void finish(std::size_t heads) {
    const double n = static_cast<double>(heads);
    out.value = total / n;
    out.deviation = std::sqrt(std::max(0.0, square / n - out.value * out.value));
    for (double& d : out.by_mole_fraction) d /= n;
    out.by_temperature /= n;
  }
  /// From ln y to y; the deviation stays that of ln y, which is relative.
  void exponentiate() {
    out.value = std::exp(out.value);
    for (double& d : out.by_mole_fraction) d *= out.value;
    out.by_temperature *= out.value;
  }
};

void LiquidMixture::evaluate(const double* x, double T, bool gradient, LiquidEstimates& out) {
  const auto n = static_cast<std::size_t>(components_);
  const double RT = kGasConstant_J_per_mol_K * T, T0 = laws::kReferenceTemperature_K,
               RT0 = kGasConstant_J_per_mol_K * T0;
  double mass = 0;
  for (std::size_t i = 0; i < n; ++i) mass += x[i] * molar_mass_[i];
  double gibbs[3], enthalpy[3], volume[2], viscosity[2];
  laws::gibbs_factors(T, gibbs);
  laws::enthalpy_factors(T, enthalpy);
  laws::volume_factors(T, volume);
  laws::viscosity_factors(T, viscosity);
  const double by_u = -T0 / (T * T);
  const double enthalpy_slope[3] = {0, 0, -1 / T0}, gibbs_slope[3] = {0, by_u, by_u + 1 / T},
               volume_slope[2] = {0, 1 / laws::kSlopeStep_K}, viscosity_slope[2] = {0, by_u};

  std::vector<Sum> sums;
  for (LiquidEstimate& estimate : out.property) sums.emplace_back(estimate, components_, gradient);
  const auto sum = [&](LiquidProperty p) -> Sum& { return sums[static_cast<std::size_t>(p)]; };
  out.ln_gamma.assign(n, 0.0);
  out.ln_gamma_deviation.assign(n, 0.0);
  by_x_.resize(n), partial_.resize(n);
  std::vector<double> total(n), by_mole_fraction(n);

  for (const Head& head : heads_) {
    // A surface, its slopes by x in by_x_, and its slope by temperature.
    const auto surface = [&](Surface s, const double* factor, const double* slope, double& by_temperature) {
      const int orders = terms_[static_cast<std::size_t>(s)].orders;
      const laws::PairPolynomials<double> polynomials{
          components_, orders, contract(head, s, factor, contracted_), head.resemblance.data()};
      const double value = laws::redlich_kister(polynomials, x, by_x_.data());
      by_temperature = 0;
      if (gradient) {
        const laws::PairPolynomials<double> slopes{components_, orders, contract(head, s, slope, slope_),
                                                   head.resemblance.data()};
        by_temperature = laws::redlich_kister(slopes, x);
      }
      return value;
    };
    const auto scaled = [&](double factor) {
      for (std::size_t i = 0; i < n; ++i) by_mole_fraction[i] = factor * by_x_[i];
      return by_mole_fraction.data();
    };

    double by_T = 0;
    const double h = surface(Surface::gibbs, enthalpy, enthalpy_slope, by_T);
    sum(LiquidProperty::excess_enthalpy).add(RT0 * h, scaled(RT0), RT0 * by_T);

    const double g = surface(Surface::gibbs, gibbs, gibbs_slope, by_T);
    sum(LiquidProperty::excess_gibbs).add(RT * g, scaled(RT), RT * by_T + kGasConstant_J_per_mol_K * g);
    laws::partial_molar(components_, x, g, by_x_.data(), partial_.data());
    for (std::size_t i = 0; i < n; ++i) {
      out.ln_gamma[i] += partial_[i];
      out.ln_gamma_deviation[i] += partial_[i] * partial_[i];
    }

    double V = surface(Surface::volume, volume, volume_slope, by_T);
    sum(LiquidProperty::excess_volume).add(V, by_x_.data(), by_T);
    for (std::size_t i = 0; i < n; ++i) {
      const auto& c = head.volume[i];
      const double tau = (T - T0) / laws::kSlopeStep_K, Vi = laws::molar_volume(c, T);
      V += x[i] * Vi;
      by_x_[i] += Vi;
      by_T += x[i] * Vi * (c.expansion + c.expansion_slope * tau) / laws::kSlopeStep_K;
    }
    sum(LiquidProperty::molar_volume).add(std::log(V), scaled(1 / V), by_T / V);
    for (std::size_t i = 0; i < n; ++i) total[i] = molar_mass_[i] / mass - by_x_[i] / V;
    sum(LiquidProperty::density).add(std::log(mass / V), total.data(), -by_T / V);

    double ln_eta = surface(Surface::viscosity, viscosity, viscosity_slope, by_T);
    for (std::size_t i = 0; i < n; ++i) {
      const auto& c = head.viscosity[i];
      const double gap = T0 - c.glass_K;
      const double here = laws::log_viscosity(c, T);
      const laws::WithSlope above = laws::positive_part_with_slope(T - c.glass_K);
      ln_eta += x[i] * here;
      by_x_[i] += here;
      by_T -= x[i] * c.cooling_per_K * gap * gap * above.slope / (above.value * above.value);
    }
    sum(LiquidProperty::viscosity).add(ln_eta, by_x_.data(), by_T);
  }
  for (Sum& s : sums) s.finish(heads_.size());
  for (const LiquidProperty p :
       {LiquidProperty::molar_volume, LiquidProperty::density, LiquidProperty::viscosity})
    sum(p).exponentiate();
  const double heads = static_cast<double>(heads_.size());
  for (std::size_t i = 0; i < n; ++i) {
    const double mean = out.ln_gamma[i] / heads;
    out.ln_gamma_deviation[i] = std::sqrt(std::max(0.0, out.ln_gamma_deviation[i] / heads - mean * mean));
    out.ln_gamma[i] = mean;
  }
}

std::vector<PairCoefficient> LiquidMixture::coefficients(int i, int j) const {
  int pair = 0;
  for (int a = 0; a < i; ++a) pair += components_ - 1 - a;
  pair += j - i - 1;
  std::vector<PairCoefficient> out;
  for (const Surface surface : {Surface::gibbs, Surface::volume, Surface::viscosity}) {
    const auto [factors, orders] = terms_[static_cast<std::size_t>(surface)];
    for (int f = 0; f < factors; ++f) {
      const std::size_t at = start(surface, pair, f);
      for (int k = 0; k < orders; ++k) {
        double sum = 0, square = 0;
        for (const Head& head : heads_) {
          const double c = head.pair[static_cast<std::size_t>(surface)][at + static_cast<std::size_t>(k)];
          sum += c;
          square += c * c;
        }
        const double count = static_cast<double>(heads_.size()), mean = sum / count;
        out.push_back({surface, f, k, mean, std::sqrt(std::max(0.0, square / count - mean * mean))});
      }
    }
  }
  return out;
}

ExcessGibbs LiquidMixture::excess_gibbs() const {
  const auto gibbs = static_cast<std::size_t>(Surface::gibbs);
  ExcessGibbs out{static_cast<int>(heads_.size()), terms_[gibbs].orders, {}, {}};
  for (const Head& head : heads_) {
    out.coefficient.insert(out.coefficient.end(), head.pair[gibbs].begin(), head.pair[gibbs].end());
    out.resemblance.insert(out.resemblance.end(), head.resemblance.begin(), head.resemblance.end());
  }
  return out;
}

}  // namespace mixgrad
