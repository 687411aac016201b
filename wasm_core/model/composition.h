// What a person weighs or pours, and what the laws need: mole fractions of solvents, molality of salt.
// Volumes are ideal, at 298.15 K, where mixtures are made up.
#pragma once

#include <span>
#include <vector>

namespace mixgrad {

enum class Basis { mole, mass, volume };

enum class SaltUnit { mol_per_kg, mol_per_l };

/// Molar mass and molar volume of a molecule, the only facts that unit conversion needs.
struct MolarFacts {
  double mass_g_per_mol = 0;
  double volume_cm3_per_mol = 0;
};

/// Moles per unit of a component in a basis: mol, mol/g or mol/cm³.
inline double moles_per_unit(Basis basis, const MolarFacts& facts) {
  switch (basis) {
    case Basis::mass:
      return 1.0 / facts.mass_g_per_mol;
    case Basis::volume:
      return 1.0 / facts.volume_cm3_per_mol;
    case Basis::mole:
      break;
  }
  return 1.0;
}

/// Mole fractions x_i = s_i c_i / Σ s_j c_j from amounts s (any scale) with c_i = moles_per_unit.
/// Amounts must be ≥ 0 with a positive sum. All spans have one entry per component.
inline void mole_fractions(Basis basis, std::span<const MolarFacts> facts, std::span<const double> amounts,
                           std::span<double> x) {
  double total = 0;
  for (std::size_t i = 0; i < x.size(); ++i) total += x[i] = amounts[i] * moles_per_unit(basis, facts[i]);
  for (double& xi : x) xi /= total;
}

/// Shares in a basis, summing to 1, from mole fractions.
inline void shares_from_mole_fractions(Basis basis, std::span<const MolarFacts> facts,
                                       std::span<const double> x, std::span<double> shares) {
  double total = 0;
  for (std::size_t i = 0; i < x.size(); ++i) total += shares[i] = x[i] / moles_per_unit(basis, facts[i]);
  for (double& s : shares) s /= total;
}

/// Adjoint of mole_fractions at amounts summing to 1: adds to `amount_gradient` what `x_gradient` implies.
///   ∂x_i/∂s_j = c_j (δ_ij − x_i) / Σ s_k c_k
inline void mole_fractions_adjoint(Basis basis, std::span<const MolarFacts> facts,
                                   std::span<const double> amounts, std::span<const double> x,
                                   std::span<const double> x_gradient, std::span<double> amount_gradient) {
  double total = 0, mean = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    total += amounts[i] * moles_per_unit(basis, facts[i]);
    mean += x[i] * x_gradient[i];
  }
  for (std::size_t j = 0; j < x.size(); ++j) {
    amount_gradient[j] += moles_per_unit(basis, facts[j]) / total * (x_gradient[j] - mean);
  }
}

/// Specific volume of the solvent mixture, l/kg (the same number as cm³/g).
inline double specific_volume_l_per_kg(std::span<const MolarFacts> facts, std::span<const double> x) {
  double volume = 0, mass = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    volume += x[i] * facts[i].volume_cm3_per_mol;
    mass += x[i] * facts[i].mass_g_per_mol;
  }
  return volume / mass;
}

/// Molality (mol/kg of solvent) from molarity c (mol/l of solution):  m = c v / (1 − c V_s),
/// v the solvent's specific volume in l/kg, V_s the salt's volume in cm³/mol. Negative or infinite
/// when the salt alone would fill the litre; the caller refuses that.
inline double molality_from_molarity(double molarity, double solvent_l_per_kg, double salt_cm3_per_mol) {
  return molarity * solvent_l_per_kg / (1.0 - molarity * salt_cm3_per_mol * 1e-3);
}

/// Molarity from molality:  c = m / (v + m V_s)
inline double molarity_from_molality(double molality, double solvent_l_per_kg, double salt_cm3_per_mol) {
  return molality / (solvent_l_per_kg + molality * salt_cm3_per_mol * 1e-3);
}

/// Molality and its derivatives when the salt amount is given in `unit`.
struct MolalityOf {
  double value = 0;
  double per_amount = 0;           ///< ∂m/∂amount
  double per_specific_volume = 0;  ///< ∂m/∂v, v in l/kg; 0 when the amount is a molality
};

inline MolalityOf molality_of(SaltUnit unit, double amount, double solvent_l_per_kg,
                              double salt_cm3_per_mol) {
  if (unit == SaltUnit::mol_per_kg) return {amount, 1, 0};
  const double room = 1.0 - amount * salt_cm3_per_mol * 1e-3;  // of a litre, left to the solvent
  return {molality_from_molarity(amount, solvent_l_per_kg, salt_cm3_per_mol),
          solvent_l_per_kg / (room * room), amount / room};
}

/// ∂v/∂x_i added to `gradient`, times `weight`; v the specific volume of the solvent mixture.
inline void specific_volume_adjoint(std::span<const MolarFacts> facts, std::span<const double> x,
                                    double weight, std::span<double> gradient) {
  double mass = 0;
  for (std::size_t i = 0; i < x.size(); ++i) mass += x[i] * facts[i].mass_g_per_mol;
  const double v = specific_volume_l_per_kg(facts, x);
  for (std::size_t i = 0; i < x.size(); ++i)
    gradient[i] += weight * (facts[i].volume_cm3_per_mol - v * facts[i].mass_g_per_mol) / mass;
}

}  // namespace mixgrad
