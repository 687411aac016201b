// The command line of mixgrad_train: what is missing, unknown or wrong is named.
#include "train/arguments.h"

#include <gtest/gtest.h>

namespace mixgrad::train {
namespace {

using Kind = Option::Kind;

Result<Arguments> parse(const std::vector<std::string>& words) {
  static const std::vector<Option> options = {{"data", "the rows", Kind::required},
                                              {"rows", "a file of rows", Kind::one_or_more},
                                              {"set", "key=value", Kind::any_number},
                                              {"threads", "how many", Kind::optional}};
  return Arguments::parse(words, options);
}

void expect_error(const Result<Arguments>& arguments, const std::string& field, const std::string& part) {
  ASSERT_FALSE(arguments) << "accepted; should complain of " << field;
  EXPECT_EQ(arguments.error().code, "bad_argument");
  EXPECT_EQ(arguments.error().field, field);
  EXPECT_NE(arguments.error().message.find(part), std::string::npos) << arguments.error().message;
}

TEST(Arguments, AreRead) {
  const auto a = parse({"--rows", "1", "--set", "a=1", "--data", "d", "--set", "b=2", "--rows", "2"});
  ASSERT_TRUE(a) << a.error().message;
  EXPECT_EQ(a->text("data"), "d");
  EXPECT_EQ(a->all("rows"), (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(a->all("set"), (std::vector<std::string>{"a=1", "b=2"}));
  EXPECT_EQ(a->text("threads", "none"), "none");
  EXPECT_TRUE(parse({"--data", "d", "--rows", "r"})->all("set").empty());
}

TEST(Arguments, WhatIsWrongIsNamed) {
  expect_error(parse({"--rows", "r"}), "--data", "is missing; it takes the rows");
  expect_error(parse({"--data", "", "--rows", "r"}), "--data", "is missing");
  expect_error(parse({"--data", "d"}), "--rows", "is missing; it takes a file of rows");
  expect_error(parse({"--dat", "d"}), "--dat", "there are --data, --rows, --set, --threads");
  expect_error(parse({"data", "d"}), "data", "is no option");
  expect_error(parse({"--data", "d", "--rows"}), "--rows", "needs a value: a file of rows");
  expect_error(parse({"--data", "d", "--data", "e"}), "--data", "twice, as 'd' and as 'e'");
}

TEST(Arguments, WholeNumbers) {
  const auto threads = [](const std::string& text) {
    return parse({"--data", "d", "--rows", "r", "--threads", text})->whole_number("threads", 1, 64, 7);
  };
  ASSERT_TRUE(threads("12"));
  EXPECT_EQ(*threads("12"), 12);
  for (const char* bad : {"0", "65", "-1", "two", "2.5", "2 ", "", "99999999999999"}) {
    const auto read = threads(bad);
    ASSERT_FALSE(read) << bad;
    EXPECT_EQ(read.error().code, "bad_argument");
    EXPECT_EQ(read.error().field, "--threads");
    EXPECT_EQ(read.error().message,
              std::string("is '") + bad + "' and should be a whole number from 1 to 64");
  }
  EXPECT_EQ(*parse({"--data", "d", "--rows", "r"})->whole_number("threads", 1, 64, 7), 7);
}

}  // namespace
}  // namespace mixgrad::train
