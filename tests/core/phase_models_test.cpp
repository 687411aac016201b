// Models of mixing: derivatives against the complex step, Gibbs and Duhem, and the formulas they stand for.
#include "phase_models.h"

#include <gtest/gtest.h>

#include <complex>

#include "phase/model_law.h"
#include "tape/operations.h"

namespace mixgrad::phase {
namespace {

using Complex = std::complex<double>;
using Point = std::vector<double>;
constexpr double kStep = 1e-30;

Point random_fractions(Random& random, int n) {
  Point x;
  double total = 0;
  for (int i = 0; i < n; ++i) total += x.emplace_back(random.uniform());
  for (double& share : x) share /= total;
  return x;
}

template <class Law>
std::vector<Complex> log_gamma_at(const Law& law, const std::vector<Complex>& p,
                                  const std::vector<Complex>& x, Complex T) {
  std::vector<Complex> c(static_cast<std::size_t>(law.coefficients())), out(x.size());
  law.isotherm(p.data(), T, c.data());
  law.log_gamma(c.data(), x.data(), out.data());
  return out;
}

/// Slopes by composition, temperature and parameters; Gibbs and Duhem; the same at vertices and edges.
template <class Law>
void expect_consistent(const ModelOf<Law>& model, const Point& x, double T) {
  const int n = model.components(), all = 1 + model.parameters();
  Point c, ln_gamma(x.size()), by_x(x.size() * x.size()), by(x.size() * static_cast<std::size_t>(all)),
      plain(x.size());
  model.isotherm(T, c);
  model.log_gamma(c.data(), x.data(), ln_gamma.data(), by_x.data());
  model.log_gamma(c.data(), x.data(), plain.data(), nullptr);
  model.log_gamma_sensitivity(T, x.data(), by.data());
  const std::vector<Complex> p(model.parameter().begin(), model.parameter().end()), z(x.begin(), x.end());
  const auto near = [](double value, double expected) {
    ASSERT_NEAR(value, expected, 1e-10 * std::max(1.0, std::fabs(expected)));
  };
  for (int i = 0; i < n; ++i) ASSERT_NEAR(ln_gamma[i], plain[i], 1e-14 * (1 + std::fabs(plain[i])));
  for (int j = 0; j < n; ++j) {
    auto moved = z;
    moved[j] += Complex(0, kStep);
    const auto out = log_gamma_at(model.law(), p, moved, T);
    double duhem = 0;
    for (int i = 0; i < n; ++i) near(by_x[i * n + j], out[i].imag() / kStep);
    // Along e_j − x, which keeps the sum: Σ x_i d ln γ_i = 0.
    for (int i = 0; i < n; ++i) {
      double along = by_x[i * n + j];
      for (int k = 0; k < n; ++k) along -= x[k] * by_x[i * n + k];
      duhem += x[i] * along;
    }
    EXPECT_NEAR(duhem, 0, 1e-10);
  }
  for (int k = 0; k < all; ++k) {
    auto moved = p;
    if (k > 0) moved[k - 1] += Complex(0, kStep);
    const auto out = log_gamma_at(model.law(), moved, z, k > 0 ? Complex(T) : Complex(T, kStep));
    for (int i = 0; i < n; ++i) near(by[i * all + k], out[i].imag() / kStep);
  }
}

TEST(MixingModels, DerivativesAgreeWithTheComplexStepAndWithGibbsAndDuhem) {
  Random random(1);
  for (int trial = 0; trial < 200; ++trial) {
    const int n = 2 + trial % 4, pairs = n * (n - 1) / 2;
    Point x = random_fractions(random, n), size, learned, chi, chi_K;
    if (trial % 5 == 0) x.assign(x.size(), 0.0), x[trial % x.size()] = 1;
    if (trial % 5 == 1) x[1] += x[0], x[0] = 0;
    std::vector<MargulesPair> margules_pairs;
    std::vector<NrtlPair> nrtl_pairs;
    for (int i = 0; i < n; ++i) size.push_back(std::exp(random.normal()));
    for (int k = 0; k < pairs; ++k) {
      margules_pairs.push_back({2 * random.normal(), random.normal(), 3000 * random.normal()});
      nrtl_pairs.push_back(
          {random.normal(), random.normal(), 0.3, 100 * random.normal(), 100 * random.normal()});
      chi.push_back(random.normal());
      chi_K.push_back(100 * random.normal());
    }
    for (int k = 0; k < pairs * 4 * 3; ++k) learned.push_back(random.normal());
    Point sigma = no_resemblance(n);
    for (double& s : sigma) s = s == 0 ? between(random, -1, 1) : s;
    const double T = between(random, 250, 400);
    expect_consistent(margules(n, margules_pairs, random.normal(), size), x, T);
    expect_consistent(nrtl(n, nrtl_pairs), x, T);
    expect_consistent(excess_surface(n, 4, learned, sigma), x, T);
    expect_consistent(flory_huggins(size, chi, chi_K), x, T);
  }
}

TEST(Margules, IsTheFormulaOfItsHeader) {
  const double A[] = {1.2, -0.4, 2.1}, B[] = {0.3, -0.6, 0.2}, h[] = {2000, -1500, 800}, r[] = {1, 2.5, 4},
               C = 0.7;
  const double x[] = {0.2, 0.5, 0.3}, T = 330;
  const auto model =
      margules(3, {{A[0], B[0], h[0]}, {A[1], B[1], h[1]}, {A[2], B[2], h[2]}}, C, {r[0], r[1], r[2]});
  double expected = C * x[0] * x[1] * x[2];
  const double mean = r[0] * x[0] + r[1] * x[1] + r[2] * x[2];
  int pair = 0;
  for (int i = 0; i < 3; ++i) {
    expected += x[i] * std::log(r[i] * x[i] / mean);
    for (int j = i + 1; j < 3; ++j, ++pair) {
      const double at_T = A[pair] + h[pair] / 8.31446261815324 * (1 / T - 1 / 298.15);
      expected += x[i] * x[j] * (at_T + B[pair] * (x[i] - x[j]));
    }
  }
  EXPECT_NEAR(Surface::make(model, T)->gibbs({x[0], x[1], x[2]}), expected, 1e-14);
  const MargulesParameter where{3};
  EXPECT_EQ(model.parameter()[where.size(1)], r[1]);
  EXPECT_EQ(model.parameter()[where.A(2)], A[2]);
  EXPECT_EQ(model.parameter()[where.B(1)], B[1]);
  EXPECT_EQ(model.parameter()[where.C()], C);
}

TEST(FloryHugginsModel, IsTheFormulaOfItsHeader) {
  const double N = 50, chi = 0.8, x = 0.01, r = 1 - x + N * x, phi = N * x / r;
  const auto model = flory_huggins({1, N}, {chi});
  EXPECT_NEAR(Surface::make(model, kRoom_K)->gibbs({1 - x, x, 0}),
              r * ((1 - phi) * std::log(1 - phi) + phi / N * std::log(phi) + chi * phi * (1 - phi)), 1e-14);
}

TEST(NrtlModel, IsTheFormulaForTwo) {
  const double t12 = 1.3, t21 = -0.4, alpha = 0.3, x = 0.35, y = 1 - x;
  const double G12 = std::exp(-alpha * t12), G21 = std::exp(-alpha * t21);
  const double excess = x * y * (t21 * G21 / (x + y * G21) + t12 * G12 / (y + x * G12));
  const auto model = nrtl(2, {{t12, t21, alpha}});
  EXPECT_NEAR(Surface::make(model, kRoom_K)->gibbs({x, y, 0}), x * std::log(x) + y * std::log(y) + excess,
              1e-14);
}

TEST(MixingModels, EqualSizesMixIdeally) {
  const auto model = margules(3, {{}, {}, {}});
  const Surface surface = *Surface::make(model, kRoom_K);
  Random random(2);
  for (int trial = 0; trial < 50; ++trial) {
    const Point x = random_fractions(random, 3);
    EXPECT_NEAR(surface.stability({x[0], x[1], x[2]}), 1, 1e-14);
  }
  EXPECT_NEAR(surface.gibbs({1. / 3, 1. / 3, 1. / 3}), -std::log(3), 1e-15);
}

TEST(MixingModels, AreOperationsOfTheTape) {
  using Law = ModelLaw<[] { return Nrtl{3}; }, 3, 15>;
  Random random(3);
  Point parameter, state{0.2, 0.3, 0.5, 310};
  for (int k = 0; k < 15; ++k)
    parameter.push_back(k % 5 == 4 ? 0.3 : k % 5 % 2 ? 50 * random.normal() : random.normal());
  Tape<double> tape;
  const Var p = tape.variable(parameter.data(), 1, 15), s = tape.variable(state.data(), 1, 4);
  const Var g = apply_law<Law>(tape, p, s);
  tape.seed(g);
  tape.backward();
  const ModelOf<Nrtl> model(Nrtl{3}, parameter);
  const Surface surface = *Surface::make(model, state[3]);
  EXPECT_NEAR(*tape.value(g), surface.gibbs({0.2, 0.3, 0.5}), 1e-14);
  std::vector<Complex> z(parameter.begin(), parameter.end());
  z.insert(z.end(), state.begin(), state.end());
  for (std::size_t k = 0; k < z.size(); ++k) {
    z[k] += Complex(0, kStep);
    const double expected = Law::evaluate(z.data(), z.data() + 15).imag() / kStep;
    z[k] = z[k].real();
    EXPECT_NEAR(k < 15 ? tape.gradient(p)[k] : tape.gradient(s)[k - 15], expected,
                1e-12 * (1 + std::fabs(expected)));
  }
  const double pure[] = {1, 0, 0, 310};
  double gradient[19];
  EXPECT_NEAR(Law::evaluate(parameter.data(), pure, gradient), 0, 1e-15);
  for (const double slope : gradient) EXPECT_TRUE(std::isfinite(slope));
}

TEST(Surface, RefusesWhatIsNotASystem) {
  const auto refused = [](const MixingModel& model, double T, std::vector<Solid> solids) {
    const auto surface = Surface::make(model, T, std::move(solids));
    return surface ? std::string() : surface.error().field;
  };
  const auto two = margules(2, {{1}});
  const auto four = margules(4, std::vector<MargulesPair>(6));
  EXPECT_EQ(refused(four, 300, {}), "components");
  EXPECT_EQ(refused(two, 0, {}), "temperature_K");
  EXPECT_EQ(refused(two, std::nan(""), {}), "temperature_K");
  EXPECT_EQ(refused(two, 300, {{{0, 0, 0}}}), "solids[0]");
  EXPECT_EQ(refused(two, 300, {{{1, 0, 0}}, {{1, 0, 1}}}), "solids[1]");
  EXPECT_EQ(refused(two, 300, {{{1, 2, 0}}}), "");
}

TEST(Surface, StabilityIsTheDeterminantOfTheHessianScaled) {
  Random random(4);
  for (int seed = 0; seed < 60; ++seed) {
    const RandomSystem system(static_cast<std::uint64_t>(seed));
    const Surface surface = *Surface::make(*system.model, kRoom_K);
    const Point p = random_fractions(random, 3);
    const Composition x{p[0], p[1], p[2]};
    Composition ln_gamma, direction;
    double by[9];
    surface.log_gamma(x, ln_gamma, by);
    slopes_by_amount(3, x, by);
    for (int i = 0; i < 3; ++i) {
      for (int j = 0; j < i; ++j)
        EXPECT_NEAR(by[i * 3 + j], by[j * 3 + i], 1e-10 * (1 + std::fabs(by[i * 3 + j])));
    }
    // Along the direction: its length, its sum, and the curvature there.
    const double least = surface.stability(x, &direction);
    double length = 0, sum = 0, curvature = 0;
    for (int i = 0; i < 3; ++i) {
      length += direction[i] * direction[i] / x[i];
      sum += direction[i];
      curvature += direction[i] * direction[i] / x[i];
      for (int j = 0; j < 3; ++j) curvature += direction[i] * by[i * 3 + j] * direction[j];
    }
    EXPECT_NEAR(length, 1, 1e-12);
    EXPECT_NEAR(sum, 0, 1e-12);
    EXPECT_NEAR(curvature, least, 1e-9 * (1 + std::fabs(least)));
    // No direction curves less.
    for (int trial = 0; trial < 20; ++trial) {
      Composition d{random.normal(), random.normal(), 0};
      d[2] = -d[0] - d[1];
      double norm = 0, curve = 0;
      for (int i = 0; i < 3; ++i) {
        norm += d[i] * d[i] / x[i];
        for (int j = 0; j < 3; ++j) curve += d[i] * by[i * 3 + j] * d[j];
      }
      EXPECT_GE(1 + curve / norm, least - 1e-9 * (1 + std::fabs(least)));
    }
  }
}

}  // namespace
}  // namespace mixgrad::phase
