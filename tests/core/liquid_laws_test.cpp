// The laws of molecular liquids: derivatives against the complex step, thermodynamics, limits.
#include <gtest/gtest.h>

#include <complex>
#include <vector>

#include "laws/molar_volume.h"
#include "laws/redlich_kister.h"
#include "laws/temperature_factors.h"
#include "laws/viscosity.h"
#include "random.h"

namespace mixgrad::laws {
namespace {

using Complex = std::complex<double>;
constexpr double kStep = 1e-30;

/// Pair coefficients of `components` molecules that stand somewhere in a plane.
struct Mixture {
  int components, orders;
  std::vector<double> coefficient, resemblance, x;

  Mixture(int n, int k, Random& random) : components(n), orders(k) {
    for (int i = 0; i < pair_count(n) * k; ++i) coefficient.push_back(4 * random.uniform() - 2);
    std::vector<double> place;
    for (int i = 0; i < 2 * n; ++i) place.push_back(random.normal());
    resemble(place);
    double total = 0;
    for (int i = 0; i < n; ++i) total += x.emplace_back(random.uniform());
    for (double& share : x) share /= total;
  }

  void resemble(const std::vector<double>& place) {
    const auto distance = [&](int a, int b) {
      const double u = place[2 * a] - place[2 * b], v = place[2 * a + 1] - place[2 * b + 1];
      return u * u + v * v;
    };
    resemblance.clear();
    for (int i = 0; i < components; ++i) {
      for (int j = i + 1; j < components; ++j) {
        for (int l = 0; l < components; ++l) {
          const double to_i = distance(l, i), to_j = distance(l, j);
          resemblance.push_back(to_i + to_j > 0 ? (to_j - to_i) / (to_i + to_j) : 0);
        }
      }
    }
  }

  template <class Scalar>
  Scalar value(const std::vector<Scalar>& at) const {
    const std::vector<Scalar> c(coefficient.begin(), coefficient.end());
    return redlich_kister(PairPolynomials<Scalar>{components, orders, c.data(), resemblance.data()},
                          at.data());
  }
  double gradient(std::vector<double>& by_x) const {
    by_x.resize(x.size());
    return redlich_kister(PairPolynomials<double>{components, orders, coefficient.data(), resemblance.data()},
                          x.data(), by_x.data());
  }
};

TEST(RedlichKister, GradientAgreesWithTheComplexStepEverywhereOnTheSimplex) {
  Random random(1);
  for (int trial = 0; trial < 400; ++trial) {
    Mixture m(2 + trial % 4, 1 + trial % 6, random);
    if (trial % 3 == 0) m.x[0] = 0;
    if (trial % 5 == 0) {
      std::fill(m.x.begin(), m.x.end(), 0.0);
      m.x.back() = 1;
    }
    std::vector<double> by_x;
    const double value = m.gradient(by_x);
    EXPECT_EQ(value, m.value(m.x));
    std::vector<Complex> z(m.x.begin(), m.x.end());
    for (std::size_t i = 0; i < z.size(); ++i) {
      z[i] = {m.x[i], kStep};
      EXPECT_NEAR(by_x[i], m.value(z).imag() / kStep, 1e-10 * std::max(1.0, std::abs(by_x[i])));
      z[i] = m.x[i];
    }
  }
}

TEST(RedlichKister, VanishesForThePureLiquids) {
  Random random(2);
  Mixture m(4, 5, random);
  for (std::size_t i = 0; i < 4; ++i) {
    std::vector<double> pure(4, 0.0);
    pure[i] = 1;
    EXPECT_EQ(m.value(pure), 0);
  }
}

TEST(RedlichKister, NamedTheOtherWayRoundOddCoefficientsTurn) {
  const double there[] = {0.7, -0.3, 0.5, 0.2}, back[] = {0.7, 0.3, 0.5, -0.2}, sigma[] = {1, -1};
  const double x[] = {0.3, 0.7}, y[] = {0.7, 0.3};
  EXPECT_NEAR(redlich_kister(PairPolynomials<double>{2, 4, there, sigma}, x),
              redlich_kister(PairPolynomials<double>{2, 4, back, sigma}, y), 1e-15);
}

// What Muggianu's extension gets wrong.
TEST(RedlichKister, AComponentSplitInTwoChangesNothing) {
  Random random(3);
  for (int trial = 0; trial < 100; ++trial) {
    const double c[] = {random.normal(), random.normal(), random.normal()};
    const double d[] = {random.normal(), random.normal(), random.normal()};
    const double e[] = {random.normal(), random.normal(), random.normal()};
    Mixture whole(3, 3, random);
    whole.coefficient.assign(c, c + 3);  // (0,1), (0,2), (1,2)
    whole.coefficient.insert(whole.coefficient.end(), d, d + 3);
    whole.coefficient.insert(whole.coefficient.end(), e, e + 3);
    const std::vector<double> place{random.normal(), random.normal(), random.normal(),
                                    random.normal(), random.normal(), random.normal()};
    whole.resemble(place);
    // The third component stands twice, with half its share each.
    Mixture split(4, 3, random);
    std::vector<double> doubled = place;
    doubled.insert(doubled.end(), {place[4], place[5]});
    split.coefficient.assign(c, c + 3);
    for (const double* pair : {d, d, e, e}) split.coefficient.insert(split.coefficient.end(), pair, pair + 3);
    split.coefficient.insert(split.coefficient.end(), 3, 0.0);
    split.resemble(doubled);
    split.x = {whole.x[0], whole.x[1], whole.x[2] / 2, whole.x[2] / 2};
    EXPECT_NEAR(split.value(split.x), whole.value(whole.x), 1e-13);
    std::vector<double> a, b;
    whole.gradient(a);
    split.gradient(b);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(b[i], a[i], 1e-12);
    EXPECT_NEAR(b[3], b[2], 1e-12);
  }
}

TEST(RedlichKister, PartialMolarQuantitiesObeyGibbsAndDuhem) {
  Random random(4);
  for (int trial = 0; trial < 100; ++trial) {
    Mixture m(2 + trial % 4, 5, random);
    const int n = m.components;
    const std::vector<Complex> c(m.coefficient.begin(), m.coefficient.end());
    // Along a direction that leaves the sum of shares alone, Σ x_i dȳ_i = 0.
    std::vector<Complex> x(m.x.begin(), m.x.end()), by_x(x.size()), partial(x.size());
    double mean = 0;
    std::vector<double> direction;
    for (int i = 0; i < n; ++i) mean += direction.emplace_back(random.normal()) / n;
    for (int i = 0; i < n; ++i) x[i] += Complex(0, kStep * (direction[i] - mean));
    const Complex y =
        redlich_kister(PairPolynomials<Complex>{n, 5, c.data(), m.resemblance.data()}, x.data(), by_x.data());
    partial_molar(n, x.data(), y, by_x.data(), partial.data());
    double sum = 0, total = 0;
    for (int i = 0; i < n; ++i) {
      sum += m.x[i] * partial[i].imag() / kStep;
      total += m.x[i] * partial[i].real();
    }
    EXPECT_NEAR(sum, 0, 1e-10);
    EXPECT_NEAR(total, y.real(), 1e-12);
  }
}

TEST(TemperatureFactors, EnthalpyIsHowGibbsMovesWithTemperature) {
  for (double T = 200; T <= 400; T += 12.5) {
    Complex gibbs[3];
    double enthalpy[3];
    gibbs_factors(Complex(T, kStep), gibbs);
    enthalpy_factors(T, enthalpy);
    // H/(R T₀) = −T² ∂(G/RT)/∂T / T₀, for each coefficient.
    for (int f = 0; f < 3; ++f)
      EXPECT_NEAR(enthalpy[f], -T * T * gibbs[f].imag() / kStep / kReferenceTemperature_K, 1e-10) << T;
  }
}

template <class Law>
void expect_gradient(const std::vector<double>& raw, const std::vector<double>& state) {
  std::vector<Complex> z(raw.begin(), raw.end());
  z.insert(z.end(), state.begin(), state.end());
  double gradient[Law::kCoefficients + Law::kStates];
  const double value = Law::evaluate(raw.data(), state.data(), gradient);
  EXPECT_NEAR(value, Law::evaluate(raw.data(), state.data()), 1e-14 * std::abs(value));
  for (std::size_t i = 0; i < z.size(); ++i) {
    const Complex kept = z[i];
    z[i] += Complex(0, kStep);
    const double expected = Law::evaluate(z.data(), z.data() + Law::kCoefficients).imag() / kStep;
    EXPECT_NEAR(gradient[i], expected, 1e-10 * std::max(1.0, std::abs(expected))) << i;
    z[i] = kept;
  }
}

TEST(PureLiquids, GradientsAgreeWithTheComplexStep) {
  Random random(5);
  for (int trial = 0; trial < 300; ++trial) {
    const double spread = trial % 10 == 0 ? 20 : 1.5, T = 200 + 200 * random.uniform();
    std::vector<double> raw;
    for (int i = 0; i < 3; ++i) raw.push_back(spread * (2 * random.uniform() - 1));
    expect_gradient<Viscosity>(raw, {T});
    for (double& r : raw) r /= trial % 10 == 0 ? 5 : 1;
    expect_gradient<MolarVolume>(raw, {T, 30 + 200 * random.uniform()});
  }
}

TEST(PureLiquids, ViscosityFallsOnWarmingAndIsFiniteInTheGlass) {
  Random random(6);
  for (int trial = 0; trial < 100; ++trial) {
    const double raw[] = {random.normal(), 3 * random.normal(), 3 * random.normal()};
    double warmer = INFINITY;
    for (double T = 20; T < 450; T += 10) {
      const double value = Viscosity::evaluate(raw, &T);
      EXPECT_TRUE(std::isfinite(value));
      EXPECT_LT(value, warmer);
      warmer = value;
    }
  }
}

}  // namespace
}  // namespace mixgrad::laws
