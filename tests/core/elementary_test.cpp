// fast_exp and the logistic: accuracy, extremes, and the same bits on every platform.
#include "tape/elementary.h"

#include <gtest/gtest.h>

#include <limits>

namespace mixgrad {
namespace {

constexpr float kLowest = -87, kHighest = 88;

TEST(FastExp, IsAccurateToTwoPartsInTenMillion) {
  double worst = 0;
  for (double x = kLowest; x <= kHighest; x += 1.7e-4) {
    const double exact = std::exp(static_cast<double>(static_cast<float>(x)));
    worst = std::max(worst, std::abs(fast_exp(static_cast<float>(x)) / exact - 1));
  }
  EXPECT_LT(worst, 2e-7);
  EXPECT_GT(worst, 1e-8);  // it is a float after all: the sweep did look
}

TEST(FastExp, IsExactAtZero) { EXPECT_EQ(fast_exp(0.0f), 1.0f); }

TEST(FastExp, IsClampedOutsideItsRange) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  for (const float x : {-88.0f, -1e30f, -kInfinity}) EXPECT_EQ(fast_exp(x), fast_exp(kLowest)) << x;
  for (const float x : {89.0f, 1e30f, kInfinity}) EXPECT_EQ(fast_exp(x), fast_exp(kHighest)) << x;
  EXPECT_GT(fast_exp(kLowest), 0.0f);
  EXPECT_LT(fast_exp(kHighest), kInfinity);
}

TEST(FastExp, NaNStaysNaN) {
  constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
  EXPECT_TRUE(std::isnan(fast_exp(kNaN)));
  EXPECT_TRUE(std::isnan(fast_exp(-kNaN)));
  EXPECT_TRUE(std::isnan(logistic(kNaN)));
}

// Every float between two seams of the range reduction, and the neighbourhoods of all the seams.
TEST(FastExp, NeverFalls) {
  const auto rises = [](float from, float to) {
    float before = fast_exp(from);
    for (float x = std::nextafter(from, kHighest); x <= to; x = std::nextafter(x, kHighest)) {
      const float here = fast_exp(x);
      if (here < before) return testing::AssertionFailure() << "at " << x;
      before = here;
    }
    return testing::AssertionSuccess();
  };
  EXPECT_TRUE(rises(0.34f, 1.04f));
  EXPECT_TRUE(rises(-1.04f, -0.34f));
  for (int n = -125; n <= 126; ++n) {
    const float seam = (static_cast<float>(n) + 0.5f) * 0.693147181f;
    EXPECT_TRUE(rises(seam - 1e-4f, seam + 1e-4f)) << "seam after " << n;
  }
}

// FNV-1a over the bits of the results. WebAssembly must give this number too.
TEST(FastExp, HasTheSameBitsEverywhere) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  const auto add = [&](float value) {
    for (int byte = 0; byte < 4; ++byte) {
      hash = (hash ^ (bit_cast<std::uint32_t>(value) >> (8 * byte) & 0xFF)) * 0x100000001b3ULL;
    }
  };
  for (int i = -6000; i <= 6000; ++i) {
    add(fast_exp(static_cast<float>(i) / 64));
    add(logistic(static_cast<float>(i) / 64));
  }
  EXPECT_EQ(hash, 15490735414628618442ULL);
}

TEST(Logistic, RunsFromZeroToOneAndIsSymmetric) {
  EXPECT_EQ(logistic(0.0f), 0.5f);
  EXPECT_EQ(logistic(100.0f), 1.0f);
  EXPECT_LT(logistic(-100.0f), 1e-37f);
  for (float x = 0; x < 80; x += 0.37f) EXPECT_NEAR(logistic(x) + logistic(-x), 1.0f, 2e-7f) << x;
  EXPECT_NEAR(logistic(2.0), 1 / (1 + std::exp(-2.0)), 1e-16);
}

}  // namespace
}  // namespace mixgrad
