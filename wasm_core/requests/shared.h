// What the methods of the interface share: names of keys and properties, and parts of answers.
#pragma once

#include <string_view>

#include "requests/session.h"

namespace mixgrad::requests {

/// Conductivity, then by LiquidProperty.
inline constexpr const char* kPropertyNames[] = {
    "conductivity_mS_per_cm",    "molar_volume_cm3_per_mol", "density_g_per_cm3", "excess_volume_cm3_per_mol",
    "excess_enthalpy_J_per_mol", "excess_gibbs_J_per_mol",   "viscosity_mPa_s"};
inline constexpr const char* kConductivity = kPropertyNames[0];
inline constexpr const char* name_of(LiquidProperty property) {
  return kPropertyNames[1 + static_cast<std::size_t>(property)];
}

inline constexpr const char* kMixtureKeys[] = {"components", "basis", "salt", "temperature_K"};

void write(Answer& out, const DomainVerdict& verdict, std::string_view key = "domain");

}  // namespace mixgrad::requests
