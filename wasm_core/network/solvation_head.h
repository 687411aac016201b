// From a molecule or an anion to the coefficients of its binding to Li⁺ (laws/competitive_binding.h).
//
// Two heads, for neutral molecules and anions bind in different ways; each sees the embedding of one species
// alone. What species do to each other is the law's.
#pragma once

#include <string>

#include "network/pure_head.h"

namespace mixgrad {

inline constexpr int kBindingOutputs = 3;

struct SolvationHead {
  PureHead molecule, anion;

  /// @param width of the hidden layer of molecules; few anions were ever seen, and theirs is a quarter of it
  template <class Real>
  static SolvationHead declare(ParameterSet<Real>& set, const std::string& name, int embedding, int width) {
    SolvationHead head;
    head.molecule = PureHead::declare(set, name + ".molecule", {embedding, width, kBindingOutputs});
    head.anion = PureHead::declare(set, name + ".anion", {embedding, (width + 3) / 4, kBindingOutputs});
    return head;
  }
};

}  // namespace mixgrad
