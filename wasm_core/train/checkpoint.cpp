#include "train/checkpoint.h"

#include <cstdio>
#include <cstdlib>

#include "model/safetensors.h"
#include "train/files.h"

namespace mixgrad::train {

template <class Visit>
void TrainingState::for_each_array(const Visit& visit) {
  for (auto& p : network.parameters.all) visit("weight." + p.name, p.value);
  for (auto& p : best.all) visit("best." + p.name, p.value);
  adam.for_each_moment(visit);
}

Status TrainingState::save(const std::string& path, const std::string& fingerprint) {
  Safetensors file;
  char number[64];
  std::snprintf(number, sizeof number, "%.17g", best_validation);
  const AdamSteps& steps = adam.steps();
  file.metadata = {{"run", fingerprint},
                   {"epoch", std::to_string(epoch)},
                   {"steps_taken", std::to_string(steps.taken)},
                   {"steps_skipped", std::to_string(steps.skipped)},
                   {"steps_skipped_in_a_row", std::to_string(steps.skipped_in_a_row)},
                   {"best_epoch", std::to_string(best_epoch)},
                   {"best_validation", number}};
  for_each_array([&](const std::string& name, const std::vector<float>& values) {
    file.tensors.push_back({name, Dtype::f32, {static_cast<std::int64_t>(values.size())}, values});
  });
  const auto bytes = write_safetensors(file);
  if (!bytes) return bytes.error();
  return write_file(path, {reinterpret_cast<const char*>(bytes->data()), bytes->size()});
}

Status TrainingState::load(const std::string& path, const std::string& fingerprint) {
  const auto content = read_file(path);
  if (!content) return content.error();
  const auto file = read_safetensors(std::as_bytes(std::span(*content)));
  if (!file) return Error{"bad_file", path, file.error().message};
  const auto& metadata = file->metadata;
  const auto run = metadata.find("run");
  if (run == metadata.end() || run->second != fingerprint)
    return Error{"bad_file", path, "it is of a run with other settings, data or split"};
  bool fits = true;
  for_each_array([&](const std::string& name, const std::vector<float>& values) {
    const Tensor* tensor = file->find(name);
    fits = fits && tensor && tensor->data.size() == values.size();
  });
  for (const char* key :
       {"epoch", "steps_taken", "steps_skipped", "steps_skipped_in_a_row", "best_epoch", "best_validation"})
    fits = fits && metadata.count(key);
  if (!fits) return Error{"bad_file", path, "it was written by another version of the trainer"};
  for_each_array(
      [&](const std::string& name, std::vector<float>& values) { values = file->find(name)->data; });
  const auto integer = [&](const char* key) { return std::atoi(metadata.at(key).c_str()); };
  epoch = integer("epoch");
  best_epoch = integer("best_epoch");
  best_validation = std::atof(metadata.at("best_validation").c_str());
  adam.set_steps({integer("steps_taken"), integer("steps_skipped"), integer("steps_skipped_in_a_row")});
  network.parameters.refresh_transposed();
  best.refresh_transposed();
  return {};
}

}  // namespace mixgrad::train
