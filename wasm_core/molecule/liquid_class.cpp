#include "molecule/liquid_class.h"

#include <utility>

namespace mixgrad {
namespace {

constexpr bool is_halogen(int element) {
  return element == 9 || element == 17 || element == 35 || element == 53;
}

}  // namespace

LiquidClass liquid_class(const MolecularGraph& molecule) {
  bool carbon_alone = true, halogens_too = true, hydrogen = false, saturated = true;
  for (const Atom& atom : molecule.atoms) {
    if (atom.hydrogens > 0 && (atom.element == 7 || atom.element == 8)) {
      const bool water = molecule.atoms.size() == 1 && atom.element == 8;
      return water ? LiquidClass::water : LiquidClass::self_associating;
    }
    carbon_alone &= atom.element == 6;
    halogens_too &= atom.element == 6 || is_halogen(atom.element);
    hydrogen |= atom.hydrogens > 0;
  }
  for (const Bond& bond : molecule.bonds) saturated &= bond.order == 1 && !bond.aromatic;
  if (carbon_alone) return saturated ? LiquidClass::saturated_hydrocarbon : LiquidClass::hydrocarbon;
  return halogens_too && !hydrogen ? LiquidClass::perhalocarbon : LiquidClass::polar;
}

double nonrandomness(LiquidClass a, LiquidClass b) {
  if (a > b) std::swap(a, b);
  if (b == LiquidClass::self_associating && a <= LiquidClass::perhalocarbon) return 0.47;
  if (a == LiquidClass::saturated_hydrocarbon && b == LiquidClass::perhalocarbon) return 0.4;
  if (a == LiquidClass::saturated_hydrocarbon && b == LiquidClass::polar) return 0.2;
  return 0.3;
}

}  // namespace mixgrad
