#include "phase/clusters.h"

#include <algorithm>
#include <cmath>

#include "phase/root.h"

namespace mixgrad::phase {
namespace {

/// Terms smaller than the largest by this factor's exponential are below its last digit, all of them
/// together.
constexpr double kNegligible = 60;

/// Sums over n ≥ 2, all divided by exp(log_scale).
struct Moments {
  double log_scale = 0;
  double m[5] = {};                   ///< Σ n^k X_n
  double by_s[2] = {}, by_c[2] = {};  ///< Σ n^k X_n ∂ln X_n/∂(s, c)
  double early = 0;                   ///< Σ n (n − 1)² (n − 2) X_n
  bool complete = true;
};

Moments moments(const Association& a, double ln_single) {
  const auto exponent = [&](int n) { return n * ln_single - a.free_energy_kT(n); };
  // Beyond n* the exponent falls for good once it falls.
  const double favoured = a.favoured_size();
  Moments out;
  out.log_scale = exponent(2);
  int last = 2;
  for (double before = out.log_scale;; ++last) {
    if (last == kLargestCluster) {
      out.complete = false;
      break;
    }
    const double next = exponent(last + 1);
    if (last > favoured && next < before && next < out.log_scale - kNegligible) break;
    out.log_scale = std::max(out.log_scale, next);
    before = next;
  }
  for (int n = 2; n <= last; ++n) {
    double term = std::exp(exponent(n) - out.log_scale);
    const double cube_root = std::cbrt(double(n));
    const double by_s = -cube_root * cube_root, by_c = -n * cube_root;
    for (int k = 0; k < 2; ++k) {
      const double weight = k == 0 ? term : term * n;
      out.by_s[k] += weight * by_s;
      out.by_c[k] += weight * by_c;
    }
    out.early += term * n * (n - 1.0) * (n - 1.0) * (n - 2.0);
    for (double& moment : out.m) {
      moment += term;
      term *= n;
    }
  }
  return out;
}

/// Mole fraction of salt in all.
double fraction_of(const Association& a, double ln_single, const Moments& sums) {
  const double in_clusters = std::exp(sums.log_scale) * sums.m[1];
  return (std::exp(ln_single) + in_clusters) / (1 + in_clusters / a.inside_x);
}

/// d³N/dS³ up to a positive factor: 3 S_1 S_3² − 2 S_2² S_3 − S_1 S_2 S_4 with S_k = X_1 + Σ n^k X_n. In
/// powers of X_1, of which the third cancels, so that the sign is right where there are hardly any clusters.
double third_bend(double ln_single, const Moments& sums) {
  const double scale = std::max(ln_single, sums.log_scale);
  const double one = std::exp(ln_single - scale), many = std::exp(sums.log_scale - scale);
  const double *m = sums.m, m13 = m[1] * m[3], m12 = m[1] * m[2], m22 = m[2] * m[2];
  const double second =
      3 * (2 * m13 + m[3] * m[3]) - 2 * (m22 + 2 * m[2] * m[3]) - (m12 + (m[1] + m[2]) * m[4]);
  const double third = 3 * m13 * m[3] - 2 * m22 * m[3] - m12 * m[4];
  return -one * one * sums.early + many * (one * second + many * third);
}

}  // namespace

double Association::favoured_size() const { return std::pow(surface_kT / crowding_kT, 1.5); }

double Association::free_energy_kT(double n) const {
  const double cube_root = std::cbrt(n);
  return n * (-gain_kT + surface_kT / cube_root + crowding_kT * cube_root);
}

Result<Clusters> associate(const Association& a, double x) {
  if (!(x > 0 && x < a.inside_x))
    return Error{"bad_value", "feed", "the feed should hold some salt, and less than the inside of clusters"};
  const double room = 1 - x / a.inside_x;
  const double ln_x = std::log(x);
  // An upper bound: neither single units nor clusters of the favoured size can hold more than all of the
  // salt.
  const double likely = std::clamp(std::round(a.favoured_size()), 2.0, double(kLargestCluster));
  double z = std::min(ln_x, (ln_x - std::log(room * likely) + a.free_energy_kT(likely)) / likely);
  Moments sums;
  double single = 0, scale = 0, slope = 0;
  // ln (X_1 + room M) is convex in z = ln X_1, so from above Newton's method comes down without overshooting;
  // it ends where rounding turns it round.
  for (bool down = true; down;) {
    sums = moments(a, z);
    if (!sums.complete)
      return Error{"bad_value", "clusters",
                   "clusters of more than 10000 salt units would count; 'crowding_kT' should be larger"};
    const double log_scale = sums.log_scale + std::log(room), largest = std::max(z, log_scale);
    single = std::exp(z - largest);
    scale = std::exp(log_scale - largest);
    const double total = single + scale * sums.m[1];
    slope = single + scale * sums.m[2];
    const double step = (largest + std::log(total) - ln_x) * total / slope;
    down = step > 3e-16 * (1 + std::fabs(z));
    if (down) z -= step;
    single *= std::exp(largest), scale *= std::exp(largest), slope *= std::exp(largest);
  }

  Clusters out;
  const double in_clusters = scale / room * sums.m[1];  // M
  out.ln_single = z;
  out.medium = 1 / (1 + in_clusters / a.inside_x);
  out.share = in_clusters / (single + in_clusters);
  out.number_mean = sums.m[1] / sums.m[0];
  out.weight_mean = sums.m[2] / sums.m[1];

  // F(x, z, θ) = X_1 + (1 − x/y) M − x = 0 by θ = x, u, s, c, y.
  const double by_theta[] = {-1 - in_clusters / a.inside_x, scale * sums.m[2], scale * sums.by_s[1],
                             scale * sums.by_c[1], in_clusters * x / (a.inside_x * a.inside_x)};
  // ln Σ n^k X_n by u, s and c at fixed z.
  const auto direct = [&](std::size_t theta, int k) {
    const double by[] = {0, sums.m[k + 1], sums.by_s[k], sums.by_c[k], 0};
    return by[theta] / sums.m[k];
  };
  for (std::size_t p = 0; p < out.share_slope.size(); ++p) {
    const double dz = -by_theta[p] / slope;
    const double ln_number = direct(p, 0) + dz * out.number_mean;
    const double ln_amount = direct(p, 1) + dz * out.weight_mean;
    out.share_slope[p] = out.share * (1 - out.share) * (ln_amount - dz);
    out.number_mean_slope[p] = out.number_mean * (ln_amount - ln_number);
  }
  return out;
}

std::vector<double> shares_by_size(const Association& a, double x, const Clusters& clusters) {
  const double log_medium = std::log(clusters.medium);
  std::vector<double> share{1 - clusters.share};
  double left = clusters.share;
  for (int n = 2; n <= kLargestCluster && left > 1e-6; ++n) {
    const double own = n / x * std::exp(n * clusters.ln_single - a.free_energy_kT(n) + log_medium);
    share.push_back(own);
    left -= own;
  }
  return share;
}

std::optional<Onset> onset(const Association& a) {
  // Where single units reach the inside, or clusters of n* alone fill the medium, it is too late.
  const double likely = std::clamp(std::round(a.favoured_size()), 2.0, double(kLargestCluster));
  const double latest = std::min(std::log(a.inside_x), a.free_energy_kT(likely) / likely);
  // From dilution upward: there the bend is negative, and the onset is where it first is not.
  constexpr double kStep = 0.05;
  constexpr int kSteps = 240;
  double before = latest - kStep * (kSteps + 1);
  double at_before = third_bend(before, moments(a, before));
  for (int i = kSteps; i >= 0; --i) {
    const double z = latest - kStep * i;
    const Moments sums = moments(a, z);
    if (!sums.complete) return {};
    const double here = third_bend(z, sums);
    if (at_before < 0 && here >= 0) {
      const double root = root_between(before, at_before, z, here, 1e-13,
                                       [&](double at) { return third_bend(at, moments(a, at)); });
      return Onset{root, fraction_of(a, root, moments(a, root))};
    }
    before = z, at_before = here;
  }
  return {};
}

}  // namespace mixgrad::phase
