// The head sees a mixture as a set: order, splitting and components at x = 0 change nothing.
#include "network/mixture_head.h"

#include <gtest/gtest.h>

#include <cmath>

#include "model/coefficient_map.h"
#include "networks.h"

namespace mixgrad {
namespace {

constexpr int kOutputs = 6;

/// Four solvents and a salt on a random network, in float (as it is used) and in double (as it should be).
class Head : public testing::TestWithParam<std::uint64_t> {
 protected:
  const Architecture<float> network_ = networks::random_network(GetParam());
  const Architecture<double> wide_ = networks::widened(network_);
  const std::vector<GraphFeatures> solvents_{networks::features("EC"), networks::features("EMC"),
                                             networks::features("DME"), networks::features("PC")};

  template <class Real>
  std::vector<std::vector<Real>> solvent_vectors(const Architecture<Real>& network) const {
    const std::vector<Real> z = networks::embeddings(network, solvents_);
    Tape<Real> t;
    BoundParameters<Real> bound(t, network.parameters, false);
    const int length = network.shape.encoder.embedding, width = network.shape.head.width;
    const std::vector<Real> v = networks::walden<Real>(solvents_.size());
    std::vector<std::vector<Real>> out(solvents_.size());
    for (const MixtureHead& head : network.heads) {
      const Var c = head.components(
          t, bound, t.constant(z.data(), static_cast<int>(solvents_.size()), length), v.data());
      for (std::size_t i = 0; i < out.size(); ++i) {
        const Real* begin = t.value(c) + i * static_cast<std::size_t>(width);
        out[i].insert(out[i].end(), begin, begin + width);
      }
    }
    return out;
  }

  template <class Real>
  std::vector<Real> salt_vector(const Architecture<Real>& network) const {
    const std::vector<Real> z = networks::embeddings(network, networks::ions("LiPF6"));
    const int length = network.shape.encoder.embedding;
    Tape<Real> t;
    BoundParameters<Real> bound(t, network.parameters, false);
    std::vector<Real> out;
    for (const MixtureHead& head : network.heads) {
      const Var q =
          head.salts(t, bound, t.constant(z.data(), 1, length), t.constant(z.data() + length, 1, length));
      out.insert(out.end(), t.value(q), t.value(q) + t[q].size());
    }
    return out;
  }

  /// Coefficients of all heads and the gradient of their weighted sum with respect to x.
  struct Answer {
    std::vector<double> raw, gradient;
  };

  /// What the laboratory does, with the given solvents (indices into solvents_, repeats allowed).
  Answer in_float(const std::vector<int>& which, const std::vector<double>& x) const {
    const auto contributions = solvent_vectors(network_);
    std::vector<const HeadVectors*> chosen;
    for (const int s : which) chosen.push_back(&contributions[static_cast<std::size_t>(s)]);
    CoefficientMap map(network_, chosen, salt_vector(network_));
    const std::vector<float> xf(x.begin(), x.end());
    map.evaluate(xf.data(), 1, true);
    Answer answer;
    std::vector<std::vector<float>> seed;
    std::vector<const float*> seeds;
    for (int k = 0; k < map.heads(); ++k) {
      answer.raw.insert(answer.raw.end(), map.raw(k), map.raw(k) + kOutputs);
      seed.emplace_back();
      for (int j = 0; j < kOutputs; ++j) seed.back().push_back(0.1F * static_cast<float>(j - k));
    }
    for (const auto& s : seed) seeds.push_back(s.data());
    const float* g = map.adjoint(seeds);
    answer.gradient.assign(g, g + x.size());
    return answer;
  }

  /// The same in double, component by component as in training.
  Answer in_double(const std::vector<int>& which, const std::vector<double>& x) const {
    const auto contributions = solvent_vectors(wide_);
    const auto salt = salt_vector(wide_);
    const int width = wide_.shape.head.width, n = static_cast<int>(which.size());
    const std::vector<std::int32_t> row(which.size(), 0);
    Tape<double> t;
    BoundParameters<double> bound(t, wide_.parameters, false);
    const Var amount = t.variable(x.data(), n, 1);
    Answer answer;
    std::vector<std::vector<double>> kept;
    for (std::size_t k = 0; k < wide_.heads.size(); ++k) {
      kept.emplace_back();
      for (const int s : which) {
        const auto begin =
            contributions[static_cast<std::size_t>(s)].begin() + static_cast<std::ptrdiff_t>(k) * width;
        kept.back().insert(kept.back().end(), begin, begin + width);
      }
      const Var c = t.constant(kept.back().data(), n, width);
      const Var q = t.constant(salt.data() + k * static_cast<std::size_t>(width), 1, width);
      const Var u = add(t, scatter_sum_rows(t, scale_rows(t, c, amount), row.data(), 1), q);
      const Var raw = wide_.heads[k].coefficients(t, bound, u);
      answer.raw.insert(answer.raw.end(), t.value(raw), t.value(raw) + kOutputs);
      double seed[kOutputs];
      for (int j = 0; j < kOutputs; ++j) seed[j] = 0.1 * (j - static_cast<int>(k));
      t.seed(raw, seed);
    }
    t.backward();
    answer.gradient.assign(t.gradient(amount), t.gradient(amount) + n);
    return answer;
  }

  static void expect_near(const std::vector<double>& a, const std::vector<double>& b, double tolerance) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i)
      EXPECT_NEAR(a[i], b[i], tolerance * std::max(1.0, std::abs(b[i]))) << i;
  }

  /// Two ways to write one mixture: same coefficients; gradients agree where `same_place` maps the first's
  /// components to the second's.
  void expect_same_mixture(const std::vector<int>& a, const std::vector<double>& xa,
                           const std::vector<int>& b, const std::vector<double>& xb,
                           const std::vector<std::size_t>& same_place) const {
    const auto compare = [&](const Answer& first, const Answer& second, double tolerance) {
      expect_near(first.raw, second.raw, tolerance);
      for (std::size_t i = 0; i < same_place.size(); ++i) {
        EXPECT_NEAR(first.gradient[i], second.gradient[same_place[i]],
                    tolerance * std::max(1.0, std::abs(first.gradient[i])));
      }
    };
    compare(in_double(a, xa), in_double(b, xb), 1e-13);
    compare(in_float(a, xa), in_float(b, xb), 2e-6);
  }
};

INSTANTIATE_TEST_SUITE_P(Networks, Head, testing::Values(1, 2, 3));

TEST_P(Head, DoesNotSeeTheOrderOfComponents) {
  expect_same_mixture({0, 1, 2, 3}, {0.1, 0.2, 0.3, 0.4}, {3, 1, 0, 2}, {0.4, 0.2, 0.1, 0.3}, {2, 1, 3, 0});
}

TEST_P(Head, DoesNotSeeAComponentSplit) {
  expect_same_mixture({0, 1}, {0.3, 0.7}, {0, 1, 0, 1}, {0.05, 0.3, 0.25, 0.4}, {0, 1});
  expect_same_mixture({0, 1}, {0.3, 0.7}, {0, 1, 0, 1}, {0.05, 0.3, 0.25, 0.4}, {2, 3});
}

TEST_P(Head, DoesNotSeeAComponentAtZero) {
  expect_same_mixture({0, 1}, {0.3, 0.7}, {0, 2, 1, 3}, {0.3, 0, 0.7, 0}, {0, 2});
  expect_same_mixture({2}, {1}, {0, 2}, {0, 1}, {1});
}

TEST_P(Head, DoesSeeTheComposition) {
  EXPECT_NE(in_float({0, 1}, {0.3, 0.7}).raw, in_float({0, 1}, {0.31, 0.69}).raw);
  EXPECT_NE(in_float({0, 1}, {0.3, 0.7}).raw, in_float({0, 2}, {0.3, 0.7}).raw);
}

TEST_P(Head, FloatAgreesWithDouble) {
  Random random(GetParam());
  for (int i = 0; i < 20; ++i) {
    std::vector<double> x(4);
    double sum = 0;
    for (double& v : x) sum += v = random.uniform();
    for (double& v : x) v /= sum;
    const Answer narrow = in_float({0, 1, 2, 3}, x), wide = in_double({0, 1, 2, 3}, x);
    expect_near(narrow.raw, wide.raw, 1e-5);
    expect_near(narrow.gradient, wide.gradient, 1e-5);
  }
}

TEST_P(Head, IsFiniteAtEveryVertexAndEdge) {
  for (std::size_t a = 0; a < 4; ++a) {
    for (std::size_t b = 0; b < 4; ++b) {
      std::vector<double> x(4, 0.0);
      x[a] += 0.5;
      x[b] += 0.5;
      const Answer answer = in_float({0, 1, 2, 3}, x);
      for (const double v : answer.raw) EXPECT_TRUE(std::isfinite(v));
      for (const double v : answer.gradient) EXPECT_TRUE(std::isfinite(v));
      expect_near(answer.gradient, in_double({0, 1, 2, 3}, x).gradient, 1e-5);
    }
  }
}

TEST_P(Head, ABatchIsItsMixturesOneByOne) {
  const auto contributions = solvent_vectors(network_);
  std::vector<const HeadVectors*> chosen;
  for (const auto& c : contributions) chosen.push_back(&c);
  CoefficientMap map(network_, chosen, salt_vector(network_));
  Random random(4);
  std::vector<float> x(13 * 4);
  for (float& v : x) v = static_cast<float>(random.uniform());
  map.evaluate(x.data(), 13, false);
  std::vector<std::vector<float>> all;
  for (int k = 0; k < map.heads(); ++k) all.emplace_back(map.raw(k), map.raw(k) + 13 * kOutputs);
  for (int i = 0; i < 13; ++i) {
    map.evaluate(x.data() + 4 * i, 1, false);
    for (int k = 0; k < map.heads(); ++k) {
      for (int j = 0; j < kOutputs; ++j) {
        EXPECT_EQ(map.raw(k)[j],
                  all[static_cast<std::size_t>(k)][static_cast<std::size_t>(kOutputs * i + j)]);
      }
    }
  }
}

TEST(LawFreeHead, TakesTheStateAsWell) {
  ArchitectureShape shape = networks::small_shape(1);
  shape.head.outputs = 1;
  shape.head.states = 3;
  const Architecture<float> network = networks::random_network(9, shape);
  const MixtureHead& head = network.heads[0];
  Tape<float> t;
  BoundParameters<float> bound(t, network.parameters, false);
  const std::vector<float> state{0.1F, 0.2F, 0.3F, 1.1F, 0.2F, 0.3F};
  const Var s = head.state(t, bound, t.constant(state.data(), 2, 3));
  const Var y = head.coefficients(t, bound, s);
  ASSERT_EQ(t.rows(y), 2);
  ASSERT_EQ(t.cols(y), 1);
  EXPECT_NE(t.value(y)[0], t.value(y)[1]);
}

}  // namespace
}  // namespace mixgrad
