// Checkpoints: a run that was cut off goes on from its own, and from no other's.
#include "train/checkpoint.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "made_up_data.h"
#include "train/fingerprint.h"

namespace mixgrad::train {
namespace {

Settings ten_epochs() {
  Settings settings = small_settings();
  settings.epochs = 10;
  return settings;
}

/// What ten epochs leave behind.
const std::string& checkpoint() {
  static const std::string contents = [] {
    const TemporaryFile file;
    std::filesystem::remove(file.path());
    trained(ten_epochs(), file.path());
    return file.read();
  }();
  return contents;
}

struct Continued {
  int epochs_run = 0;
  std::vector<std::string> notes;
};

/// A run that finds this checkpoint.
Continued continue_from(const std::string& contents, const Settings& settings = ten_epochs(),
                        const ConductivityData& rows = data(), const Split& parts = split()) {
  const TemporaryFile file(contents);
  Continued out;
  const auto run = train_network(
      rows, parts, settings, file.path(), [&](int, double, double) { ++out.epochs_run; },
      [&](const std::string& line) { out.notes.push_back(line); });
  EXPECT_TRUE(run);
  return out;
}

/// The run begins at epoch 1, and one line says why.
void expect_afresh(const Continued& run, int epochs, const std::string& reason) {
  EXPECT_EQ(run.epochs_run, epochs) << reason;
  ASSERT_EQ(run.notes.size(), 1U) << reason;
  EXPECT_NE(run.notes[0].find("made up starts afresh"), std::string::npos) << run.notes[0];
  EXPECT_NE(run.notes[0].find(reason), std::string::npos) << run.notes[0];
}

TEST(Checkpoint, ARunThatWasCutOffGoesOnAsIfItHadNotBeen) {
  const Settings settings = small_settings();
  const TemporaryFile whole, cut_off;
  // At epoch 11 the state of epoch 10 has been saved: what a run would find that was cut off there.
  const TrainedNetwork at_once = trained(settings, whole.path(), [&](int epoch, double, double) {
    if (epoch == 11) cut_off.write(whole.read());
  });
  int epochs_run = 0;
  const TrainedNetwork continued = trained(
      settings, cut_off.path(), [&](int epoch, double, double) { EXPECT_EQ(epoch, 11 + epochs_run++); });
  EXPECT_EQ(epochs_run, 10);
  EXPECT_EQ(weights_of(continued.network), weights_of(at_once.network));
  EXPECT_EQ(continued.validation_loss, at_once.validation_loss);
  EXPECT_EQ(continued.best_epoch, at_once.best_epoch);
  EXPECT_EQ(continued.epochs, at_once.epochs);
}

TEST(Checkpoint, ItsOwnIsUsedWithoutAWord) {
  const Continued run = continue_from(checkpoint());
  EXPECT_EQ(run.epochs_run, 0);
  EXPECT_TRUE(run.notes.empty());
}

TEST(Checkpoint, NoneIsNothingToSpeakOf) {
  const TemporaryFile file;
  std::filesystem::remove(file.path());
  int notes = 0;
  trained(ten_epochs(), file.path(), nullptr, [&](const std::string&) { ++notes; });
  EXPECT_EQ(notes, 0);
  EXPECT_EQ(file.read(), checkpoint());
}

TEST(Checkpoint, OfOtherSettingsIsNotUsed) {
  const std::string reason = "other settings, data or split";
  Settings settings = ten_epochs();
  settings.learning_rate *= 1.001;
  expect_afresh(continue_from(checkpoint(), settings), 10, reason);
  settings = ten_epochs();
  settings.epochs = 11;  // the learning rate would have fallen more slowly
  expect_afresh(continue_from(checkpoint(), settings), 11, reason);
  settings = ten_epochs();
  settings.shape.head.width += 1;
  expect_afresh(continue_from(checkpoint(), settings), 10, reason);
}

TEST(Checkpoint, OfOtherDataIsNotUsed) {
  ConductivityData other = data();
  other.temperature_K[5] += 1e-9;
  expect_afresh(continue_from(checkpoint(), ten_epochs(), other), 10, "other settings, data or split");
}

TEST(Checkpoint, OfAnotherSplitIsNotUsed) {
  Split other = split();
  std::swap(other.train[0], other.validation[0]);
  expect_afresh(continue_from(checkpoint(), ten_epochs(), data(), other), 10,
                "other settings, data or split");
}

TEST(Checkpoint, ADamagedOneIsNotUsed) {
  std::string flipped = checkpoint();
  flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 1);
  expect_afresh(continue_from(flipped), 10, "damaged");
  expect_afresh(continue_from(checkpoint().substr(0, 1000)), 10, "");
  expect_afresh(continue_from("no checkpoint"), 10, "");
  expect_afresh(continue_from(""), 10, "");
}

TEST(Checkpoint, OneThatCannotBeWrittenIsToldOf) {
  std::vector<std::string> notes;
  trained(ten_epochs(), "/nowhere/at/all", nullptr, [&](const std::string& line) { notes.push_back(line); });
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_NE(notes[0].find("/nowhere/at/all cannot be written"), std::string::npos) << notes[0];
}

// Everything that decides a run is in the fingerprint; what does not is not.
TEST(Fingerprint, OfEverythingThatDecidesARun) {
  const Settings settings = small_settings();
  const std::string own = fingerprint_of(data(), split(), settings);
  EXPECT_EQ(own.size(), 16U);
  const auto changed = [&](const auto& change) {
    ConductivityData other = data();
    change(other);
    return fingerprint_of(other, split(), settings) != own;
  };
  EXPECT_FALSE(changed([](ConductivityData&) {}));
  EXPECT_TRUE(changed([](ConductivityData& d) { d.molecules.atom_features[3] += 1; }));
  EXPECT_TRUE(changed([](ConductivityData& d) { d.molecules.edge_features[3] += 1; }));
  EXPECT_TRUE(
      changed([](ConductivityData& d) { std::swap(d.molecules.edge_source, d.molecules.edge_target); }));
  EXPECT_TRUE(changed([](ConductivityData& d) { d.component[3] ^= 1; }));
  EXPECT_TRUE(changed([](ConductivityData& d) { d.mole_fraction[3] += 1e-6F; }));
  EXPECT_TRUE(changed([](ConductivityData& d) { d.salt[3] ^= 1; }));
  EXPECT_TRUE(changed([](ConductivityData& d) { std::swap(d.salt_anion[0], d.salt_anion[1]); }));
  EXPECT_TRUE(changed([](ConductivityData& d) { d.molality_mol_per_kg[3] += 1e-9; }));
  EXPECT_TRUE(changed([](ConductivityData& d) { d.log_conductivity[3] += 1e-9; }));
  Split other = split();
  other.validation.pop_back();
  EXPECT_NE(fingerprint_of(data(), other, settings), own);
  other = split();
  other.test.pop_back();
  EXPECT_EQ(fingerprint_of(data(), other, settings), own);
}

}  // namespace
}  // namespace mixgrad::train
