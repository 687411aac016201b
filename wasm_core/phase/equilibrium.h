// Phases in equilibrium: Newton's method on equal chemical potentials, and by the implicit function theorem
// how the phases move when temperature, parameters or the feed do.
#pragma once

#include <vector>

#include "phase/surface.h"

namespace mixgrad::phase {

struct Phase {
  Composition x{};    ///< mole fractions
  int solid = -1;     ///< which, or −1 for a liquid
  double amount = 0;  ///< moles in a mole of feed, of components (not of formula units)
};

/// What a feed separates into.
struct Equilibrium {
  Composition feed{};
  int count = 0;
  std::array<Phase, kMostComponents> phase;
  Composition potential{};  ///< ln a_i, the same in all phases; −∞ for a component that is absent
  double gibbs = 0;         ///< Σ amount g of the phases, per mole of feed
};

/// Solves, from the phases given (compositions of liquids must be positive where the feed is),
///
///   ln a_i(x^k) = μ_i,   Σ_i x_i^k = 1,   Σ_i x_i^s μ_i = g_s for solids,   Σ_k amount_k x_i^k = feed_i
///
/// for compositions, amounts and μ. Amounts may come out negative: then the feed lies outside of what the
/// phases span, which is for the caller to judge. One liquid alone is the feed itself.
/// @return false where it does not converge to phases that differ
bool equilibrate(const Surface& surface, Equilibrium& e);

/// Derivatives of an equilibrium with a fixed number of phases.
struct Sensitivity {
  /// Of one quantity θ: of the phases' compositions and amounts, and of G/RT.
  struct Of {
    std::array<Composition, kMostComponents> x;
    std::array<double, kMostComponents> amount;
    double gibbs;
  };
  Of temperature;              ///< per K, of the model and of the solids' K
  std::vector<Of> parameter;   ///< by the model's parameters
  std::vector<Of> solid_ln_K;  ///< by ln K of each solid
  std::vector<Of> feed;  ///< by the amount of each component fed; amounts are then moles, no longer of one
};

/// By the implicit function theorem on the equations above; G by the envelope theorem.
/// Errors: `singular` at critical points and where the phases are not independent.
Result<Sensitivity> sensitivity(const Surface& surface, const Equilibrium& e);

}  // namespace mixgrad::phase
