#include "phase/linear.h"

#include <cmath>
#include <utility>

namespace mixgrad::phase {

bool solve(double* a, double* b, int n, int columns) {
  for (int k = 0; k < n; ++k) {
    int pivot = k;
    for (int i = k + 1; i < n; ++i) {
      if (std::fabs(a[i * n + k]) > std::fabs(a[pivot * n + k])) pivot = i;
    }
    if (!(std::fabs(a[pivot * n + k]) > 0) || !std::isfinite(a[pivot * n + k])) return false;
    if (pivot != k) {
      for (int j = k; j < n; ++j) std::swap(a[k * n + j], a[pivot * n + j]);
      for (int c = 0; c < columns; ++c) std::swap(b[k * columns + c], b[pivot * columns + c]);
    }
    for (int i = k + 1; i < n; ++i) {
      const double factor = a[i * n + k] / a[k * n + k];
      if (factor == 0) continue;
      for (int j = k + 1; j < n; ++j) a[i * n + j] -= factor * a[k * n + j];
      for (int c = 0; c < columns; ++c) b[i * columns + c] -= factor * b[k * columns + c];
    }
  }
  for (int i = n - 1; i >= 0; --i) {
    for (int c = 0; c < columns; ++c) {
      double sum = b[i * columns + c];
      for (int j = i + 1; j < n; ++j) sum -= a[i * n + j] * b[j * columns + c];
      b[i * columns + c] = sum / a[i * n + i];
    }
  }
  return true;
}

}  // namespace mixgrad::phase
