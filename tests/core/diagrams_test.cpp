// Requests for phase diagrams as text: no text, however damaged, gets anything but an answer or an error.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "diagrams/desk.h"
#include "random.h"

namespace mixgrad::diagrams {
namespace {

using nlohmann::json;

/// Exactly one of `ok` and `error`, every number in place.
bool call(const std::string& method, const std::string& request) {
  Desk desk;
  const std::string text = desk.call(method, request);
  const json answer = json::parse(text, nullptr, false);
  EXPECT_TRUE(answer.is_object()) << text;
  EXPECT_NE(answer.contains("ok"), answer.contains("error")) << text;
  return answer.contains("ok");
}

const char* kGood[] = {
    R"({"model":{"kind":"margules","pairs":[{"A":2.5,"B":0.1,"h_J_per_mol":900}],"sizes":[1,2]},"temperature_K":{"from":280,"to":320,"points":2}})",
    R"({"model":{"kind":"nrtl","pairs":[{"tau_ij":3,"tau_ji":4.7,"alpha":0.39}]},"temperature_K":300,"solids":[{"formula":[1,2],"ln_K":-4,"dH_J_per_mol":1e4,"T_ref_K":300}]})",
    R"({"model":{"kind":"flory_huggins","pairs":[{"chi":1,"chi_K":3},{"chi":1},{"chi":0.2}],"sizes":[1,5,9]},"temperature_K":300,"subdivisions":20})",
    R"({"model":{"kind":"redlich_kister","pairs":[{"c":[2.5,0.1],"h":[1],"g":[0,1]}],"resemblance":[1,-1]},"temperature_K":300})",
    R"({"model":{"kind":"margules","pairs":[{"A":-0.5,"h_J_per_mol":-8e3},{"A":3.6},{"A":0.4}],"C":-9},"feed":[1,1.2,3],"temperature_K":298,"molar_volume_cm3_per_mol":[80,104,151],"expansion_per_K":[0,1e-3,1e-3],"bridge_inside":0.1,"clusters":{"surface_kT":1.2,"crowding_kT":0.14,"gain_kT":3},"dilution":{"diluent_per_salt":9,"points":3},"over_temperature":{"from":280,"to":320,"points":3},"gradient":true})"};

/// The method that answers each.
const char* kMethod[] = {"diagram", "diagram", "diagram", "diagram", "microstructure"};

TEST(Desk, AnswersEveryKindOfModel) {
  for (std::size_t i = 0; i < std::size(kGood); ++i) EXPECT_TRUE(call(kMethod[i], kGood[i])) << kGood[i];
  EXPECT_TRUE(
      call("flash", R"({"model":{"kind":"margules","pairs":[{"A":3}]},"temperature_K":300,"feed":[1,0]})"));
  EXPECT_FALSE(call("other", kGood[0]));
  EXPECT_FALSE(call("diagram", "{"));
}

TEST(Desk, SurvivesDamagedRequests) {
  Random random(1);
  for (int trial = 0; trial < 1500; ++trial) {
    const std::size_t which = random.below(std::size(kGood));
    std::string request = kGood[which];
    for (std::uint64_t k = 0; k <= random.below(3); ++k) {
      static constexpr char kInstead[] = "{}[]\",:0123456789-eE. ABchKn";
      const std::uint64_t at = random.below(request.size());
      if (random.below(2)) {
        request[at] = kInstead[random.below(sizeof kInstead - 1)];
      } else {
        request.erase(at, 1 + random.below(4));
      }
    }
    call(trial % 3 ? kMethod[which] : "flash", request);
  }
}

}  // namespace
}  // namespace mixgrad::diagrams
