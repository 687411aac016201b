// The law for dense tables: derivatives against the complex step, the laws it
// contains, its limits.
#include "laws/dense_conductivity.h"

#include <gtest/gtest.h>

#include <complex>
#include <vector>

#include "random.h"

namespace mixgrad::laws {
namespace {

using Law = DenseConductivity;
constexpr int kRaw = Law::kCoefficients, kAll = kRaw + Law::kStates;

double log_conductivity_at(const std::vector<double>& raw, double molality, double temperature_K) {
  const double state[] = {molality, temperature_K};
  return Law::evaluate(raw.data(), state);
}

TEST(DenseConductivityLaw, GradientAgreesWithTheComplexStep) {
  constexpr double kImaginary = 1e-30;
  Random random(1);
  for (int i = 0; i < 2000; ++i) {
    const double spread = random.uniform() < 0.1 ? 6 : 1.5;
    std::vector<double> point;
    for (int j = 0; j < kRaw; ++j) point.push_back(spread * (2 * random.uniform() - 1));
    point.push_back(0.01 + 2.5 * random.uniform());
    point.push_back(230 + 90 * random.uniform());
    double gradient[kAll];
    const double value = Law::evaluate(point.data(), point.data() + kRaw, gradient);
    EXPECT_EQ(value, Law::evaluate(point.data(), point.data() + kRaw));
    std::vector<std::complex<double>> z(point.begin(), point.end());
    for (std::size_t j = 0; j < kAll; ++j) {
      z[j] = {point[j], kImaginary};
      const double expected = Law::evaluate(z.data(), z.data() + kRaw).imag() / kImaginary;
      EXPECT_NEAR(gradient[j], expected, 1e-9 * std::max(1e-3, std::abs(expected))) << "variable " << j;
      z[j] = point[j];
    }
  }
}

TEST(DenseConductivityLaw, FollowsVogelFulcherTammannTimesASquareOfTemperature) {
  const std::vector<double> raw(kRaw, 0.0);  // at 1 mol/kg: W = 0.022/K, G = 110 K
  const double T0 = Law::kMiddle_K - 110, B = 0.022 * 110 * 110;
  const double cold = log_conductivity_at(raw, 1, 243.15), warm = log_conductivity_at(raw, 1, 293.15);
  EXPECT_NEAR(warm - cold, 2 * std::log(293.15 / 243.15) + B / (243.15 - T0) - B / (293.15 - T0),
              5e-3);  // up to the smoothing at T0
}

TEST(DenseConductivityLaw, ThereIsNoConductivityWithoutSaltOrInTheGlass) {
  const std::vector<double> raw(kRaw, 0.3);
  EXPECT_LT(log_conductivity_at(raw, 1e-12, 273.15), -15);
  EXPECT_LT(log_conductivity_at(raw, 1, 120), -100);
  EXPECT_TRUE(std::isfinite(log_conductivity_at(raw, 1, 60)));
}

}  // namespace
}  // namespace mixgrad::laws
