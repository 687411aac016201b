// The model file: what is written is read; half precision costs little; everything wrong has its own error.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>

#include "laws/conductivity.h"
#include "model/conductivity.h"
#include "model/safetensors.h"
#include "model/weights.h"
#include "networks.h"

namespace mixgrad {
namespace {

using nlohmann::json;
using Bytes = std::vector<std::byte>;

ModelFile small_model() {
  KnownGround ground;
  const std::vector<std::string> solvents{"EC", "EMC"};
  const std::vector<double> x{0.3, 0.7};
  ground.include({solvents, x, "LiPF6", 1.0, 298.15});
  LiquidGround liquids;
  liquids.include(Measured::excess_enthalpy, std::vector<std::string>{"CCO", "O"}, 298.15);
  return {"1.2.3",
          "abcdef",
          networks::random_network(1),
          {{{1.6, 0.02}, {2.5, 0.1}}, {}},
          ground,
          liquids,
          {{"CALiSol-23", "https://doi.org/10.1038/s41597-024-03575-8", "CC BY 4.0", 13825}}};
}

Bytes written(const ModelFile& model) {
  const auto bytes = write_model_file(model);
  if (bytes) return *bytes;
  ADD_FAILURE() << bytes.error().field << ": " << bytes.error().message;
  return {};
}

/// The file with its contents changed and its checksum right.
Bytes changed(const std::function<void(Safetensors&)>& change) {
  static const Bytes original = written(small_model());
  auto file = read_safetensors(original);
  EXPECT_TRUE(file);
  change(*file);
  auto bytes = write_safetensors(*file);
  EXPECT_TRUE(bytes) << bytes.error().message;
  return *bytes;
}

void expect_error(const Bytes& bytes, const std::string& field, const std::string& part_of_message) {
  const auto read = read_model_file(bytes);
  ASSERT_FALSE(read) << "accepted; should complain of " << field;
  EXPECT_EQ(read.error().code, "bad_weights");
  EXPECT_EQ(read.error().field, field);
  EXPECT_NE(read.error().message.find(part_of_message), std::string::npos) << read.error().message;
}

Tensor& tensor(Safetensors& file, const std::string& name) {
  for (Tensor& t : file.tensors) {
    if (t.name == name) return t;
  }
  ADD_FAILURE() << name << " is not in the file";
  return file.tensors.front();
}

// ---- Round trip ----

TEST(ModelFile, IsReadAsItWasWritten) {
  const ModelFile model = small_model();
  const auto read = read_model_file(written(model));
  ASSERT_TRUE(read) << read.error().field << ": " << read.error().message;
  EXPECT_EQ(read->version, "1.2.3");
  EXPECT_EQ(read->trainer_revision, "abcdef");
  EXPECT_EQ(read->calibration.conductivity.known_ground.quantile, 1.6);
  EXPECT_EQ(read->calibration.conductivity.known_ground.noise, 0.02);
  EXPECT_EQ(read->calibration.conductivity.elsewhere.quantile, 2.5);
  EXPECT_EQ(read->calibration.conductivity.elsewhere.noise, 0.1);
  EXPECT_EQ(read->known_ground.to_json(), model.known_ground.to_json());
  EXPECT_EQ(read->liquid_ground.to_json(), model.liquid_ground.to_json());
  ASSERT_EQ(read->training_data.size(), 1U);
  EXPECT_EQ(read->training_data[0].name, "CALiSol-23");
  EXPECT_EQ(read->training_data[0].url, "https://doi.org/10.1038/s41597-024-03575-8");
  EXPECT_EQ(read->training_data[0].licence, "CC BY 4.0");
  EXPECT_EQ(read->training_data[0].rows, 13825);
  const auto& parameters = model.network.parameters.all;
  ASSERT_EQ(read->network.parameters.all.size(), parameters.size());
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const auto& p = read->network.parameters.all[i];
    EXPECT_EQ(p.name, parameters[i].name);
    ASSERT_EQ(p.transposed.size(), p.value.size());
    for (int r = 0; r < p.rows; ++r) {
      for (int c = 0; c < p.cols; ++c) {
        const auto at = static_cast<std::size_t>(r * p.cols + c);
        ASSERT_NEAR(p.value[at], parameters[i].value[at], 1e-3F * std::abs(parameters[i].value[at]) + 1e-7F);
        ASSERT_EQ(p.transposed[static_cast<std::size_t>(c * p.rows + r)], p.value[at]);
      }
    }
  }
}

TEST(ModelFile, WrittenAgainItHasTheSameBytes) {
  const Bytes once = written(small_model());
  const auto read = read_model_file(once);
  ASSERT_TRUE(read);
  EXPECT_EQ(written(*read), once);
}

/// ln κ of all heads for a mixture.
std::vector<double> log_conductivities(const Architecture<float>& network) {
  const std::vector<float> z =
      networks::embeddings(network, {networks::features("EC"), networks::features("EMC"),
                                     networks::ions("LiPF6")[0], networks::ions("LiPF6")[1]});
  const int length = network.shape.encoder.embedding;
  Tape<float> t;
  BoundParameters<float> bound(t, network.parameters, false);
  const std::vector<float> v = networks::walden<float>(2);
  const float share[] = {0.3F, 0.7F}, state[] = {1.0F, 298.15F};
  std::vector<double> out;
  for (const MixtureHead& head : network.heads) {
    const Var c = head.components(t, bound, t.constant(z.data(), 2, length), v.data());
    const Var q = head.salts(t, bound, t.constant(z.data() + 2 * length, 1, length),
                             t.constant(z.data() + 3 * length, 1, length));
    const Var raw = head.coefficients(t, bound, add(t, matmul(t, t.constant(share, 1, 2), c), q));
    out.push_back(t.value(apply_law<laws::Conductivity>(t, raw, t.constant(state, 1, 2)))[0]);
  }
  return out;
}

// At about the size that is shipped.
TEST(ModelFile, HalfPrecisionCostsLessThanAFifthOfAPercent) {
  double worst = 0;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    ModelFile model = small_model();
    ArchitectureShape shape;
    shape.encoder = {.width = 64, .rounds = 3, .embedding = 48};
    shape.molecular = MolecularHeads::laws;
    model.network = networks::random_network(seed, shape);
    const auto read = read_model_file(written(model));
    ASSERT_TRUE(read);
    const auto before = log_conductivities(model.network), after = log_conductivities(read->network);
    double change = 0;
    for (std::size_t k = 0; k < before.size(); ++k)
      change += (after[k] - before[k]) / static_cast<double>(before.size());
    worst = std::max(worst, std::abs(change));
  }
  EXPECT_LT(worst, 0.002);
  EXPECT_GT(worst, 0);
}

TEST(ModelFile, WeightsThatAreNotFiniteAreNotWritten) {
  for (const float bad :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), 1e6F}) {
    ModelFile model = small_model();
    model.network.parameters.all[3].value[0] = bad;
    const auto bytes = write_model_file(model);
    ASSERT_FALSE(bytes) << bad;
    EXPECT_EQ(bytes.error().code, "bad_weights");
    EXPECT_EQ(bytes.error().field, model.network.parameters.all[3].name);
    EXPECT_NE(bytes.error().message.find("not finite"), std::string::npos) << bytes.error().message;
  }
}

TEST(ModelFile, WhatWouldNotBeReadIsNotWritten) {
  ModelFile model = small_model();
  model.calibration.conductivity.elsewhere.noise = -1;
  const auto bytes = write_model_file(model);
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().field, "__metadata__.calibration");
}

// ---- What is wrong with a file ----

TEST(ModelFile, DamageIsFoundByTheChecksum) {
  Bytes bytes = written(small_model());
  bytes[bytes.size() - 5] ^= std::byte{1};
  const auto read = read_model_file(bytes);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().field, "checksum");
  EXPECT_FALSE(read_model_file({}));
}

TEST(ModelFile, MissingTensor) {
  expect_error(changed([](Safetensors& f) {
                 std::erase_if(f.tensors,
                               [](const Tensor& t) { return t.name == "conductivity.head1.hidden.bias"; });
               }),
               "conductivity.head1.hidden.bias", "lacks this tensor");
}

TEST(ModelFile, WrongShape) {
  const auto reshape = [](std::vector<std::int64_t> shape) {
    return changed([shape](Safetensors& f) {
      Tensor& t = tensor(f, "conductivity.head0.hidden.weight");
      t.shape = shape;
      t.data.assign(static_cast<std::size_t>(shape[0] * shape[1]), 0.5F);
    });
  };
  expect_error(reshape({10, 11}), "conductivity.head0.hidden.weight", "10 × 10");
  expect_error(reshape({5, 20}), "conductivity.head0.hidden.weight", "10 × 10");
  expect_error(changed([](Safetensors& f) { tensor(f, "conductivity.head0.hidden.weight").shape = {100}; }),
               "conductivity.head0.hidden.weight", "10 × 10");
}

TEST(ModelFile, ExtraTensor) {
  expect_error(changed([](Safetensors& f) {
                 f.tensors.push_back({"viscosity.head0", Dtype::f16, {1}, {1}});
               }),
               "viscosity.head0", "does not have");
}

TEST(ModelFile, MissingMetadata) {
  for (const char* key :
       {"format", "version", "trainer_revision", "feature_version", "atom_features", "edge_features",
        "architecture", "calibration", "known_ground", "liquid_ground", "training_data"}) {
    expect_error(changed([&](Safetensors& f) { f.metadata.erase(key); }), std::string("__metadata__.") + key,
                 "lacks");
  }
}

TEST(ModelFile, SomethingElse) {
  expect_error(changed([](Safetensors& f) { f.metadata["format"] = "pt"; }), "__metadata__.format",
               "not a MixGrad model");
}

TEST(ModelFile, OtherFeatures) {
  const auto with = [](const char* key, const std::string& value) {
    return changed([&](Safetensors& f) { f.metadata[key] = value; });
  };
  const std::string message = "other atom and bond features";
  expect_error(with("feature_version", std::to_string(kFeatureVersion + 1)), "__metadata__.feature_version",
               message);
  expect_error(with("atom_features", "mass"), "__metadata__.feature_version", message);
  expect_error(with("edge_features", ""), "__metadata__.feature_version", message);
}

/// The file with one member of a JSON metadata entry replaced; null removes it.
Bytes with_member(const std::string& key, const std::string& pointer, const json& value) {
  return changed([&](Safetensors& f) {
    json object = json::parse(f.metadata[key]);
    object[json::json_pointer(pointer)] = value;
    f.metadata[key] = object.dump();
  });
}

TEST(ModelFile, DimensionsThatCannotBe) {
  for (const json& value :
       std::initializer_list<json>{0, -1, 1e9, 100000, 2.5, "11", nullptr, json::array(), true}) {
    expect_error(with_member("architecture", "/encoder_width", value), "__metadata__.architecture",
                 "'encoder_width' should be a whole number from 1 to ");
  }
  for (const char* name :
       {"encoder_rounds", "embedding", "head_width", "solvent_width", "salt_width", "heads", "pure_width",
        "pair_width", "distance_width", "gibbs_orders", "volume_orders", "viscosity_orders"}) {
    expect_error(with_member("architecture", std::string("/") + name, 1'000'000), "__metadata__.architecture",
                 name);
  }
  // Possible, but not what the tensors are.
  expect_error(with_member("architecture", "/encoder_width", 12), "encoder.input.weight", "× 12");
  expect_error(with_member("architecture", "/heads", 4), "conductivity.head3.component_in.weight", "lacks");
  expect_error(with_member("architecture", "/heads", 2), "conductivity.head2.component_in.weight",
               "does not have");
}

// What is allowed decides how much memory a file can ask for before its tensors are looked at.
TEST(ModelFile, DimensionsAreBounded) {
  const auto with = [](int dimension, int rounds, int heads) {
    const json architecture{
        {"encoder_width", dimension},  {"encoder_rounds", rounds}, {"embedding", dimension},
        {"head_width", dimension},     {"heads", heads},           {"solvent_width", dimension},
        {"salt_width", dimension},     {"pure_width", dimension},  {"pair_width", dimension},
        {"distance_width", dimension}, {"gibbs_orders", rounds},   {"volume_orders", rounds},
        {"viscosity_orders", rounds}};
    return changed([&](Safetensors& f) { f.metadata["architecture"] = architecture.dump(); });
  };
  expect_error(with(256, 8, 32), "encoder.input.weight", "× 256");
  expect_error(with(257, 8, 32), "__metadata__.architecture", "from 1 to 256");
  expect_error(with(256, 9, 32), "__metadata__.architecture", "from 1 to 8");
  expect_error(with(256, 8, 33), "__metadata__.architecture", "from 1 to 32");
}

TEST(ModelFile, BrokenCalibration) {
  for (const json& value : std::initializer_list<json>{-1, 1e9, "2", nullptr}) {
    expect_error(with_member("calibration", "/conductivity/known_ground/quantile", value),
                 "__metadata__.calibration", "'quantile'");
    expect_error(with_member("calibration", "/excess_volume/elsewhere/noise", value),
                 "__metadata__.calibration", "'noise'");
  }
  expect_error(with_member("calibration", "/conductivity/elsewhere", 3), "__metadata__.calibration",
               "'quantile'");
  expect_error(changed([](Safetensors& f) { f.metadata["calibration"] = "[]"; }), "__metadata__.calibration",
               "'quantile'");
}

TEST(ModelFile, MetadataThatIsNotJson) {
  for (const char* key : {"architecture", "calibration", "training_data"}) {
    for (const char* value : {"", "{", "3", "\"x\"", "null"}) {
      expect_error(changed([&](Safetensors& f) { f.metadata[key] = value; }),
                   std::string("__metadata__.") + key, "not JSON");
    }
  }
}

TEST(ModelFile, BrokenTableOfMeasuredSystems) {
  expect_error(changed([](Safetensors& f) { f.metadata["known_ground"] = "{}"; }),
               "__metadata__.known_ground", "salts");
  expect_error(with_member("known_ground", "/salts/0", json::array({"LiPF6", 1})),
               "__metadata__.known_ground", "salts[0]");
}

TEST(ModelFile, BrokenTrainingData) {
  expect_error(with_member("training_data", "/0/rows", -1), "__metadata__.training_data", "'rows'");
  expect_error(with_member("training_data", "/0/url", 3), "__metadata__.training_data", "'url'");
  expect_error(with_member("training_data", "/0", 3), "__metadata__.training_data", "'name'");
}

}  // namespace
}  // namespace mixgrad
