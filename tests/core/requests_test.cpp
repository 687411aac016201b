// Requests as text: words that were meant, and no text, however damaged, that gets anything but an answer or
// an error. Each error on its own is tested through the JavaScript interface (tests/web/errors.test.ts).
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "model/weights.h"
#include "networks.h"
#include "random.h"
#include "requests/reader.h"
#include "requests/session.h"

namespace mixgrad {
namespace {

using nlohmann::json;
using requests::nearest_word;
using requests::Session;

TEST(NearestWord, IsTheOneThatWasMeant) {
  const std::vector<const char*> keys{"components", "basis", "temperature_K", "molality_mol_per_kg"};
  EXPECT_EQ(nearest_word("component", keys), "components");
  EXPECT_EQ(nearest_word("Basis", keys), "basis");
  EXPECT_EQ(nearest_word("bsais", keys), "basis");
  EXPECT_EQ(nearest_word("temperature", keys), "temperature_K");  // begun
  EXPECT_EQ(nearest_word("molality", keys), "molality_mol_per_kg");
}

TEST(NearestWord, IsNoneWhereNothingIsNear) {
  const std::vector<const char*> keys{"components", "basis", "EC"};
  EXPECT_EQ(nearest_word("pressure", keys), "");
  EXPECT_EQ(nearest_word("", keys), "");
  EXPECT_EQ(nearest_word("xy", keys), "");
  EXPECT_EQ(nearest_word(std::string(100, 'b'), keys), "");
  EXPECT_EQ(nearest_word("basis", {}), "");
}

class SessionTest : public testing::Test {
 protected:
  void SetUp() override {
    KnownGround ground;
    const std::vector<std::string> solvents{"EC", "EMC"};
    const std::vector<double> x{0.3, 0.7};
    for (const double temperature : {250.0, 350.0}) ground.include({solvents, x, "LiPF6", 2.0, temperature});
    const Calibrations calibrations{{{1.6, 0.02}, {2.5, 0.1}}, {}};
    const ModelFile model{"1.2.3", "abcdef", networks::random_network(1), calibrations, ground, {}, {}};
    const auto weights = write_model_file(model);
    ASSERT_TRUE(weights);
    ASSERT_EQ(session_.load(*weights), R"({"ok":null})");
  }

  /// Exactly one of `ok` and `error`, every number in place. @return whether it was `ok`
  bool call(const std::string& method, const std::string& request) {
    const std::string text = session_.call(method, request);
    const json answer = json::parse(text, nullptr, false);
    EXPECT_TRUE(answer.is_object()) << text;
    EXPECT_NE(answer.contains("ok"), answer.contains("error")) << text;
    if (!answer.contains("error")) return true;
    EXPECT_FALSE(answer["error"].value("code", "").empty()) << text;
    EXPECT_FALSE(answer["error"].value("message", "").empty()) << text;
    return false;
  }

  Session session_;
};

const std::string kMixture =
    R"("components":[{"species":"EC","amount":0.3},{"species":"EMC","amount":0.4},{"species":"DMC","amount":0.3}],)"
    R"("basis":"mass","salt":{"species":"LiPF6","molality_mol_per_kg":1.1},"temperature_K":298.15)";

const std::vector<std::pair<std::string, std::string>> kCalls = {
    {"predict", "{" + kMixture + R"(,"gradient":true,"properties":["conductivity_mS_per_cm"]})"},
    {"curve", "{" + kMixture + R"(,"along":"salt","from":0,"to":2,"points":3})"},
    {"ternary", "{" + kMixture + R"(,"subdivisions":2,"gradient":true})"},
    {"ternary", "{" + kMixture + R"(,"subdivisions":2,"property":"viscosity_mPa_s"})"},
    {"design",
     "{" + kMixture + R"(,"goal":{"maximize":"conductivity_mS_per_cm"},"starts":2,"max_iterations":3})"},
    {"species", "{}"},
    {"about", "{}"},
};

TEST_F(SessionTest, AnswersEveryMethod) {
  for (const auto& [method, request] : kCalls) EXPECT_TRUE(call(method, request)) << method;
  EXPECT_FALSE(call("predicts", "{}"));
  EXPECT_FALSE(call("predict", ""));
}

TEST_F(SessionTest, BeforeTheWeightsThereIsNoAnswer) {
  Session empty;
  for (const auto& [method, request] : kCalls) {
    const json answer = json::parse(empty.call(method, request));
    EXPECT_EQ(answer["error"]["message"], "no weights are loaded");
  }
}

TEST_F(SessionTest, SurvivesDamage) {
  const std::string pieces[] = {"0", "-", "9", "1e999", "null", "true", "\"", "{",  "}", "[",
                                "]", ",", ":", "\\",    "é",    "\x80", "",   "[]", "{}"};
  Random random(1);
  int answered = 0, refused = 0;
  for (int i = 0; i < 3'000; ++i) {
    const auto& [method, good] = kCalls[random.below(5)];
    std::string request = good;
    const std::size_t at = random.below(request.size());
    request.replace(at, random.below(4), pieces[random.below(std::size(pieces))]);
    SCOPED_TRACE(request);
    (call(method, request) ? answered : refused) += 1;
    if (HasFailure()) return;
  }
  EXPECT_GT(answered, 50);
  EXPECT_GT(refused, 1'000);
  for (const auto& [method, request] : kCalls) EXPECT_TRUE(call(method, request)) << method;
}

}  // namespace
}  // namespace mixgrad
