#include "model/coefficient_map.h"

#include <algorithm>

namespace mixgrad {

CoefficientMap::CoefficientMap(const Architecture<float>& network,
                               const std::vector<const HeadVectors*>& solvents, const HeadVectors& salt)
    : network_(network), solvents_(static_cast<int>(solvents.size())), salt_(salt) {
  const int width = network.shape.head.width;
  for (std::size_t k = 0; k < network.heads.size(); ++k) {
    std::vector<float> c;
    for (const HeadVectors* solvent : solvents) {
      const auto begin = solvent->begin() + static_cast<std::ptrdiff_t>(k) * width;
      c.insert(c.end(), begin, begin + width);
    }
    std::vector<float> transposed(c.size());
    transpose(c.data(), solvents_, width, transposed.data());
    contribution_.push_back(std::move(c));
    contribution_transposed_.push_back(std::move(transposed));
  }
}

void CoefficientMap::evaluate(const float* x, int count, bool differentiable) {
  const int width = network_.shape.head.width;
  x_.assign(x, x + static_cast<std::ptrdiff_t>(count) * solvents_);
  tape_.reset();
  output_.clear();
  input_ = differentiable ? tape_.variable(x_.data(), count, solvents_)
                          : tape_.constant(x_.data(), count, solvents_);
  BoundParameters<float> bound(tape_, network_.parameters, false);
  for (std::size_t k = 0; k < network_.heads.size(); ++k) {
    const Var c =
        tape_.constant(contribution_[k].data(), solvents_, width, contribution_transposed_[k].data());
    const Var q = tape_.constant(salt_.data() + k * static_cast<std::size_t>(width), 1, width);
    output_.push_back(
        network_.heads[k].coefficients(tape_, bound, add_row(tape_, matmul(tape_, input_, c), q)));
  }
}

const float* CoefficientMap::adjoint(const std::vector<const float*>& seed) {
  tape_.clear_gradients();
  for (std::size_t k = 0; k < output_.size(); ++k) tape_.seed(output_[k], seed[k]);
  tape_.backward();
  return tape_.gradient(input_);
}

}  // namespace mixgrad
