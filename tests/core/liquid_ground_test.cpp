// What was measured of liquids: every reason on its own, in words; the table as JSON, also broken.
#include "model/liquid_ground.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "random.h"

namespace mixgrad {
namespace {

using nlohmann::json;

constexpr auto kKnown = DomainState::known_ground;
constexpr auto kCaution = DomainState::caution;
constexpr auto kOutside = DomainState::outside;
constexpr Measured kKinds[kMeasured] = {Measured::molar_volume, Measured::excess_volume,
                                        Measured::excess_enthalpy, Measured::log_gamma,
                                        Measured::log_viscosity};

/// Densities of three liquids and enthalpies and viscosities of some of their pairs, from 280 to 320 K.
LiquidGround small_ground() {
  LiquidGround ground;
  const auto include = [&](Measured kind, const std::vector<std::string>& smiles) {
    for (const double temperature : {280.0, 320.0}) ground.include(kind, smiles, temperature);
  };
  for (const char* smiles : {"CCO", "O", "CC#N"}) include(Measured::molar_volume, {smiles});
  include(Measured::excess_enthalpy, {"O", "CCO"});
  include(Measured::excess_enthalpy, {"CC#N", "CCO"});
  include(Measured::log_viscosity, {"CCO"});
  include(Measured::log_viscosity, {"O"});
  include(Measured::log_viscosity, {"CCO", "CC#N"});
  return ground;
}

/// A mixture by SMILES, which are known to a person by the same in angle brackets.
struct Mixed {
  std::vector<std::string> smiles;
  std::vector<double> x;
  double temperature_K = 300;
};

DomainVerdict judge(const LiquidGround& ground, Measured kind, const Mixed& m,
                    const std::vector<std::string>& nearest = {}) {
  std::vector<std::string> names;
  for (const std::string& smiles : m.smiles) names.push_back("<" + smiles + ">");
  const LiquidQuery query{m.smiles, names, m.x, m.temperature_K};
  const DomainVerdict verdict = ground.judge(kind, query, nearest);
  EXPECT_EQ(ground.state(kind, query), verdict.state);
  EXPECT_EQ(verdict.state == kKnown, verdict.reasons.empty());
  return verdict;
}

void expect_reasons(Measured kind, const Mixed& m, DomainState state, const std::vector<std::string>& reasons,
                    const std::vector<std::string>& nearest = {}) {
  const DomainVerdict verdict = judge(small_ground(), kind, m, nearest);
  EXPECT_EQ(std::string(name_of(verdict.state)), name_of(state));
  EXPECT_EQ(verdict.reasons, reasons);
}

// ---- States and reasons ----

TEST(LiquidGround, WhatWasMeasuredIsKnownGround) {
  expect_reasons(Measured::molar_volume, {{"O"}, {1}}, kKnown, {});
  expect_reasons(Measured::excess_enthalpy, {{"O", "CCO"}, {0.3, 0.7}}, kKnown, {});
  expect_reasons(Measured::excess_enthalpy, {{"CCO", "O"}, {0.01, 0.99}}, kKnown, {});
  expect_reasons(Measured::log_viscosity, {{"CC#N", "CCO"}, {0.5, 0.5}, 280}, kKnown, {});
}

TEST(LiquidGround, DensitiesNeedNoPairs) {
  expect_reasons(Measured::molar_volume, {{"O", "CCO", "CC#N"}, {0.2, 0.3, 0.5}, 320}, kKnown, {});
}

TEST(LiquidGround, TemperatureOutsideAllMeasurements) {
  expect_reasons(Measured::molar_volume, {{"O"}, {1}, 279.99}, kOutside,
                 {"279.99 K lies outside the temperatures at which the density was measured, 280 to 320 K"});
  expect_reasons(
      Measured::excess_enthalpy, {{"O", "CCO"}, {0.5, 0.5}, 400}, kOutside,
      {"400.00 K lies outside the temperatures at which the enthalpy of mixing was measured, 280 to 320 K"});
}

TEST(LiquidGround, AMoleculeThatNobodyMeasured) {
  expect_reasons(Measured::molar_volume, {{"CC(C)=O"}, {1}}, kCaution,
                 {"<CC(C)=O> was never measured in the training data"});
  expect_reasons(
      Measured::molar_volume, {{"O", "CC(C)=O"}, {0.5, 0.5}}, kCaution,
      {"<CC(C)=O> was never measured in the training data; the most similar molecule that was is CC#N"},
      {"", "CC#N"});
  expect_reasons(Measured::molar_volume, {{"CC(C)=O"}, {1}}, kCaution,
                 {"<CC(C)=O> was never measured in the training data"}, {""});
}

TEST(LiquidGround, AMoleculeMeasuredForSomethingElse) {
  LiquidGround ground = small_ground();
  ground.include(Measured::molar_volume, std::vector<std::string>{"CC(C)=O"}, 300);
  EXPECT_EQ(judge(ground, Measured::excess_enthalpy, {{"CCO", "CC(C)=O"}, {0.5, 0.5}}).reasons,
            std::vector<std::string>{"the enthalpy of mixing was never measured with <CC(C)=O>"});
}

TEST(LiquidGround, APairThatNobodyMixed) {
  expect_reasons(Measured::excess_enthalpy, {{"O", "CC#N"}, {0.5, 0.5}}, kCaution,
                 {"the enthalpy of mixing of <O> with <CC#N> was never measured"});
  expect_reasons(Measured::log_viscosity, {{"O", "CCO"}, {0.5, 0.5}}, kCaution,
                 {"the viscosity of <O> with <CCO> was never measured"});
  // Of three, one pair at a time.
  expect_reasons(Measured::log_viscosity, {{"O", "CCO", "CC#N"}, {0.4, 0.4, 0.2}}, kCaution,
                 {"the viscosity of <O> with <CCO> was never measured",
                  "the viscosity of <O> with <CC#N> was never measured"});
}

TEST(LiquidGround, WhatIsNotThereIsNoObjection) {
  expect_reasons(Measured::excess_enthalpy, {{"O", "CC#N", "CCO"}, {0.5, 0, 0.5}}, kKnown, {});
  expect_reasons(Measured::molar_volume, {{"O", "CC(C)=O"}, {1, 0}}, kKnown, {});
}

TEST(LiquidGround, APureLiquidHasNoExcess) {
  // Whatever it is, however warm, however often it stands there.
  for (const Measured kind : {Measured::excess_volume, Measured::excess_enthalpy, Measured::log_gamma}) {
    expect_reasons(kind, {{"CC(C)=O"}, {1}, 900}, kKnown, {});
    expect_reasons(kind, {{"CC(C)=O", "CC(C)=O"}, {0.5, 0.5}, 900}, kKnown, {});
    expect_reasons(kind, {{"CC(C)=O", "O"}, {1, 0}, 900}, kKnown, {});
  }
  expect_reasons(
      Measured::log_viscosity, {{"O"}, {1}, 900}, kOutside,
      {"900.00 K lies outside the temperatures at which the viscosity was measured, 280 to 320 K"});
}

TEST(LiquidGround, AMoleculeThatStandsTwiceIsOne) {
  expect_reasons(Measured::excess_enthalpy, {{"O", "CCO", "O"}, {0.2, 0.5, 0.3}}, kKnown, {});
  expect_reasons(Measured::log_viscosity, {{"O", "O"}, {0.4, 0.6}}, kKnown, {});
  expect_reasons(Measured::molar_volume, {{"CC(C)=O", "CC(C)=O"}, {0.4, 0.6}}, kCaution,
                 {"<CC(C)=O> was never measured in the training data"});
}

TEST(LiquidGround, TheWorstStateCounts) {
  const DomainVerdict verdict =
      judge(small_ground(), Measured::excess_enthalpy, {{"O", "CC(C)=O"}, {0.5, 0.5}, 200});
  EXPECT_EQ(verdict.state, kOutside);
  ASSERT_EQ(verdict.reasons.size(), 2U);
  EXPECT_TRUE(verdict.reasons[0].starts_with("200.00 K"));
  EXPECT_TRUE(verdict.reasons[1].starts_with("<CC(C)=O>"));
}

TEST(LiquidGround, NaNIsNeverKnownGround) {
  const double kNaN = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(judge(small_ground(), Measured::molar_volume, {{"O"}, {1}, kNaN}).state, kOutside);
}

TEST(LiquidGround, ReachIsAnswered) {
  const LiquidGround ground = small_ground();
  EXPECT_TRUE(ground.knows("CC#N"));
  EXPECT_FALSE(ground.knows("CC(C)=O"));
  EXPECT_EQ(ground.molecules(), (std::vector<std::string>{"CCO", "O", "CC#N"}));
  EXPECT_EQ(ground.temperature_K(Measured::log_viscosity).low, 280);
  EXPECT_EQ(ground.temperature_K(Measured::log_viscosity).high, 320);
  EXPECT_FALSE(ground.temperature_K(Measured::log_gamma).holds(300));
}

// ---- As JSON ----

TEST(LiquidGroundJson, RoundTripsWithTheSameVerdicts) {
  const std::vector<std::string> smiles{"O", "CCO", "CC#N", "CC(C)=O", "C1CCCCC1", "c1ccccc1"};
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    Random random(seed);
    const auto molecule = [&] { return smiles[random.below(smiles.size())]; };
    const auto temperature = [&] { return 250 + 0.5 * static_cast<double>(random.below(200)); };
    LiquidGround ground;
    for (std::uint64_t i = 0; i < 2 * seed; ++i) {
      std::vector<std::string> measured{molecule()};
      if (random.below(3) > 0) measured.push_back(molecule());
      ground.include(kKinds[random.below(kMeasured)], measured, temperature());
    }
    const std::string text = ground.to_json();
    const auto read = LiquidGround::from_json(text);
    ASSERT_TRUE(read) << read.error().field << ": " << read.error().message;
    EXPECT_EQ(read->to_json(), text);
    EXPECT_EQ(read->molecules(), ground.molecules());
    for (int query = 0; query < 100; ++query) {
      const Mixed m{{molecule(), molecule(), molecule()},
                    {random.uniform(), random.uniform(), query % 2 == 0 ? 0 : random.uniform()},
                    temperature()};
      for (const Measured kind : kKinds) {
        const DomainVerdict before = judge(ground, kind, m), after = judge(*read, kind, m);
        EXPECT_EQ(after.state, before.state);
        EXPECT_EQ(after.reasons, before.reasons);
      }
    }
  }
}

TEST(LiquidGroundJson, NothingRoundTrips) {
  const auto read = LiquidGround::from_json(LiquidGround().to_json());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_TRUE(read->molecules().empty());
  EXPECT_EQ(judge(*read, Measured::molar_volume, {{"O"}, {1}}).state, kOutside);
}

TEST(LiquidGroundJson, RoundsOutwards) {
  LiquidGround ground;
  const std::vector<std::string> water{"O"};
  for (const double temperature : {298.14999, 310.00001})
    ground.include(Measured::molar_volume, water, temperature);
  const auto read = LiquidGround::from_json(ground.to_json());
  ASSERT_TRUE(read);
  const Range range = read->temperature_K(Measured::molar_volume);
  EXPECT_TRUE(range.holds(298.14999) && range.holds(310.00001));
  EXPECT_NEAR(range.low, 298.1499, 1e-9);
  EXPECT_NEAR(range.high, 310.0001, 1e-9);
}

/// The small ground with one member changed; the pointer is JSON's (RFC 6901).
json with(const std::string& pointer, const json& value) {
  json ground = json::parse(small_ground().to_json());
  ground[json::json_pointer(pointer)] = value;
  return ground;
}

/// The field complained of.
std::string complaint(const std::string& text) {
  const auto read = LiquidGround::from_json(text);
  if (read) return "read";
  EXPECT_EQ(read.error().code, "bad_value");
  EXPECT_FALSE(read.error().message.empty());
  return read.error().field;
}

TEST(LiquidGroundJson, TextThatIsNoObject) {
  for (const char* text : {"", "null", "[]", "3", "{", "\"molecules\"", "{\"molecules\":[]}x"})
    EXPECT_EQ(complaint(text), "") << text;
  EXPECT_EQ(complaint(std::string(100000, '[')), "");
}

TEST(LiquidGroundJson, TablesThatAreMissing) {
  const json whole = json::parse(small_ground().to_json());
  EXPECT_EQ(complaint(whole.dump()), "read");
  for (const char* key :
       {"molecules", "molar_volume", "excess_volume", "excess_enthalpy", "log_gamma", "log_viscosity"}) {
    json less = whole;
    ASSERT_EQ(less.erase(key), 1U) << key;
    EXPECT_EQ(complaint(less.dump()), key);
  }
  for (const char* key : {"molecules", "pairs", "temperature_K"}) {
    json less = whole;
    ASSERT_EQ(less["excess_enthalpy"].erase(key), 1U) << key;
    EXPECT_EQ(complaint(less.dump()), "excess_enthalpy") << key;
  }
}

TEST(LiquidGroundJson, BrokenMolecules) {
  const json ones = json::array({"O", "O", "CCO"}), numbers = json::array({"O", 3, "CCO"});
  for (const json& value : {json("O"), json(3), json(nullptr), json::object(), ones, numbers})
    EXPECT_EQ(complaint(with("/molecules", value).dump()), "molecules") << value;
}

TEST(LiquidGroundJson, IndicesThatAreNone) {
  EXPECT_EQ(complaint(with("/molar_volume/molecules/1", 2).dump()), "read");
  for (const json& value : {json(3), json(-1), json(0.5), json("0"), json(nullptr), json(1e300),
                            json(4294967296), json::array({0})}) {
    EXPECT_EQ(complaint(with("/molar_volume/molecules/1", value).dump()), "molar_volume") << value;
    EXPECT_EQ(complaint(with("/log_viscosity/pairs/0/1", value).dump()), "log_viscosity") << value;
    EXPECT_EQ(complaint(with("/log_viscosity/pairs/0/0", value).dump()), "log_viscosity") << value;
  }
  // Where there are no molecules every index is one too many.
  EXPECT_EQ(complaint(with("/molecules", json::array()).dump()), "molar_volume");
}

TEST(LiquidGroundJson, PairsThatAreNone) {
  for (const json& value :
       {json(0), json(nullptr), json("01"), json::array(), json::array({0}), json{{"a", 0}, {"b", 1}}})
    EXPECT_EQ(complaint(with("/log_viscosity/pairs/0", value).dump()), "log_viscosity") << value;
  // A pair of which one was never measured: acetonitrile has no enthalpies then.
  EXPECT_EQ(complaint(with("/excess_enthalpy/molecules", json::array({0, 1})).dump()), "excess_enthalpy");
  for (const json& value : {json(0), json(nullptr), json::object()})
    EXPECT_EQ(complaint(with("/log_viscosity/pairs", value).dump()), "log_viscosity") << value;
}

TEST(LiquidGroundJson, RangesThatAreNone) {
  EXPECT_EQ(complaint(with("/excess_enthalpy/temperature_K", json::array({290, 290})).dump()), "read");
  for (const json& value :
       {json(300), json(nullptr), json::array(), json::array({280}), json::array({280, 300, 320}),
        json::array({320, 280}), json::array({"280", 320}), json::array({280, nullptr})})
    EXPECT_EQ(complaint(with("/excess_enthalpy/temperature_K", value).dump()), "excess_enthalpy") << value;
  // Where nothing was measured there is none.
  EXPECT_EQ(complaint(with("/log_gamma/temperature_K", json::array({280, 320})).dump()), "log_gamma");
  std::string endless = with("/excess_enthalpy/temperature_K", json::array({280, 987654})).dump();
  endless.replace(endless.find("987654"), 6, "1e999");
  EXPECT_EQ(complaint(endless), "excess_enthalpy");
}

TEST(LiquidGroundJson, AnythingAtAllIsReadOrRefused) {
  const std::string whole = small_ground().to_json();
  Random random(3);
  for (int trial = 0; trial < 3000; ++trial) {
    std::string text = whole;
    for (std::uint64_t change = 0; change <= random.below(3); ++change) {
      const std::size_t at = random.below(text.size());
      const char* const any = "[]{},:\"0129-.eO ";
      if (random.below(2) == 0) {
        text[at] = any[random.below(16)];
      } else {
        text.erase(at, 1 + random.below(4));
      }
    }
    const auto read = LiquidGround::from_json(text);
    if (!read) {
      ASSERT_EQ(read.error().code, "bad_value");
      continue;
    }
    // What was taken for a table is one.
    ASSERT_TRUE(LiquidGround::from_json(read->to_json())) << text;
  }
}

}  // namespace
}  // namespace mixgrad
