// evaluate-solvation and ship-solvation from end to end, on a few made-up formulations and the weights that
// ship.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "model/weights.h"
#include "temporary_file.h"
#include "train/commands.h"
#include "train/files.h"

namespace mixgrad::train {
namespace {

using nlohmann::json;

const char kModel[] = MIXGRAD_SOURCE_DIR "/weights/mixgrad.safetensors";

class SolvationCommands : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove(folder_.path());
    std::filesystem::create_directory(folder_.path());
    const char* graph = R"({"rdkitjson": {"version": 12},
      "defaults": {"atom": {"z": 6, "impHs": 0, "chg": 0, "nRad": 0, "isotope": 0}, "bond": {"bo": 1}},
      "molecules": [{"atoms": [)";
    write("molecules.json", std::string(R"({"CCO": )") + graph +
                                R"({"impHs": 3}, {"impHs": 2}, {"z": 8, "impHs": 1}],
                                    "bonds": [{"atoms": [0, 1]}, {"atoms": [1, 2]}]}]}, "O": )" +
                                graph + R"({"z": 8, "impHs": 2}], "bonds": []}]}})");
    std::string rows;
    for (int r = 0; r < 8; ++r) {
      const double m = 0.5 + 0.25 * r;
      rows += json{{"components", {"CCO", "O"}},    {"salt", r % 2 ? "LiPF6" : "LiTFSI"},
                   {"molality_mol_per_kg", m},      {"per_lithium", {8 / m, 16 / m, 1}},
                   {"coordination", {1, 3 - m, m}}, {"free", {1 - m / 8, 1 - (3 - m) * m / 16, 1 - m / 3}}}
                  .dump() +
              "\n";
    }
    write("solvation.jsonl", rows);
    // Row 7 has more salt than the rows that train either fold.
    write("solvation.splits.json",
          R"({"protocols": {"random": {"folds": [{"name": "a", "test": [2, 3, 7], "validation": [4]},
                                                 {"name": "b", "test": [0, 1, 6, 7], "validation": [2]}]}}})");
  }
  void TearDown() override { std::filesystem::remove_all(folder_.path()); }

  std::string path(const std::string& name) const { return folder_.path() + "/" + name; }
  void write(const std::string& name, const std::string& contents) const {
    std::ofstream(path(name)) << contents;
  }
  Status evaluate(const std::string& on = "test") const {
    return run_command(std::vector<std::string>{"evaluate-solvation", "--model", kModel, "--data",
                                                folder_.path(), "--protocol", "random", "--on", on, "--out",
                                                path("result.json"), "--threads", "1"});
  }
  Status ship(const std::string& rows) const {
    return run_command(std::vector<std::string>{"ship-solvation", "--model", kModel, "--data", folder_.path(),
                                                "--rows", path(rows), "--calibration",
                                                path("calibration.json"), "--out", path("out.safetensors")});
  }

 private:
  TemporaryFile folder_;
};

TEST_F(SolvationCommands, HeldOutRowsAreWhatTheFoldsHold) {
  ASSERT_TRUE(evaluate());
  const auto result = read_json_object(path("result.json"));
  ASSERT_TRUE(result);
  const json& rows = (*result)["folds"][1]["rows"];
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[2]["row"], 6);
  EXPECT_EQ(rows[2]["coordination"]["simulated"], json({1, 1.0, 2.0}));
  EXPECT_EQ(rows[2]["coordination"]["predicted"].size(), 3u);
  EXPECT_EQ(rows[2]["free_share"]["deviation"].size(), 3u);
  EXPECT_EQ(rows[2]["total_coordination"]["simulated"], json({4.0}));
  EXPECT_EQ(rows[3]["known"], false);  // more salt than in training
  EXPECT_EQ((*result)["folds"][0]["rows"][0]["known"], true);
}

TEST_F(SolvationCommands, ShippingLeavesAllOtherWeightsAsTheyWere) {
  ASSERT_TRUE(evaluate());
  const Status shipped = ship("result.json");
  ASSERT_TRUE(shipped) << shipped.error().message;
  const auto before = read_file(kModel), after = read_file(path("out.safetensors"));
  ASSERT_TRUE(before && after);
  const auto old_model = read_model_file(std::as_bytes(std::span(*before))),
             new_model = read_model_file(std::as_bytes(std::span(*after)));
  ASSERT_TRUE(old_model && new_model);
  const auto& old_weights = old_model->network.parameters.all;
  const auto& new_weights = new_model->network.parameters.all;
  int changed = 0;
  for (std::size_t i = 0; i < old_weights.size(); ++i) {
    const bool own = old_weights[i].name.rfind(kSolvationHead, 0) == 0;
    const bool same = new_weights[i].value == old_weights[i].value;
    changed += own && !same;
    EXPECT_TRUE(own || same) << old_weights[i].name;
  }
  EXPECT_GT(changed, 0);
  EXPECT_EQ(new_model->training_data.back().rows, 8);
  EXPECT_TRUE(new_model->solvation_ground.has_solvent("O"));
  EXPECT_GT(new_model->calibration.solvation[0].known_ground.quantile, 0);
}

TEST_F(SolvationCommands, WhatIsWrongIsNamed) {
  const Status on = evaluate("training");
  ASSERT_FALSE(on);
  EXPECT_EQ(on.error().field, "on");
  write("nothing.json", R"({"protocol": "random", "folds": [{"rows": [{"row": 1}]}]})");
  const Status rows = ship("nothing.json");
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().code, "bad_file");
  EXPECT_NE(rows.error().message.find("evaluate-solvation"), std::string::npos);
}

}  // namespace
}  // namespace mixgrad::train
