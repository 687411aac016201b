// The inside of clusters, taken for a phase of its own, and how concentrated the salt is there.
//
// A ternary model holds the salt, its solvent and a diluent in one liquid when its three-body term C x1 x2 x3
// is negative enough: the solvent, at the border of salt and diluent, is at home with both. Inside a cluster
// there is no border. So what clusters and the medium between them are made of is taken as what the feed
// would separate into without that term: demixing that stops at small sizes. (That micelles are a confined
// new phase is the pseudo-phase model; K. Shinoda, E. Hutchinson, J. Phys. Chem. 1962, 66, 577,
// doi 10.1021/j100810a001.)
//
// The local concentration of salt is that in the pseudo-phase,
//
//   c_loc = x_1 / Σ x_i V_i = 1 / (V_1 + q_2 V_2 + q_3 V_3),   q_i = x_i/x_1 molecules per salt unit,
//
// so that the room that a mole of salt has, 1/c_loc, is a sum of what each component takes. Solvent that
// leaves on warming makes q_2 V_2 smaller and c_loc larger; diluent that enters, the other way. Between two
// temperatures a and b the change is exactly the sum of what each does:
//
//   c_b − c_a = −c_a c_b Σ_i Δ(q_i V_i),   Δ(q_i V_i) = ½(V_i^a + V_i^b) Δq_i + ½(q_i^a + q_i^b) ΔV_i
#pragma once

#include <array>
#include <optional>

#include "phase/surface.h"

namespace mixgrad::phase {

/// V_i(T) = V_i (1 + α_i (T − T₀)), T₀ = 298.15 K.
struct MolarVolumes {
  Composition cm3_per_mol{};
  Composition expansion_per_K{};

  double at(std::size_t i, double T_K) const;
  double slope(std::size_t i) const;  ///< cm³/mol/K
  /// Of a mole of mixture, cm³.
  double of(const Composition& x, double T_K) const;
};

/// A cause of change: solvent that comes or goes, diluent, or the volume of each molecule.
enum Cause { kSolvent, kDiluent, kExpansion, kCauses };
using ByCause = std::array<double, kCauses>;

/// Salt is component 0, solvent 1, diluent 2.
struct PseudoPhases {
  double temperature_K = 0;
  Composition inside{};             ///< mole fractions in the salt-rich one
  Composition medium{};             ///< and in the other
  double inside_share = 0;          ///< moles of the first in a mole of feed
  Composition room_cm3_per_mol{};   ///< x_i V_i/x_1 inside
  double local_salt_mol_per_l = 0;  ///< c_loc
  double medium_salt_mol_per_l = 0;
  ByCause local_salt_by_temperature{};  ///< dc_loc/dT, mol/l/K, a sum; by the implicit function theorem
  Composition per_salt{};               ///< q_i
};

/// The pseudo-phases of a feed.
/// @param model the interactions inside clusters, of three components
/// @return nothing where the feed stays one liquid; of more than two liquids those with the most and the
/// least
///         salt. Errors: as flash().
Result<std::optional<PseudoPhases>> pseudo_phases(const MixingModel& model, double T_K,
                                                  const Composition& feed, const MolarVolumes& volumes);

/// What each cause has changed in c_loc from a to b, mol/l: their sum is the difference.
ByCause local_salt_change(const PseudoPhases& a, const PseudoPhases& b, const MolarVolumes& volumes);

}  // namespace mixgrad::phase
