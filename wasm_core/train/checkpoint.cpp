#include "train/checkpoint.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "model/safetensors.h"

namespace mixgrad::train {

template <class Visit>
void TrainingState::for_each_array(const Visit& visit) {
  for (auto& p : network.parameters.all) visit("weight." + p.name, p.value);
  for (auto& p : best.all) visit("best." + p.name, p.value);
  adam.for_each_moment(visit);
}

void TrainingState::save(const std::string& path) {
  Safetensors file;
  char number[64];
  std::snprintf(number, sizeof number, "%.17g", best_validation);
  file.metadata = {{"epoch", std::to_string(epoch)},
                   {"steps", std::to_string(adam.steps())},
                   {"best_epoch", std::to_string(best_epoch)},
                   {"best_validation", number}};
  for_each_array([&](const std::string& name, const std::vector<float>& values) {
    file.tensors.push_back({name, Dtype::f32, {static_cast<std::int64_t>(values.size())}, values});
  });
  const auto bytes = write_safetensors(file);
  if (!bytes) return;  // a state that is not finite is no state to go on from
  const std::string temporary = path + ".part";
  std::ofstream(temporary, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes->data()), static_cast<std::streamsize>(bytes->size()));
  std::error_code ignored;
  std::filesystem::rename(temporary, path, ignored);
}

bool TrainingState::load(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(stream), {}};
  const auto file = read_safetensors(std::as_bytes(std::span(content)));
  if (!file) return false;
  bool fits = true;
  for_each_array([&](const std::string& name, const std::vector<float>& values) {
    const Tensor* tensor = file->find(name);
    fits = fits && tensor && tensor->data.size() == values.size();
  });
  for (const char* key : {"epoch", "steps", "best_epoch", "best_validation"})
    fits = fits && file->metadata.count(key);
  if (!fits) return false;
  for_each_array(
      [&](const std::string& name, std::vector<float>& values) { values = file->find(name)->data; });
  epoch = std::atoi(file->metadata.at("epoch").c_str());
  best_epoch = std::atoi(file->metadata.at("best_epoch").c_str());
  best_validation = std::atof(file->metadata.at("best_validation").c_str());
  adam.set_steps(std::atoi(file->metadata.at("steps").c_str()));
  network.parameters.refresh_transposed();
  best.refresh_transposed();
  return true;
}

}  // namespace mixgrad::train
