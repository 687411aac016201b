// Learning who stands around Li⁺: reading the rows, and finding a made-up law again.
#include "train/solvation_task.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "temporary_file.h"

namespace mixgrad::train {
namespace {

using nlohmann::json;

/// Three molecules and two salts whose coefficients are known, at many compositions.
SolvationData made_up() {
  const laws::BindingCoefficients<double> molecule[] = {{2, 1, 1}, {-1, 1.3, 1.2}, {-6, 1, 1}},
                                          anion[] = {{1, 1, 2.5}, {-2, 1, 3}};
  SolvationData data;
  data.molecules = data.names = {"a", "b", "c"};
  data.salts = {"LiPF6", "LiTFSI"};
  for (int salt = 0; salt < 2; ++salt) {
    for (const auto& pair : {std::pair{0, 1}, {0, 2}, {1, 2}, {1, 0}}) {
      for (const double m : {0.5, 1.0, 1.5, 2.0, 2.5, 3.0}) {
        SolvationRow row;
        row.molecule = {pair.first, pair.second};
        row.salt = salt;
        row.molality_mol_per_kg = m;
        row.per_lithium = {4 / m, 8 / m, 1};
        const laws::BindingCoefficients<double> b[] = {molecule[pair.first], molecule[pair.second],
                                                       anion[salt]};
        laws::BindingShare<double> share[3];
        laws::competitive_binding(3, b, row.per_lithium.data(), share);
        for (const auto& s : share) row.coordination.push_back(s.coordination), row.free.push_back(s.free);
        data.rows.push_back(row);
      }
    }
  }
  return data;
}

/// Each species a direction of its own.
SolvationEmbeddings directions() {
  return {4, {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0}, {1, 0, 0, 1, 0, 1, 0, 1}};
}

std::vector<int> all_rows(const SolvationData& data) {
  std::vector<int> rows;
  for (std::size_t r = 0; r < data.rows.size(); ++r) rows.push_back(static_cast<int>(r));
  return rows;
}

TEST(SolvationTask, FindsAMadeUpLawAgain) {
  const SolvationData data = made_up();
  SolvationSettings settings;
  settings.weight_decay = 0;
  const auto heads = train_solvation(data, directions(), all_rows(data), settings);
  ASSERT_TRUE(heads) << heads.error().message;
  double worst = 0;
  for (const SolvationRow& row : data.rows) {
    std::vector<double> mean(3);
    for (std::size_t k = 0; k < heads->heads.size(); ++k) {
      const auto share = predict_solvation(*heads, k, data, directions(), row);
      for (std::size_t i = 0; i < 3; ++i) mean[i] += share[i].coordination / 5;
    }
    for (std::size_t i = 0; i < 3; ++i) worst = std::max(worst, std::abs(mean[i] - row.coordination[i]));
  }
  EXPECT_LT(worst, 0.15);
}

TEST(SolvationTask, CompetitionsTellHowMoleculesOfNoRowBind) {
  SolvationData data = made_up();
  data.molecules.push_back("d"), data.names.push_back("d");
  SolvationEmbeddings embeddings = directions();
  embeddings.molecules.insert(embeddings.molecules.end(), {0, 0, 0, 1});
  SolvationRow row = data.rows[0];
  row.molecule = {3, 2};  // d beside one that does not bind
  const auto contacts_of_d = [&](double log_ratio) {
    data.competitions = {{3, 0, log_ratio}};
    const auto heads = train_solvation(data, embeddings, all_rows(data), {});
    return heads ? predict_solvation(*heads, 0, data, embeddings, row)[0].coordination : -1;
  };
  EXPECT_GT(contacts_of_d(2), contacts_of_d(-6) + 1);
}

TEST(SolvationTask, WhatIsLeftOutCompetesNoMore) {
  SolvationData data = made_up();
  data.molecules.push_back("d"), data.names.push_back("d");
  data.competitions = {{0, 3, 1.0}, {1, 3, 2.0}, {2, 3, 3.0}};
  const auto left = only_known(data, {0, 1}).competitions;  // rows of a and b
  ASSERT_EQ(left.size(), 2u);
  EXPECT_EQ(left[1].molecule, 1);
  EXPECT_EQ(only_known(data, all_rows(data)).competitions.size(), 3u);
}

TEST(SolvationTask, IsTheSameForASeed) {
  const SolvationData data = made_up();
  SolvationSettings settings;
  settings.epochs = 5;
  const auto once = train_solvation(data, directions(), all_rows(data), settings),
             again = train_solvation(data, directions(), all_rows(data), settings);
  settings.seed = 2;
  const auto other = train_solvation(data, directions(), all_rows(data), settings);
  ASSERT_TRUE(once && again && other);
  EXPECT_EQ(once->parameters.all[0].value, again->parameters.all[0].value);
  EXPECT_NE(once->parameters.all[0].value, other->parameters.all[0].value);
}

TEST(SolvationTask, TheDomainKnowsWhatWasSimulated) {
  const SolvationData data = made_up();
  const KnownGround ground = solvation_ground_of(data, {0, 1});  // a and b with LiPF6 to 1 mol/kg
  EXPECT_TRUE(on_known_ground(ground, data, data.rows[1]));
  EXPECT_FALSE(on_known_ground(ground, data, data.rows[5]));   // more salt
  EXPECT_FALSE(on_known_ground(ground, data, data.rows[6]));   // another molecule
  EXPECT_FALSE(on_known_ground(ground, data, data.rows[24]));  // another salt
}

/// A folder of one row, which may be spoilt.
class SolvationFolder : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove(folder_.path());
    std::filesystem::create_directory(folder_.path());
    std::ofstream(folder_.path() + "/molecules.json") << R"({"O": {"rdkitjson": {"version": 12},
      "defaults": {"atom": {"z": 6, "impHs": 0, "chg": 0, "nRad": 0, "isotope": 0}, "bond": {"bo": 1}},
      "molecules": [{"atoms": [{"z": 8, "impHs": 2}], "bonds": []}]}})";
  }
  void TearDown() override { std::filesystem::remove_all(folder_.path()); }

  Result<SolvationData> read(const json& changes) const {
    json row{{"formulation", "water"},     {"components", {"O"}},      {"salt", "LiPF6"},
             {"molality_mol_per_kg", 1.0}, {"per_lithium", {55.5, 1}}, {"coordination", {4, 0.1}},
             {"free", {0.93, 0.9}}};
    row.update(changes);
    std::ofstream(folder_.path() + "/solvation.jsonl") << row.dump() << "\n";
    std::ofstream(folder_.path() + "/competition.jsonl") << competitions_;
    return read_solvation_data(folder_.path());
  }
  std::string competitions_;

 private:
  TemporaryFile folder_;
};

TEST_F(SolvationFolder, IsRead) {
  const auto data = read(json::object());
  ASSERT_TRUE(data) << data.error().field << data.error().message;
  ASSERT_EQ(data->rows.size(), 1u);
  EXPECT_EQ(data->molecules, std::vector<std::string>{"O"});
  EXPECT_EQ(data->anions.size(), 1u);
  EXPECT_EQ(data->rows[0].per_lithium[0], 55.5);
}

TEST_F(SolvationFolder, CompetitionsAreRead) {
  competitions_ = R"({"molecule": "O", "rival": "O", "log_ratio": 0})";
  const auto data = read(json::object());
  ASSERT_TRUE(data);
  EXPECT_EQ(data->competitions.size(), 1u);
  for (const char* wrong :
       {R"({"molecule": "O", "rival": "O"})", R"({"molecule": "O", "rival": "CCO", "log_ratio": 0})"}) {
    competitions_ = wrong;
    const auto refused = read(json::object());
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().field.find("competition.jsonl line 1"), std::string::npos);
  }
}

TEST_F(SolvationFolder, WhatIsWrongIsNamed) {
  const std::pair<const char*, json> wrong[] = {{"components", json::array({"CCO"})},
                                                {"components", json::array()},
                                                {"salt", "NaCl"},
                                                {"salt", 5},
                                                {"molality_mol_per_kg", 0},
                                                {"per_lithium", {1}},
                                                {"coordination", {4, -1}},
                                                {"free", {0.5, 1.5}}};
  for (const auto& [field, value] : wrong) {
    const auto data = read({{field, value}});
    ASSERT_FALSE(data) << field;
    EXPECT_NE(data.error().field.find(std::string("line 1.") + field), std::string::npos)
        << data.error().field;
  }
}

}  // namespace
}  // namespace mixgrad::train
