#include "model/phase_margin.h"

#include <algorithm>
#include <cmath>

#include "laws/constants.h"
#include "laws/temperature_factors.h"

namespace mixgrad {
namespace {

using Amounts = double[kMostSurfaceComponents];

constexpr double kTrace = 1e-12;  // what is absent is this little, so that its logarithm is a number
constexpr double kSame = 1e-2;    // of mole fractions: then it is the mixture itself, or no deeper than 1e-6
constexpr int kRounds = 300;

}  // namespace

GibbsSurface::GibbsSurface(const ExcessGibbs& learned, int solvents, const SaltAssumption* salt, double T)
    : components_(solvents + (salt ? 1 : 0)), orders_(learned.orders) {
  const int all = components_, n = solvents;
  coefficient_.resize(static_cast<std::size_t>(laws::pair_count(all) * orders_));
  resemblance_.resize(static_cast<std::size_t>(laws::pair_count(all) * all));
  const double warm = (1 / T - 1 / laws::kReferenceTemperature_K) / laws::kGasConstant_J_per_mol_K;
  double factor[laws::kGibbsFactors];
  laws::gibbs_factors(T, factor);
  // The mean over the heads; pairs with the salt, which comes last, stand between those of the solvents.
  const double share = 1.0 / learned.heads;
  const double* from = learned.coefficient.data();
  const double* resembles = learned.resemblance.data();
  for (int head = 0; head < learned.heads; ++head) {
    double *c = coefficient_.data(), *sigma = resemblance_.data();
    for (int i = 0; i < n; ++i) {
      for (int j = i + 1; j < all; ++j, c += orders_, sigma += all) {
        if (j == n) {
          c[0] = salt->A[static_cast<std::size_t>(i)] + salt->h_J_per_mol[static_cast<std::size_t>(i)] * warm;
          sigma[i] = 1, sigma[j] = -1;
          continue;
        }
        for (const double f : factor) {
          for (int k = 0; k < orders_; ++k) c[k] += share * f * *from++;
        }
        for (int l = 0; l < n; ++l) sigma[l] += share * *resembles++;
      }
    }
  }
  if (salt) ln_K_ = -salt->fusion_J_per_mol / laws::kGasConstant_J_per_mol_K * (1 / T - 1 / salt->melting_K);
}

void GibbsSurface::ln_gamma(const double* x, double* out) const {
  Amounts by_x;
  const double g = laws::redlich_kister(
      laws::PairPolynomials<double>{components_, orders_, coefficient_.data(), resemblance_.data()}, x, by_x);
  laws::partial_molar(components_, x, g, by_x, out);
}

void GibbsSurface::slopes(const double* x, const double* weight, double* by_x) const {
  constexpr double kStep = 1e-5;
  Amounts moved, gamma;
  std::copy_n(x, components_, moved);
  for (int j = 0; j < components_; ++j) {
    by_x[j] = weight[j] / std::max(x[j], kTrace);
    for (const double step : {kStep, -kStep}) {
      moved[j] = x[j] + step;
      ln_gamma(moved, gamma);
      for (int i = 0; i < components_; ++i) by_x[j] += weight[i] * gamma[i] / (2 * step);
    }
    moved[j] = x[j];
  }
}

double GibbsSurface::separation(const double* x, double* by_x) const {
  const int n = components_;
  Amounts potential, y, next, gamma, deepest{};
  ln_gamma(x, potential);
  for (int i = 0; i < n; ++i) potential[i] += std::log(std::max(x[i], kTrace));
  double depth = kNoOther;
  for (int start = 0; start < n; ++start) {
    for (int i = 0; i < n; ++i) y[i] = (i == start ? 1 : 1e-3) / (1 + 1e-3 * (n - 1));
    double total = 1, moved = 1;
    for (int round = 0; round < kRounds && moved > 1e-12; ++round) {
      ln_gamma(y, gamma);
      total = 0, moved = 0;
      for (int i = 0; i < n; ++i) total += next[i] = std::exp(potential[i] - gamma[i]);
      // Half the way where molecules attract each other: the whole would overshoot.
      const bool attracting = *std::min_element(gamma, gamma + n) < 0;
      double sum = 0;
      for (int i = 0; i < n; ++i) sum += next[i] = attracting ? std::sqrt(next[i] / total * y[i]) : next[i];
      for (int i = 0; i < n; ++i) {
        next[i] /= sum;
        moved = std::max(moved, std::fabs(next[i] - y[i]));
        y[i] = next[i];
      }
    }
    double apart = 0;
    for (int i = 0; i < n; ++i) apart = std::max(apart, std::fabs(y[i] - x[i]));
    if (apart < kSame || std::log(total) <= depth) continue;
    depth = std::log(total);
    std::copy_n(y, n, deepest);
  }
  slopes(x, deepest, by_x);
  return depth;
}

double GibbsSurface::supersaturation(const double* x, double* by_x) const {
  const int salt = components_ - 1;
  Amounts gamma, weight{};
  weight[salt] = 1;
  ln_gamma(x, gamma);
  slopes(x, weight, by_x);
  return std::log(std::max(x[salt], kTrace)) + gamma[salt] - ln_K_;
}

}  // namespace mixgrad
