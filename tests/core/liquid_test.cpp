// Mixtures of molecular liquids on random networks: what a mixture is does not depend on how it is written
// down, gradients are those of the values, and thermodynamics holds.
#include "model/liquid.h"
#include "laws/local_composition.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "liquids.h"

namespace mixgrad {
namespace {

constexpr double kR = laws::kGasConstant_J_per_mol_K;
constexpr double kT0 = laws::kReferenceTemperature_K;
constexpr LiquidProperty kAll[kLiquidProperties] = {
    LiquidProperty::molar_volume,    LiquidProperty::density,      LiquidProperty::excess_volume,
    LiquidProperty::excess_enthalpy, LiquidProperty::excess_gibbs, LiquidProperty::viscosity};
constexpr LiquidProperty kExcess[] = {LiquidProperty::excess_volume, LiquidProperty::excess_enthalpy,
                                      LiquidProperty::excess_gibbs};

/// An error of this size is 1: excess properties pass through 0.
double scale_of(LiquidProperty p, double value) {
  const bool energy = p == LiquidProperty::excess_enthalpy || p == LiquidProperty::excess_gibbs;
  return std::max(std::abs(value), energy ? 100.0 : 0.01);
}

/// A network with as many terms as chance gives it, and all molecules as it sees them.
struct Liquids {
  Architecture<float> network;
  std::vector<LiquidMolecule> molecules;

  explicit Liquids(std::uint64_t seed) : network(random_network(seed)) {
    for (const std::string& smiles : liquids::kSmiles)
      molecules.push_back(liquids::liquid(network, golden::graph(smiles)));
  }

  LiquidMixture mixture(const std::vector<int>& which) const {
    std::vector<const LiquidMolecule*> chosen;
    for (const int m : which) chosen.push_back(&molecules[static_cast<std::size_t>(m)]);
    return {network, chosen};
  }

 private:
  static Architecture<float> random_network(std::uint64_t seed) {
    Random random(seed);
    ArchitectureShape shape = networks::small_shape(1 + static_cast<int>(seed % 4));
    for (int* orders : {&shape.pair.gibbs_orders, &shape.pair.volume_orders, &shape.pair.viscosity_orders})
      *orders = 1 + static_cast<int>(random.below(5));
    Architecture<float> network = networks::random_network(seed, shape);
    // Molecules further apart than chance puts them, or all mixtures are nearly ideal.
    for (auto& p : network.parameters.all) {
      if (p.name.find(".distance.") == std::string::npos) continue;
      for (float& w : p.value) w *= 5;
    }
    network.parameters.refresh_transposed();
    return network;
  }
};

/// A few networks, made once.
const Liquids& liquids_of(std::size_t seed) {
  static const std::vector<Liquids> all = [] {
    std::vector<Liquids> out;
    for (std::uint64_t s = 1; s <= 6; ++s) out.emplace_back(s);
    return out;
  }();
  return all[seed % all.size()];
}

/// Different molecules, a composition inside the simplex, and a temperature.
struct State {
  std::vector<int> which;
  std::vector<double> x;
  double temperature_K;

  State(int components, Random& random) : temperature_K(230 + 140 * random.uniform()) {
    std::vector<int> order(liquids::kSmiles.size());
    std::iota(order.begin(), order.end(), 0);
    random.shuffle(order);
    which.assign(order.begin(), order.begin() + components);
    double total = 0;
    for (int i = 0; i < components; ++i) total += x.emplace_back(0.05 + random.uniform());
    for (double& share : x) share /= total;
  }
};

LiquidEstimates evaluated(LiquidMixture& mixture, const std::vector<double>& x, double temperature_K,
                          bool gradient = true) {
  LiquidEstimates out;
  mixture.evaluate(x.data(), temperature_K, gradient, out);
  return out;
}

/// Calls visit(liquids, state) for random states of 1 (or more) to 5 components.
void for_random_states(int least, int trials,
                       const std::function<void(const Liquids&, const State&)>& visit) {
  for (int trial = 0; trial < trials; ++trial) {
    SCOPED_TRACE("trial " + std::to_string(trial));
    Random random(static_cast<std::uint64_t>(1000 + trial));
    const State state(least + trial % (6 - least), random);
    visit(liquids_of(static_cast<std::size_t>(trial)), state);
  }
}

/// The derivative of f at `value`, with which f is evaluated again; an error of the fourth order.
double difference(double& value, double h, const std::function<double()>& f) {
  const double kept = value;
  const auto at = [&](double step) {
    value = kept + step;
    return f();
  };
  const double slope = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
  value = kept;
  return slope;
}

// ---- How a mixture is written down ----

/// Both say the same; component i of a is component place[i] of b, whose others are not compared.
void expect_same(const LiquidEstimates& a, const LiquidEstimates& b, const std::vector<std::size_t>& place) {
  for (const LiquidProperty p : kAll) {
    SCOPED_TRACE("property " + std::to_string(static_cast<int>(p)));
    const double scale = 1e-6 * scale_of(p, a[p].value);
    EXPECT_NEAR(b[p].value, a[p].value, scale);
    EXPECT_NEAR(b[p].deviation, a[p].deviation, 1e-6 * scale_of(p, a[p].deviation));
    EXPECT_NEAR(b[p].by_temperature, a[p].by_temperature, scale);
    ASSERT_EQ(a[p].by_mole_fraction.size(), place.size());
    for (std::size_t i = 0; i < place.size(); ++i) {
      const double slope = a[p].by_mole_fraction[i];
      EXPECT_NEAR(b[p].by_mole_fraction[place[i]], slope, 1e-6 * scale_of(p, slope)) << i;
    }
  }
  for (std::size_t i = 0; i < place.size(); ++i) {
    EXPECT_NEAR(b.ln_gamma[place[i]], a.ln_gamma[i], 1e-6 * std::max(1.0, std::abs(a.ln_gamma[i]))) << i;
    EXPECT_NEAR(b.ln_gamma_deviation[place[i]], a.ln_gamma_deviation[i], 1e-6) << i;
  }
}

TEST(Liquid, TheOrderOfComponentsChangesNothing) {
  for_random_states(2, 60, [](const Liquids& liquids, const State& s) {
    std::vector<std::size_t> place(s.x.size());
    std::iota(place.begin(), place.end(), 0);
    Random random(s.which[0]);
    random.shuffle(place);
    State other = s;
    for (std::size_t i = 0; i < place.size(); ++i) {
      other.which[place[i]] = s.which[i];
      other.x[place[i]] = s.x[i];
    }
    LiquidMixture a = liquids.mixture(s.which), b = liquids.mixture(other.which);
    expect_same(evaluated(a, s.x, s.temperature_K), evaluated(b, other.x, s.temperature_K), place);
  });
}

TEST(Liquid, AComponentSplitInTwoChangesNothing) {
  for_random_states(1, 60, [](const Liquids& liquids, const State& s) {
    Random random(s.which[0]);
    for (std::size_t split = 0; split < s.x.size(); ++split) {
      State other = s;
      const double part = random.uniform() * s.x[split];
      other.which.push_back(s.which[split]);
      other.x.push_back(part);
      other.x[split] -= part;
      std::vector<std::size_t> place(s.x.size());
      std::iota(place.begin(), place.end(), 0);
      LiquidMixture whole = liquids.mixture(s.which), parts = liquids.mixture(other.which);
      const LiquidEstimates a = evaluated(whole, s.x, s.temperature_K),
                            b = evaluated(parts, other.x, s.temperature_K);
      expect_same(a, b, place);
      // The other part is worth what the first is.
      place[split] = s.x.size();
      expect_same(a, b, place);
    }
  });
}

TEST(Liquid, AComponentThatIsNotThereChangesNothing) {
  for_random_states(1, 60, [](const Liquids& liquids, const State& s) {
    State other = s;
    const int absent = static_cast<int>(static_cast<std::size_t>(s.which[0] + 1) % liquids::kSmiles.size());
    other.which.insert(other.which.begin(), absent);
    other.x.insert(other.x.begin(), 0.0);
    std::vector<std::size_t> place(s.x.size());
    std::iota(place.begin(), place.end(), 1);
    LiquidMixture a = liquids.mixture(s.which), b = liquids.mixture(other.which);
    expect_same(evaluated(a, s.x, s.temperature_K), evaluated(b, other.x, s.temperature_K), place);
  });
}

TEST(Liquid, ValuesAreTheSameWithoutGradients) {
  for_random_states(1, 20, [](const Liquids& liquids, const State& s) {
    LiquidMixture mixture = liquids.mixture(s.which);
    const LiquidEstimates with = evaluated(mixture, s.x, s.temperature_K),
                          without = evaluated(mixture, s.x, s.temperature_K, false);
    for (const LiquidProperty p : kAll) {
      EXPECT_EQ(without[p].value, with[p].value);
      EXPECT_EQ(without[p].deviation, with[p].deviation);
      EXPECT_TRUE(without[p].by_mole_fraction.empty());
    }
    EXPECT_EQ(without.ln_gamma, with.ln_gamma);
    EXPECT_EQ(without.ln_gamma_deviation, with.ln_gamma_deviation);
  });
}

// ---- Gradients ----

TEST(Liquid, GradientsAgreeWithCentralDifferences) {
  for_random_states(1, 60, [](const Liquids& liquids, const State& s) {
    LiquidMixture mixture = liquids.mixture(s.which);
    for (const double temperature : {s.temperature_K, 180.0, kT0, 420.0}) {
      const LiquidEstimates at = evaluated(mixture, s.x, temperature);
      for (const LiquidProperty p : kAll) {
        SCOPED_TRACE("property " + std::to_string(static_cast<int>(p)) + " at " +
                     std::to_string(temperature));
        std::vector<double> x = s.x;
        double T = temperature;
        const auto value = [&] { return evaluated(mixture, x, T, false)[p].value; };
        for (std::size_t i = 0; i < x.size(); ++i) {
          const double slope = difference(x[i], 1e-4, value);
          EXPECT_NEAR(at[p].by_mole_fraction[i], slope, 1e-4 * scale_of(p, slope)) << i;
        }
        const double slope = difference(T, 0.02, value);
        EXPECT_NEAR(at[p].by_temperature, slope, 1e-4 * std::max(std::abs(slope), 1e-3));
      }
    }
  });
}

// ---- Thermodynamics ----

/// G^E/RT of the moles n, which need not sum to 1, times their sum.
double total_gibbs(LiquidMixture& mixture, std::vector<double> moles, double T) {
  double total = 0;
  for (const double n : moles) total += n;
  for (double& n : moles) n /= total;
  return total * evaluated(mixture, moles, T, false)[LiquidProperty::excess_gibbs].value / (kR * T);
}

TEST(Liquid, ActivityIsWhatAMoleculeAddsToTheGibbsEnergy) {
  for_random_states(1, 60, [](const Liquids& liquids, const State& s) {
    LiquidMixture mixture = liquids.mixture(s.which);
    const LiquidEstimates at = evaluated(mixture, s.x, s.temperature_K);
    const LiquidEstimate& gibbs = at[LiquidProperty::excess_gibbs];
    const double RT = kR * s.temperature_K;
    std::vector<double> moles = s.x;
    double sum = 0, mean = 0;
    for (std::size_t i = 0; i < moles.size(); ++i) mean += s.x[i] * gibbs.by_mole_fraction[i] / RT;
    for (std::size_t i = 0; i < moles.size(); ++i) {
      const double slope =
          difference(moles[i], 1e-4, [&] { return total_gibbs(mixture, moles, s.temperature_K); });
      EXPECT_NEAR(at.ln_gamma[i], slope, 1e-7 * std::max(1.0, std::abs(slope))) << i;
      EXPECT_NEAR(at.ln_gamma[i], gibbs.value / RT + gibbs.by_mole_fraction[i] / RT - mean, 1e-10) << i;
      sum += s.x[i] * at.ln_gamma[i];
    }
    EXPECT_NEAR(sum, gibbs.value / RT, 1e-10);
  });
}

TEST(Liquid, ActivitiesObeyGibbsAndDuhem) {
  for_random_states(2, 60, [](const Liquids& liquids, const State& s) {
    LiquidMixture mixture = liquids.mixture(s.which);
    Random random(s.which[0]);
    std::vector<double> direction;
    double mean = 0;
    for (std::size_t i = 0; i < s.x.size(); ++i)
      mean += direction.emplace_back(random.normal()) / static_cast<double>(s.x.size());
    double step = 0, sum = 0, size = 0;
    for (std::size_t i = 0; i < s.x.size(); ++i) {
      const double slope = difference(step, 1e-4, [&] {
        std::vector<double> x = s.x;
        for (std::size_t j = 0; j < x.size(); ++j) x[j] += step * (direction[j] - mean);
        return evaluated(mixture, x, s.temperature_K, false).ln_gamma[i];
      });
      sum += s.x[i] * slope;
      size += std::abs(s.x[i] * slope);
    }
    EXPECT_NEAR(sum, 0, 1e-7 * std::max(0.1, size));
    EXPECT_GT(size, 1e-3);
  });
}

TEST(Liquid, EnthalpyIsHowTheGibbsEnergyMovesWithTemperature) {
  for_random_states(2, 60, [](const Liquids& liquids, const State& s) {
    LiquidMixture mixture = liquids.mixture(s.which);
    double T = s.temperature_K;
    const double slope = difference(T, 0.02, [&] { return total_gibbs(mixture, s.x, T); });
    const double enthalpy = evaluated(mixture, s.x, T)[LiquidProperty::excess_enthalpy].value;
    EXPECT_NEAR(enthalpy, -kR * T * T * slope, 1e-6 * scale_of(LiquidProperty::excess_enthalpy, enthalpy));
    EXPECT_GT(std::abs(enthalpy), 1);
  });
}

TEST(Liquid, MassDividedByVolumeIsTheDensity) {
  for_random_states(1, 30, [](const Liquids& liquids, const State& s) {
    LiquidMixture mixture = liquids.mixture(s.which);
    const LiquidEstimates at = evaluated(mixture, s.x, s.temperature_K);
    double mass = 0;
    for (std::size_t i = 0; i < s.x.size(); ++i)
      mass += s.x[i] * liquids.molecules[static_cast<std::size_t>(s.which[i])].molar_mass_g_per_mol;
    EXPECT_NEAR(at[LiquidProperty::density].value * at[LiquidProperty::molar_volume].value, mass,
                1e-10 * mass);
    EXPECT_NEAR(at[LiquidProperty::density].deviation, at[LiquidProperty::molar_volume].deviation, 1e-7);
  });
}

// ---- Limits ----

TEST(Liquid, APureLiquidIsAsItsLawsSay) {
  for_random_states(1, 60, [](const Liquids& liquids, const State& s) {
    LiquidMixture mixture = liquids.mixture(s.which);
    for (std::size_t i = 0; i < s.x.size(); ++i) {
      std::vector<double> pure(s.x.size(), 0.0);
      pure[i] = 1;
      const LiquidEstimates at = evaluated(mixture, pure, s.temperature_K);
      const LiquidMolecule& molecule = liquids.molecules[static_cast<std::size_t>(s.which[i])];
      double volume = 0, viscosity = 0;
      const double heads = static_cast<double>(molecule.volume.size());
      for (std::size_t k = 0; k < molecule.volume.size(); ++k) {
        volume += std::log(laws::molar_volume(molecule.volume[k], s.temperature_K)) / heads;
        viscosity += laws::log_viscosity(molecule.viscosity[k], s.temperature_K) / heads;
      }
      EXPECT_NEAR(std::log(at[LiquidProperty::molar_volume].value), volume, 1e-12);
      EXPECT_NEAR(std::log(at[LiquidProperty::viscosity].value), viscosity, 1e-12);
      EXPECT_NEAR(at[LiquidProperty::density].value, molecule.molar_mass_g_per_mol / std::exp(volume), 1e-12);
      for (const LiquidProperty p : kExcess) {
        EXPECT_EQ(at[p].value, 0);
        EXPECT_EQ(at[p].deviation, 0);
        EXPECT_EQ(at[p].by_temperature, 0);
      }
      EXPECT_EQ(at.ln_gamma[i], 0);
      EXPECT_EQ(at.ln_gamma_deviation[i], 0);
    }
  });
}

TEST(Liquid, EverythingIsFiniteOnAllFacesAndVertices) {
  for_random_states(2, 40, [](const Liquids& liquids, const State& s) {
    // Once more with the first molecule twice.
    std::vector<int> twice = s.which;
    twice.back() = twice.front();
    for (const std::vector<int>& which : {s.which, twice}) {
      LiquidMixture mixture = liquids.mixture(which);
      const std::size_t n = which.size();
      for (unsigned face = 1; face < 1U << n; ++face) {
        std::vector<double> x(n);
        double total = 0;
        for (std::size_t i = 0; i < n; ++i) total += x[i] = (face >> i & 1) * s.x[i];
        for (double& share : x) share /= total;
        for (const double T : {150.0, s.temperature_K, 600.0}) {
          const LiquidEstimates at = evaluated(mixture, x, T);
          for (const LiquidProperty p : kAll) {
            ASSERT_TRUE(std::isfinite(at[p].value) && std::isfinite(at[p].deviation) &&
                        std::isfinite(at[p].by_temperature))
                << face << " " << T;
            ASSERT_EQ(at[p].by_mole_fraction.size(), n);
            for (const double slope : at[p].by_mole_fraction) ASSERT_TRUE(std::isfinite(slope)) << face;
          }
          for (std::size_t i = 0; i < n; ++i)
            ASSERT_TRUE(std::isfinite(at.ln_gamma[i]) && std::isfinite(at.ln_gamma_deviation[i])) << face;
        }
      }
    }
  });
}

// ---- Coefficients ----

/// Σ_k C_k (2 x − 1)^k of one surface, its factors of temperature given.
double series(const std::vector<PairCoefficient>& coefficients, Surface surface,
              const std::vector<double>& factor, double x) {
  double sum = 0;
  for (const PairCoefficient& c : coefficients) {
    if (c.surface == surface)
      sum += c.mean * factor[static_cast<std::size_t>(c.factor)] * std::pow(2 * x - 1, c.order);
  }
  return sum;
}

TEST(Liquid, CoefficientsGiveThePropertiesOfEachPairByTheLaws) {
  for_random_states(2, 40, [](const Liquids& liquids, const State& s) {
    LiquidMixture mixture = liquids.mixture(s.which);
    const double T = s.temperature_K, u = kT0 / T - 1, xi = s.x[0];
    for (int i = 0; i < mixture.components(); ++i) {
      for (int j = i + 1; j < mixture.components(); ++j) {
        SCOPED_TRACE("pair " + std::to_string(i) + ", " + std::to_string(j));
        const std::vector<PairCoefficient> c = mixture.coefficients(i, j);
        const PairHeadShape& shape = liquids.network.shape.pair;
        EXPECT_EQ(c.size(),
                  static_cast<std::size_t>(3 * std::max(shape.gibbs_orders, laws::kLocalCompositionOrders) +
                                           2 * (shape.volume_orders + shape.viscosity_orders)));
        std::vector<double> x(s.x.size(), 0.0);
        x[static_cast<std::size_t>(i)] = xi;
        x[static_cast<std::size_t>(j)] = 1 - xi;
        const LiquidEstimates at = evaluated(mixture, x, T);
        const double both = xi * (1 - xi);
        const auto expect = [&](LiquidProperty p, double value) {
          EXPECT_NEAR(at[p].value, value, 1e-9 * scale_of(p, value));
        };
        expect(LiquidProperty::excess_enthalpy,
               kR * kT0 * both * series(c, Surface::gibbs, {0, 1, 1 - T / kT0}, xi));
        expect(LiquidProperty::excess_gibbs,
               kR * T * both * series(c, Surface::gibbs, {1, u, u + std::log(T / kT0)}, xi));
        expect(LiquidProperty::excess_volume, both * series(c, Surface::volume, {1, (T - kT0) / 100}, xi));
        const auto log_viscosity = [&](int component) {
          std::vector<double> pure(s.x.size(), 0.0);
          pure[static_cast<std::size_t>(component)] = 1;
          return std::log(evaluated(mixture, pure, T)[LiquidProperty::viscosity].value);
        };
        expect(LiquidProperty::viscosity, std::exp(xi * log_viscosity(i) + (1 - xi) * log_viscosity(j) +
                                                   both * series(c, Surface::viscosity, {1, u}, xi)));
      }
    }
  });
}

// Halfway at the reference temperature the law is one coefficient, and so is its deviation.
TEST(Liquid, DeviationsOfCoefficientsAreThoseOfTheHeads) {
  for_random_states(2, 20, [](const Liquids& liquids, const State& s) {
    LiquidMixture mixture = liquids.mixture({s.which[0], s.which[1]});
    const LiquidEstimates at = evaluated(mixture, {0.5, 0.5}, kT0);
    for (const PairCoefficient& c : mixture.coefficients(0, 1)) {
      if (c.order != 0) continue;
      if (c.surface == Surface::volume && c.factor == 0) {
        EXPECT_NEAR(at[LiquidProperty::excess_volume].deviation, c.deviation / 4, 1e-7);
      } else if (c.surface == Surface::gibbs && c.factor == 0) {
        EXPECT_NEAR(at[LiquidProperty::excess_gibbs].deviation, kR * kT0 * c.deviation / 4, 1e-3);
      } else if (c.surface == Surface::gibbs && c.factor == 1) {
        EXPECT_NEAR(at[LiquidProperty::excess_enthalpy].deviation, kR * kT0 * c.deviation / 4, 1e-3);
      }
    }
    EXPECT_EQ(at[LiquidProperty::excess_enthalpy].deviation > 0, liquids.network.shape.heads > 1);
  });
}

}  // namespace
}  // namespace mixgrad
