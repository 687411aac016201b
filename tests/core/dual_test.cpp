// Dual numbers: values to the last bit those of plain arithmetic, derivatives those of the calculus.
#include "tape/dual.h"

#include <gtest/gtest.h>

#include <complex>

#include "random.h"

namespace mixgrad {
namespace {

/// Everything a Dual can do, in one expression of two variables.
template <class Scalar>
Scalar everything(const Scalar& x, const Scalar& y) {
  using std::exp;
  using std::log;
  using std::sqrt;
  return exp(-x) * log(y) / (1.0 + x * y) - sqrt(x + 2.0 * y) + (y - 3.0) / x + (1.0 - x) * y;
}

TEST(Dual, ValuesAreThoseOfPlainArithmetic) {
  Random random(1);
  for (int i = 0; i < 2000; ++i) {
    const double x = 0.1 + 3 * random.uniform(), y = 0.1 + 3 * random.uniform();
    EXPECT_EQ(everything(Dual<2>::variable(x, 0), Dual<2>::variable(y, 1)).value, everything(x, y));
  }
}

TEST(Dual, DerivativesAgreeWithTheComplexStep) {
  constexpr double kStep = 1e-30;
  Random random(2);
  for (int i = 0; i < 200; ++i) {
    const double x = 0.1 + 3 * random.uniform(), y = 0.1 + 3 * random.uniform();
    const Dual<2> d = everything(Dual<2>::variable(x, 0), Dual<2>::variable(y, 1));
    using Complex = std::complex<double>;
    const double dx = everything(Complex(x, kStep), Complex(y)).imag() / kStep;
    const double dy = everything(Complex(x), Complex(y, kStep)).imag() / kStep;
    EXPECT_NEAR(d.partial[0], dx, 1e-12 * std::max(1.0, std::abs(dx)));
    EXPECT_NEAR(d.partial[1], dy, 1e-12 * std::max(1.0, std::abs(dy)));
  }
}

TEST(Dual, ConstantsHaveNoDerivative) {
  const Dual<3> constant = 2.5;
  EXPECT_EQ(constant.value, 2.5);
  for (const double p : constant.partial) EXPECT_EQ(p, 0);
  const Dual<3> product = constant * Dual<3>::variable(4, 1);
  EXPECT_EQ(product.partial, (std::array<double, 3>{0, 2.5, 0}));
}

}  // namespace
}  // namespace mixgrad
