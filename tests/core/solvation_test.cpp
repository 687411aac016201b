// Who stands around Li⁺, by the weights that ship: what must hold for any mixture, what anyone in the field
// would check, and the model file with its heads.
#include "model/solvation.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "model/laboratory.h"

namespace mixgrad {
namespace {

std::vector<std::byte> shipped_bytes() {
  std::ifstream file(MIXGRAD_SOURCE_DIR "/weights/mixgrad.safetensors", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

class Solvation : public testing::Test {
 protected:
  Solvation() : laboratory_(*read_model_file(shipped_bytes())) {}

  Mixture mixture(const std::vector<std::string>& solvents, std::vector<double> amounts,
                  const std::string& salt = "LiTFSI", double molality = 1) {
    Mixture m;
    for (const std::string& name : solvents) m.solvents.push_back(*laboratory_.solvent(name));
    m.amounts = std::move(amounts);
    m.salt = *laboratory_.salt(salt);
    m.salt_amount = molality;
    return m;
  }
  SolvationPrediction of(const Mixture& m) {
    const auto found = laboratory_.solvation(m);
    EXPECT_TRUE(found) << found.error().message;
    return *found;
  }

  Laboratory laboratory_;
};

TEST_F(Solvation, OrderSplittingAndAbsentSpeciesChangeNothing) {
  const auto plain = of(mixture({"DME", "DCM", "THF"}, {1, 2, 0.5}));
  const auto turned = of(mixture({"THF", "DME", "DCM"}, {0.5, 1, 2}));
  const auto split = of(mixture({"DME", "DME", "DCM", "THF"}, {0.4, 0.6, 2, 0.5}));
  const auto more = of(mixture({"DME", "DCM", "THF", "DMSO"}, {1, 2, 0.5, 0}));
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(turned.coordination((i + 1) % 3).value, plain.coordination(i).value, 1e-9);
    EXPECT_NEAR(turned.free((i + 1) % 3).value, plain.free(i).value, 1e-9);
    EXPECT_NEAR(more.coordination(i).value, plain.coordination(i).value, 1e-9);
  }
  EXPECT_NEAR(split.coordination(0).value + split.coordination(1).value, plain.coordination(0).value, 1e-9);
  EXPECT_NEAR(split.coordination(4).value, plain.coordination(3).value, 1e-9);
  EXPECT_NEAR(split.total().value, plain.total().value, 1e-9);
  EXPECT_EQ(more.coordination(3).value, 0);
}

TEST_F(Solvation, IntervalsHoldTheValueAndStayInRange) {
  for (const char* salt : {"LiTFSI", "LiPF6", "LiBF4", "LiFSI", "LiNO3"}) {
    for (const double m : {0.01, 0.5, 2.0, 10.0}) {
      const auto found = of(mixture({"DMSO", "TTE"}, {1, 2}, salt, m));
      double sum = 0;
      for (std::size_t i = 0; i < found.species(); ++i) {
        sum += found.coordination(i).value;
        for (const LiquidValue& value : {found.coordination(i), found.free(i)}) {
          EXPECT_LE(0, value.lower90);
          EXPECT_LE(value.lower90, value.value + 1e-12);
          EXPECT_LE(value.value, value.upper90 + 1e-12);
        }
        EXPECT_LE(found.free(i).upper90, 1);
      }
      EXPECT_NEAR(sum, found.total().value, 1e-9);
    }
  }
}

TEST_F(Solvation, SolventsSolvateDiluentsDoNotAndSaltPairsWhenItIsMuch) {
  const auto dilute = of(mixture({"DMSO", "DCM"}, {1, 2}, "LiPF6", 0.5));
  EXPECT_GT(dilute.coordination(0).value, 3.3);  // simulated: 3.94
  EXPECT_LT(dilute.coordination(1).value, 0.1);
  EXPECT_GT(dilute.free(2).value, 0.7);  // simulated: 0.94
  const auto much = of(mixture({"DMSO", "DCM"}, {1, 2}, "LiPF6", 2.5));
  EXPECT_LT(much.coordination(0).value, dilute.coordination(0).value - 1);
  EXPECT_GT(much.coordination(2).value, dilute.coordination(2).value + 1);
  EXPECT_LT(much.free(0).value, 0.1);  // simulated: 0.002
}

TEST_F(Solvation, TrustGoesWithWhatWasSimulated) {
  EXPECT_EQ(of(mixture({"DMSO", "DCM"}, {1, 2})).domain.state, DomainState::known_ground);
  EXPECT_EQ(of(mixture({"DMSO", "TTE"}, {1, 2})).domain.state, DomainState::caution);
  EXPECT_EQ(of(mixture({"DMSO", "DCM"}, {1, 2}, "LiFSI")).domain.state, DomainState::caution);
  EXPECT_EQ(of(mixture({"DMSO", "DCM"}, {1, 2}, "LiTFSI", 4)).domain.state, DomainState::outside);
  Mixture warm = mixture({"DMSO", "DCM"}, {1, 2});
  warm.temperature_K = 323.15;
  EXPECT_EQ(of(warm).domain.state, DomainState::outside);
}

TEST_F(Solvation, WithoutLithiumThereIsNoAnswer) {
  const auto none = laboratory_.solvation(mixture({"DME"}, {1}, "LiTFSI", 0));
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().field, "salt");
  EXPECT_EQ(none.error().code, "bad_value");
}

TEST_F(Solvation, TheModelFileComesBackAsItWas) {
  const std::vector<std::byte> bytes = shipped_bytes();
  const auto model = read_model_file(bytes);
  ASSERT_TRUE(model);
  EXPECT_EQ(model->network.solvation.size(), static_cast<std::size_t>(model->network.shape.heads));
  const auto again = write_model_file(*model);
  ASSERT_TRUE(again);
  EXPECT_TRUE(*again == bytes);
}

TEST_F(Solvation, AModelWithoutHeadsSaysSo) {
  auto model = read_model_file(shipped_bytes());
  ASSERT_TRUE(model);
  ArchitectureShape shape = model->network.shape;
  shape.solvation_width = 0;
  Architecture<float> network(shape);
  for (std::size_t i = 0; i < network.parameters.all.size(); ++i) {
    ASSERT_EQ(network.parameters.all[i].name,
              model->network.parameters.all[i].name);  // the others come first
    network.parameters.all[i].value = model->network.parameters.all[i].value;
  }
  network.parameters.refresh_transposed();
  model->network = std::move(network);
  const auto bytes = write_model_file(*model);
  ASSERT_TRUE(bytes) << bytes.error().message;
  auto read = read_model_file(*bytes);
  ASSERT_TRUE(read) << read.error().message;
  Laboratory laboratory(std::move(*read));
  Mixture m;
  m.solvents = {*laboratory.solvent("DME")};
  m.amounts = {1};
  m.salt = *laboratory.salt("LiTFSI");
  m.salt_amount = 1;
  const auto none = laboratory.solvation(m);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, "bad_weights");
}

}  // namespace
}  // namespace mixgrad
