// Weights on disk in full precision: bit for bit what they were, and an error for a file that holds none.
#include "train/parameter_file.h"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <limits>

#include "model/safetensors.h"
#include "networks.h"
#include "temporary_file.h"

namespace mixgrad::train {
namespace {

/// A network's weights, among them numbers that fewer bits would lose.
ParameterSet<float> weights() {
  ParameterSet<float> parameters = networks::random_network(5).parameters;
  const float hard[] = {1.0F + std::numeric_limits<float>::epsilon(),
                        std::numeric_limits<float>::denorm_min(), -0.0F, -std::numeric_limits<float>::max()};
  std::copy(std::begin(hard), std::end(hard), parameters.all.front().value.begin());
  return parameters;
}

TEST(ParameterFile, IsReadAsItWasWrittenBitForBit) {
  const ParameterSet<float> before = weights();
  const TemporaryFile file;
  ASSERT_TRUE(write_parameters(file.path(), before));
  const auto after = read_parameters(file.path());
  ASSERT_TRUE(after) << after.error().field << ": " << after.error().message;
  ASSERT_EQ(after->all.size(), before.all.size());
  for (std::size_t i = 0; i < before.all.size(); ++i) {
    const Parameter<float>&a = before.all[i], &b = after->all[i];
    EXPECT_EQ(b.name, a.name);
    EXPECT_EQ(b.rows, a.rows);
    EXPECT_EQ(b.cols, a.cols);
    ASSERT_EQ(b.value.size(), a.value.size());
    EXPECT_EQ(std::memcmp(b.value.data(), a.value.data(), a.value.size() * sizeof(float)), 0) << a.name;
  }
}

TEST(ParameterFile, WrittenAgainItHasTheSameBytes) {
  const TemporaryFile once, again;
  ASSERT_TRUE(write_parameters(once.path(), weights()));
  const auto read = read_parameters(once.path());
  ASSERT_TRUE(read);
  ASSERT_TRUE(write_parameters(again.path(), *read));
  EXPECT_EQ(again.read(), once.read());
}

void expect_error(const std::string& path, const std::string& part_of_message) {
  const auto read = read_parameters(path);
  ASSERT_FALSE(read) << "accepted; should say " << part_of_message;
  EXPECT_EQ(read.error().code, "bad_file");
  EXPECT_EQ(read.error().field, path);
  EXPECT_NE(read.error().message.find(part_of_message), std::string::npos) << read.error().message;
}

TEST(ParameterFile, AFileThatIsNotThere) {
  expect_error("/nowhere/weights", "cannot be read");
  expect_error(std::filesystem::temp_directory_path().string(), "cannot be read");
}

TEST(ParameterFile, AFileOfAnotherKind) {
  for (const char* contents : {"", "{}", "not weights at all, and longer than a header's length"})
    expect_error(TemporaryFile(contents).path(), "");
}

// Cut short anywhere or with any bit turned: the checksum says so.
TEST(ParameterFile, ABrokenFile) {
  const TemporaryFile file;
  ASSERT_TRUE(write_parameters(file.path(), weights()));
  const std::string whole = file.read();
  Random random(1);
  for (int trial = 0; trial < 60; ++trial) {
    const std::size_t at = random.below(whole.size());
    file.write(whole.substr(0, at));
    expect_error(file.path(), "");
    std::string turned = whole;
    turned[at] = static_cast<char>(turned[at] ^ (1 << random.below(8)));
    file.write(turned);
    expect_error(file.path(), "");
  }
}

TEST(ParameterFile, TensorsThatAreNoMatrices) {
  Safetensors contents;
  contents.tensors.push_back({"cube", Dtype::f32, {1, 2, 1}, {1, 2}});
  const auto bytes = write_safetensors(contents);
  ASSERT_TRUE(bytes);
  const TemporaryFile file({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
  expect_error(file.path(), "cube should be a matrix");
}

TEST(ParameterFile, WhatCannotBeWritten) {
  const Status nowhere = write_parameters("/nowhere/weights", weights());
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().field, "/nowhere/weights");
  ParameterSet<float> broken = weights();
  broken.all.front().value[3] = std::numeric_limits<float>::quiet_NaN();
  const TemporaryFile file("as it was");
  const Status status = write_parameters(file.path(), broken);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().field, broken.all.front().name);
  EXPECT_EQ(file.read(), "as it was");
}

}  // namespace
}  // namespace mixgrad::train
