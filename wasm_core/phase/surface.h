// A liquid at one temperature, and the solids that may leave it: all that equilibrium at that temperature is
// made of.
#pragma once

#include <array>
#include <vector>

#include "phase/mixing_model.h"
#include "result.h"

namespace mixgrad::phase {

inline constexpr int kMostComponents = 3;
/// Mole fractions, or one number for each component; what is beyond the components is 0.
using Composition = std::array<double, kMostComponents>;

/// The largest difference between two.
double distance(const Composition& a, const Composition& b);

/// A solid of fixed composition, Σ ν_i ln a_i = ln K(T) where it is in equilibrium with the liquid:
///
///   ln K(T) = ln K_ref − (ΔH/R) (1/T − 1/T_ref)
///
/// For a pure salt ν is 1 for the salt, ΔH its enthalpy of fusion, T_ref its melting temperature, ln K_ref 0.
/// For a solvate S·L_n, ν is 1 for the salt and n for the solvent.
struct Solid {
  Composition formula{};    ///< ν ≥ 0, not all 0
  double ln_K_ref = 0;      ///< at T_ref
  double dH_J_per_mol = 0;  ///< per formula unit, of what melts or dissolves
  double T_ref_K = 298.15;

  double ln_K(double T_K) const;
  double ln_K_by_temperature(double T_K) const;  ///< 1/K
};

/// g of a liquid at T, with what the engine asks of it. The model must outlive this.
class Surface {
 public:
  /// Errors: `bad_value` for other than two or three components, a temperature that is not positive and
  /// finite (field `temperature_K`), a solid without a formula (`solids[i]`).
  static Result<Surface> make(const MixingModel& model, double T_K, std::vector<Solid> solids = {});
  static Result<Surface> make(const MixingModel&&, double, std::vector<Solid> = {}) = delete;

  int components() const { return components_; }
  double temperature_K() const { return temperature_K_; }
  const MixingModel& model() const { return *model_; }
  const std::vector<Solid>& solids() const { return solids_; }

  /// Mole fractions of a solid, and its Gibbs energy per mole of components, in units of RT.
  Composition solid_composition(int solid) const;
  double solid_gibbs(int solid) const;

  /// See MixingModel::log_gamma. @param by_x n × n, or null
  void log_gamma(const Composition& x, Composition& ln_gamma, double* by_x = nullptr) const;

  /// g = Σ x_i ln a_i.
  double gibbs(const Composition& x) const;
  /// ln a_i; −∞ where x_i = 0.
  Composition potentials(const Composition& x) const;

  /// The curvature of g where it is least, λ, in the metric of the ideal mixture: positive where the liquid
  /// is stable against small fluctuations, 0 on the spinodal, 1 everywhere in an ideal one. λ is the least
  /// eigenvalue of δ_ij + √(x_i x_j) ∂ln γ_i/∂x_j on the directions that keep Σx; it is continuous on the
  /// closed simplex.
  /// @param direction where not null: dx along it, of length 1 in that metric
  double stability(const Composition& x, Composition* direction = nullptr) const;

  /// The third derivative of g along a direction, whose sign changes at critical points of the spinodal.
  double third_derivative(const Composition& x, const Composition& direction) const;

 private:
  Surface() = default;

  const MixingModel* model_ = nullptr;
  int components_ = 0;
  double temperature_K_ = 0;
  std::vector<double> coefficient_;
  std::vector<Solid> solids_;
};

/// Surface::stability from slopes by amount.
double least_curvature(int components, const Composition& x, const double* by_amount,
                       Composition* direction = nullptr);

/// ∂ln γ_i/∂n_j at one mole in all, from the slopes with every fraction free: n × n, in place. They are
/// symmetric, and Σ_j x_j ∂ln γ_i/∂n_j = 0.
void slopes_by_amount(int components, const Composition& x, double* by_x);

}  // namespace mixgrad::phase
