// The kinds of measurement that teach the model molecular liquids. Intervals are calibrated, and known ground
// is kept, for each.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace mixgrad {

enum class Measured : std::uint8_t {
  molar_volume,  ///< Density, of pure liquids and mixtures.
  excess_volume,
  excess_enthalpy,
  log_gamma,  ///< ln γ at infinite dilution; with the enthalpies it makes the Gibbs energy.
  log_viscosity
};
inline constexpr int kMeasured = 5;

/// Something for each kind of measurement.
template <class T>
struct PerMeasured : std::array<T, std::size_t{kMeasured}> {
  using std::array<T, std::size_t{kMeasured}>::operator[];
  T& operator[](Measured kind) { return (*this)[static_cast<std::size_t>(kind)]; }
  const T& operator[](Measured kind) const { return (*this)[static_cast<std::size_t>(kind)]; }
};

struct MeasuredNames {
  const char* key;    ///< In the metadata of the weights.
  const char* words;  ///< In a sentence.
  bool in_pairs;      ///< Whether it matters that a pair was measured, not only its molecules.
};
inline constexpr MeasuredNames kMeasuredNames[kMeasured] = {
    {"molar_volume", "density", false},
    {"excess_volume", "excess volume", true},
    {"excess_enthalpy", "enthalpy of mixing", true},
    {"log_gamma", "activity coefficient", true},
    {"log_viscosity", "viscosity", true},
};

}  // namespace mixgrad
