// Where each Redlich–Kister coefficient stands among the outputs of a pair head, and on what scale.
#pragma once

#include <vector>

#include "laws/temperature_factors.h"
#include "network/pair_head.h"

namespace mixgrad {

/// A surface is a property with its Redlich–Kister terms: orders for each factor of temperature.
enum class Surface { gibbs, volume, viscosity };

struct PairLayout {
  struct Block {
    int offset, factors, orders;
    double scale[3];  ///< Of each factor: a raw output times it is the law's coefficient.
  };
  Block block[3];
  int outputs = 0;

  explicit PairLayout(const PairHeadShape& shape) {
    add(Surface::gibbs, laws::kGibbsFactors, shape.gibbs_orders, {2, 2, 5});
    add(Surface::volume, laws::kVolumeFactors, shape.volume_orders, {1, 1, 0});
    add(Surface::viscosity, laws::kViscosityFactors, shape.viscosity_orders, {1, 1, 0});
  }

  const Block& operator[](Surface surface) const { return block[static_cast<int>(surface)]; }
  /// Index of the coefficient of one factor and order.
  static int index(const Block& b, int factor, int order) { return b.offset + factor * b.orders + order; }

  /// (−1)^order of every output: how a coefficient changes when its pair is named the other way round.
  std::vector<float> mirrored() const {
    std::vector<float> sign;
    for (const Block& b : block) {
      for (int i = 0; i < b.factors * b.orders; ++i) sign.push_back(i % b.orders % 2 == 0 ? 1.0f : -1.0f);
    }
    return sign;
  }

 private:
  void add(Surface surface, int factors, int orders, const double (&scale)[3]) {
    block[static_cast<int>(surface)] = {outputs, factors, orders, {scale[0], scale[1], scale[2]}};
    outputs += factors * orders;
  }
};

}  // namespace mixgrad
