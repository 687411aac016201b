// Figures of merit by hand, and the calibration of the 90 % interval on errors of known scatter.
#include "train/calibrate.h"

#include <gtest/gtest.h>

#include <cmath>

#include "random.h"
#include "train/evaluation.h"

namespace mixgrad::train {
namespace {

// ---- Figures of merit ----

TEST(Figures, ByHand) {
  // Measured 1, 2, 4; predicted 1, 3, 2 mS/cm.
  std::vector<HeldOutRow> rows(3);
  const double measured[] = {1, 2, 4}, predicted[] = {1, 3, 2};
  for (std::size_t i = 0; i < 3; ++i) {
    rows[i].measured = std::log(measured[i]);
    rows[i].mean = std::log(predicted[i]);
  }
  const Figures f = figures_of(rows);
  EXPECT_EQ(f.rows, 3);
  EXPECT_NEAR(f.mean_absolute_error_mS_per_cm, 1, 1e-12);
  EXPECT_NEAR(f.root_mean_square_error_mS_per_cm, std::sqrt(5.0 / 3), 1e-12);
  EXPECT_NEAR(f.r_squared, 1 - 5 / (14.0 / 3), 1e-12);
  EXPECT_NEAR(f.median_relative_error, 0.5, 1e-12);
  EXPECT_NEAR(f.mean_absolute_log_error, (std::log(1.5) + std::log(2)) / 3, 1e-12);
  EXPECT_EQ(figures_of({}).rows, 0);
}

TEST(Figures, QuantilesInterpolate) {
  EXPECT_EQ(quantile({3, 1, 2}, 0), 1);
  EXPECT_EQ(quantile({3, 1, 2}, 0.5), 2);
  EXPECT_EQ(quantile({3, 1, 2}, 0.75), 2.5);
  EXPECT_EQ(quantile({3, 1, 2}, 1), 3);
  EXPECT_EQ(quantile({7}, 0.9), 7);
}

// ---- Calibration ----

/// Rows whose errors are normal, with the deviation that their heads report plus some noise of their own.
std::vector<HeldOutRow> noisy_rows(int count, double noise, bool known_ground, std::uint64_t seed) {
  Random random(seed);
  std::vector<HeldOutRow> rows;
  for (int i = 0; i < count; ++i) {
    HeldOutRow r;
    r.row = i;
    r.fold = i % 5;
    r.deviation = 0.02 + 0.1 * random.uniform();
    r.mean = std::hypot(r.deviation, noise) * random.normal();
    r.known_ground = known_ground;
    rows.push_back(r);
  }
  return rows;
}

TEST(Calibrating, FindsHowMeasurementsScatter) {
  auto rows = noisy_rows(4000, 0.05, true, 1);
  const auto elsewhere = noisy_rows(4000, 0.2, false, 2);
  rows.insert(rows.end(), elsewhere.begin(), elsewhere.end());
  const auto fitted = fit_calibration({{"made up", rows}});
  ASSERT_TRUE(fitted) << fitted.error().message;
  const Calibration& c = *fitted;
  // Nine in ten normal deviates are below 1.645 standard deviations.
  for (const double deviation : {0.02, 0.07, 0.12}) {
    EXPECT_NEAR(c.half_width(DomainState::known_ground, deviation), 1.645 * std::hypot(deviation, 0.05),
                0.015);
    EXPECT_NEAR(c.half_width(DomainState::caution, deviation), 1.645 * std::hypot(deviation, 0.2), 0.04);
  }
  const auto measured = measure_coverage({{"made up", rows}});
  ASSERT_TRUE(measured) << measured.error().message;
  EXPECT_EQ(measured->size(), 3U);
  for (const Coverage& coverage : *measured) {
    EXPECT_NEAR(coverage.share_inside, 0.9, 0.02) << coverage.state;
    EXPECT_EQ(coverage.rows, coverage.state == "all" ? 8000 : 4000);
  }
}

TEST(Calibrating, ManyEasyRowsDoNotDrownAFewHardOnes) {
  const ProtocolRows easy{"easy", noisy_rows(4000, 0.0, true, 3)},
      hard{"hard", noisy_rows(400, 0.3, true, 4)}, elsewhere{"elsewhere", noisy_rows(10, 0.1, false, 5)};
  const auto both = fit_calibration({easy, hard, elsewhere}), easy_alone = fit_calibration({easy, elsewhere});
  ASSERT_TRUE(both && easy_alone);
  EXPECT_GT(both->half_width(DomainState::known_ground, 0.05),
            2 * easy_alone->half_width(DomainState::known_ground, 0.05));
}

TEST(Calibrating, AnEmptyGroupIsAnError) {
  const auto field = [](const auto& result) {
    if (result) return std::string("fitted");
    EXPECT_EQ(result.error().code, "bad_data");
    EXPECT_FALSE(result.error().message.empty());
    return result.error().field;
  };
  const ProtocolRows known{"p", noisy_rows(50, 0.1, true, 1)}, elsewhere{"q", noisy_rows(50, 0.1, false, 2)};
  EXPECT_EQ(field(fit_calibration({known, elsewhere})), "fitted");
  EXPECT_EQ(field(measure_coverage({known, elsewhere})), "fitted");
  EXPECT_EQ(field(fit_calibration({known})), "elsewhere");
  EXPECT_EQ(field(fit_calibration({elsewhere})), "known ground");
  EXPECT_EQ(field(fit_calibration({})), "known ground");
  EXPECT_EQ(field(measure_coverage({known})), "elsewhere");
  // All in one fold: with that left out, nothing remains.
  ProtocolRows one_fold = elsewhere;
  for (HeldOutRow& r : one_fold.rows) r.fold = 7;
  EXPECT_EQ(field(fit_calibration({known, one_fold})), "fitted");
  const auto coverage = measure_coverage({known, one_fold});
  EXPECT_EQ(field(coverage), "elsewhere");
  EXPECT_NE(coverage.error().message.find("fold 7 of q left out"), std::string::npos)
      << coverage.error().message;
}

}  // namespace
}  // namespace mixgrad::train
