// The pair head: it knows no first and second molecule, and none of a molecule with itself.
#include "network/pair_head.h"

#include <gtest/gtest.h>

#include <cmath>

#include "model/pair_layout.h"
#include "random.h"

namespace mixgrad {
namespace {

/// A head of odd sizes with random weights, and a few molecules.
template <class Real>
struct RandomHead {
  PairHeadShape shape{.embedding = 5,
                      .width = 7,
                      .distance_width = 3,
                      .gibbs_orders = 3,
                      .volume_orders = 4,
                      .viscosity_orders = 1};
  PairLayout layout{shape};
  ParameterSet<Real> parameters;
  PairHead head = PairHead::declare(parameters, "pair", shape, layout.outputs);
  std::vector<Real> z;  // molecules × embedding

  RandomHead(int molecules, Random& random) {
    for (auto& p : parameters.all) {
      for (Real& w : p.value) w = static_cast<Real>(0.6 * random.normal());
    }
    for (int i = 0; i < molecules * shape.embedding; ++i) z.push_back(static_cast<Real>(random.normal()));
  }

  int molecules() const { return static_cast<int>(z.size()) / shape.embedding; }

  struct Pairs {
    std::vector<std::int32_t> i, j;
  };

  /// Raw coefficients on a tape, pairs × outputs; `work` holds what the tape points at.
  struct Work {
    std::vector<Real> mirrored, ones;
  };
  Var on(Tape<Real>& t, BoundParameters<Real>& bound, Var molecules, const Pairs& pairs, Work& work) const {
    const std::vector<float> sign = layout.mirrored();
    for (std::size_t p = 0; p < pairs.i.size(); ++p)
      work.mirrored.insert(work.mirrored.end(), sign.begin(), sign.end());
    work.ones.assign(static_cast<std::size_t>(shape.distance_width), Real(1));
    return head(t, bound, head.molecules(t, bound, molecules), pairs.i.data(), pairs.j.data(),
                static_cast<int>(pairs.i.size()), work.mirrored.data(), work.ones.data());
  }

  std::vector<Real> coefficients(const Pairs& pairs) const {
    Tape<Real> t;
    BoundParameters<Real> bound(t, parameters, false);
    Work work;
    const Var raw = on(t, bound, t.constant(z.data(), molecules(), shape.embedding), pairs, work);
    return {t.value(raw), t.value(raw) + t[raw].size()};
  }
};

template <class Real>
class PairHeadIn : public testing::Test {};
using Precisions = testing::Types<float, double>;
TYPED_TEST_SUITE(PairHeadIn, Precisions);

// To the last bit: the order in which molecules are named is no physics.
TYPED_TEST(PairHeadIn, NamedTheOtherWayRoundOddCoefficientsTurn) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    Random random(seed);
    const RandomHead<TypeParam> it(6, random);
    typename RandomHead<TypeParam>::Pairs there;
    for (int p = 0; p < 9; ++p) {
      there.i.push_back(static_cast<std::int32_t>(random.below(6)));
      there.j.push_back(static_cast<std::int32_t>(random.below(6)));
    }
    const auto c = it.coefficients(there), back = it.coefficients({there.j, there.i});
    const std::vector<float> sign = it.layout.mirrored();
    ASSERT_EQ(c.size(), 9 * sign.size());
    for (std::size_t k = 0; k < c.size(); ++k) ASSERT_EQ(back[k], sign[k % sign.size()] * c[k]) << seed;
  }
}

TYPED_TEST(PairHeadIn, AMoleculeWithItselfHasNone) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    Random random(seed);
    RandomHead<TypeParam> it(3, random);
    // The third molecule is the first once more.
    std::copy_n(it.z.begin(), it.shape.embedding, it.z.begin() + 2 * it.shape.embedding);
    for (const TypeParam c : it.coefficients({{0, 1, 0, 2}, {0, 1, 2, 0}})) ASSERT_EQ(c, 0) << seed;
    double sum = 0;
    for (const TypeParam c : it.coefficients({{0}, {1}})) sum += std::abs(static_cast<double>(c));
    EXPECT_GT(sum, 0.1) << seed;
  }
}

// Even coefficients with the square of the distance, odd ones faster, for they must turn on the way.
TEST(PairHead, NeighboursHaveSmallCoefficients) {
  Random random(7);
  RandomHead<double> it(3, random);
  const std::size_t z = 5;
  const auto at = [&](double step) {
    for (std::size_t k = 0; k < z; ++k) it.z[z + k] = it.z[k] + step * it.z[2 * z + k];
    return it.coefficients({{0}, {1}});
  };
  const auto near = at(1e-4), nearer = at(1e-5);
  const std::vector<float> sign = it.layout.mirrored();
  for (std::size_t k = 0; k < sign.size(); ++k) {
    const double expected = sign[k] > 0 ? 100 : 1000;
    EXPECT_NEAR(near[k] / nearer[k], expected, 0.02 * expected) << k;
  }
}

TEST(PairHead, GradientsAgreeWithCentralDifferences) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    Random random(seed);
    RandomHead<double> it(4, random);
    // Pairs either way, one twice, and one of a molecule with itself.
    const RandomHead<double>::Pairs pairs{{0, 1, 2, 0, 0, 3}, {1, 0, 3, 2, 2, 3}};
    std::vector<double> weight;
    for (int i = 0; i < 6 * it.layout.outputs; ++i) weight.push_back(random.normal());
    const auto loss = [&] {
      const std::vector<double> c = it.coefficients(pairs);
      double total = 0;
      for (std::size_t k = 0; k < c.size(); ++k) total += weight[k] * c[k];
      return total;
    };

    Tape<double> t;
    BoundParameters<double> bound(t, it.parameters, true);
    RandomHead<double>::Work work;
    const std::vector<double> kept = it.z;
    const Var molecules = t.variable(kept.data(), 4, it.shape.embedding);
    t.seed(it.on(t, bound, molecules, pairs, work), weight.data());
    t.backward();

    const auto expect_gradient = [&](std::vector<double>& values, const double* gradient, const char* name) {
      for (std::size_t k = 0; k < values.size(); ++k) {
        const double here = values[k], h = 1e-5;
        values[k] = here + h;
        const double above = loss();
        values[k] = here - h;
        const double below = loss();
        values[k] = here;
        EXPECT_NEAR(gradient[k], (above - below) / (2 * h), 1e-6 * std::max(1.0, std::abs(gradient[k])))
            << name << " " << k << ", seed " << seed;
      }
    };
    expect_gradient(it.z, t.gradient(molecules), "z");
    for (std::size_t p = 0; p < it.parameters.all.size(); ++p) {
      const std::string name = it.parameters.all[p].name;
      const Var v = bound.if_used(static_cast<ParameterId>(p));
      ASSERT_GE(v.id, 0) << name << " is not used";
      expect_gradient(it.parameters.all[p].value, t.gradient(v), name.c_str());
    }
  }
}

}  // namespace
}  // namespace mixgrad
