// Where each Redlich–Kister coefficient stands among the outputs of a pair head, and on what scale.
#pragma once

#include <vector>

#include "laws/temperature_factors.h"
#include "network/pair_head.h"

namespace mixgrad {

/// A surface is a property with its Redlich–Kister terms: orders for each factor of temperature.
enum class Surface { gibbs, volume, viscosity };
inline constexpr int kSurfaces = 3;

/// Orders of c, the part of G^E/RT that enthalpies do not determine. Activity at infinite dilution does, by
/// two numbers for a pair; the curve between has the shape of laws/local_composition.h.
inline constexpr int kActivityOrders = 2;

struct PairLayout {
  struct Block {
    int factors;
    int orders;       ///< Largest of `own`.
    int offset[3];    ///< Of each factor of temperature: its first output,
    int own[3];       ///< how many orders it has,
    double scale[3];  ///< and what a raw output is multiplied by to be the law's coefficient.
  };
  Block block[kSurfaces];
  int outputs = 0;

  explicit PairLayout(const PairHeadShape& shape) {
    const int gibbs = shape.gibbs_orders;
    add(Surface::gibbs, laws::kGibbsFactors,
        {gibbs < kActivityOrders ? gibbs : kActivityOrders, gibbs, gibbs}, {2, 2, 5});
    add(Surface::volume, laws::kVolumeFactors, {shape.volume_orders, shape.volume_orders, 0}, {1, 1, 0});
    add(Surface::viscosity, laws::kViscosityFactors, {shape.viscosity_orders, shape.viscosity_orders, 0},
        {1, 1, 0});
  }

  const Block& operator[](Surface surface) const { return block[static_cast<int>(surface)]; }

  /// (−1)^order of every output: how a coefficient changes when its pair is named the other way round.
  std::vector<float> mirrored() const {
    std::vector<float> sign;
    for (const Block& b : block) {
      for (int f = 0; f < b.factors; ++f) {
        for (int k = 0; k < b.own[f]; ++k) sign.push_back(k % 2 == 0 ? 1.0f : -1.0f);
      }
    }
    return sign;
  }

 private:
  void add(Surface surface, int factors, const int (&own)[3], const double (&scale)[3]) {
    Block& b = block[static_cast<int>(surface)];
    b = {factors, 0, {}, {own[0], own[1], own[2]}, {scale[0], scale[1], scale[2]}};
    for (int f = 0; f < factors; ++f) {
      b.offset[f] = outputs;
      b.orders = b.orders < own[f] ? own[f] : b.orders;
      outputs += own[f];
    }
  }
};

}  // namespace mixgrad
