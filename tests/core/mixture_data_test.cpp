// The reader of liquids' measurements: units and systems as the laws take them; errors name the file, the
// line and the field.
#include "train/mixture_data.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "molecule_golden.h"
#include "temporary_file.h"

namespace mixgrad::train {
namespace {

using nlohmann::json;

/// A folder as scripts/mixture-data writes it, gone after the test.
class MixtureFolder : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove(folder());
    std::filesystem::create_directory(folder());
    json graphs = json::object();
    for (const auto& entry : golden::molecules()) {
      const std::string smiles = entry["smiles"];
      graphs[smiles] = json::parse(entry["commonchem"].get<std::string>());
    }
    write("molecules.json", graphs.dump());
  }
  void TearDown() override { std::filesystem::remove_all(folder()); }

  const std::string& folder() const { return file_.path(); }
  std::string path(const std::string& name) const { return folder() + "/" + name; }
  void write(const std::string& name, const std::string& contents) const {
    std::ofstream(path(name)) << contents;
  }
  /// One row a line.
  void write_rows(const std::string& name, const std::vector<json>& rows) const {
    std::string text;
    for (const json& row : rows) text += row.dump() + "\n";
    write(name, text);
  }

  MixtureData read() const {
    const auto data = read_mixture_data(folder());
    if (data) return *data;
    ADD_FAILURE() << data.error().field << ": " << data.error().message;
    return {};
  }

 private:
  TemporaryFile file_;
};

json row(const std::vector<std::string>& components, const std::vector<double>& x, double temperature,
         const std::string& field, double value, const std::string& dataset = "thermoml") {
  return {{"source", "10.1/a"},  {"dataset", dataset},      {"components", components},
          {"mole_fractions", x}, {"pressure_kPa", 101.325}, {"temperature_K", temperature},
          {field, value}};
}

json density(const std::vector<std::string>& components, const std::vector<double>& x, double value) {
  return row(components, x, 298.15, "density_g_per_cm3", value);
}

// ---- What is read ----

TEST_F(MixtureFolder, RowsStandPropertyAfterProperty) {
  write_rows("density.jsonl", {density({"CCO"}, {1}, 0.785), density({"O", "CCO"}, {0.4, 0.6}, 0.86)});
  write_rows("excess_volume.jsonl",
             {row({"CCO", "O"}, {0.25, 0.75}, 300, "excess_volume_cm3_per_mol", -1, "derived")});
  write_rows("excess_enthalpy.jsonl",
             {row({"O", "CCO"}, {0.25, 0.75}, 310, "excess_enthalpy_J_per_mol", -500, "excess-properties")});
  write_rows("log_gamma_infinite.jsonl",
             {row({"CC#N", "O"}, {0, 1}, 320, "log_gamma_infinite", 2.4, "idac"),
              row({"O", "CC#N"}, {0, 1}, 320, "log_gamma_infinite", 1.8, "idac")});
  write_rows("viscosity.jsonl",
             {row({"O"}, {1}, 293.15, "log_viscosity_mPa_s", 0.002, "viscosity"),
              row({"O", "CCO"}, {0.5, 0.5}, 293.15, "log_viscosity_mPa_s", -0.5, "viscosity")});
  const MixtureData data = read();
  EXPECT_EQ(std::vector<int>(std::begin(data.first_row), std::end(data.first_row)),
            (std::vector<int>{0, 2, 3, 4, 6, 8}));
  EXPECT_EQ(data.molecules, (std::vector<std::string>{"CCO", "O", "CC#N"}));
  ASSERT_EQ(data.rows.size(), 8U);

  struct Expected {
    Measured property;
    int first, second;
    double mole_fraction, temperature_K, value;
  };
  // A system's first molecule is the one that was met first, and the mole fraction is its own.
  const double ethanol = 46.069, water = 18.015;
  const Expected expected[] = {
      {Measured::molar_volume, 0, -1, 1, 298.15, ethanol / 0.785},
      {Measured::molar_volume, 0, 1, 0.6, 298.15, (0.6 * ethanol + 0.4 * water) / 0.86},
      {Measured::excess_volume, 0, 1, 0.25, 300, -1},
      {Measured::excess_enthalpy, 0, 1, 0.75, 310, -500},
      {Measured::log_gamma, 1, 2, 1, 320, 2.4},
      {Measured::log_gamma, 1, 2, 0, 320, 1.8},
      {Measured::log_viscosity, 1, -1, 1, 293.15, 0.002},
      {Measured::log_viscosity, 0, 1, 0.5, 293.15, -0.5},
  };
  for (std::size_t r = 0; r < data.rows.size(); ++r) {
    SCOPED_TRACE(r);
    const MixtureRow& found = data.rows[r];
    EXPECT_EQ(found.property, expected[r].property);
    EXPECT_EQ(data.systems[static_cast<std::size_t>(found.system)].first, expected[r].first);
    EXPECT_EQ(data.systems[static_cast<std::size_t>(found.system)].second, expected[r].second);
    EXPECT_EQ(found.mole_fraction, expected[r].mole_fraction);
    EXPECT_EQ(found.temperature_K, expected[r].temperature_K);
    EXPECT_NEAR(found.value, expected[r].value, 1e-4 * std::abs(expected[r].value));
  }
  EXPECT_EQ(data.systems.size(), 4U);  // each once, in whatever order it is named
  EXPECT_EQ(data.rows_of_dataset,
            (std::map<std::string, int>{
                {"derived", 1}, {"excess-properties", 1}, {"idac", 2}, {"thermoml", 2}, {"viscosity", 2}}));
}

TEST_F(MixtureFolder, MoleculesComeWithWhatTheNetworkTakes) {
  write_rows("density.jsonl", {density({"CCO"}, {1}, 0.785), density({"CCO", "O"}, {0.4, 0.6}, 0.86)});
  const MixtureData data = read();
  ASSERT_EQ(data.features.size(), 2U);
  EXPECT_EQ(data.features[0].atom_count, 3);
  EXPECT_EQ(data.features[1].atom_count, 1);
  for (std::size_t m = 0; m < 2; ++m) {
    const MolecularGraph graph = golden::graph(data.molecules[m]);
    EXPECT_EQ(data.molar_mass_g_per_mol[m], molar_mass_g_per_mol(graph));
    EXPECT_EQ(data.volume_estimate_cm3_per_mol[m], estimated_molar_volume_cm3_per_mol(graph));
  }
}

TEST_F(MixtureFolder, APropertyWithoutAFileHasNoRows) {
  write_rows("viscosity.jsonl", {row({"O"}, {1}, 293.15, "log_viscosity_mPa_s", 0)});
  const MixtureData data = read();
  EXPECT_EQ(std::vector<int>(std::begin(data.first_row), std::end(data.first_row)),
            (std::vector<int>{0, 0, 0, 0, 0, 1}));
}

// ---- What is refused ----

/// The complaint about a second line, after a good one: its field and message.
class MixtureErrors : public MixtureFolder {
 protected:
  void expect_error(const std::string& file, const json& good, const std::string& bad,
                    const std::string& field, const std::string& part_of_message) {
    write(file, good.dump() + "\n" + bad + "\n");
    const auto data = read_mixture_data(folder());
    std::filesystem::remove(path(file));
    ASSERT_FALSE(data) << "accepted; should complain of " << field << ": " << bad;
    EXPECT_EQ(data.error().code, "bad_data");
    EXPECT_EQ(data.error().field, path(file) + " line 2" + field) << bad;
    EXPECT_NE(data.error().message.find(part_of_message), std::string::npos) << data.error().message;
  }
  void expect_error(const std::string& key, const json& value, const std::string& part_of_message) {
    const json good = density({"CCO", "O"}, {0.4, 0.6}, 0.86);
    json bad = good;
    bad[key] = value;
    expect_error("density.jsonl", good, bad.dump(), "." + key, part_of_message);
  }
};

TEST_F(MixtureErrors, LinesThatAreNoObjects) {
  const json good = density({"CCO"}, {1}, 0.785);
  for (const char* text : {"", "[]", "3", "{", "null", "{\"temperature_K\": 1e999}"})
    expect_error("density.jsonl", good, text, "", "not a JSON object");
}

TEST_F(MixtureErrors, FieldsThatAreMissing) {
  const json good = density({"CCO", "O"}, {0.4, 0.6}, 0.86);
  for (const char* key : {"components", "mole_fractions", "temperature_K", "density_g_per_cm3", "dataset"}) {
    json bad = good;
    bad.erase(key);
    expect_error("density.jsonl", good, bad.dump(), std::string(".") + key, "should be");
  }
}

TEST_F(MixtureErrors, FieldsThatAreNoneOfThisMeasurement) {
  expect_error("density_kg_per_m3", 860, "'density_kg_per_m3' is not a field of this measurement");
  expect_error("excess_volume_cm3_per_mol", -1, "is not a field of this measurement");
}

TEST_F(MixtureErrors, Components) {
  for (const json& value : {json(nullptr), json("CCO"), json::array(), json::array({"CCO", "O", "CC#N"})})
    expect_error("components", value, "should be one or two SMILES");
  expect_error("components", json::array({"CCO", 3}), "should be SMILES");
  expect_error("components", json::array({"CCO", "CCCCCCCC"}), "'CCCCCCCC' is not in molecules.json");
}

TEST_F(MixtureErrors, MoleFractions) {
  for (const json& value :
       {json(nullptr), json(1), json::array(), json::array({1}), json::array({0.2, 0.3, 0.5})})
    expect_error("mole_fractions", value, "should be one for each component");
  for (const json& value : {json::array({-0.1, 1.1}), json::array({"0.4", 0.6}), json::array({0.4, nullptr})})
    expect_error("mole_fractions", value, "should be a number above");
  for (const json& value : {json::array({0.4, 0.5}), json::array({0.4, 0.602}), json::array({40, 60})})
    expect_error("mole_fractions", value, "should sum to 1");
}

TEST_F(MixtureErrors, Numbers) {
  for (const json& value : {json(25), json(-300), json("298.15"), json(nullptr), json::array({298.15})})
    expect_error("temperature_K", value, "should be a number above 100");
  for (const json& value : {json(0), json(-1), json("0.86"), json(nullptr), json(true)})
    expect_error("density_g_per_cm3", value, "should be a number above 0");
  expect_error("dataset", 3, "should be the name");
  // Excess properties may be negative.
  const json good = row({"CCO", "O"}, {0.4, 0.6}, 300, "excess_enthalpy_J_per_mol", -500);
  json bad = good;
  bad["excess_enthalpy_J_per_mol"] = "-500";
  expect_error("excess_enthalpy.jsonl", good, bad.dump(), ".excess_enthalpy_J_per_mol", "should be a number");
}

TEST_F(MixtureErrors, APureLiquidHasNoExcess) {
  const std::pair<const char*, const char*> fields[] = {{"excess_volume", "excess_volume_cm3_per_mol"},
                                                        {"excess_enthalpy", "excess_enthalpy_J_per_mol"},
                                                        {"log_gamma_infinite", "log_gamma_infinite"}};
  for (const auto& [file, field] : fields) {
    expect_error(std::string(file) + ".jsonl", row({"CCO", "O"}, {0, 1}, 300, field, 1),
                 row({"CCO"}, {1}, 300, field, 1).dump(), ".components", "should be two SMILES");
  }
}

TEST_F(MixtureErrors, APairOfOneMolecule) {
  expect_error("components", {"CCO", "CCO"}, "two different molecules");
}

TEST_F(MixtureErrors, AnActivityThatIsNotAtInfiniteDilution) {
  const auto of = [](double x) { return row({"CCO", "O"}, {x, 1 - x}, 300, "log_gamma_infinite", 1); };
  expect_error("log_gamma_infinite.jsonl", of(0), of(0.1).dump(), ".mole_fractions", "infinite dilution");
}

TEST_F(MixtureErrors, FoldersThatHoldNothing) {
  const auto nothing = read_mixture_data(folder());
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().field, folder());
  EXPECT_EQ(nothing.error().message, "holds no rows");
  std::filesystem::remove(path("molecules.json"));
  const auto nowhere = read_mixture_data(folder());
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().field, path("molecules.json"));
}

TEST_F(MixtureErrors, MoleculesThatAreNone) {
  write("molecules.json", R"({"CCO": {"rdkitjson": {"version": 12}, "molecules": []}})");
  write_rows("density.jsonl", {density({"CCO"}, {1}, 0.785)});
  const auto data = read_mixture_data(folder());
  ASSERT_FALSE(data);
  EXPECT_TRUE(data.error().field.starts_with(path("density.jsonl") + " line 1.")) << data.error().field;
}

// ---- Splits ----

json folds(const std::vector<std::pair<std::vector<int>, std::vector<int>>>& test_and_validation) {
  json out = json::array();
  for (const auto& [test, validation] : test_and_validation)
    out.push_back(
        {{"name", "fold " + std::to_string(out.size())}, {"test", test}, {"validation", validation}});
  return {{"protocols", {{"random", {{"folds", out}}}}}};
}

TEST_F(MixtureFolder, FoldsCoverAllProperties) {
  write_rows("density.jsonl",
             {density({"CCO"}, {1}, 0.785), density({"O"}, {1}, 0.997), density({"CC#N"}, {1}, 0.777)});
  write_rows("viscosity.jsonl", {row({"O"}, {1}, 293.15, "log_viscosity_mPa_s", 0),
                                 row({"CCO"}, {1}, 293.15, "log_viscosity_mPa_s", 0.2),
                                 row({"O"}, {1}, 303.15, "log_viscosity_mPa_s", -0.2)});
  write("density.splits.json", folds({{{0}, {1}}, {{1}, {2}}}).dump());
  write("viscosity.splits.json", folds({{{1}, {2}}, {{}, {0}}}).dump());
  const MixtureData data = read();
  const auto splits = read_mixture_splits(folder(), "random", data);
  ASSERT_TRUE(splits) << splits.error().field << ": " << splits.error().message;
  ASSERT_EQ(splits->size(), 2U);
  EXPECT_EQ((*splits)[0].name, "fold 0");
  EXPECT_EQ((*splits)[0].test, (std::vector<int>{0, 4}));
  EXPECT_EQ((*splits)[0].validation, (std::vector<int>{1, 5}));
  EXPECT_EQ((*splits)[0].train, (std::vector<int>{2, 3}));
  EXPECT_EQ((*splits)[1].test, (std::vector<int>{1}));
  EXPECT_EQ((*splits)[1].validation, (std::vector<int>{2, 3}));
  EXPECT_EQ((*splits)[1].train, (std::vector<int>{0, 4, 5}));

  write("viscosity.splits.json", folds({{{1}, {2}}}).dump());
  const auto uneven = read_mixture_splits(folder(), "random", data);
  ASSERT_FALSE(uneven);
  EXPECT_EQ(uneven.error().message, "the properties have different numbers of folds of random");
  write("viscosity.splits.json", folds({{{3}, {2}}, {{}, {0}}}).dump());  // there is no row 3
  EXPECT_FALSE(read_mixture_splits(folder(), "random", data));
  EXPECT_FALSE(read_mixture_splits(folder(), "by_moon", data));
  std::filesystem::remove(path("viscosity.splits.json"));
  const auto missing = read_mixture_splits(folder(), "random", data);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().field, path("viscosity.splits.json"));
}

// ---- Known ground ----

TEST_F(MixtureFolder, TheRowsSeenAreKnownGround) {
  write_rows("density.jsonl", {density({"CCO"}, {1}, 0.785), density({"CCO", "O"}, {0.5, 0.5}, 0.86),
                               density({"CC#N"}, {1}, 0.777)});
  write_rows("log_gamma_infinite.jsonl", {row({"CC#N", "O"}, {0, 1}, 320, "log_gamma_infinite", 2.4),
                                          row({"O", "CC#N"}, {0, 1}, 320, "log_gamma_infinite", 1.8),
                                          row({"CCO", "O"}, {0, 1}, 320, "log_gamma_infinite", 1.5)});
  const MixtureData data = read();
  const LiquidGround ground = liquid_ground_of(data, {0, 1, 3});
  EXPECT_EQ(ground.molecules(), (std::vector<std::string>{"CCO", "O", "CC#N"}));
  EXPECT_EQ(ground.temperature_K(Measured::log_gamma).low, 320);
  const auto known = [&](std::size_t r) { return on_known_ground(ground, data, data.rows[r]); };
  for (const std::size_t seen : {0, 1, 3}) EXPECT_TRUE(known(seen)) << seen;
  EXPECT_FALSE(known(2));  // acetonitrile's density was not seen
  // At infinite dilution the solute counts, though its share is 0: the pair was seen, this one was not.
  EXPECT_TRUE(known(4));
  EXPECT_FALSE(known(5));
}

TEST(MixtureRows, ErrorsAreSmallWhereAPropertyVanishes) {
  for (int p = 0; p < kMeasured; ++p) {
    const auto property = static_cast<Measured>(p);
    const bool vanishes = property == Measured::excess_volume || property == Measured::excess_enthalpy;
    for (const double x : {0.0, 0.1, 0.5, 1.0})
      EXPECT_DOUBLE_EQ(extent_of({property, 0, x, 300, 1}), vanishes ? 4 * x * (1 - x) : 1) << p << " " << x;
  }
}

}  // namespace
}  // namespace mixgrad::train
