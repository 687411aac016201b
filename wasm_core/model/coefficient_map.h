// Composition -> raw law coefficients of every head, and back: the only part of a prediction that runs the
// network. Coefficients depend neither on temperature nor on the salt's amount.
#pragma once

#include <cstdint>
#include <vector>

#include "model/architecture.h"

namespace mixgrad {

/// What one head keeps of a molecule or a salt: `width` numbers per head.
using HeadVectors = std::vector<float>;

/// The network for one choice of solvents and salt, evaluated on batches of compositions.
class CoefficientMap {
 public:
  /// @param solvents per solvent: heads × width, the contributions c_i
  /// @param salt heads × width, the contribution q
  /// Both are copied; `network` must outlive the map.
  CoefficientMap(const Architecture<float>& network, const std::vector<const HeadVectors*>& solvents,
                 const HeadVectors& salt);

  int solvents() const { return solvents_; }
  int heads() const { return static_cast<int>(network_.heads.size()); }
  int coefficients() const { return network_.shape.head.outputs; }

  /// @param x count × solvents mole fractions, row-major; kept until the next call
  /// @param differentiable whether adjoint() will follow
  void evaluate(const float* x, int count, bool differentiable);

  /// Raw coefficients of one head after evaluate(): count × coefficients.
  const float* raw(int head) const { return tape_.value(output_[static_cast<std::size_t>(head)]); }

  /// Pulls gradients with respect to the raw coefficients back to the mole fractions.
  /// @param seed per head: count × coefficients
  /// @return count × solvents, valid until the next call
  const float* adjoint(const std::vector<const float*>& seed);

 private:
  const Architecture<float>& network_;
  int solvents_;
  std::vector<std::vector<float>> contribution_, contribution_transposed_;  // per head: solvents × width
  std::vector<float> salt_;                                                 // heads × width
  std::vector<float> x_;
  Tape<float> tape_;
  Var input_;
  std::vector<Var> output_;
};

}  // namespace mixgrad
