// The model file: the network's weights and everything a reader must know to use them.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "model/architecture.h"
#include "model/calibration.h"
#include "model/domain.h"
#include "model/liquid_ground.h"
#include "result.h"

namespace mixgrad {

struct TrainingData {
  std::string name;
  std::string url;  ///< Where it is to be had.
  std::string licence;
  int rows = 0;
};

/// Everything in `weights/mixgrad.safetensors`.
struct ModelFile {
  std::string version;           ///< Of the weights: `0.1.0`.
  std::string trainer_revision;  ///< Git revision of the trainer, `unknown` outside a repository.
  Architecture<float> network;
  Calibrations calibration;
  KnownGround known_ground;    ///< Of electrolytes.
  LiquidGround liquid_ground;  ///< Of molecular liquids; none where the network has no heads for them.
  std::vector<TrainingData> training_data;
  KnownGround solvation_ground = {};  ///< Of simulated surroundings of Li⁺; none without heads for them.
};

/// Weights are stored as float16, which loses less than the ensemble's spread (checked in the tests).
/// Errors: `bad_weights` for whatever `read_model_file` would refuse, such as a weight that is not finite in
/// float16; the field is its tensor.
Result<std::vector<std::byte>> write_model_file(const ModelFile& model);

/// Errors: `bad_weights`, each saying what is wrong with which tensor or metadata key.
Result<ModelFile> read_model_file(std::span<const std::byte> bytes);

}  // namespace mixgrad
