// The native core gives the answers of tests/golden/predictions.json, to which WebAssembly is held too.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "../golden/answer.h"

namespace mixgrad {
namespace {

using nlohmann::json;

constexpr char kWeights[] = MIXGRAD_SOURCE_DIR "/weights/mixgrad.safetensors";

const json& predictions() {
  static const json file =
      json::parse(std::ifstream(MIXGRAD_SOURCE_DIR "/tests/golden/predictions.json"), nullptr, false);
  return file;
}

std::string sha256_of(const std::string& path) {
  std::array<char, 65> digits{};
  FILE* output = popen(("sha256sum '" + path + "'").c_str(), "r");
  if (output == nullptr) return "sha256sum did not run";
  const char* read = std::fgets(digits.data(), digits.size(), output);
  pclose(output);
  return read ? read : "sha256sum said nothing";
}

/// The places where two answers differ. Numbers may by `tolerance` of themselves, or of the largest in their
/// list, `size`.
void expect_same(const json& ours, const json& theirs, double tolerance, double size = 0) {
  if (theirs.is_number() && ours.is_number()) {
    const double a = ours.get<double>(), b = theirs.get<double>();
    EXPECT_LE(std::abs(a - b), tolerance * std::max(size, std::abs(b))) << a << " instead of " << b;
    return;
  }
  if (!theirs.is_structured() || ours.type() != theirs.type()) {
    EXPECT_EQ(ours, theirs);
    return;
  }
  if (theirs.is_object()) {
    for (const auto& [key, value] : theirs.items()) {
      SCOPED_TRACE(key);
      ASSERT_TRUE(ours.contains(key));
      expect_same(ours[key], value, tolerance);
    }
    return;
  }
  ASSERT_EQ(ours.size(), theirs.size());
  double largest = 0;
  for (const json& value : theirs) {
    if (value.is_number()) largest = std::max(largest, std::abs(value.get<double>()));
  }
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    SCOPED_TRACE(i);
    expect_same(ours[i], theirs[i], tolerance, largest);
  }
}

TEST(Golden, AnswersAreStillTheSame) {
  ASSERT_TRUE(predictions().contains("weights_sha256"));
  ASSERT_EQ(predictions()["weights_sha256"], sha256_of(kWeights))
      << "the weights have changed since: run node tests/golden/predictions.mjs to make the answers anew";
  std::ifstream file(kWeights, std::ios::binary);
  const std::vector<char> weights{std::istreambuf_iterator<char>(file), {}};
  requests::Session session;
  ASSERT_EQ(session.load(std::as_bytes(std::span(weights))), R"({"ok":null})");
  const json& calls = predictions()["calls"];
  ASSERT_GE(calls.size(), 30U);
  for (const json& call : calls) {
    SCOPED_TRACE(call["method"].get<std::string>() + " " + call["request"].dump());
    // A design run stops where no more than a part in 10,000 is left to gain.
    const double tolerance = call["method"] == "design" ? 1e-4 : 1e-5;
    expect_same(golden::answer(session, call["method"].get<std::string>(), call["request"]), call["answer"],
                tolerance);
  }
}

}  // namespace
}  // namespace mixgrad
