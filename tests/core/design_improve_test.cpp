// Improving a mixture: what a run that minimises says is of κ, not of −κ.
#include "design/improve.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "networks.h"

namespace mixgrad::design {
namespace {

Laboratory small_laboratory() {
  KnownGround ground;
  const std::vector<std::string> solvents{"EC", "EMC", "DMC"};
  const std::vector<double> shares{0.4, 0.3, 0.3};
  for (const double temperature : {263.15, 333.15})
    ground.include({solvents, shares, "LiPF6", 1.5, temperature});
  return Laboratory({"1.2.3",
                     "abcdef",
                     networks::random_network(3),
                     Calibrations{{{1.6, 0.02}, {2.5, 0.1}}, {}},
                     ground,
                     {},
                     {}});
}

TEST(Improve, MinimisingReportsTheConductivityItself) {
  Laboratory laboratory = small_laboratory();
  ImproveRequest request;
  for (const char* name : {"EC", "EMC", "DMC"}) request.mixture.solvents.push_back(*laboratory.solvent(name));
  request.mixture.amounts = {1, 1, 1};
  request.mixture.salt = *laboratory.salt("LiPF6");
  request.mixture.salt_amount = 1;
  request.shares.resize(3);
  request.salt.locked = true;
  request.goal[0].weight = -1;
  const auto low = improve(laboratory, request);
  request.goal[0].weight = 1;
  const auto high = improve(laboratory, request);
  ASSERT_TRUE(low && high);

  const DesignRun& run = low->run;
  const double lowest = low->best.value;
  EXPECT_GT(lowest, 0);
  EXPECT_LT(lowest, high->best.value);
  EXPECT_LE(lowest, low->before.value);
  EXPECT_NEAR(lowest, low->best.prediction.conductivity.value_mS_per_cm, 1e-6 * lowest);
  EXPECT_NEAR(low->trace.back(), lowest, 1e-6 * lowest);
  EXPECT_NEAR(run.value, -lowest, 1e-6 * lowest);  // what the optimiser saw

  // The gradient: along the edge on which the minimum lies, against differences of predictions.
  Mixture best = request.mixture;
  const auto value = [&](std::vector<double> shares) {
    best.amounts = std::move(shares);
    return laboratory.predict(best, false)->conductivity.value_mS_per_cm;
  };
  const std::vector<double> at(run.point.begin(), run.point.begin() + 3);
  const double step = 1e-3;
  const auto most = static_cast<std::size_t>(std::max_element(at.begin(), at.end()) - at.begin());
  const std::size_t other = (most + 1) % 3;
  std::vector<double> moved = at;
  moved[most] -= step, moved[other] += step;
  const double expected = (value(moved) - value(at)) / step;
  EXPECT_NEAR(run.gradient[most] - run.gradient[other], expected, 0.02 * std::abs(expected) + 1e-3);
}

}  // namespace
}  // namespace mixgrad::design
