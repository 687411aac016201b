// The periodic table: what the molecule code needs to know of each element.
#pragma once

#include <cstdint>

namespace mixgrad {

inline constexpr int kHeaviestElement = 86;  ///< Radon, the last row of the table.

struct Element {
  const char* symbol;
  /// IUPAC 2021 abridged standard atomic weight (doi 10.1515/pac-2019-0603), g/mol; the mass number
  /// of the longest-lived isotope where no standard weight exists.
  double weight_g_per_mol;
  /// Outer s and p electrons; 0 for d- and f-block elements, whose lone pairs are not counted.
  std::uint8_t valence_electrons;
};

/// What an element is like in a bond, so that similar elements get similar features.
struct BondingCharacter {
  double electronegativity;         ///< Pauling scale; Allred 1961, doi 10.1016/0022-1902(61)80142-5.
  double covalent_radius_angstrom;  ///< Cordero et al. 2008, doi 10.1039/b801115j (carbon: sp3).
  /// Static dipole polarisability of the neutral atom, atomic units;
  /// Schwerdtfeger and Nagle 2019, doi 10.1080/00268976.2018.1535143.
  double polarisability_au;
};

/// @param atomic_number 1 to kHeaviestElement.
const Element& element(int atomic_number);

/// Null for an element that the network has no feature column for (and that is not hydrogen).
const BondingCharacter* bonding_character(int atomic_number);

}  // namespace mixgrad
