// The law of competitive binding: derivatives against the complex step, balance, limits and invariances.
#include "laws/competitive_binding.h"

#include <gtest/gtest.h>

#include <complex>
#include <limits>
#include <vector>

#include "random.h"

namespace mixgrad::laws {
namespace {

using Complex = std::complex<double>;
constexpr double kStep = 1e-30;
constexpr int kOfSpecies = 4;  // three raw outputs and an amount

/// Raw outputs and amounts of some species; now and then far from common.
std::vector<double> random_point(Random& random, int species) {
  const double spread = random.uniform() < 0.1 ? 5 : 1;
  std::vector<double> p;
  for (int i = 0; i < species; ++i) {
    for (int j = 0; j < 3; ++j) p.push_back(spread * (2 * random.uniform() - 1));
    p.push_back(std::pow(10, -1 + 2.5 * random.uniform()));
  }
  return p;
}

/// The last species is an ion.
template <class Scalar>
std::vector<BindingShare<Scalar>> shares_of(const std::vector<Scalar>& point) {
  const std::size_t species = point.size() / kOfSpecies;
  std::vector<BindingCoefficients<Scalar>> b;
  std::vector<Scalar> r;
  for (std::size_t i = 0; i < species; ++i) {
    b.push_back(link_binding(&point[i * kOfSpecies], i + 1 == species));
    r.push_back(point[i * kOfSpecies + 3]);
  }
  std::vector<BindingShare<Scalar>> share(species);
  competitive_binding(static_cast<int>(species), b.data(), r.data(), share.data());
  return share;
}

/// Derivatives of one number of one species by all of `point`, from the adjoint.
std::vector<double> by_adjoint(const std::vector<double>& point, std::size_t chosen, bool free) {
  const std::size_t species = point.size() / kOfSpecies;
  std::vector<BindingCoefficients<double>> b, by_b(species);
  std::vector<double> r, by_r(species), out;
  for (std::size_t i = 0; i < species; ++i) {
    b.push_back(link_binding(&point[i * kOfSpecies], i + 1 == species));
    r.push_back(point[i * kOfSpecies + 3]);
  }
  std::vector<BindingShare<double>> by_share(species);
  (free ? by_share[chosen].free : by_share[chosen].coordination) = 1;
  competitive_binding_adjoint(static_cast<int>(species), b.data(), r.data(), by_share.data(), by_b.data(),
                              by_r.data());
  for (std::size_t i = 0; i < species; ++i) {
    double by_raw[3];
    link_binding_adjoint(&point[i * kOfSpecies], b[i], by_b[i], by_raw);
    out.insert(out.end(), by_raw, by_raw + 3);
    out.push_back(by_r[i]);
  }
  return out;
}

TEST(CompetitiveBinding, TheAdjointAgreesWithTheComplexStep) {
  Random random(1);
  for (int trial = 0; trial < 500; ++trial) {
    const std::vector<double> point = random_point(random, 2 + trial % 4);
    const std::size_t species = point.size() / kOfSpecies;
    for (std::size_t chosen = 0; chosen < species; ++chosen) {
      const auto by_coordination = by_adjoint(point, chosen, false),
                 by_free = by_adjoint(point, chosen, true);
      std::vector<Complex> z(point.begin(), point.end());
      for (std::size_t j = 0; j < point.size(); ++j) {
        z[j] = Complex(point[j], kStep);
        const BindingShare<Complex> share = shares_of(z)[chosen];
        z[j] = point[j];
        const double c = share.coordination.imag() / kStep, f = share.free.imag() / kStep;
        EXPECT_NEAR(by_coordination[j], c, 1e-10 * std::max(1.0, std::abs(c))) << trial << " variable " << j;
        EXPECT_NEAR(by_free[j], f, 1e-10 * std::max(1.0, std::abs(f))) << trial << " variable " << j;
      }
    }
  }
}

TEST(CompetitiveBinding, EveryPlaceIsTakenOrVacantAndNoMoreIsBoundThanThereIs) {
  Random random(2);
  for (int trial = 0; trial < 500; ++trial) {
    const std::vector<double> point = random_point(random, 3);
    const auto share = shares_of(point);
    double places = 0;
    for (std::size_t i = 0; i < share.size(); ++i) {
      const auto b = link_binding(&point[i * kOfSpecies], i + 1 == share.size());
      places += b.places_taken * share[i].coordination;
      EXPECT_GE(share[i].coordination, 0);
      EXPECT_LE(share[i].coordination, b.contacts_most * point[i * kOfSpecies + 3] * (1 + 1e-12));
      EXPECT_GE(share[i].free, 0);
      EXPECT_LE(share[i].free, 1);
    }
    EXPECT_LE(places, kPlacesOfLithium * (1 + 1e-12));
  }
}

TEST(CompetitiveBinding, MoleculesOfOneContactBalanceExactly) {
  // n = 1: what is bound, 1 − f, is the contacts per molecule.
  const BindingCoefficients<double> b[] = {{1.5, 1.2, 1}, {-4, 1, 1}, {0.5, 1, 1}};
  const double r[] = {8, 16, 1};
  BindingShare<double> share[3];
  competitive_binding(3, b, r, share);
  for (int i = 0; i < 3; ++i) EXPECT_NEAR((1 - share[i].free) * r[i], share[i].coordination, 1e-12);
}

TEST(CompetitiveBinding, AStrongLigandInPlentyTakesAllPlaces) {
  const BindingCoefficients<double> b[] = {{12, 1, 1}, {-8, 1, 1}, {-6, 1, 3}};
  const double r[] = {50, 50, 1};
  BindingShare<double> share[3];
  competitive_binding(3, b, r, share);
  EXPECT_NEAR(share[0].coordination, 4, 1e-3);
  EXPECT_NEAR(share[0].free, 0.92, 1e-4);
  EXPECT_NEAR(share[1].coordination + share[2].coordination, 0, 1e-3);
}

TEST(CompetitiveBinding, WhereTheStrongLigandRunsOutTheNextOneStepsIn) {
  const BindingCoefficients<double> b[] = {{4, 1, 1}, {1, 1, 3}};
  double before = 0;
  for (const double molecules : {20.0, 8.0, 4.0, 2.0, 1.0}) {
    const double r[] = {molecules, 1};
    BindingShare<double> share[2];
    competitive_binding(2, b, r, share);
    EXPECT_GT(share[1].coordination, before);
    EXPECT_LE(share[0].coordination, molecules);
    before = share[1].coordination;
  }
}

TEST(CompetitiveBinding, OrderSplittingAndAbsentSpeciesChangeNothing) {
  Random random(3);
  for (int trial = 0; trial < 200; ++trial) {
    BindingCoefficients<double> b[4];
    double r[4];
    for (int i = 0; i < 4; ++i) {
      b[i] = {4 * random.normal(), std::exp(0.3 * random.normal()), std::exp(0.5 * random.normal())};
      r[i] = 0.1 + 10 * random.uniform();
    }
    BindingShare<double> share[4];
    competitive_binding(3, b, r, share);

    const BindingCoefficients<double> turned[] = {b[2], b[0], b[1]};
    const double turned_r[] = {r[2], r[0], r[1]};
    BindingShare<double> turned_share[3];
    competitive_binding(3, turned, turned_r, turned_share);
    for (int i = 0; i < 3; ++i) {
      EXPECT_NEAR(turned_share[(i + 1) % 3].coordination, share[i].coordination, 1e-11);
      EXPECT_NEAR(turned_share[(i + 1) % 3].free, share[i].free, 1e-11);
    }

    const BindingCoefficients<double> halves[] = {b[0], b[0], b[1], b[2]};
    const double halves_r[] = {0.3 * r[0], 0.7 * r[0], r[1], r[2]};
    BindingShare<double> halves_share[4];
    competitive_binding(4, halves, halves_r, halves_share);
    EXPECT_NEAR(halves_share[0].coordination + halves_share[1].coordination, share[0].coordination, 1e-11);
    EXPECT_NEAR(halves_share[1].free, share[0].free, 1e-11);
    EXPECT_NEAR(halves_share[3].coordination, share[2].coordination, 1e-11);

    r[3] = 0;
    BindingShare<double> more[4];
    competitive_binding(4, b, r, more);
    EXPECT_EQ(more[3].coordination, 0);
    for (int i = 0; i < 3; ++i) EXPECT_NEAR(more[i].coordination, share[i].coordination, 1e-11);
  }
}

TEST(CompetitiveBinding, IsFiniteFarOut) {
  for (const double affinity : {-300.0, 0.0, 300.0}) {
    for (const double amount : {0.0, 1e-6, 1e6}) {
      const BindingCoefficients<double> b[] = {{affinity, 2.7, 4}, {-affinity, 0.4, 0.3}};
      const double r[] = {amount, 1};
      const BindingShare<double> by_share[] = {{1, 1}, {1, 1}};
      BindingShare<double> share[2];
      BindingCoefficients<double> by_b[2];
      double by_r[2];
      competitive_binding(2, b, r, share);
      competitive_binding_adjoint(2, b, r, by_share, by_b, by_r);
      for (int i = 0; i < 2; ++i) {
        for (const double value : {share[i].coordination, share[i].free, by_b[i].affinity,
                                   by_b[i].places_taken, by_b[i].contacts_most, by_r[i]})
          EXPECT_TRUE(std::isfinite(value)) << affinity << ' ' << amount;
      }
    }
  }
}

}  // namespace
}  // namespace mixgrad::laws
