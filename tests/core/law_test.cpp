// The conductivity law: derivatives against the complex step, limits, and the laws it contains.
#include "laws/conductivity.h"

#include <gtest/gtest.h>

#include <complex>
#include <functional>
#include <vector>

#include "random.h"
#include "tape/operations.h"

namespace mixgrad::laws {
namespace {

using Complex = std::complex<double>;
using Law = Conductivity;
constexpr int kRaw = Law::kCoefficients;
constexpr int kAll = Law::kCoefficients + Law::kStates;
constexpr double kStep = 1e-30;

/// d f / d x_i for all i, by the complex step: no subtraction, so exact to rounding.
template <class Function>
std::vector<double> complex_step(const Function& f, const std::vector<double>& x) {
  std::vector<double> derivative;
  std::vector<Complex> z(x.begin(), x.end());
  for (std::size_t i = 0; i < x.size(); ++i) {
    z[i] = Complex(x[i], kStep);
    derivative.push_back(f(z.data()).imag() / kStep);
    z[i] = x[i];
  }
  return derivative;
}

testing::AssertionResult close(double value, double expected, double tolerance) {
  if (std::abs(value - expected) <= tolerance * std::max(std::abs(expected), 1e-3))
    return testing::AssertionSuccess();
  return testing::AssertionFailure() << value << " is not " << expected;
}

/// Raw coefficients near 0, a molality and a temperature; a tenth of them far from common.
std::vector<double> random_point(Random& random) {
  const double spread = random.uniform() < 0.1 ? 6 : 1.5;
  std::vector<double> p;
  for (int j = 0; j < kRaw; ++j) p.push_back(spread * (2 * random.uniform() - 1));
  p.push_back(std::pow(10, -4 + 4.7 * random.uniform()));  // 10⁻⁴ to 5 mol/kg
  p.push_back(205 + 200 * random.uniform());
  return p;
}

ConductivityCoefficients<double> link(const std::vector<double>& raw) { return Law::link(raw.data()); }

// ---- Derivatives ----

TEST(ConductivityLaw, GradientAgreesWithTheComplexStepThroughTheLinks) {
  const auto law = [](const auto* p) { return Law::evaluate(p, p + kRaw); };
  Random random(1);
  for (int i = 0; i < 2000; ++i) {
    const std::vector<double> point = random_point(random);
    double gradient[kAll];
    const double value = Law::evaluate(point.data(), point.data() + kRaw, gradient);
    const std::vector<double> expected = complex_step(law, point);
    EXPECT_EQ(value, law(point.data()));  // to the last bit: a gradient changes no value
    for (std::size_t j = 0; j < kAll; ++j)
      EXPECT_TRUE(close(gradient[j], expected[j], 1e-10)) << "variable " << j;
  }
}

/// The law on its own coefficients, in the order of the struct.
template <class Scalar>
Scalar direct(const Scalar* p) {
  return log_conductivity(ConductivityCoefficients<Scalar>{p[0], p[1], p[2], p[3], p[4], p[5]}, p[6], p[7]);
}

TEST(ConductivityLaw, GradientAgreesWithTheComplexStepOnTheCoefficients) {
  Random random(2);
  for (int i = 0; i < 2000; ++i) {
    std::vector<double> point = random_point(random);
    const auto c = link(point);
    for (int j = 0; j < kRaw; ++j)
      point[static_cast<std::size_t>(j)] = c.*(kConductivityCoefficients[j].member);
    ConductivityCoefficients<double> by;
    double by_molality, by_temperature;
    const double value =
        log_conductivity_and_gradient(c, point[kRaw], point[kRaw + 1], by, by_molality, by_temperature);
    const std::vector<double> expected = complex_step([](const Complex* p) { return direct(p); }, point);
    EXPECT_EQ(value, direct(point.data()));
    for (std::size_t j = 0; j < kRaw; ++j)
      EXPECT_TRUE(close(by.*(kConductivityCoefficients[j].member), expected[j], 1e-10))
          << "coefficient " << j;
    EXPECT_TRUE(close(by_molality, expected[kRaw], 1e-10));
    EXPECT_TRUE(close(by_temperature, expected[kRaw + 1], 1e-10));
  }
}

TEST(ConductivityLaw, TheTapeAgreesWithTheComplexStep) {
  constexpr int kRows = 37;
  Random random(3);
  std::vector<double> raw, state;
  std::vector<std::vector<double>> points;
  for (int i = 0; i < kRows; ++i) {
    points.push_back(random_point(random));
    raw.insert(raw.end(), points.back().begin(), points.back().begin() + kRaw);
    state.insert(state.end(), points.back().begin() + kRaw, points.back().end());
  }
  Tape<double> t;
  const Var a = t.variable(raw.data(), kRows, kRaw), b = t.variable(state.data(), kRows, Law::kStates);
  const Var y = apply_law<Law>(t, a, b);
  t.seed(y);
  t.backward();
  for (std::size_t i = 0; i < kRows; ++i) {
    const auto law = [](const auto* p) { return Law::evaluate(p, p + kRaw); };
    const std::vector<double> expected = complex_step(law, points[i]);
    EXPECT_EQ(t.value(y)[i], law(points[i].data()));
    for (std::size_t j = 0; j < kRaw; ++j)
      EXPECT_TRUE(close(t.gradient(a)[i * kRaw + j], expected[j], 1e-10));
    for (std::size_t j = 0; j < Law::kStates; ++j)
      EXPECT_TRUE(close(t.gradient(b)[i * Law::kStates + j], expected[kRaw + j], 1e-10));
  }
}

TEST(ConductivityLaw, SlopesOfTheLinksAgreeWithTheComplexStep) {
  for (const double x : {-800.0, -30.0, -1.0, -1e-300, 0.0, 1e-300, 1.0, 30.0, 800.0}) {
    const Complex z(x, kStep);
    EXPECT_EQ(softplus_with_slope(x).value, softplus(x)) << x;
    EXPECT_TRUE(close(softplus_with_slope(x).slope, softplus(z).imag() / kStep, 1e-14)) << x;
    EXPECT_EQ(positive_part_with_slope(x).value, positive_part(x)) << x;
    EXPECT_TRUE(close(positive_part_with_slope(x).slope, positive_part(z).imag() / kStep, 1e-10)) << x;
    EXPECT_EQ(bounded_with_slope(x, 3).value, bounded(x, 3)) << x;
    EXPECT_TRUE(close(bounded_with_slope(x, 3).slope, bounded(z, 3).imag() / kStep, 1e-10)) << x;
  }
  EXPECT_DOUBLE_EQ(softplus(-1e-300), softplus(1e-300));
  EXPECT_DOUBLE_EQ(positive_part(-1e-300), positive_part(1e-300));
}

TEST(ConductivityLaw, SoftplusAndPositivePartNeitherOverflowNorCancel) {
  EXPECT_EQ(softplus(1000.0), 1000.0);
  EXPECT_EQ(softplus(-1000.0), 0.0);
  for (double x = -40; x <= 40; x += 0.37) {
    EXPECT_NEAR(softplus(x), static_cast<double>(std::log1p(std::exp(static_cast<long double>(x)))),
                1e-15 * std::max(1.0, x));
  }
  for (const double x : {-1e9, -1e3, -1.0, 0.0, 1.0, 1e3, 1e9}) {
    const long double wide = x;
    const long double root = std::sqrt(wide * wide + 4 * kGlassSoftness_K * kGlassSoftness_K);
    const long double exact =
        x > 0 ? (wide + root) / 2 : 2 * kGlassSoftness_K * kGlassSoftness_K / (root - wide);
    EXPECT_DOUBLE_EQ(positive_part(x), static_cast<double>(exact)) << x;
    EXPECT_GT(positive_part(x), 0) << x;
  }
}

// ---- Limits ----

TEST(ConductivityLaw, VanishesWithoutSaltInProportionToIt) {
  Random random(4);
  for (int i = 0; i < 500; ++i) {
    std::vector<double> point = random_point(random);
    const auto c = link(point);
    const auto conductivity = [&](double m) { return std::exp(log_conductivity(c, m, point[kRaw + 1])); };
    const double slope = conductivity(1e-9) / 1e-9;
    ASSERT_TRUE(std::isfinite(slope));
    ASSERT_GE(slope, 0);
    EXPECT_TRUE(close(conductivity(1e-12) / 1e-12, slope, 1e-5));
    point[kRaw] = 1e-9;
    const double log_slope =
        complex_step([](const Complex* p) { return Law::evaluate(p, p + kRaw); }, point)[kRaw];
    EXPECT_TRUE(close(conductivity(1e-9) * log_slope, slope, 1e-5));  // dκ/dm
  }
}

TEST(ConductivityLaw, IsFiniteAndNotNegativeForAnyCoefficients) {
  Random random(5);
  for (int i = 0; i < 20000; ++i) {
    std::vector<double> raw;
    for (int j = 0; j < kRaw; ++j) raw.push_back(15 * (2 * random.uniform() - 1));
    const auto c = link(raw);
    EXPECT_GE(c.rise, 0);
    EXPECT_GT(c.warming_per_K, -1.0 / kReferenceTemperature_K);
    EXPECT_GE(c.glass_slope, 0);
    for (const double temperature : {200.0, 250.0, 300.0, 400.0}) {
      const double m = 5 * random.uniform() + 1e-6;
      const double state[] = {m, temperature};
      double gradient[kAll];
      const double value = Law::evaluate(raw.data(), state, gradient);
      ASSERT_TRUE(std::isfinite(value));
      ASSERT_GE(std::exp(value), 0);
      for (const double derivative : gradient) ASSERT_TRUE(std::isfinite(derivative));
    }
  }
}

TEST(ConductivityLaw, NoRawCoefficientGoesBeyondTheLinksBounds) {
  EXPECT_EQ(bounded(0.0, kLinkBound), 0);
  double before = -kLinkBound;
  for (double x = -30; x <= 30; x += 0.1) {
    EXPECT_GT(bounded(x, kLinkBound), before) << x;
    before = bounded(x, kLinkBound);
  }
  EXPECT_LT(before, kLinkBound);
  EXPECT_NEAR(bounded(0.1, kLinkBound), 0.1, 1e-4);
  // The largest floats, all signs, are still an electrolyte.
  for (int signs = 0; signs < 1 << kRaw; ++signs) {
    double raw[kRaw];
    for (int j = 0; j < kRaw; ++j) raw[j] = signs >> j & 1 ? 3e38 : -3e38;
    for (const double m : {1e-9, 1.0, 10.0}) {
      const double state[] = {m, 298.15};
      ASSERT_LT(std::exp(Law::evaluate(raw, state)), 1e12) << signs << ", " << m << " mol/kg";
    }
  }
}

TEST(ConductivityLaw, VanishesInTheGlass) {
  Random random(6);
  for (int i = 0; i < 200; ++i) {
    const auto c = link(random_point(random));
    double before = log_conductivity(c, 3.0, 260.0);
    for (double temperature = 255; temperature >= 50; temperature -= 5) {
      const double now = log_conductivity(c, 3.0, temperature);
      ASSERT_LT(now, before) << temperature;
      before = now;
    }
    EXPECT_LT(std::exp(before), 1e-30);
  }
}

TEST(ConductivityLaw, FarTooMuchSaltIsNoBetterConductor) {
  const auto c = link(std::vector<double>(kRaw, 0.0));
  for (const double temperature : {253.15, 298.15, 333.15, 373.15}) {
    double before = std::exp(log_conductivity(c, 3.0, temperature));
    for (double m = 3.5; m <= 20; m += 0.5) {
      const double now = std::exp(log_conductivity(c, m, temperature));
      ASSERT_LE(now, before) << m << " mol/kg at " << temperature << " K";
      before = now;
    }
  }
}

// ---- The laws inside ----

/// κ = K m (298.15 K/T): all ions free, nothing hinders them, a glass far away.
ConductivityCoefficients<double> plain(double log_reference = 0) {
  ConductivityCoefficients<double> c{};
  c.log_reference = log_reference;
  c.rise = 1;
  c.warming_per_K = -1 / kReferenceTemperature_K;
  c.glass_K = 100;
  return c;
}

/// 9.5 mS/cm at 1 mol/kg and 298.15 K, with B = 1000 K and T0 = 150 K there.
ConductivityCoefficients<double> electrolyte() {
  auto c = plain(std::log(9.5));
  c.rise = 0.75;
  c.glass_K = 150;
  c.warming_per_K += 1000 / (148.15 * 148.15);
  return c;
}

double conductivity(const ConductivityCoefficients<double>& c, double m, double temperature) {
  return std::exp(log_conductivity(c, m, temperature));
}

TEST(ConductivityLaw, CoefficientsAreWhatTheySay) {
  Random random(8);
  for (int i = 0; i < 100; ++i) {
    const auto c = link(random_point(random));
    EXPECT_NEAR(log_conductivity(c, 1.0, 298.15), c.log_reference, 1e-12);
    std::vector<double> point;
    for (const auto& row : kConductivityCoefficients) point.push_back(c.*(row.member));
    point.insert(point.end(), {1.0, 298.15});
    const auto slope = complex_step([](const Complex* p) { return direct(p); }, point);
    EXPECT_NEAR(slope[kRaw + 1], c.warming_per_K, 2e-4);  // up to the smoothing near the glass
    // Each tenth: T0 and B rise with salt, and hinder the ions; a says how their number grows.
    const double gap = kReferenceTemperature_K - c.glass_K,
                 activation = (c.warming_per_K + 1 / 298.15) * gap * gap;
    EXPECT_NEAR(slope[kRaw], c.rise - activation / gap * (c.glass_slope / gap + c.activation_slope),
                0.02 * std::abs(1 - c.rise) + 0.01);
  }
}

// κ = K m^a where nothing hinders; its term for infinite dilution multiplies it by [1.02 m/(m + 0.02)]^(1 −
// a).
TEST(ConductivityLaw, PairedIonsAreAPowerOfTheSalt) {
  auto c = plain(std::log(4));
  EXPECT_NEAR(conductivity(c, 0.25, 298.15), 1, 1e-12);
  c.rise = 0.5;
  EXPECT_NEAR(conductivity(c, 0.25, 298.15), 2 * std::sqrt(1.02 * 0.25 / 0.27), 1e-12);
  EXPECT_NEAR(conductivity(c, 4, 298.15), 8 * std::sqrt(1.02 * 4 / 4.02), 1e-12);
}

// κ = κ(298.15 K) (298.15 K/T) exp{−B [1/(T − T0) − 1/(298.15 K − T0)]} with T0 = 95 K and B = 1000 K,
// worked out by hand; the smoothing near the glass changes the fourth digit.
TEST(ConductivityLaw, ContainsVogelFulcherTammann) {
  auto c = plain(2);
  c.glass_K = 95;
  c.warming_per_K += 1000 / (203.15 * 203.15);
  EXPECT_NEAR(conductivity(c, 1, 253.15), 1.82095 * 1.177756, 5e-3);
  EXPECT_NEAR(conductivity(c, 1, 298.15), 7.38906, 1e-5);
  EXPECT_NEAR(conductivity(c, 1, 323.15), 12.67194 * 0.922638, 5e-3);
}

/// Where κ is highest.
double best_salt_mol_per_kg(const ConductivityCoefficients<double>& c, double temperature) {
  double best = 0.1;
  for (double m = 0.1; m < 5; m += 0.01)
    best = conductivity(c, m, temperature) > conductivity(c, best, temperature) ? m : best;
  return best;
}

TEST(ConductivityLaw, SaltRaisesTheGlassTemperature) {
  auto c = electrolyte();
  c.glass_slope = 20;
  const auto activation = [&](double m) { return conductivity(c, m, 303.15) / conductivity(c, m, 293.15); };
  EXPECT_GT(activation(2), activation(1));
  EXPECT_GT(activation(1), activation(0.1));
  // At the maximum, what more ions bring, a/m, is what they hinder, B τ/(T − T0)²; it moves to more salt as
  // the electrolyte warms (doi 10.1149/1.1403730).
  const double m = best_salt_mol_per_kg(c, 298.15), v = m - 1,
               gap = 298.15 - 150 - 20 * v / std::sqrt(1 + v * v / 25);
  EXPECT_NEAR(0.75 / m, 20 * 1000 / (gap * gap), 0.02);
  EXPECT_GT(best_salt_mol_per_kg(c, 323.15), m + 0.02);
  EXPECT_LT(best_salt_mol_per_kg(c, 273.15), m - 0.02);
}

TEST(ConductivityLaw, TheActivationSlopeScalesTheActivation) {
  auto c = electrolyte();
  const auto activation = [&](double m) {
    return std::log(conductivity(c, m, 308.15) / conductivity(c, m, 288.15)) + std::log(308.15 / 288.15);
  };
  const double without = activation(2);
  c.activation_slope = 0.3;
  EXPECT_NEAR(activation(2), std::exp(0.3 / std::sqrt(26.0 / 25)) * without, 1e-12);
  EXPECT_NEAR(activation(1), without, 1e-12);
}

TEST(ConductivityLaw, ZeroRawCoefficientsAreAPlausibleElectrolyte) {
  const std::vector<double> raw(kRaw, 0.0);
  const double kappa = conductivity(link(raw), 1, 298.15);
  EXPECT_GT(kappa, 3);
  EXPECT_LT(kappa, 12);
  EXPECT_GT(conductivity(link(raw), 1, 323.15), kappa);
  EXPECT_LT(conductivity(link(raw), 1, 253.15), kappa);
}

}  // namespace
}  // namespace mixgrad::laws
