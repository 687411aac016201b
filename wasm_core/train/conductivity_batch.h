// Conductivities laid out for the tape.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "laws/constants.h"
#include "train/dataset.h"

namespace mixgrad::train {

/// What a baseline without law is told of a row beside its molecules: m and T as they are, or in the terms of
/// the laws of electrolytes, m, ln m and 1/T, which is physics already. Their number tells which.
inline constexpr int kPlainStates = 2, kPhysicalStates = 3;

/// One batch of rows; reused, so that it stops allocating.
struct ConductivityBatch {
  std::vector<std::int32_t> component, component_row, salt;
  std::vector<float> mole_fraction, state, target;
  int rows = 0;

  /// @param states columns that a baseline is told; 0: the law's m in mol/kg and T in K
  void fill(const ConductivityData& data, const int* row, int count, int states) {
    component.clear(), component_row.clear(), salt.clear(), mole_fraction.clear(), state.clear(),
        target.clear();
    rows = count;
    for (int i = 0; i < count; ++i) {
      const auto r = static_cast<std::size_t>(row[i]);
      for (int c = data.row_begin[r]; c < data.row_begin[r + 1]; ++c) {
        component.push_back(data.component[static_cast<std::size_t>(c)]);
        component_row.push_back(i);
        mole_fraction.push_back(data.mole_fraction[static_cast<std::size_t>(c)]);
      }
      salt.push_back(data.salt[r]);
      const double m = data.molality_mol_per_kg[r], temperature = data.temperature_K[r];
      // A baseline's are scaled to order one, as a network likes them.
      if (states == kPhysicalStates) {
        state.insert(state.end(),
                     {static_cast<float>(m - 1), static_cast<float>(std::log(m)),
                      static_cast<float>(1000 / laws::kReferenceTemperature_K - 1000 / temperature)});
      } else if (states == kPlainStates) {
        state.insert(state.end(), {static_cast<float>(m - 1),
                                   static_cast<float>((temperature - laws::kReferenceTemperature_K) / 50)});
      } else {
        state.insert(state.end(), {static_cast<float>(m), static_cast<float>(temperature)});
      }
      target.push_back(static_cast<float>(data.log_conductivity[r]));
    }
  }
};

}  // namespace mixgrad::train
