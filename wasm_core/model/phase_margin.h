// Limits that keep a mixture one liquid and its salt in solution, for the optimiser: of any number of
// components, by the mean of the learned excess Gibbs energies. Diagrams and what separates are the phase
// engine's (phase/), which is not needed for this.
#pragma once

#include <vector>

#include "model/liquid.h"

namespace mixgrad {

/// What is assumed of a salt, one component beside the solvents: pairs with them that add
///   x_s x_i [A_i + (h_i/R)(1/T − 1/T₀)],   T₀ = 298.15 K
/// to G^E/RT, and a solid in equilibrium where ln a_s = −(ΔH/R)(1/T − 1/T_melt).
struct SaltAssumption {
  std::vector<double> A, h_J_per_mol;  ///< per solvent
  double melting_K = 0, fusion_J_per_mol = 0;
};

inline constexpr int kMostSurfaceComponents = 16;

/// G^E/RT of solvents, with a salt as the last component where one is assumed, at one temperature.
class GibbsSurface {
 public:
  /// @param solvents their number, with the salt at most kMostSurfaceComponents   @param salt null: none
  GibbsSurface(const ExcessGibbs& learned, int solvents, const SaltAssumption* salt, double temperature_K);

  int components() const { return components_; }

  /// How far below the tangent plane of x another liquid lies: the depth of the deepest one, in RT per mole;
  /// negative where it lies above, and kNoOther where there is none: then nothing is near that could
  /// separate. (Michelsen, Fluid Phase Equilib. 1982, 9, 1, doi 10.1016/0378-3812(82)85001-2, by successive
  /// substitution from each pure component.)
  /// @param[out] by_x ∂/∂x_i (components), all fractions free, by the envelope theorem
  double separation(const double* x, double* by_x) const;
  static constexpr double kNoOther = -1;

  /// ln a_s − ln K of the salt: positive where it crystallises. Needs a salt.
  double supersaturation(const double* x, double* by_x) const;

 private:
  void ln_gamma(const double* x, double* out) const;
  /// ∂/∂x_j of Σ w_i ln a_i.
  void slopes(const double* x, const double* weight, double* by_x) const;

  int components_, orders_;
  std::vector<double> coefficient_, resemblance_;  // pairs × orders, pairs × components
  double ln_K_ = 0;
};

}  // namespace mixgrad
