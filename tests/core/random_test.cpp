// Pseudo-random numbers: the published sequence, and distributions that are what they say.
#include "random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace mixgrad {
namespace {

TEST(Random, IsSplitMix64) {
  // First outputs of the reference implementation for seed 1234567 (https://prng.di.unimi.it/splitmix64.c).
  Random random(1234567);
  for (const std::uint64_t expected : {6457827717110365317ULL, 3203168211198807973ULL, 9817491932198370423ULL,
                                       4593380528125082431ULL, 16408922859458223821ULL}) {
    EXPECT_EQ(random.next(), expected);
  }
}

TEST(Random, UniformFillsItsInterval) {
  Random random(1);
  constexpr int kCount = 100000, kBins = 10;
  std::vector<int> bin(kBins);
  for (int i = 0; i < kCount; ++i) {
    const double u = random.uniform();
    ASSERT_GE(u, 0);
    ASSERT_LT(u, 1);
    ++bin[static_cast<std::size_t>(u * kBins)];
  }
  for (const int n : bin) EXPECT_NEAR(n, kCount / kBins, 5 * std::sqrt(kCount / kBins));
}

TEST(Random, NormalHasMeanZeroAndVarianceOne) {
  Random random(2);
  constexpr int kCount = 100000;
  double sum = 0, square = 0, fourth = 0;
  for (int i = 0; i < kCount; ++i) {
    const double x = random.normal();
    ASSERT_TRUE(std::isfinite(x));
    sum += x, square += x * x, fourth += x * x * x * x;
  }
  EXPECT_NEAR(sum / kCount, 0, 5 / std::sqrt(kCount));
  EXPECT_NEAR(square / kCount, 1, 5 * std::sqrt(2.0 / kCount));
  EXPECT_NEAR(fourth / kCount, 3, 5 * std::sqrt(96.0 / kCount));
}

TEST(Random, BelowReachesEveryNumberAndNoOther) {
  Random random(3);
  std::vector<int> seen(7);
  for (int i = 0; i < 7000; ++i) ++seen.at(random.below(7));
  for (const int n : seen) EXPECT_NEAR(n, 1000, 150);
}

TEST(Random, ShuffleIsAPermutationAndEachIsAsLikely) {
  Random random(4);
  std::vector<int> first(4);
  constexpr int kCount = 8000;
  for (int i = 0; i < kCount; ++i) {
    std::vector<int> items{0, 1, 2, 3};
    random.shuffle(items);
    ++first[static_cast<std::size_t>(items[0])];
    std::sort(items.begin(), items.end());
    ASSERT_EQ(items, (std::vector<int>{0, 1, 2, 3}));
  }
  for (const int n : first) EXPECT_NEAR(n, kCount / 4, 200);
  std::vector<int> nothing;
  random.shuffle(nothing);
  EXPECT_TRUE(nothing.empty());
}

TEST(Random, SeedsGiveTheirOwnSequences) {
  Random a(1), b(2), c(1);
  const std::uint64_t first = a.next();
  EXPECT_NE(first, b.next());
  EXPECT_EQ(first, c.next());
}

}  // namespace
}  // namespace mixgrad
