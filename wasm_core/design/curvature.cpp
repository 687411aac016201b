#include "design/curvature.h"

namespace mixgrad::design {

void Curvature::reset(const std::vector<double>& scale, double strength) {
  const std::size_t n = scale.size();
  matrix_.assign(n * n, 0.0);
  image_.resize(n);
  change_.resize(n);
  for (std::size_t i = 0; i < n; ++i)
    matrix_[i * n + i] = scale[i] > 0 ? strength / (scale[i] * scale[i]) : strength;
}

void Curvature::learn(const double* step, const double* gradient_change) {
  constexpr double kLeast = 0.2;  // of the curvature believed before
  const std::size_t n = image_.size();
  double believed = 0, seen = 0;
  for (std::size_t i = 0; i < n; ++i) {
    image_[i] = 0;
    for (std::size_t j = 0; j < n; ++j) image_[i] += matrix_[i * n + j] * step[j];
    believed += step[i] * image_[i];
    seen -= step[i] * gradient_change[i];
  }
  if (!(believed > 0)) return;
  const double trust = seen >= kLeast * believed ? 1 : (1 - kLeast) * believed / (believed - seen);
  double product = 0;
  for (std::size_t i = 0; i < n; ++i) {
    change_[i] = -trust * gradient_change[i] + (1 - trust) * image_[i];
    product += step[i] * change_[i];
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      matrix_[i * n + j] += change_[i] * change_[j] / product - image_[i] * image_[j] / believed;
    }
  }
}

}  // namespace mixgrad::design
