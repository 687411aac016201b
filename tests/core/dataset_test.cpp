// The reader of training data: units, molecules and sources as written; errors name the line and the field.
#include "train/dataset.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "temporary_file.h"

namespace mixgrad::train {
namespace {

using nlohmann::json;

/// 1 mol/kg LiPF6 in EC:EMC 3:7 by mass.
json good_row() {
  return {{"solvents", {{"EC", 0.3}, {"EMC", 0.7}}},
          {"basis", "mass"},
          {"salt", "LiPF6"},
          {"amount", 1.0},
          {"amount_unit", "mol_per_kg"},
          {"temperature_K", 298.15},
          {"conductivity_mS_per_cm", 9.0},
          {"source", "10.1/a"},
          {"source_group", "10.1/a"}};
}

json with(const std::string& key, const json& value) {
  json row = good_row();
  row[key] = value;
  return row;
}

Result<ConductivityData> read(const std::vector<json>& rows) {
  std::string text;
  for (const json& row : rows) text += row.dump() + "\n";
  const TemporaryFile file(text);
  return read_conductivity_data(file.path());
}

TEST(Dataset, ReadsRowsInTheUnitsOfTheLaws) {
  json second = with("salt", "LiTFSI");
  second["solvents"] = {{"DME", 1.0}};
  second["source_group"] = "10.1/b";
  const auto data = read({good_row(), second, good_row()});
  ASSERT_TRUE(data) << data.error().field << ": " << data.error().message;
  ASSERT_EQ(data->rows(), 3);
  EXPECT_EQ(data->row_begin, (std::vector<int>{0, 2, 3, 5}));
  EXPECT_EQ(data->molecule_ids,
            (std::vector<std::string>{"EC", "EMC", "LiPF6", "LiPF6", "DME", "LiTFSI", "LiTFSI"}));
  EXPECT_EQ(data->molecules.molecule_count, 7);
  EXPECT_EQ(data->component, (std::vector<std::int32_t>{0, 1, 4, 0, 1}));
  EXPECT_NEAR(data->mole_fraction[0], 0.33628, 1e-4);
  EXPECT_NEAR(data->mole_fraction[0] + data->mole_fraction[1], 1, 1e-6);
  EXPECT_EQ(data->mole_fraction[2], 1);
  EXPECT_EQ(data->salt_ids, (std::vector<std::string>{"LiPF6", "LiTFSI"}));
  EXPECT_EQ(data->salt, (std::vector<std::int32_t>{0, 1, 0}));
  EXPECT_EQ(data->molality_mol_per_kg, (std::vector<double>{1, 1, 1}));
  EXPECT_EQ(data->temperature_K[0], 298.15);
  EXPECT_DOUBLE_EQ(data->log_conductivity[0], std::log(9.0));
  EXPECT_EQ(data->sources, (std::vector<std::string>{"10.1/a", "10.1/b"}));
  EXPECT_EQ(data->source, (std::vector<int>{0, 1, 0}));
  // Lithium is one atom, and both salts' cation.
  for (int salt = 0; salt < 2; ++salt) {
    const auto cation = data->salt_cation[static_cast<std::size_t>(salt)];
    EXPECT_EQ(data->molecules.inverse_size[static_cast<std::size_t>(cation)], 1);
    EXPECT_LT(data->molecules
                  .inverse_size[static_cast<std::size_t>(data->salt_anion[static_cast<std::size_t>(salt)])],
              0.2);
  }
}

TEST(Dataset, ConvertsMolarity) {
  json row = with("amount_unit", "mol_per_l");
  const auto data = read({row});
  ASSERT_TRUE(data);
  EXPECT_NEAR(data->molality_mol_per_kg[0], 0.977, 0.002);  // see composition_test
}

TEST(Dataset, BasesDiffer) {
  std::vector<double> x;
  for (const char* basis : {"mole", "mass", "volume"}) {
    const auto data = read({with("basis", basis)});
    ASSERT_TRUE(data);
    x.push_back(data->mole_fraction[0]);
  }
  EXPECT_NEAR(x[0], 0.3, 1e-6);
  EXPECT_NEAR(x[1], 0.336, 1e-3);
  EXPECT_NEAR(x[2], 0.403, 1e-3);
}

TEST(Dataset, ErrorsNameTheLineAndTheField) {
  const auto field = [](const json& row) {
    const auto data = read({good_row(), row});
    if (data) return std::string("read");
    EXPECT_EQ(data.error().code, "bad_data");
    EXPECT_FALSE(data.error().message.empty());
    return data.error().field;
  };
  EXPECT_EQ(field(good_row()), "read");
  EXPECT_EQ(field(with("salt", "NaPF6")), "line 2.salt");
  EXPECT_EQ(field(with("salt", "EC")), "line 2.salt");  // a solvent
  EXPECT_EQ(field(with("solvents", {{"unobtainium", 1.0}})), "line 2.solvents");
  EXPECT_EQ(field(with("solvents", {{"LiPF6", 1.0}})), "line 2.solvents");
  EXPECT_EQ(field(with("basis", "weight")), "line 2.basis");
  EXPECT_EQ(field(with("amount", 0)), "line 2.amount");
  EXPECT_EQ(field(with("amount", -1)), "line 2.amount");
  json too_much = with("amount", 30);  // mol/l: more than the litre holds
  too_much["amount_unit"] = "mol_per_l";
  EXPECT_EQ(field(too_much), "line 2.amount");
  for (const char* key : {"salt", "basis", "amount", "amount_unit", "temperature_K", "conductivity_mS_per_cm",
                          "source_group", "solvents"}) {
    json without = good_row();
    without.erase(key);
    EXPECT_EQ(field(without), std::string("line 2.") + key);
    EXPECT_EQ(field(with(key, nullptr)), std::string("line 2.") + key);
    EXPECT_EQ(field(with(key, json::array({1}))), std::string("line 2.") + key);
  }
  EXPECT_EQ(field(with("amount_unit", "mol/l")), "line 2.amount_unit");
  EXPECT_EQ(field(with("conductivity_mS_per_cm", 0)), "line 2.conductivity_mS_per_cm");
  EXPECT_EQ(field(with("temperature_K", 25)), "line 2.temperature_K");  // °C
  EXPECT_EQ(field(with("solvents", json::object())), "line 2.solvents");
  EXPECT_EQ(field(with("solvents", {{"EC", 0}, {"EMC", 0}})), "line 2.solvents");
  EXPECT_EQ(field(with("solvents", {{"EC", -1}, {"EMC", 2}})), "line 2.solvents.EC");
  EXPECT_EQ(field(with("solvents", {{"EC", "much"}})), "line 2.solvents.EC");
  EXPECT_EQ(field(with("kappa", 9)), "line 2.kappa");
  EXPECT_EQ(field(json::array()), "line 2");
}

TEST(Dataset, FilesThatAreNone) {
  EXPECT_EQ(read_conductivity_data("/nowhere/at/all").error().field, "data");
  EXPECT_EQ(read({}).error().field, "data");
  const TemporaryFile file(good_row().dump() + "\n{\"solvents\":");
  EXPECT_EQ(read_conductivity_data(file.path()).error().field, "line 2");
}

TEST(Dataset, KnownGroundIsThatOfTheChosenRows) {
  json warm = with("temperature_K", 330.0);
  const auto data = read({good_row(), warm});
  ASSERT_TRUE(data);
  const KnownGround cold_only = known_ground_of(*data, {0});
  EXPECT_TRUE(on_known_ground(cold_only, *data, 0));
  EXPECT_FALSE(on_known_ground(cold_only, *data, 1));
  EXPECT_TRUE(on_known_ground(known_ground_of(*data, {0, 1}), *data, 1));
}

}  // namespace
}  // namespace mixgrad::train
