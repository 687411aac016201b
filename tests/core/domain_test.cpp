// The domain check: every reason on its own, in words; the table of what was measured as JSON, also broken.
#include "model/domain.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mixgrad {
namespace {

struct Measured {
  std::vector<std::string> solvents;
  std::vector<double> x;
  std::string salt;
  double molality, temperature;
  DomainQuery query() const { return {solvents, x, salt, molality, temperature}; }
};

/// LiPF6 in EC + EMC up to half EC, in EC + DMC only when warm and dilute; LiTFSI in DME when cold.
KnownGround small_ground() {
  KnownGround ground;
  for (const Measured& m : std::vector<Measured>{{{"EC", "EMC"}, {0.5, 0.5}, "LiPF6", 0.2, 253.15},
                                                 {{"EC", "EMC"}, {0.2, 0.8}, "LiPF6", 2.5, 333.15},
                                                 {{"EC", "DMC"}, {0.4, 0.6}, "LiPF6", 1.0, 298.15},
                                                 {{"EC", "DMC"}, {0.3, 0.7}, "LiPF6", 0.5, 323.15},
                                                 {{"EMC", "PC"}, {1.0, 0.0}, "LiPF6", 1.0, 298.15},
                                                 {{"DME"}, {1.0}, "LiTFSI", 3.0, 243.15},
                                                 {{"DME"}, {1.0}, "LiTFSI", 0.1, 313.15}}) {
    ground.include(m.query());
  }
  return ground;
}

DomainVerdict judge(const Measured& m, const std::vector<std::string>& nearest = {}) {
  static const KnownGround ground = small_ground();
  const LocalGround local = ground.around(m.solvents, m.salt);
  std::vector<std::string> near = nearest;
  near.resize(m.solvents.size());
  const DomainVerdict verdict = local.judge(m.x, m.molality, m.temperature, near);
  EXPECT_EQ(local.state(m.x, m.molality, m.temperature), verdict.state);
  EXPECT_EQ(ground.state(m.query()), verdict.state);
  EXPECT_EQ(verdict.state == DomainState::known_ground, verdict.reasons.empty());
  return verdict;
}

void expect_reasons(const Measured& m, DomainState state, const std::vector<std::string>& reasons,
                    const std::vector<std::string>& nearest = {}) {
  const DomainVerdict verdict = judge(m, nearest);
  EXPECT_EQ(name_of(verdict.state), name_of(state));
  EXPECT_EQ(verdict.reasons, reasons);
}

constexpr auto kKnown = DomainState::known_ground;
constexpr auto kCaution = DomainState::caution;
constexpr auto kOutside = DomainState::outside;

TEST(Range, RoundedToFourDecimalsItHoldsTheSameAndStaysSo) {
  for (const double value : {298.15, 273.14999, 1.0 / 3, 0.1 + 0.2, 1e-9, -1.23456789, 343.00005}) {
    const Range exact{value, value + 1e-9}, range = exact.rounded();
    EXPECT_TRUE(range.holds(exact.low) && range.holds(exact.high)) << value;
    EXPECT_NEAR(range.low, value, 1.01e-4);
    EXPECT_NEAR(range.high, value, 1.01e-4);
    EXPECT_EQ(range.rounded().low, range.low) << value;
    EXPECT_EQ(range.rounded().high, range.high) << value;
  }
}

TEST(Domain, WhatWasMeasuredIsKnownGround) {
  expect_reasons({{"EC", "EMC"}, {0.5, 0.5}, "LiPF6", 0.2, 253.15}, kKnown, {});
  expect_reasons({{"EMC", "EC"}, {0.6, 0.4}, "LiPF6", 1.0, 298.15}, kKnown, {});
  expect_reasons({{"DME"}, {1.0}, "LiTFSI", 1.0, 300}, kKnown, {});
}

TEST(Domain, TemperatureOutsideAllMeasurements) {
  expect_reasons({{"EMC"}, {1}, "LiPF6", 1, 400}, kOutside,
                 {"400.00 K lies outside the measured temperatures, 243 to 333 K"});
  expect_reasons({{"EMC"}, {1}, "LiPF6", 1, 200}, kOutside,
                 {"200.00 K lies outside the measured temperatures, 243 to 333 K"});
}

TEST(Domain, MoreSaltThanInAnyMeasurement) {
  expect_reasons({{"EMC"}, {1}, "LiPF6", 2.6, 298.15}, kOutside,
                 {"2.60 mol/kg is more LiPF6 than in any measurement; the highest is 2.50 mol/kg"});
}

TEST(Domain, LessSaltThanMeasuredIsNoObjection) {
  expect_reasons({{"EMC"}, {1}, "LiPF6", 0.001, 298.15}, kKnown, {});
}

TEST(Domain, SaltNeverMeasured) {
  expect_reasons({{"EC"}, {1}, "LiBOB", 1, 298.15}, kCaution,
                 {"LiBOB was never measured in the training data"});
  // Its highest amount is then that of any salt.
  expect_reasons({{"EC"}, {1}, "LiBOB", 2.9, 298.15}, kCaution,
                 {"LiBOB was never measured in the training data"});
  EXPECT_EQ(judge({{"EC"}, {1}, "LiBOB", 3.1, 298.15}).state, kOutside);
}

TEST(Domain, TemperatureOutsideThoseOfTheSalt) {
  expect_reasons({{"EMC"}, {1}, "LiPF6", 1, 245}, kCaution, {"LiPF6 was measured only from 253 to 333 K"});
}

TEST(Domain, SolventNeverMeasured) {
  expect_reasons({{"GBL"}, {1}, "LiPF6", 1, 298.15}, kCaution,
                 {"GBL was never measured in the training data"});
  expect_reasons({{"GBL"}, {1}, "LiPF6", 1, 298.15}, kCaution,
                 {"GBL was never measured in the training data; the most similar molecule that was is EC"},
                 {"EC"});
}

TEST(Domain, SaltNeverMeasuredInTheSolvent) {
  expect_reasons({{"DME"}, {1}, "LiPF6", 1, 298.15}, kCaution, {"LiPF6 was never measured in DME"});
}

TEST(Domain, MoreOfTheSolventThanMeasured) {
  expect_reasons({{"EC", "EMC"}, {0.6, 0.4}, "LiPF6", 1, 298.15}, kCaution,
                 {"with LiPF6, EC was measured up to 50 mol % of the solvent; here it is 60 mol %"});
  // A little more is near enough.
  expect_reasons({{"EC", "EMC"}, {0.54, 0.46}, "LiPF6", 1, 298.15}, kKnown, {});
}

TEST(Domain, ASolventThatStandsTwiceCountsOnce) {
  expect_reasons({{"EC", "EMC", "EC"}, {0.3, 0.4, 0.3}, "LiPF6", 1, 298.15}, kCaution,
                 {"with LiPF6, EC was measured up to 50 mol % of the solvent; here it is 60 mol %"});
  expect_reasons({{"EC", "EMC", "EC"}, {0.2, 0.6, 0.2}, "LiPF6", 1, 298.15}, kKnown, {});
}

TEST(Domain, MoreSaltThanMeasuredInTheSolvent) {
  expect_reasons({{"EC", "DMC"}, {0.4, 0.6}, "LiPF6", 2, 310}, kCaution,
                 {"LiPF6 with DMC was measured only up to 1.00 mol/kg"});
}

TEST(Domain, TemperatureOutsideThoseOfTheSaltInTheSolvent) {
  expect_reasons({{"EC", "DMC"}, {0.4, 0.6}, "LiPF6", 1, 270}, kCaution,
                 {"LiPF6 with DMC was measured only from 298 to 323 K"});
}

TEST(Domain, PairNeverMeasuredTogether) {
  expect_reasons({{"EMC", "DMC"}, {0.5, 0.5}, "LiPF6", 1, 310}, kCaution,
                 {"EMC and DMC were never measured together"});
}

TEST(Domain, SolventsAtZeroAreNotInTheMixture) {
  expect_reasons({{"EC", "EMC", "GBL", "DME"}, {0.5, 0.5, 0, 0}, "LiPF6", 1, 298.15}, kKnown, {});
  // Nor were they when measured: PC at 0 taught nothing about PC.
  expect_reasons({{"PC"}, {1}, "LiPF6", 1, 298.15}, kCaution, {"PC was never measured in the training data"});
}

TEST(Domain, TheMostSeriousReasonComesFirst) {
  const DomainVerdict verdict = judge({{"GBL", "EC"}, {0.5, 0.5}, "LiPF6", 9, 500});
  EXPECT_EQ(verdict.state, kOutside);
  ASSERT_EQ(verdict.reasons.size(), 3U);
  EXPECT_NE(verdict.reasons[0].find("500.00 K"), std::string::npos);
  EXPECT_NE(verdict.reasons[1].find("9.00 mol/kg"), std::string::npos);
  EXPECT_NE(verdict.reasons[2].find("GBL"), std::string::npos);
}

TEST(Domain, NothingMeasuredMeansOutside) {
  const KnownGround nothing;
  const std::vector<std::string> solvents{"EC"};
  const std::vector<double> x{1};
  EXPECT_EQ(nothing.state({solvents, x, "LiPF6", 1, 298.15}), kOutside);
}

TEST(Domain, NaNIsNeverKnownGround) {
  const double kNaN = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(judge({{"EMC"}, {1}, "LiPF6", 1, kNaN}).state, kOutside);
  EXPECT_EQ(judge({{"EMC"}, {1}, "LiPF6", kNaN, 298.15}).state, kOutside);
}

TEST(Domain, ReachIsAnswered) {
  const KnownGround ground = small_ground();
  EXPECT_TRUE(ground.has_solvent("EC"));
  EXPECT_FALSE(ground.has_solvent("PC"));
  EXPECT_TRUE(ground.has_salt("LiTFSI"));
  EXPECT_FALSE(ground.has_salt("LiBOB"));
  EXPECT_EQ(ground.temperature_K().low, 243.15);
  EXPECT_EQ(ground.temperature_K().high, 333.15);
  EXPECT_EQ(ground.molality_mol_per_kg().high, 3.0);
  EXPECT_EQ(ground.molality_of("LiPF6").high, 2.5);
  EXPECT_EQ(ground.molality_of("LiBOB").high, 3.0);
}

// ---- As JSON ----

TEST(DomainJson, RoundTrips) {
  const std::string text = small_ground().to_json();
  const auto read = KnownGround::from_json(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->to_json(), text);
}

TEST(DomainJson, RoundsOutwards) {
  KnownGround ground;
  const Measured m{{"EC"}, {0.123456789}, "LiPF6", 1.00005001, 298.14999};
  ground.include(m.query());
  const auto read = KnownGround::from_json(ground.to_json());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->state(m.query()), kKnown);
  EXPECT_NEAR(read->molality_of("LiPF6").high, 1.0001, 1e-9);
}

TEST(DomainJson, RefusesAnythingElse) {
  const auto field_of = [](const std::string& salts, const std::string& pairs = "[]",
                           const std::string& together = "[]") {
    const auto read = KnownGround::from_json(R"({"salts":)" + salts + R"(,"pairs":)" + pairs +
                                             R"(,"solvent_pairs":)" + together + "}");
    if (read) return std::string("read");
    EXPECT_EQ(read.error().code, "bad_value");
    return read.error().field;
  };
  EXPECT_EQ(field_of(R"([["LiPF6",3,0.1,2,250,330]])"), "read");
  EXPECT_EQ(field_of(R"({"LiPF6":3})"), "salts");
  EXPECT_EQ(field_of("[3]"), "salts[0]");
  EXPECT_EQ(field_of(R"([["LiPF6",3,0.1,2,250,330],["LiPF6",3,0.1,2,250]])"), "salts[1]");  // too short
  EXPECT_EQ(field_of(R"([["LiPF6",3,0.1,2,250,330,1]])"), "salts[0]");                      // too long
  EXPECT_EQ(field_of(R"([["LiPF6",3,0.1,"2",250,330]])"), "salts[0]");
  EXPECT_EQ(field_of(R"([[1,3,0.1,2,250,330]])"), "salts[0]");
  EXPECT_EQ(field_of(R"([["LiPF6",3,0.1,null,250,330]])"), "salts[0]");
  EXPECT_EQ(field_of(R"([["LiPF6",3.5,0.1,2,250,330]])"), "salts[0]");  // rows are counted
  EXPECT_EQ(field_of(R"([["LiPF6",-3,0.1,2,250,330]])"), "salts[0]");
  EXPECT_EQ(field_of(R"([["LiPF6",1e300,0.1,2,250,330]])"), "salts[0]");
  EXPECT_EQ(field_of(R"([["LiPF6",99999999999999999999,0.1,2,250,330]])"), "salts[0]");
  EXPECT_EQ(field_of(R"([["LiPF6",3,2,0.1,250,330]])"), "salts[0]");  // low above high
  EXPECT_EQ(field_of("[]", R"([["LiPF6","EC",3,0,1,0.1,2,250,330]])"), "read");
  EXPECT_EQ(field_of("[]", R"([["LiPF6",3,0,1,0.1,2,250,330]])"), "pairs[0]");
  EXPECT_EQ(field_of("[]", "[]", R"([["DMC","EC",2]])"), "read");
  EXPECT_EQ(field_of("[]", "[]", R"([["DMC","EC"]])"), "solvent_pairs[0]");
  for (const char* text : {"", "null", "[]", "3", "{", "{}", R"({"salts":[],"pairs":[]})"}) {
    EXPECT_FALSE(KnownGround::from_json(text)) << text;
  }
  EXPECT_FALSE(KnownGround::from_json(std::string(100000, '[')));
}

TEST(DomainJson, PairsAreReadInEitherOrder) {
  const std::string salts = R"("salts":[["LiPF6",9,0.1,2,250,330]])";
  const std::string pairs =
      R"("pairs":[["LiPF6","EC",9,0,1,0.1,2,250,330],["LiPF6","DMC",9,0,1,0.1,2,250,330]])";
  const auto read =
      KnownGround::from_json("{" + salts + "," + pairs + R"(,"solvent_pairs":[["EC","DMC",2]]})");
  ASSERT_TRUE(read);
  const std::vector<std::string> solvents{"EC", "DMC"};
  const std::vector<double> x{0.5, 0.5};
  EXPECT_EQ(read->state({solvents, x, "LiPF6", 1, 300}), kKnown);
}

}  // namespace
}  // namespace mixgrad
