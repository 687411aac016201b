// The whole model, molecules to conductivity: its gradients with respect to composition, salt, temperature
// and every weight, and the ensemble put together by hand.
#include "model/conductivity.h"

#include <gtest/gtest.h>

#include <cmath>

#include "laws/conductivity.h"
#include "model/calibration.h"
#include "networks.h"

namespace mixgrad {
namespace {

using Law = laws::Conductivity;

/// A mixture by name.
struct Mixture {
  std::vector<std::string> solvents;
  std::string salt;
  std::vector<double> x;
  double molality, temperature;

  friend std::ostream& operator<<(std::ostream& out, const Mixture& m) {
    return out << m.solvents[0] << " … " << m.salt;
  }
};

const Mixture kMixtures[] = {
    {{"EC", "EMC"}, "LiPF6", {0.4, 0.6}, 1.1, 298.15},
    {{"DME"}, "LiTFSI", {1}, 0.3, 253.15},
    {{"PC", "DME", "EC", "DEC"}, "LiBF4", {0.1, 0.2, 0.3, 0.4}, 2.2, 333.15},
    {{"EC", "DMC", "FEC"}, "LiFSI", {0.5, 0.5, 0}, 0.05, 280},
};

std::vector<GraphFeatures> graphs_of(const Mixture& mixture) {
  std::vector<GraphFeatures> graphs;
  for (const std::string& id : mixture.solvents) graphs.push_back(networks::features(id));
  for (const GraphFeatures& ion : networks::ions(mixture.salt)) graphs.push_back(ion);
  return graphs;
}

/// ln κ of every head with everything on one tape: molecules, composition, state, weights. `network` must
/// outlive it.
template <class Real>
struct WholeModel {
  Tape<Real> t;
  GraphBatch<Real> batch;
  std::vector<std::int32_t> solvent, row;
  std::vector<Real> x_value, state_value, v;
  Var x, state;
  std::vector<Var> y;
  std::vector<Var> weight;  ///< Per parameter.

  WholeModel(const Architecture<Real>& network, const std::vector<GraphFeatures>& graphs, const Mixture& m)
      : batch(networks::batch_of<Real>(graphs)),
        x_value(m.x.begin(), m.x.end()),
        state_value{Real(m.molality), Real(m.temperature)} {
    const int n = static_cast<int>(m.solvents.size());
    for (int i = 0; i < n + 2; ++i) solvent.push_back(i);
    row.assign(m.solvents.size(), 0);
    BoundParameters<Real> bound(t, network.parameters, true);
    x = t.variable(x_value.data(), n, 1);
    state = t.variable(state_value.data(), 1, 2);
    const Var z = network.electrolytes(t, bound, batch, network.trunk(t, bound, batch));
    const Var solvents = gather_rows(t, z, solvent.data(), n);
    const Var cation = gather_rows(t, z, solvent.data() + n, 1),
              anion = gather_rows(t, z, solvent.data() + n + 1, 1);
    v = networks::walden<Real>(m.solvents.size());
    for (const MixtureHead& head : network.heads) {
      const Var mixed =
          scatter_sum_rows(t, scale_rows(t, head.components(t, bound, solvents, v.data()), x), row.data(), 1);
      const Var raw = head.coefficients(t, bound, add(t, mixed, head.salts(t, bound, cation, anion)));
      y.push_back(apply_law<Law>(t, raw, state));
    }
    for (std::size_t p = 0; p < network.parameters.all.size(); ++p)
      weight.push_back(bound.if_used(static_cast<ParameterId>(p)));
  }

  double mean() const {
    double sum = 0;
    for (const Var v : y) sum += t.value(v)[0];
    return sum / static_cast<double>(y.size());
  }

  void differentiate_mean() {
    const Real share = Real(1) / static_cast<Real>(y.size());
    for (const Var v : y) t.seed(v, &share);
    t.backward();
  }
};

// ---- The whole network against central differences ----

class WholeNetwork : public testing::TestWithParam<Mixture> {
 protected:
  Mixture m_ = GetParam();
  std::vector<GraphFeatures> graphs_ = graphs_of(m_);
  Architecture<double> network_ = networks::widened(networks::random_network(1));

  double log_conductivity() const { return WholeModel<double>(network_, graphs_, m_).mean(); }

  /// Central difference in a number that log_conductivity() depends on.
  double difference(double& value, double step) {
    const double kept = value;
    value = kept + step;
    const double above = log_conductivity();
    value = kept - step;
    const double below = log_conductivity();
    value = kept;
    return (above - below) / (2 * step);
  }

  static void expect_near(double derivative, double expected) {
    EXPECT_NEAR(derivative, expected, 1e-6 * std::max(std::abs(expected), 1e-2));
  }
};

INSTANTIATE_TEST_SUITE_P(Mixtures, WholeNetwork, testing::ValuesIn(kMixtures));

TEST_P(WholeNetwork, GradientsAgreeWithCentralDifferences) {
  WholeModel<double> model(network_, graphs_, m_);
  model.differentiate_mean();
  for (std::size_t i = 0; i < m_.x.size(); ++i) {
    SCOPED_TRACE("mole fraction " + std::to_string(i));
    expect_near(model.t.gradient(model.x)[i], difference(m_.x[i], 1e-5));
  }
  expect_near(model.t.gradient(model.state)[0], difference(m_.molality, 1e-6));
  expect_near(model.t.gradient(model.state)[1], difference(m_.temperature, 1e-3));
  Random random(1);
  for (std::size_t p = 0; p < network_.parameters.all.size(); ++p) {
    auto& parameter = network_.parameters.all[p];
    SCOPED_TRACE(parameter.name);
    const bool ours = parameter.name.starts_with("encoder.") || parameter.name.starts_with("electrolytes.") ||
                      parameter.name.starts_with("conductivity.");
    ASSERT_EQ(model.weight[p].id >= 0, ours);
    if (!ours) continue;
    for (int sample = 0; sample < 5; ++sample) {
      const auto i = static_cast<std::size_t>(random.below(parameter.value.size()));
      expect_near(model.t.gradient(model.weight[p])[i], difference(parameter.value[i], 1e-5));
    }
  }
}

// ---- The model as it is used ----

/// Coefficient map of a mixture's molecules, as the laboratory makes it.
CoefficientMap map_of(const Architecture<float>& network, const Mixture& mixture) {
  const int length = network.shape.encoder.embedding, solvents = static_cast<int>(mixture.solvents.size());
  const std::vector<float> z = networks::embeddings(network, graphs_of(mixture));
  std::vector<HeadVectors> vectors(mixture.solvents.size());
  HeadVectors salt;
  Tape<float> t;
  BoundParameters<float> bound(t, network.parameters, false);
  const auto rows = [&](int first, int count) {
    return t.constant(z.data() + first * length, count, length);
  };
  const std::vector<float> v = networks::walden<float>(mixture.solvents.size());
  for (const MixtureHead& head : network.heads) {
    const float* c = t.value(head.components(t, bound, rows(0, solvents), v.data()));
    for (std::size_t i = 0; i < vectors.size(); ++i) {
      vectors[i].insert(vectors[i].end(), c + i * static_cast<std::size_t>(head.shape.width),
                        c + (i + 1) * static_cast<std::size_t>(head.shape.width));
    }
    const float* q = t.value(head.salts(t, bound, rows(solvents, 1), rows(solvents + 1, 1)));
    salt.insert(salt.end(), q, q + head.shape.width);
  }
  std::vector<const HeadVectors*> pointers;
  for (const HeadVectors& v : vectors) pointers.push_back(&v);
  return {network, pointers, salt};
}

class Model : public testing::TestWithParam<Mixture> {
 protected:
  const Mixture m_ = GetParam();
  const Architecture<float> network_ = networks::random_network(2);
  ConductivityModel model_{map_of(network_, m_)};

  ConductivityBatch at(double molality, double temperature, bool gradient) {
    ConductivityBatch out;
    model_.evaluate(m_.x.data(), &molality, &temperature, 1, gradient, out);
    return out;
  }
};

INSTANTIATE_TEST_SUITE_P(Mixtures, Model, testing::ValuesIn(kMixtures));

TEST_P(Model, AgreesWithTheWholeNetworkInDouble) {
  const Architecture<double> wide = networks::widened(network_);
  WholeModel<double> whole(wide, graphs_of(m_), m_);
  whole.differentiate_mean();
  const double value = std::exp(whole.mean());
  double square = 0;
  for (const Var y : whole.y) square += std::pow(whole.t.value(y)[0] - whole.mean(), 2);

  const ConductivityBatch out = at(m_.molality, m_.temperature, true);
  const auto expect_near = [&](double a, double b) {
    EXPECT_NEAR(a, b, 1e-4 * std::max(std::abs(b), 1e-2 * value));
  };
  EXPECT_NEAR(out.value_mS_per_cm[0], value, 1e-5 * value);
  EXPECT_NEAR(out.log_deviation[0], std::sqrt(square / static_cast<double>(whole.y.size())), 1e-4);
  for (std::size_t i = 0; i < m_.x.size(); ++i)
    expect_near(out.gradient_mole_fraction[i], value * whole.t.gradient(whole.x)[i]);
  expect_near(out.gradient_molality[0], value * whole.t.gradient(whole.state)[0]);
  expect_near(out.gradient_temperature[0], value * whole.t.gradient(whole.state)[1]);
}

TEST_P(Model, AskingForTheGradientChangesNoBitOfTheValue) {
  const ConductivityBatch with = at(m_.molality, m_.temperature, true);
  ConductivityModel fresh(map_of(network_, m_));
  ConductivityBatch without;
  fresh.evaluate(m_.x.data(), &m_.molality, &m_.temperature, 1, false, without);
  EXPECT_EQ(with.value_mS_per_cm, without.value_mS_per_cm);
  EXPECT_EQ(with.log_deviation, without.log_deviation);
  EXPECT_TRUE(without.gradient_mole_fraction.empty());
}

TEST_P(Model, StatesAreTheSameMixtureAtEachState) {
  const std::vector<double> molality{0, 0.1, m_.molality, 3}, temperature{300, 250, m_.temperature, 350};
  ConductivityBatch states;
  model_.evaluate_states(m_.x.data(), molality.data(), temperature.data(), 4, states);
  for (std::size_t i = 0; i < 4; ++i) {
    const ConductivityBatch one = at(molality[i], temperature[i], false);
    EXPECT_EQ(states.value_mS_per_cm[i], one.value_mS_per_cm[0]);
    EXPECT_EQ(states.log_deviation[i], one.log_deviation[0]);
  }
}

TEST_P(Model, WithoutSaltThereIsNoConductivityButASlope) {
  const ConductivityBatch none = at(0, m_.temperature, true);
  EXPECT_EQ(none.value_mS_per_cm[0], 0);
  EXPECT_EQ(none.log_deviation[0], 0);
  for (const double g : none.gradient_mole_fraction) EXPECT_EQ(g, 0);
  EXPECT_EQ(none.gradient_temperature[0], 0);
  const double slope = at(1e-6, m_.temperature, false).value_mS_per_cm[0] / 1e-6;
  EXPECT_GT(slope, 0);
  EXPECT_NEAR(none.gradient_molality[0], slope, 1e-3 * slope);
}

TEST_P(Model, WhatRanBeforeChangesNothing) {
  const ConductivityBatch fresh = at(m_.molality, m_.temperature, true);
  std::vector<double> other(m_.x);
  other[0] *= 0.5;
  ConductivityBatch out;
  const double m[] = {0.5, 0.7}, T[] = {300, 310};
  model_.evaluate(other.data(), m, T, 1, true, out);
  model_.evaluate_states(m_.x.data(), m, T, 2, out);
  model_.evaluate(m_.x.data(), m, T, 1, false, out);
  for (int again = 0; again < 2; ++again) {
    model_.evaluate(m_.x.data(), &m_.molality, &m_.temperature, 1, true, out);
    EXPECT_EQ(out.value_mS_per_cm, fresh.value_mS_per_cm);
    EXPECT_EQ(out.gradient_mole_fraction, fresh.gradient_mole_fraction);
    EXPECT_EQ(out.gradient_molality, fresh.gradient_molality);
    EXPECT_EQ(out.gradient_temperature, fresh.gradient_temperature);
  }
}

TEST_P(Model, ABatchIsItsMixturesOneByOne) {
  constexpr int kCount = 7;
  const std::size_t n = m_.x.size();
  Random random(5);
  std::vector<double> x, molality, temperature;
  for (std::size_t i = 0; i < kCount; ++i) {
    for (std::size_t j = 0; j < n; ++j) x.push_back(random.uniform());
    molality.push_back(i == 3 ? 0 : 2 * random.uniform());
    temperature.push_back(250 + 100 * random.uniform());
  }
  ConductivityBatch all, one;
  model_.evaluate(x.data(), molality.data(), temperature.data(), kCount, true, all);
  for (std::size_t i = 0; i < kCount; ++i) {
    model_.evaluate(x.data() + i * n, &molality[i], &temperature[i], 1, true, one);
    EXPECT_EQ(one.value_mS_per_cm[0], all.value_mS_per_cm[i]);
    EXPECT_EQ(one.gradient_molality[0], all.gradient_molality[i]);
    EXPECT_EQ(one.gradient_temperature[0], all.gradient_temperature[i]);
    for (std::size_t j = 0; j < n; ++j)
      EXPECT_EQ(one.gradient_mole_fraction[j], all.gradient_mole_fraction[i * n + j]);
  }
}

TEST(Calibration, WidensWithTheSpreadAndKnowsTwoKindsOfGround) {
  const Calibration c{{1.5, 0.04}, {2, 0.1}};
  EXPECT_DOUBLE_EQ(c.half_width(DomainState::known_ground, 0), 1.5 * 0.04);
  EXPECT_DOUBLE_EQ(c.half_width(DomainState::known_ground, 0.03), 1.5 * 0.05);
  EXPECT_DOUBLE_EQ(c.half_width(DomainState::caution, 0), 0.2);
  EXPECT_DOUBLE_EQ(c.half_width(DomainState::outside, 0), 0.2);
}

}  // namespace
}  // namespace mixgrad
