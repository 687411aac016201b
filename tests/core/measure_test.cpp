// Any property, or an end of its interval, with gradients: against predictions and against differences.
#include <gtest/gtest.h>

#include <cmath>

#include "model/laboratory.h"
#include "networks.h"

namespace mixgrad {
namespace {

class Measures : public testing::Test {
 protected:
  Measures() : laboratory_(model()) {
    for (const char* name : {"EC", "EMC", "PC"}) mixture_.solvents.push_back(*laboratory_.solvent(name));
    mixture_.amounts = {0.5, 0.3, 0.2};
    mixture_.basis = Basis::mass;
    mixture_.salt = *laboratory_.salt("LiPF6");
    mixture_.salt_amount = 0.9;
    mixture_.salt_unit = SaltUnit::mol_per_l;
  }

  static ModelFile model() {
    KnownGround ground;
    const std::vector<std::string> solvents{"EC", "EMC", "PC"};
    const std::vector<double> shares{0.4, 0.3, 0.3};
    for (const double temperature : {263.15, 333.15})
      ground.include({solvents, shares, "LiPF6", 1.5, temperature});
    Calibrations calibration{{{1.6, 0.02}, {2.5, 0.1}}, {}};
    for (Calibration& c : calibration.measured) c = {{1.5, 0.03}, {1.5, 0.03}};  // no jump between states
    return {"1.2.3", "abcdef", networks::random_network(3), calibration, ground, {}, {}};
  }

  struct Row {
    double value;
    std::vector<double> gradient;
    DomainState state;
  };
  Row measure(const Measure& what, const std::vector<double>& point) {
    Row row{0, std::vector<double>(5), {}};
    laboratory_.measure(mixture_, std::span(&what, 1), point, &row.value, row.gradient.data(), &row.state);
    return row;
  }

  const std::vector<double> point_{0.5, 0.3, 0.2, 0.9, 298.15};
  Mixture mixture_;
  Laboratory laboratory_;
};

std::vector<Measure> all_measures() {
  std::vector<Measure> all;
  for (const End end : {End::value, End::lower, End::upper, End::half_width}) {
    all.push_back({{}, end});
    for (int p = 0; p < kLiquidProperties; ++p) all.push_back({static_cast<LiquidProperty>(p), end});
  }
  return all;
}

TEST_F(Measures, AreWhatPredictionsSay) {
  const auto prediction = laboratory_.predict(mixture_, false);
  const auto liquid = laboratory_.liquid(mixture_, false);
  ASSERT_TRUE(prediction && liquid);
  for (const Measure& m : all_measures()) {
    const ConductivityPrediction& c = prediction->conductivity;
    LiquidValue v{c.value_mS_per_cm, c.lower90_mS_per_cm, c.upper90_mS_per_cm, {}, 0};
    if (m.liquid) v = (*liquid)[*m.liquid];
    const double expected = m.end == End::value   ? v.value
                            : m.end == End::lower ? v.lower90
                            : m.end == End::upper ? v.upper90
                                                  : 0.5 * (v.upper90 - v.lower90);
    const Row row = measure(m, point_);
    EXPECT_NEAR(row.value, expected, 1e-5 * std::fabs(expected));
    EXPECT_EQ(row.state, m.liquid ? std::max(liquid->domain[measured_of(*m.liquid)].state, row.state)
                                  : prediction->domain.state);
  }
}

TEST_F(Measures, HaveTheGradientsOfDifferences) {
  for (const Measure& m : all_measures()) {
    SCOPED_TRACE(testing::Message() << (m.liquid ? static_cast<int>(*m.liquid) : -1) << " end "
                                    << static_cast<int>(m.end));
    const Row here = measure(m, point_);
    const auto difference = [&](std::vector<double> step) {
      std::vector<double> up = point_, down = point_;
      for (std::size_t i = 0; i < up.size(); ++i) up[i] += step[i], down[i] -= step[i];
      return 0.5 * (measure(m, up).value - measure(m, down).value);
    };
    const auto predicted = [&](const std::vector<double>& step) {
      double sum = 0;
      for (std::size_t i = 0; i < step.size(); ++i) sum += here.gradient[i] * step[i];
      return sum;
    };
    const double h = 0.01;  // the network computes in single precision
    for (const std::vector<double>& step :
         {std::vector<double>{h, -h, 0, 0, 0}, {0, h, -h, 0, 0}, {0, 0, 0, h, 0}, {0, 0, 0, 0, 0.5}}) {
      const double expected = difference(step);
      EXPECT_NEAR(predicted(step), expected, 0.02 * std::fabs(expected) + 2e-5 * std::fabs(here.value));
    }
  }
}

TEST_F(Measures, WhereAComponentIsAbsentTheSlopeOfTheIntervalIsThatOfBringingItIn) {
  const std::vector<double> pure{1, 0, 0, 0.9, 298.15}, near{0.999, 0.001, 0, 0.9, 298.15};
  for (const LiquidProperty p : {LiquidProperty::excess_volume, LiquidProperty::excess_enthalpy}) {
    const Measure half{p, End::half_width};
    const Row row = measure(half, pure);
    EXPECT_EQ(row.value, 0);
    const double slope = measure(half, near).value / 0.001;
    EXPECT_GT(slope, 0);
    EXPECT_NEAR(row.gradient[1] - row.gradient[0], slope, 0.02 * slope);
  }
}

TEST_F(Measures, OfPhasesHaveTheGradientsOfDifferences) {
  const SaltAssumption salt{{-3, 1, 2}, {500, 0, -800}, 430, 16000};
  const auto condition = [&](bool solid) {
    return Measure{{}, End::value, std::make_shared<const PhaseCondition>(PhaseCondition{280, solid, salt})};
  };
  for (const Basis basis : {Basis::mole, Basis::mass, Basis::volume}) {
    for (const SaltUnit unit : {SaltUnit::mol_per_kg, SaltUnit::mol_per_l}) {
      mixture_.basis = basis, mixture_.salt_unit = unit;
      const Row here = measure(condition(true), point_);
      EXPECT_EQ(here.gradient[4], 0);
      for (const std::vector<double>& step :
           {std::vector<double>{1e-5, -1e-5, 0, 0, 0}, {0, 1e-5, -1e-5, 0, 0}, {0, 0, 0, 1e-5, 0}}) {
        std::vector<double> up = point_, down = point_;
        double predicted = 0;
        for (std::size_t i = 0; i < step.size(); ++i) {
          up[i] += step[i], down[i] -= step[i];
          predicted += here.gradient[i] * step[i];
        }
        const double difference =
            0.5 * (measure(condition(true), up).value - measure(condition(true), down).value);
        EXPECT_NEAR(predicted, difference, 1e-5 * std::fabs(difference) + 1e-11);
      }
    }
  }
  // The solvents of a random network hardly differ: none separates.
  EXPECT_EQ(measure({{}, End::value, std::make_shared<const PhaseCondition>(PhaseCondition{280, false, {}})},
                    point_)
                .value,
            GibbsSurface::kNoOther);
}

TEST_F(Measures, AreNotNumbersWhereThereIsMoreSaltThanCanBe) {
  const double unmixable = 1e3;
  EXPECT_TRUE(std::isnan(measure({}, {0.5, 0.3, 0.2, unmixable, 298.15}).value));
}

TEST_F(Measures, ManyAtOnceAreTheSame) {
  const std::vector<Measure> all = all_measures();
  std::vector<double> points = point_;
  points.insert(points.end(), {0.2, 0, 0.8, 0.4, 310});
  std::vector<double> value(2 * all.size()), gradient(5 * value.size());
  DomainState state[2];
  laboratory_.measure(mixture_, all, points, value.data(), gradient.data(), state);
  for (int i = 0; i < 2; ++i) {
    for (std::size_t k = 0; k < all.size(); ++k) {
      const Row alone = measure(all[k], {points.begin() + 5 * i, points.begin() + 5 * (i + 1)});
      const std::size_t row = i * all.size() + k;
      EXPECT_NEAR(value[row], alone.value, 1e-5 * std::fabs(alone.value));
      for (std::size_t j = 0; j < 5; ++j)
        EXPECT_NEAR(gradient[row * 5 + j], alone.gradient[j], 1e-4 * (std::fabs(alone.gradient[j]) + 1e-3));
    }
  }
}

}  // namespace
}  // namespace mixgrad
