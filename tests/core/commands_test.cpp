// mixgrad_train as a whole, in a small folder: evaluate, calibrate, ship; and what it says when something is
// wrong.
#include "train/commands.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "made_up_data.h"
#include "model/weights.h"
#include "train/files.h"

namespace mixgrad::train {
namespace {

/// A folder with rows, splits, settings and, for calibrate and ship, made-up results; gone after the test.
class Commands : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove(file_.path());
    std::filesystem::create_directory(file_.path());
    write("rows.jsonl", made_up_rows(60));
    json test = json::array(), validation = json::array();
    for (int r = 0; r < 60; r += 4) {
      test.push_back(r);
      validation.push_back(r + 1);
    }
    const json fold{{"name", "one"}, {"test", test}, {"validation", validation}};
    const json other{{"name", "two"}, {"test", validation}, {"validation", test}};
    write("splits.json",
          json{{"protocols", {{"random", {{"folds", {fold, other}}}}, {"by_hand", {{"folds", {fold}}}}}}}
              .dump());
    write("settings.json", R"({"encoder_width": 8, "encoder_rounds": 1, "embedding": 8, "head_width": 8,
                               "solvent_width": 6, "salt_width": 4, "heads": 2, "epochs": 2, "batch_rows": 16})");
    json rows = json::array();
    for (int r = 0; r < 40; ++r) rows.push_back({r, r % 5, 0.0, 0.01 * (r % 7), 0.05, r % 2 == 0});
    write("results.json", json{{"protocol", "random"}, {"rows", rows}}.dump());
    write("calibration.json",
          R"({"conductivity": {"known_ground": {"quantile": 2, "noise": 0.1},
                               "elsewhere": {"quantile": 3, "noise": 0.2}}})");
    write_liquids();
  }
  void TearDown() override { std::filesystem::remove_all(file_.path()); }

  std::string path(const std::string& name) const { return file_.path() + "/" + name; }
  void write(const std::string& name, const std::string& contents) const {
    std::ofstream(path(name)) << contents;
  }

  /// Ethanol and water at several compositions, with excess enthalpies and densities made up.
  void write_liquids() const {
    std::filesystem::create_directory(path("liquids"));
    const char* graph = R"({"rdkitjson": {"version": 12},
      "defaults": {"atom": {"z": 6, "impHs": 0, "chg": 0, "nRad": 0, "isotope": 0}, "bond": {"bo": 1}},
      "molecules": [{"atoms": [)";
    write("liquids/molecules.json", std::string(R"({"CCO": )") + graph +
                                        R"({"impHs": 3}, {"impHs": 2}, {"z": 8, "impHs": 1}],
                                            "bonds": [{"atoms": [0, 1]}, {"atoms": [1, 2]}]}]}, "O": )" +
                                        graph + R"({"z": 8, "impHs": 2}], "bonds": []}]}})");
    std::string enthalpies, densities;
    json test = json::array(), validation = json::array();
    for (int r = 0; r < 20; ++r) {
      const double x = 0.02 + 0.96 * r / 19;
      json row{{"source", "s"},
               {"dataset", "thermoml"},
               {"components", {"CCO", "O"}},
               {"mole_fractions", {x, 1 - x}},
               {"temperature_K", 298.15},
               {"pressure_kPa", 100}};
      json density = row;
      row["excess_enthalpy_J_per_mol"] = -800 * x * (1 - x);
      density["density_g_per_cm3"] = 1 - 0.2 * x;
      enthalpies += row.dump() + "\n";
      densities += density.dump() + "\n";
      if (r % 4 == 0) test.push_back(r), validation.push_back(r + 1);
    }
    const json splits{{"protocols",
                       {{"random",
                         {{"folds",
                           {{{"name", "one"}, {"test", test}, {"validation", validation}},
                            {{"name", "two"}, {"test", validation}, {"validation", test}}}}}}}}};
    write("liquids/excess_enthalpy.jsonl", enthalpies);
    write("liquids/density.jsonl", densities);
    write("liquids/excess_enthalpy.splits.json", splits.dump());
    write("liquids/density.splits.json", splits.dump());
  }

  std::vector<std::string> evaluate_mixtures_words() const {
    return {"evaluate-mixtures",   "--data", path("liquids"), "--protocol", "random", "--settings",
            path("settings.json"), "--out",  path("out.json")};
  }
  std::vector<std::string> pretrain_words() const {
    return {"pretrain",
            "--data",
            path("liquids"),
            "--settings",
            path("settings.json"),
            "--out",
            path("pretrained.safetensors")};
  }
  std::vector<std::string> evaluate_words() const {
    return {"evaluate", "--data",     path("rows.jsonl"),    "--splits", path("splits.json"), "--protocol",
            "random",   "--settings", path("settings.json"), "--out",    path("out.json")};
  }
  std::vector<std::string> calibrate_words() const {
    return {"calibrate", "--rows", path("results.json"), "--out", path("out.json")};
  }
  std::vector<std::string> ship_words() const {
    return {"ship",
            "--data",
            path("rows.jsonl"),
            "--settings",
            path("settings.json"),
            "--mixtures",
            path("liquids"),
            "--start",
            path("pretrained.safetensors"),
            "--calibration",
            path("calibration.json"),
            "--out",
            path("out.safetensors")};
  }

  /// The error's field and message; empty when all went well.
  static std::string run(const std::vector<std::string>& words) {
    const Status status = run_command(words);
    return status ? "" : status.error().field + ": " + status.error().message;
  }
  /// The same with the value of one option replaced.
  static std::string run_with(std::vector<std::string> words, const std::string& option,
                              const std::string& value) {
    *(std::find(words.begin(), words.end(), option) + 1) = value;
    return run(words);
  }

 private:
  TemporaryFile file_;
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_F(Commands, EvaluateWritesFiguresAndRows) {
  auto words = evaluate_words();
  words.insert(words.end(), {"--threads", "2", "--set", "law=false"});
  ASSERT_EQ(run(words), "");
  const auto out = read_json_object(path("out.json"));
  ASSERT_TRUE(out);
  EXPECT_EQ((*out)["protocol"], "random");
  EXPECT_EQ((*out)["law"], false);
  EXPECT_EQ((*out)["pooled"]["rows"], 30);
  EXPECT_GT((*out)["pooled"]["mean_absolute_error_mS_per_cm"].get<double>(), 0);
  ASSERT_EQ((*out)["folds"].size(), 2U);
  EXPECT_EQ((*out)["folds"][1]["name"], "two");
  EXPECT_EQ((*out)["rows"].size(), 30U);
  EXPECT_EQ((*out)["rows"][29][1], 1);
  // Calibrate reads what evaluate wrote.
  EXPECT_EQ(run({"calibrate", "--rows", path("out.json"), "--out", path("c.json")}), "");
}

TEST_F(Commands, CalibrateWritesTermsThatShipTakes) {
  ASSERT_EQ(run(calibrate_words()), "");
  const auto out = read_json_object(path("out.json"));
  ASSERT_TRUE(out);
  EXPECT_EQ((*out)["conductivity"]["coverage"].size(), 3U);
  ASSERT_EQ(run(pretrain_words()), "");
  ASSERT_EQ(run_with(ship_words(), "--calibration", path("out.json")), "");
  const auto bytes = read_file(path("out.safetensors"));
  ASSERT_TRUE(bytes);
  const auto model = read_model_file(std::as_bytes(std::span(*bytes)));
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ(model->calibration.conductivity.elsewhere.quantile,
            (*out)["conductivity"]["elsewhere"]["quantile"].get<double>());
  EXPECT_EQ(model->calibration.conductivity.known_ground.noise,
            (*out)["conductivity"]["known_ground"]["noise"].get<double>());
  EXPECT_EQ(model->network.shape.heads, 2);
  EXPECT_EQ(model->training_data[0].rows, 60);
  EXPECT_TRUE(model->known_ground.has_salt("LiFSI"));
  EXPECT_TRUE(model->liquid_ground.knows("CCO"));
  EXPECT_EQ(model->training_data[1].rows, 40);
}

TEST_F(Commands, AscendClimbsFromEveryStartInEverySystem) {
  const auto ascend = [&](const json& study) {
    write("study.json", study.dump());
    return run({"ascend", "--data", path("rows.jsonl"), "--settings", path("settings.json"), "--study",
                path("study.json"), "--out", path("ascent.json"), "--set", "epochs=20"});
  };
  const json study{{"salt", "LiPF6"},
                   {"molality_mol_per_kg", 1},
                   {"temperature_K", 300},
                   {"systems", {{"EC", "DMC", "DEC"}, {"DEC", "EC", "DMC"}}},
                   {"starts", {{0.1, 0.2}, {0.3, 0.7}}}};
  ASSERT_EQ(ascend(study), "");
  const auto out = read_json_object(path("ascent.json"));
  ASSERT_TRUE(out);
  ASSERT_EQ((*out)["systems"].size(), 2U);
  for (const json& system : (*out)["systems"]) {
    ASSERT_EQ(system["ascents"].size(), 2U);
    for (const json& one : system["ascents"]) {
      EXPECT_GE(one["after_mS_per_cm"].get<double>(), one["before_mS_per_cm"].get<double>());
      EXPECT_TRUE(one["converged"].get<bool>());
      EXPECT_LE(one["steps_to_the_end"].get<int>(), one["steps"].get<int>());
      double sum = 0;
      for (const json& x : one["end"]) sum += x.get<double>();
      EXPECT_NEAR(sum, 1, 1e-9);
    }
  }
  const auto without = [&](const char* key) {
    json other = study;
    other.erase(key);
    return other;
  };
  const auto with = [&](const char* key, const json& value) {
    json other = study;
    other[key] = value;
    return other;
  };
  EXPECT_TRUE(contains(ascend(without("temperature_K")), "lacks the number temperature_K"));
  EXPECT_TRUE(contains(ascend(without("starts")), "lacks the list starts"));
  EXPECT_TRUE(contains(ascend(with("salt", "NaCl")), "'salt' should be a salt of the rows"));
  EXPECT_TRUE(contains(ascend(with("systems", {{"EC", "PC", "DEC"}})), "\"PC\" is no solvent of the rows"));
  EXPECT_TRUE(contains(ascend(with("starts", json::array({{0.1}}))), "all solvents but the last"));
}

TEST_F(Commands, LiquidsAreEvaluatedAndCalibrated) {
  for (const char* law : {"law=true", "law=false"}) {
    auto words = evaluate_mixtures_words();
    words.insert(words.end(), {"--threads", "2", "--set", law});
    ASSERT_EQ(run(words), "");
    const auto out = read_json_object(path("out.json"));
    ASSERT_TRUE(out);
    EXPECT_EQ((*out)["protocol"], "random");
    EXPECT_EQ((*out)["properties"].size(), 2U);
    EXPECT_EQ((*out)["properties"]["excess_enthalpy"]["rows"], 10);
    EXPECT_EQ((*out)["properties"]["excess_enthalpy"]["folds"][1]["row"].size(), 5U);
    EXPECT_EQ((*out)["properties"]["excess_enthalpy"]["folds"][0]["known"][0], true);
  }
  write("unknown.json", R"({"protocol": "unseen", "properties": {"excess_enthalpy": {"folds": [
    {"row": [0, 1], "measured": [9, 5], "predicted": [8, 7], "deviation": [1, 1], "known": [false, false],
     "extent": [1, 1]},
    {"row": [2], "measured": [9], "predicted": [7], "deviation": [1], "known": [false], "extent": [1]}]},
    "density": {"folds": [
    {"row": [0, 1], "measured": [9, 5], "predicted": [8, 7], "deviation": [1, 1], "known": [false, false],
     "extent": [1, 1]},
    {"row": [2], "measured": [9], "predicted": [7], "deviation": [1], "known": [false], "extent": [1]}]}}})");
  ASSERT_EQ(run({"calibrate", "--rows", path("results.json"), "--mixture-rows", path("out.json"),
                 "--mixture-rows", path("unknown.json"), "--out", path("c.json")}),
            "");
  const auto out = read_json_object(path("c.json"));
  ASSERT_TRUE(out);
  EXPECT_GT((*out)["excess_enthalpy"]["elsewhere"]["noise"].get<double>(), 0);
  EXPECT_EQ((*out)["molar_volume"]["coverage"].size(), 6U);
}

TEST_F(Commands, UnknownCommands) {
  EXPECT_EQ(run({"train"}),
            "command: 'train' is none of evaluate, evaluate-mixtures, evaluate-solvation, pretrain, "
            "calibrate, ship, ascend, ship-solvation");
  EXPECT_EQ(run({}),
            "command: '' is none of evaluate, evaluate-mixtures, evaluate-solvation, pretrain, calibrate, "
            "ship, ascend, ship-solvation");
}

TEST_F(Commands, EachTakesItsOwnOptions) {
  EXPECT_TRUE(contains(run({"evaluate"}), "--data: is missing"));
  EXPECT_TRUE(contains(run({"calibrate", "--out", path("c")}), "--rows: is missing"));
  EXPECT_TRUE(
      contains(run({"ship", "--splits", "s"}), "--splits: is no option here; there are --data, --settings"));
  for (const char* name : {"evaluate", "calibrate", "ship", "--threads", "--revision"})
    EXPECT_TRUE(contains(usage(), name)) << name;
}

TEST_F(Commands, ThreadsIsANumber) {
  auto words = evaluate_words();
  words.insert(words.end(), {"--threads", "many"});
  EXPECT_EQ(run(words), "--threads: is 'many' and should be a whole number from 1 to 1024");
}

TEST_F(Commands, AnUnknownProtocolListsTheKnown) {
  EXPECT_EQ(run_with(evaluate_words(), "--protocol", "by_moon"),
            "protocols.by_moon: 'by_moon' is no protocol of " + path("splits.json") +
                ", which has by_hand, random");
}

TEST_F(Commands, FilesThatCannotBeReadAreNamed) {
  ASSERT_EQ(run(pretrain_words()), "");
  const std::string nowhere = path("nowhere");
  EXPECT_TRUE(contains(run_with(evaluate_words(), "--data", nowhere), nowhere));
  for (const char* option : {"--splits", "--settings"})
    EXPECT_EQ(run_with(evaluate_words(), option, nowhere), nowhere + ": cannot be read") << option;
  EXPECT_EQ(run_with(calibrate_words(), "--rows", nowhere), nowhere + ": cannot be read");
  EXPECT_EQ(run_with(ship_words(), "--calibration", nowhere), nowhere + ": cannot be read");
  const std::string folder = path("");
  EXPECT_EQ(run_with(ship_words(), "--calibration", folder), folder + ": cannot be read");
}

TEST_F(Commands, FilesThatCannotBeWrittenAreNamed) {
  ASSERT_EQ(run(pretrain_words()), "");
  const std::string target = path("nowhere/out");
  const std::string message = target + ": cannot be written: there is no folder " + path("nowhere");
  EXPECT_EQ(run_with(evaluate_words(), "--out", target), message);
  EXPECT_EQ(run_with(calibrate_words(), "--out", target), message);
  EXPECT_EQ(run_with(ship_words(), "--out", target), message);
  auto words = ship_words();
  words.insert(words.end(), {"--work", path("nowhere")});
  EXPECT_TRUE(contains(run(words), path("nowhere/ship.checkpoint") + ": cannot be written"));
  std::filesystem::create_directory(path("folder"));
  EXPECT_EQ(run_with(ship_words(), "--out", path("folder")),
            path("folder") + ": cannot be written: it is a folder");
}

TEST_F(Commands, FilesOfAnotherKindAreRefused) {
  ASSERT_EQ(run(pretrain_words()), "");
  write("text", "not JSON");
  for (const char* option : {"--splits", "--settings"})
    EXPECT_EQ(run_with(evaluate_words(), option, path("text")), path("text") + ": is not a JSON object");
  EXPECT_TRUE(contains(run_with(evaluate_words(), "--data", path("text")), "line 1: not a JSON object"));
  EXPECT_TRUE(
      contains(run_with(calibrate_words(), "--rows", path("settings.json")), "'protocol' and its 'rows'"));
  write("rows.json", R"({"protocol": "p", "rows": [[0, 0, 0.1, null, 0.1, true]]})");
  EXPECT_TRUE(contains(run_with(calibrate_words(), "--rows", path("rows.json")),
                       "row [0,0,0.1,null,0.1,true] should be"));
  write("terms.json", R"({"conductivity": {"known_ground": {"quantile": 2, "noise": "0.1"}}})");
  EXPECT_EQ(run_with(ship_words(), "--calibration", path("terms.json")),
            path("terms.json") + ": lacks the number conductivity.known_ground.noise");
  write("terms.json",
        R"({"conductivity": {"known_ground": {"quantile": 2, "noise": -1},
                             "elsewhere": {"quantile": 3, "noise": 0.2}}})");
  EXPECT_TRUE(
      contains(run_with(ship_words(), "--calibration", path("terms.json")), "'noise' should be a number"));
  EXPECT_FALSE(std::filesystem::exists(path("out.safetensors")));
}

}  // namespace
}  // namespace mixgrad::train
