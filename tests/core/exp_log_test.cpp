// exp and log without tables: beside the C library's, over all doubles and at the extremes.
#include "exp_log.h"

#include <gtest/gtest.h>

#include <cmath>
#include <initializer_list>
#include <limits>

#include "random.h"

namespace mixgrad {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kSmallest = std::numeric_limits<double>::denorm_min();
constexpr double kLargest = std::numeric_limits<double>::max();

/// `value` is `exact` or one of its two neighbours.
bool within_one_unit(double value, double exact) {
  return value >= std::nextafter(exact, -kInfinity) && value <= std::nextafter(exact, kInfinity);
}

TEST(CompactExp, IsTheExponentialToOneUnitInTheLastPlace) {
  Random random(1);
  for (int i = 0; i < 200'000; ++i) {
    for (const double range : {1e-9, 1.0, 40.0, 745.0}) {
      const double x = range * (2 * random.uniform() - 1);
      ASSERT_TRUE(within_one_unit(compact_exp(x), std::exp(x))) << x;
    }
  }
}

TEST(CompactExp, EndsWhereDoublesEnd) {
  for (const double x : {709.78271289338397, -708.5, -744.44, -745.13}) {
    EXPECT_TRUE(within_one_unit(compact_exp(x), std::exp(x))) << x;
  }
  for (const double x : {709.79, 745.9, 746.0, 1e308, kInfinity}) EXPECT_EQ(compact_exp(x), kInfinity) << x;
  for (const double x : {-745.2, -746.0, -1e308, -kInfinity}) EXPECT_EQ(compact_exp(x), 0) << x;
  for (const double x : {0.0, -0.0, kSmallest, -kSmallest, 1e-300}) EXPECT_EQ(compact_exp(x), 1) << x;
  EXPECT_TRUE(std::isnan(compact_exp(kNaN)));
}

TEST(CompactLog, IsTheLogarithmToOneUnitInTheLastPlace) {
  Random random(2);
  for (int i = 0; i < 200'000; ++i) {
    const double near_one = 0.5 + 1.5 * random.uniform();
    const double anywhere = std::ldexp(near_one, static_cast<int>(2100 * random.uniform()) - 1075);
    for (const double x : {near_one, 1 + 1e-9 * random.uniform(), anywhere}) {
      if (x == 0 || x == kInfinity) continue;
      ASSERT_TRUE(within_one_unit(compact_log(x), std::log(x))) << x;
    }
  }
}

TEST(CompactLog, EndsWhereDoublesEnd) {
  for (const double x : {kSmallest, 3 * kSmallest, 0x1p-1022, kLargest, std::sqrt(0.5), std::sqrt(2.0)}) {
    EXPECT_TRUE(within_one_unit(compact_log(x), std::log(x))) << x;
  }
  EXPECT_EQ(compact_log(1), 0);
  EXPECT_EQ(compact_log(0.0), -kInfinity);
  EXPECT_EQ(compact_log(-0.0), -kInfinity);
  EXPECT_EQ(compact_log(kInfinity), kInfinity);
  for (const double x : {-kSmallest, -1.0, -kInfinity, kNaN}) EXPECT_TRUE(std::isnan(compact_log(x))) << x;
}

}  // namespace
}  // namespace mixgrad
