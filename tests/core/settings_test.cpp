// Training settings and splits from JSON: read, overridden, written; what is wrong is named.
#include "train/settings.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "temporary_file.h"

namespace mixgrad::train {
namespace {

using nlohmann::json;

Result<Settings> read(const std::string& text, const std::vector<std::string>& overrides = {}) {
  const TemporaryFile file(text);
  return read_settings(file.path(), overrides);
}

TEST(Settings, ThoseOfRecordAreRead) {
  const auto settings = read_settings(MIXGRAD_SOURCE_DIR "/weights/settings.json", {});
  ASSERT_TRUE(settings) << settings.error().field << ": " << settings.error().message;
  EXPECT_GE(settings->shape.heads, 5);
  EXPECT_TRUE(settings->law);
}

TEST(Settings, WhatIsNotGivenKeepsItsDefault) {
  const auto settings =
      read(R"({"epochs": 7, "learning_rate": 0.5, "law": false, "seed": 18446744073709551615})");
  ASSERT_TRUE(settings) << settings.error().message;
  const Settings defaults;
  EXPECT_EQ(settings->epochs, 7);
  EXPECT_EQ(settings->learning_rate, 0.5);
  EXPECT_FALSE(settings->law);
  EXPECT_EQ(settings->seed, 18446744073709551615ULL);
  EXPECT_EQ(settings->conductivity.batch_rows, defaults.conductivity.batch_rows);
  EXPECT_EQ(settings->adam.weight_decay, defaults.adam.weight_decay);
}

TEST(Settings, OverridesComeAfterTheFile) {
  const auto settings = read(R"({"epochs": 7})", {"epochs=8", "law=false", "weight_decay=0.25", "epochs=9"});
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->epochs, 9);
  EXPECT_FALSE(settings->law);
  EXPECT_EQ(settings->adam.weight_decay, 0.25);
}

TEST(Settings, AreReadBackAsTheyAreWritten) {
  Settings settings;
  settings.epochs = 3;
  settings.law = false;
  settings.learning_rate = 0.0123;
  settings.seed = 99;
  settings.shape.encoder.width = 17;
  const std::string text = settings_to_json(settings);
  const auto back = read(text);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(settings_to_json(*back), text);
  EXPECT_EQ(back->shape.encoder.width, 17);
}

// Every member of the table in settings.cpp reaches a setting of its own.
TEST(Settings, EachKeyChangesItself) {
  const json defaults = json::parse(settings_to_json({}));
  ASSERT_GT(defaults.size(), 15U);
  for (const auto& [key, value] : defaults.items()) {
    json expected = defaults;
    expected[key] = value.is_boolean()        ? json(!value.get<bool>())
                    : value.is_number_float() ? json(value.get<double>() / 2)
                                              : json(value.get<int>() + 1);
    const auto settings = read(json{{key, expected[key]}}.dump());
    ASSERT_TRUE(settings) << key;
    EXPECT_EQ(json::parse(settings_to_json(*settings)), expected) << key;
  }
}

void expect_error(const Result<Settings>& settings, const std::string& code, const std::string& field) {
  ASSERT_FALSE(settings) << "accepted; should complain of " << field;
  EXPECT_EQ(settings.error().code, code);
  EXPECT_EQ(settings.error().field, field);
  EXPECT_FALSE(settings.error().message.empty());
}

TEST(Settings, UnknownKeys) {
  expect_error(read(R"({"epoch": 7})"), "unknown_key", "epoch");
  expect_error(read("{}", {"hidden=3"}), "unknown_key", "hidden");
}

TEST(Settings, WrongTypes) {
  expect_error(read(R"({"epochs": "7"})"), "bad_value", "epochs");
  expect_error(read(R"({"epochs": null})"), "bad_value", "epochs");
  expect_error(read(R"({"learning_rate": [1]})"), "bad_value", "learning_rate");
  expect_error(read(R"({"law": 1})"), "bad_value", "law");
  expect_error(read("{}", {"law=1"}), "bad_value", "law");
}

TEST(Settings, NumbersOutOfRange) {
  for (const char* text :
       {R"({"epochs": 0})", R"({"epochs": 2.5})", R"({"epochs": -3})", R"({"epochs": 1e30})"}) {
    expect_error(read(text), "bad_value", "epochs");
  }
  expect_error(read(R"({"batch_rows": 0})"), "bad_value", "batch_rows");
  expect_error(read(R"({"heads": 33})"), "bad_value", "heads");  // more than the model can hold
  expect_error(read(R"({"encoder_width": 257})"), "bad_value", "encoder_width");
  expect_error(read(R"({"seed": -1})"), "bad_value", "seed");
  expect_error(read(R"({"beta2": 1})"), "bad_value", "beta2");
  expect_error(read(R"({"learning_rate": -0.1})"), "bad_value", "learning_rate");
  EXPECT_NE(read(R"({"epochs": 0})").error().message.find("a whole number from 1 to 100000"),
            std::string::npos);
}

TEST(Settings, TextThatIsNone) {
  EXPECT_FALSE(read("[]"));
  EXPECT_FALSE(read("{"));
  EXPECT_FALSE(read(""));
  EXPECT_FALSE(read_settings("/nowhere/at/all", {}));
  expect_error(read("{}", {"epochs"}), "bad_value", "epochs");
  expect_error(read("{}", {"epochs="}), "bad_value", "epochs=");
  expect_error(read("{}", {"epochs=many"}), "bad_value", "epochs=many");
}

// ---- Splits ----

Result<std::vector<Split>> splits(const std::string& folds, int rows = 6,
                                  const std::string& protocol = "random") {
  const TemporaryFile file(R"({"protocols":{"random":{"folds":)" + folds + "}}}");
  return read_splits(file.path(), protocol, rows);
}

TEST(Splits, TrainOnWhatIsLeft) {
  const auto read =
      splits(R"([{"name":"a","test":[0,5],"validation":[2]},{"test":[1],"validation":[4],"unused":[0]}])");
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 2U);
  EXPECT_EQ((*read)[0].name, "a");
  EXPECT_EQ((*read)[0].test, (std::vector<int>{0, 5}));
  EXPECT_EQ((*read)[0].validation, (std::vector<int>{2}));
  EXPECT_EQ((*read)[0].train, (std::vector<int>{1, 3, 4}));
  EXPECT_EQ((*read)[1].name, "random-1");
  EXPECT_EQ((*read)[1].train, (std::vector<int>{2, 3, 5}));
}

TEST(Splits, Errors) {
  const auto field = [](const Result<std::vector<Split>>& read) {
    return read ? std::string("read") : read.error().field;
  };
  EXPECT_EQ(field(splits("[]")), "protocols.random");
  EXPECT_EQ(field(splits(R"([{"test":[0]}])", 6, "by_source")), "protocols.by_source");
  EXPECT_EQ(field(splits(R"([{"name":"a","test":[6]}])")), "a.test");
  EXPECT_EQ(field(splits(R"([{"name":"a","test":[-1]}])")), "a.test");
  EXPECT_EQ(field(splits(R"([{"name":"a","test":["1"]}])")), "a.test");
  EXPECT_EQ(field(splits(R"([{"name":"a","test":[1.5]}])")), "a.test");
  EXPECT_EQ(field(splits(R"([{"name":"a","test":[1,1]}])")), "a.test");
  EXPECT_EQ(field(splits(R"([{"name":"a","test":[1],"validation":[1]}])")), "a.validation");
  EXPECT_EQ(field(splits(R"([{"name":"a","test":[4294967296]}])")), "a.test");
  EXPECT_EQ(field(splits(R"([{"name":"a","test":3}])")), "a.test");
  EXPECT_EQ(field(splits(R"([3])")), "random-0");
  EXPECT_EQ(field(splits(R"([{"name":3,"test":[0]}])")), "random-0");  // nothing to validate with
  EXPECT_EQ(field(splits(R"([{"test":[0,1],"validation":[2,3,4,5]}])")), "random-0");
  EXPECT_EQ(field(splits("3")), "protocols.random");
  const TemporaryFile file(R"({"protocols":[3]})");
  EXPECT_EQ(field(read_splits(file.path(), "random", 6)), "protocols.random");
}

}  // namespace
}  // namespace mixgrad::train
