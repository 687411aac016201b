// Models for the tests of the phase engine: published ones, and random ones of every kind.
#pragma once

#include <cmath>
#include <memory>
#include <vector>

#include "phase/excess_surface.h"
#include "phase/flory_huggins.h"
#include "phase/margules.h"
#include "phase/nrtl.h"
#include "phase/surface.h"
#include "random.h"

namespace mixgrad::phase {

inline constexpr double kRoom_K = 298.15;

/// Toluene, water, aniline at 298 K: the NRTL parameters of C. M. McDonald, C. A. Floudas, AIChE J. 1995, 41,
/// 1798, doi 10.1002/aic.690410715.
inline ModelOf<Nrtl> toluene_water_aniline() {
  return nrtl(3, {{4.93035, 7.77063, 0.2485}, {1.59806, 0.03509, 0.3}, {4.18462, 1.27932, 0.3412}});
}

inline ModelOf<ExcessSurface> symmetric_ternary(double chi) { return margules(3, {{chi}, {chi}, {chi}}); }

inline double between(Random& random, double low, double high) {
  return low + (high - low) * random.uniform();
}

/// A ternary liquid of one of six kinds, of interactions from mild to strong; every third with solids.
struct RandomSystem {
  std::unique_ptr<MixingModel> model;
  std::vector<Solid> solids;

  explicit RandomSystem(std::uint64_t seed) {
    Random random(seed);
    switch (seed % 6) {
      case 0:
        model = random_margules(random, 0, 0, false);
        break;  // regular
      case 1:
        model = random_margules(random, 1.5, 3, false);
        break;
      case 2:
        model = random_margules(random, 1, 2, true);
        break;  // of unequal size
      case 3:
        model = random_nrtl(random);
        break;
      case 4:
        model = random_learned(random);
        break;
      default:
        model = random_polymers(random);
    }
    for (std::uint64_t s = 0; seed % 3 == 0 && s <= seed % 2; ++s) {
      Solid solid;
      solid.formula[0] = 1;
      if (s > 0) solid.formula[1] = 1 + static_cast<double>(random.below(4));
      solid.ln_K_ref = between(random, -4, 0);
      solids.push_back(solid);
    }
  }

 private:
  static std::unique_ptr<MixingModel> random_margules(Random& random, double B, double C, bool sizes) {
    std::vector<MargulesPair> pairs(3);
    for (MargulesPair& p : pairs) p = {between(random, -2, 4.5), between(random, -B, B), 0};
    std::vector<double> size{1, 1, 1};
    for (double& r : size) r = sizes ? std::exp(between(random, -0.5, 1.5)) : 1;
    return std::make_unique<ModelOf<ExcessSurface>>(margules(3, pairs, between(random, -C, C), size));
  }
  static std::unique_ptr<MixingModel> random_nrtl(Random& random) {
    std::vector<NrtlPair> pairs(3);
    for (NrtlPair& p : pairs)
      p = {between(random, -1, 5), between(random, -1, 5), between(random, 0.2, 0.45)};
    return std::make_unique<ModelOf<Nrtl>>(nrtl(3, pairs));
  }
  static std::unique_ptr<MixingModel> random_learned(Random& random) {
    std::vector<double> coefficient, sigma = no_resemblance(3);
    for (int pair = 0; pair < 3; ++pair) {
      for (int order = 0; order < 3; ++order) {
        coefficient.push_back((order == 0 ? between(random, -1.5, 4) : between(random, -1, 1) / order));
        coefficient.insert(coefficient.end(), {0.3 * random.normal(), 0.3 * random.normal()});
      }
    }
    sigma[2] = between(random, -1, 1), sigma[4] = between(random, -1, 1), sigma[6] = between(random, -1, 1);
    return std::make_unique<ModelOf<ExcessSurface>>(excess_surface(3, 3, coefficient, sigma));
  }
  static std::unique_ptr<MixingModel> random_polymers(Random& random) {
    std::vector<double> size{1, std::exp(between(random, 0, 4)), std::exp(between(random, 0, 4))}, chi;
    // Within reach of what is critical for each pair, chi_c = ½ (r_i^-½ + r_j^-½)².
    for (int i = 0; i < 3; ++i) {
      for (int j = i + 1; j < 3; ++j)
        chi.push_back(between(random, -0.5, 2) * 0.5 *
                      std::pow(1 / std::sqrt(size[i]) + 1 / std::sqrt(size[j]), 2));
    }
    return std::make_unique<ModelOf<FloryHuggins>>(flory_huggins(size, chi));
  }
};

}  // namespace mixgrad::phase
