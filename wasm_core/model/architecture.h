// The whole network: one encoder and, for every property, an ensemble of heads. The trainer fills its
// weights, the weights file carries them, the browser evaluates them.
#pragma once

#include <string>
#include <vector>

#include "laws/competitive_binding.h"
#include "laws/molar_volume.h"
#include "laws/viscosity.h"
#include "model/pair_layout.h"
#include "network/encoder.h"
#include "network/law_free_head.h"
#include "network/mixture_head.h"
#include "network/pair_head.h"
#include "network/pure_head.h"
#include "network/solvation_head.h"

namespace mixgrad {

// Limits, which keep a hostile weights file from asking for the machine's memory: at most 130 MB.
inline constexpr int kLargestDimension = 256;
inline constexpr int kMostRounds = 8;
inline constexpr int kMostHeads = 32;
inline constexpr int kMostOrders = 32;

/// What the heads for molecular liquids are made of: the laws' coefficients, or (the baseline) the
/// properties.
enum class MolecularHeads { none, laws, law_free };

// Names of the branches' parameters begin so.
inline constexpr char kLiquidBranch[] = "liquids", kElectrolyteBranch[] = "electrolytes",
                      kSolvationHead[] = "solvation.head";

struct ArchitectureShape {
  EncoderShape encoder;
  HeadShape head;
  PureHeadShape pure;
  PairHeadShape pair;
  LawFreeHeadShape law_free;
  MolecularHeads molecular = MolecularHeads::none;
  int heads = 5;            ///< 1 to kMostHeads, of each kind.
  int solvation_width = 0;  ///< Of the heads for solvation; 0 for none.
};

template <class Real>
struct Architecture {
  ArchitectureShape shape;
  PairLayout layout;
  ParameterSet<Real> parameters;
  EncoderTrunk trunk;
  EncoderBranch liquids, electrolytes;
  std::vector<MixtureHead> heads;
  std::vector<PureHead> volume, viscosity;
  std::vector<PairHead> pairs;
  std::vector<LawFreeHead> law_free;
  std::vector<SolvationHead> solvation;

  explicit Architecture(ArchitectureShape wanted) : shape(wanted), layout(wanted.pair) {
    const int z = shape.encoder.embedding;
    shape.head.embedding = shape.pure.embedding = shape.pair.embedding = shape.law_free.embedding = z;
    trunk = EncoderTrunk::declare(parameters, shape.encoder);
    if (shape.molecular != MolecularHeads::none)
      liquids = EncoderBranch::declare(parameters, kLiquidBranch, shape.encoder);
    electrolytes = EncoderBranch::declare(parameters, kElectrolyteBranch, shape.encoder);
    for (int k = 0; k < shape.heads; ++k) {
      const std::string number = std::to_string(k);
      heads.push_back(MixtureHead::declare(parameters, "conductivity.head" + number, shape.head));
      if (shape.molecular == MolecularHeads::law_free)
        law_free.push_back(LawFreeHead::declare(parameters, "law_free.head" + number, shape.law_free));
      if (shape.molecular != MolecularHeads::laws) continue;
      shape.pure.outputs = laws::MolarVolume::kCoefficients;
      volume.push_back(PureHead::declare(parameters, "volume.head" + number, shape.pure));
      shape.pure.outputs = laws::Viscosity::kCoefficients;
      viscosity.push_back(PureHead::declare(parameters, "viscosity.head" + number, shape.pure));
      pairs.push_back(PairHead::declare(parameters, "pair.head" + number, shape.pair, layout.outputs));
    }
    if (shape.molecular != MolecularHeads::laws) return;
    for (int k = 0; k < shape.heads; ++k)
      heads[static_cast<std::size_t>(k)].declare_walden(parameters, "conductivity.head" + std::to_string(k));
    // Last, so that a network with them starts from the same random weights as one without.
    for (int k = 0; k < shape.heads && shape.solvation_width > 0; ++k)
      solvation.push_back(
          SolvationHead::declare(parameters, kSolvationHead + std::to_string(k), z, shape.solvation_width));
  }
};

}  // namespace mixgrad
