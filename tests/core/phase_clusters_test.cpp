// Closed association: balances, limits that have a closed form, and slopes against differences.
#include "phase/clusters.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "random.h"

namespace mixgrad::phase {
namespace {

Association random_association(Random& random) {
  const double size = std::exp(std::log(3) + random.uniform() * std::log(30));  // 3 to 90
  const double root = 0.2 + 3 * random.uniform();                               // √(sc)
  const double ratio = std::cbrt(size);                                         // √(s/c)
  return {2 * root + 6 * random.uniform(), root * ratio, root / ratio, 0.4 + 0.6 * random.uniform()};
}

/// A cluster of one size: deep enough a well at n* that its neighbours hold nothing.
Association one_size(int size, double ln_K) {
  const double root = 40'000, ratio = std::cbrt(double(size));
  return {2 * root + ln_K / size, root * ratio, root / ratio, 1};
}

TEST(Clusters, HoldAllTheSalt) {
  Random random(1);
  for (int trial = 0; trial < 2000; ++trial) {
    const Association a = random_association(random);
    const double x =
        a.inside_x * (trial % 5 == 0 ? std::exp(-20 * random.uniform()) : 0.999 * random.uniform());
    if (!(x > 0)) continue;
    const auto c = associate(a, x);
    ASSERT_TRUE(c) << c.error().message;
    const double single = std::exp(c->ln_single);
    double in_clusters = 0, number = 0, square = 0;
    for (int n = 2; n < 5000; ++n) {
      const double own = std::exp(n * c->ln_single - a.free_energy_kT(n));
      number += own, in_clusters += n * own, square += own * n * n;
    }
    EXPECT_NEAR((single + in_clusters) * c->medium / x, 1, 1e-12);
    EXPECT_NEAR(c->medium * (1 + in_clusters / a.inside_x), 1, 1e-12);
    EXPECT_NEAR(c->share * x, in_clusters * c->medium, 1e-12);
    EXPECT_NEAR(c->number_mean, in_clusters / number, 1e-9 * c->number_mean);
    EXPECT_NEAR(c->weight_mean, square / in_clusters, 1e-9 * c->weight_mean);
    EXPECT_GE(c->weight_mean, c->number_mean);
    const std::vector<double> share = shares_by_size(a, x, *c);
    EXPECT_NEAR(std::accumulate(share.begin(), share.end(), 0.0), 1, 2e-6);
    EXPECT_LT(share.size(), 5000U);
  }
}

TEST(Clusters, CloseTheBalanceOfAnyTerms) {
  Random random(4);
  for (int trial = 0; trial < 400; ++trial) {
    const auto wide = [&] { return std::exp(8 * random.uniform() - 4); };
    const Association a{30 * random.uniform() - 5, trial % 7 ? wide() : 0, wide(),
                        0.05 + 0.95 * random.uniform()};
    const double x = a.inside_x * std::pow(random.uniform(), 1 + trial % 9);
    if (!(x > 0 && x < a.inside_x)) continue;
    const auto c = associate(a, x);
    if (!c) {
      EXPECT_EQ(c.error().field, "clusters");
      continue;
    }
    EXPECT_NEAR(std::exp(c->ln_single) * c->medium / x, 1 - c->share, 1e-10);
    EXPECT_GE(c->number_mean, 2);
    for (const double slope : c->share_slope) EXPECT_TRUE(std::isfinite(slope));
    for (const double slope : c->number_mean_slope) EXPECT_TRUE(std::isfinite(slope));
    const auto set_in = onset(a);
    EXPECT_TRUE(!set_in || (set_in->x > 0 && set_in->x < a.inside_x));
  }
}

TEST(Clusters, RiseWithSaltAndItsGainAndFallWithTheSurface) {
  Random random(2);
  for (int trial = 0; trial < 300; ++trial) {
    const Association a = random_association(random);
    double single = 0, share = 0;
    for (int i = 1; i < 40; ++i) {
      const auto c = associate(a, a.inside_x * i / 40);
      ASSERT_TRUE(c);
      EXPECT_GT(std::exp(c->ln_single), single * (1 - 1e-12));
      EXPECT_GT(c->share, share * (1 - 1e-12));
      single = std::exp(c->ln_single), share = c->share;
    }
    const double x = 0.5 * a.inside_x;
    const double here = associate(a, x)->share;
    EXPECT_GE(associate({a.gain_kT + 0.1, a.surface_kT, a.crowding_kT, a.inside_x}, x)->share, here);
    EXPECT_LE(associate({a.gain_kT, a.surface_kT * 1.1, a.crowding_kT, a.inside_x}, x)->share, here);
    EXPECT_LE(associate({a.gain_kT, a.surface_kT, a.crowding_kT * 1.1, a.inside_x}, x)->share, here);
  }
}

TEST(Clusters, OfOneSizeFollowTheTwoStateLaw) {
  // x = X_1 + (1 − x/y) n K X_1^n
  for (const int n : {8, 27, 64}) {
    const double ln_K = 4.0 * n;
    const Association a = one_size(n, ln_K);
    EXPECT_NEAR(a.favoured_size(), n, 1e-9);
    for (const double x : {1e-3, 0.01, 0.02, 0.05, 0.2, 0.7}) {
      const auto c = associate(a, x);
      ASSERT_TRUE(c);
      const double single = std::exp(c->ln_single);
      EXPECT_NEAR(single + (1 - x) * n * std::exp(ln_K + n * c->ln_single), x, 1e-7 * x);
      EXPECT_NEAR(c->weight_mean, n, 1e-6);
    }
  }
}

TEST(Clusters, OfOneSizeSetInWherePhillipsSays) {
  for (const int n : {3, 8, 27, 64}) {
    const double ln_K = 4.0 * n;
    const Association a = one_size(n, ln_K);
    const auto set_in = onset(a);
    ASSERT_TRUE(set_in) << n;
    const double ratio = std::exp(ln_K + (n - 1) * set_in->ln_single);
    EXPECT_NEAR(ratio, (n - 2) / (double(n) * n * (2 * n - 1)), 1e-6 * ratio);
    // Hardly any salt is in clusters there, nearly all of what is added later.
    EXPECT_NEAR(associate(a, set_in->x)->share, n * ratio / (1 + n * ratio), 1e-6);
    if (n < 20) continue;  // small clusters set in slowly
    EXPECT_LT(associate(a, 0.8 * set_in->x)->share, 0.002);
    EXPECT_GT(associate(a, 3 * set_in->x)->share, 0.5);
  }
  EXPECT_FALSE(onset({0.1, 1, 0.5, 0.5}));  // the inside is hardly better: singles fill it first
}

TEST(Clusters, BendMostAtTheOnset) {
  // d²N/dS² by differences along X_1 is least there.
  const Association a{9, 10, 1, 0.6};
  const auto set_in = onset(a);
  ASSERT_TRUE(set_in);
  const auto bend = [&](double z) {
    const auto sums = [&](double at, double& number, double& salt) {
      number = salt = std::exp(at);
      for (int n = 2; n < 3000; ++n) {
        const double own = std::exp(n * at - a.free_energy_kT(n));
        number += own, salt += n * own;
      }
    };
    double N[3], S[3];
    for (int k = 0; k < 3; ++k) sums(z + 1e-4 * (k - 1), N[k], S[k]);
    return ((N[2] - N[1]) / (S[2] - S[1]) - (N[1] - N[0]) / (S[1] - S[0])) / (S[2] - S[0]);
  };
  const double least = bend(set_in->ln_single);
  EXPECT_LT(least, 0);
  for (const double aside : {-0.05, -0.02, 0.02, 0.05}) EXPECT_GT(bend(set_in->ln_single + aside), least);
}

TEST(Clusters, LargeOnesFollowTheLeverRule) {
  // Between the inside and a medium in which clusters of the favoured size are at home: f_n* = ln of its
  // salt.
  const double y = 0.6, medium = 0.05, root = 100, size = 1000;
  const Association a{2 * root - std::log(medium), root * std::cbrt(size), root / std::cbrt(size), y};
  for (const double x : {0.1, 0.2, 0.4}) {
    const auto c = associate(a, x);
    ASSERT_TRUE(c);
    const double lever = (x - medium) / (y - medium);
    EXPECT_NEAR(c->share, lever * y / x, 0.01);
    EXPECT_NEAR(1 - c->medium, lever, 0.01);
    EXPECT_NEAR(c->number_mean, size, 0.02 * size);
  }
}

TEST(Clusters, VanishOnDilution) {
  const Association a{5, 1.5, 0.15, 0.6};
  double share = 1;
  for (double x = 0.1; x > 1e-9; x /= 10) {
    const auto c = associate(a, x);
    ASSERT_TRUE(c);
    EXPECT_LT(c->share, share);
    EXPECT_NEAR(std::exp(c->ln_single) * c->medium, x * (1 - c->share), 1e-12);
    share = c->share;
  }
  EXPECT_LT(share, 1e-5);
}

TEST(Clusters, SlopesAgreeWithDifferences) {
  Random random(3);
  for (int trial = 0; trial < 300; ++trial) {
    const Association a = random_association(random);
    const double x = a.inside_x * (0.05 + 0.9 * random.uniform());
    const auto c = associate(a, x);
    ASSERT_TRUE(c);
    const double theta[] = {x, a.gain_kT, a.surface_kT, a.crowding_kT, a.inside_x};
    for (std::size_t p = 0; p < 5; ++p) {
      const auto moved = [&](double by) {
        double t[5];
        std::copy(theta, theta + 5, t);
        t[p] += by;
        return *associate({t[1], t[2], t[3], t[4]}, t[0]);
      };
      const double h = 1e-5 * std::max(theta[p], 0.01);
      const Clusters up = moved(h), down = moved(-h);
      const double share = (up.share - down.share) / (2 * h);
      const double mean = (up.number_mean - down.number_mean) / (2 * h);
      EXPECT_NEAR(c->share_slope[p], share, 1e-5 * std::fabs(share) + 1e-7) << p;
      EXPECT_NEAR(c->number_mean_slope[p], mean, 1e-5 * std::fabs(mean) + 1e-4) << p;
    }
  }
}

TEST(Clusters, RefuseWhatHasNoAnswer) {
  const Association a{4, 1.5, 0.15, 0.6};
  for (const double x : {0.0, -1.0, 0.6, 0.7, std::nan("")}) {
    const auto c = associate(a, x);
    ASSERT_FALSE(c);
    EXPECT_EQ(c.error().field, "feed");
  }
  const auto endless = associate({4, 0, 1e-4, 0.6}, 0.59999);
  ASSERT_FALSE(endless);
  EXPECT_EQ(endless.error().field, "clusters");
}

}  // namespace
}  // namespace mixgrad::phase
