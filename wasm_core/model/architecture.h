// The whole network: one encoder and an ensemble of heads. The trainer fills its weights, the weights file
// carries them, the browser evaluates them.
#pragma once

#include <string>
#include <vector>

#include "network/encoder.h"
#include "network/mixture_head.h"

namespace mixgrad {

// Limits, which keep a hostile weights file from asking for the machine's memory: at most 130 MB.
inline constexpr int kLargestDimension = 256;
inline constexpr int kMostRounds = 8;
inline constexpr int kMostHeads = 32;

struct ArchitectureShape {
  EncoderShape encoder;
  HeadShape head;
  int heads = 5;  ///< 1 to kMostHeads.
};

template <class Real>
struct Architecture {
  ArchitectureShape shape;
  ParameterSet<Real> parameters;
  Encoder encoder;
  std::vector<MixtureHead> heads;

  explicit Architecture(ArchitectureShape wanted) : shape(wanted) {
    shape.head.embedding = shape.encoder.embedding;
    encoder = Encoder::declare(parameters, shape.encoder);
    for (int k = 0; k < shape.heads; ++k) {
      heads.push_back(MixtureHead::declare(parameters, "conductivity.head" + std::to_string(k), shape.head));
    }
  }
};

}  // namespace mixgrad
