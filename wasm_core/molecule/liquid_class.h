// What kind of liquid a molecule makes, as far as the shape of its excess Gibbs energies goes.
#pragma once

#include "molecule/graph.h"

namespace mixgrad {

enum class LiquidClass {
  saturated_hydrocarbon,
  hydrocarbon,       ///< With double or aromatic bonds.
  perhalocarbon,     ///< Carbon and halogens alone.
  polar,             ///< All else.
  self_associating,  ///< With hydrogen on oxygen or nitrogen.
  water
};

LiquidClass liquid_class(const MolecularGraph& molecule);

/// α of NRTL for a pair of liquids, by the rules of Renon and Prausnitz, AIChE J. 1968, 14, 135,
/// doi 10.1002/aic.690140124: 0.20 for a saturated hydrocarbon with a polar liquid that does not associate
/// (their class II), 0.40 for one with a perfluorocarbon (III), 0.47 for a self-associating liquid with a
/// nonpolar one (IV), otherwise 0.30 (I and VI).
double nonrandomness(LiquidClass a, LiquidClass b);

}  // namespace mixgrad
