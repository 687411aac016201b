// Conversions between mole, mass, volume, molality and molarity: by hand, round trip, and their adjoints.
#include "model/composition.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

#include "random.h"

namespace mixgrad {
namespace {

constexpr Basis kBases[] = {Basis::mole, Basis::mass, Basis::volume};

// Molar mass and molar volume: EC, EMC (densities 1.338 and 1.006 g/cm³); LiPF6's volume in solution is 58
// cm³/mol.
const std::vector<MolarFacts> kEcEmc{{88.062, 65.8}, {104.105, 103.5}};
constexpr double kLiPF6_cm3_per_mol = 58;

std::vector<double> fractions(Basis basis, const std::vector<MolarFacts>& facts,
                              const std::vector<double>& amounts) {
  std::vector<double> x(facts.size());
  mole_fractions(basis, facts, amounts, x);
  return x;
}

std::vector<double> shares(Basis basis, const std::vector<MolarFacts>& facts, const std::vector<double>& x) {
  std::vector<double> s(facts.size());
  shares_from_mole_fractions(basis, facts, x, s);
  return s;
}

std::vector<MolarFacts> random_facts(Random& random, int n) {
  std::vector<MolarFacts> facts;
  for (int i = 0; i < n; ++i) facts.push_back({50 + 150 * random.uniform(), 40 + 150 * random.uniform()});
  return facts;
}

std::vector<double> random_amounts(Random& random, int n) {
  std::vector<double> amounts;
  for (int i = 0; i < n; ++i) amounts.push_back(0.01 + random.uniform());
  return amounts;
}

// 30 g of EC are 0.34067 mol, 70 g of EMC 0.67240 mol.
TEST(Composition, EthyleneAndEthylMethylCarbonateThreeToSevenByMass) {
  const auto x = fractions(Basis::mass, kEcEmc, {3, 7});
  EXPECT_NEAR(x[0], 0.33628, 1e-5);
  EXPECT_NEAR(x[1], 0.66372, 1e-5);
  const auto volume = shares(Basis::volume, kEcEmc, x);  // 22.416 cm³ and 69.593 cm³
  EXPECT_NEAR(volume[0], 0.24363, 1e-5);
  // 100 g fill 92.009 cm³.
  EXPECT_NEAR(specific_volume_l_per_kg(kEcEmc, x), 0.92009, 1e-5);
}

TEST(Composition, VolumesAreNotMasses) {
  const auto x = fractions(Basis::volume, kEcEmc, {1, 1});  // 1/65.8 mol and 1/103.5 mol
  EXPECT_NEAR(x[0], 0.61134, 1e-5);
}

// One mole in a kilogram of solvent: 920.09 cm³ + 58 cm³ = 0.97809 l.
TEST(Composition, OneMolalLithiumHexafluorophosphate) {
  EXPECT_NEAR(molarity_from_molality(1, 0.92009, kLiPF6_cm3_per_mol), 1.02240, 1e-5);
  EXPECT_NEAR(molality_from_molarity(1, 0.92009, kLiPF6_cm3_per_mol), 0.97674, 1e-5);  // 0.92009/0.942
  EXPECT_EQ(molality_from_molarity(0, 0.92009, kLiPF6_cm3_per_mol), 0);
  EXPECT_EQ(molarity_from_molality(0, 0.92009, kLiPF6_cm3_per_mol), 0);
}

TEST(Composition, MolarityIsBoundedByTheSaltsOwnVolume) {
  const double most = 1000 / kLiPF6_cm3_per_mol;
  EXPECT_LT(molarity_from_molality(1e9, 0.92, kLiPF6_cm3_per_mol), most);
  EXPECT_GT(molality_from_molarity(0.999 * most, 0.92, kLiPF6_cm3_per_mol), 1000);
  EXPECT_LT(molality_from_molarity(1.001 * most, 0.92, kLiPF6_cm3_per_mol), 0);  // for the caller to refuse
}

TEST(Composition, RoundTrips) {
  Random random(1);
  for (int i = 0; i < 300; ++i) {
    const int n = 1 + static_cast<int>(random.below(6));
    const auto facts = random_facts(random, n);
    for (const Basis basis : kBases) {
      const auto amounts = random_amounts(random, n);
      const auto x = fractions(basis, facts, amounts);
      const auto back = shares(basis, facts, x);
      double sum_x = 0, sum_amounts = 0, sum_back = 0;
      for (const double v : x) sum_x += v;
      for (const double v : amounts) sum_amounts += v;
      for (const double v : back) sum_back += v;
      EXPECT_NEAR(sum_x, 1, 1e-14);
      EXPECT_NEAR(sum_back, 1, 1e-14);
      for (std::size_t j = 0; j < x.size(); ++j) EXPECT_NEAR(back[j], amounts[j] / sum_amounts, 1e-14);
    }
    const double m = 5 * random.uniform(), v = 0.5 + random.uniform(), salt = 30 + 100 * random.uniform();
    EXPECT_NEAR(molality_from_molarity(molarity_from_molality(m, v, salt), v, salt), m, 1e-12);
  }
}

TEST(Composition, ScaleOfTheAmountsDoesNotMatter) {
  const auto x = fractions(Basis::mass, kEcEmc, {3, 7}), y = fractions(Basis::mass, kEcEmc, {3e-9, 7e-9});
  EXPECT_DOUBLE_EQ(x[0], y[0]);
  EXPECT_EQ(fractions(Basis::volume, kEcEmc, {0, 5}), (std::vector<double>{0, 1}));
}

// ---- Adjoints against central differences ----

double difference(const std::function<double(double)>& f, double x) {
  constexpr double kStep = 1e-6;
  return (f(x + kStep) - f(x - kStep)) / (2 * kStep);
}

TEST(Composition, AdjointOfMoleFractions) {
  Random random(2);
  for (int i = 0; i < 50; ++i) {
    const int n = 1 + static_cast<int>(random.below(5));
    const auto facts = random_facts(random, n);
    const auto upstream = random_amounts(random, n);
    for (const Basis basis : kBases) {
      auto amounts = random_amounts(random, n);
      const auto x = fractions(basis, facts, amounts);
      std::vector<double> gradient(amounts.size(), 1.0);  // it adds to what is there
      mole_fractions_adjoint(basis, facts, amounts, x, upstream, gradient);
      for (std::size_t j = 0; j < amounts.size(); ++j) {
        const double kept = amounts[j];
        const double expected = difference(
            [&](double a) {
              amounts[j] = a;
              const auto y = fractions(basis, facts, amounts);
              double total = 0;
              for (std::size_t k = 0; k < y.size(); ++k) total += upstream[k] * y[k];
              return total;
            },
            kept);
        amounts[j] = kept;
        EXPECT_NEAR(gradient[j] - 1, expected, 1e-7);
      }
    }
  }
}

TEST(Composition, AdjointOfTheSpecificVolume) {
  Random random(3);
  for (int i = 0; i < 50; ++i) {
    const int n = 1 + static_cast<int>(random.below(5));
    const auto facts = random_facts(random, n);
    auto x = fractions(Basis::mole, facts, random_amounts(random, n));
    std::vector<double> gradient(x.size(), 1.0);
    specific_volume_adjoint(facts, x, 2.5, gradient);
    for (std::size_t j = 0; j < x.size(); ++j) {
      const double kept = x[j];
      const double expected = difference(
          [&](double value) {
            x[j] = value;
            return 2.5 * specific_volume_l_per_kg(facts, x);
          },
          kept);
      x[j] = kept;
      EXPECT_NEAR(gradient[j] - 1, expected, 1e-7);
    }
  }
}

TEST(Composition, DerivativesOfMolality) {
  Random random(4);
  for (int i = 0; i < 50; ++i) {
    const double amount = 3 * random.uniform(), v = 0.5 + random.uniform(), salt = 30 + 60 * random.uniform();
    for (const SaltUnit unit : {SaltUnit::mol_per_kg, SaltUnit::mol_per_l}) {
      const MolalityOf m = molality_of(unit, amount, v, salt);
      EXPECT_EQ(m.value, unit == SaltUnit::mol_per_kg ? amount : molality_from_molarity(amount, v, salt));
      EXPECT_NEAR(m.per_amount,
                  difference([&](double a) { return molality_of(unit, a, v, salt).value; }, amount), 1e-7);
      EXPECT_NEAR(m.per_specific_volume,
                  difference([&](double w) { return molality_of(unit, amount, w, salt).value; }, v), 1e-7);
    }
  }
}

}  // namespace
}  // namespace mixgrad
