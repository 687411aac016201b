// Feasible sets and objectives for the tests of the optimiser.
#pragma once

#include <algorithm>
#include <cmath>
#include <complex>
#include <functional>
#include <numeric>
#include <vector>

#include "design/problem.h"
#include "random.h"

namespace mixgrad::design {

/// Shares of n components.
inline Polytope simplex(int n, double cap = 1) {
  Polytope p{std::vector<double>(n, 0.0), std::vector<double>(n, cap), {{std::vector<int>(n), 1}}};
  std::iota(p.sums[0].variables.begin(), p.sums[0].variables.end(), 0);
  return p;
}

/// Shares of n components, then an amount of salt.
inline Polytope shares_and_salt(int n, double salt_high) {
  Polytope p = simplex(n);
  p.lower.push_back(0);
  p.upper.push_back(salt_high);
  return p;
}

/// Up to two groups, free variables, caps and locks; never infeasible.
inline Polytope random_polytope(Random& random, int n) {
  Polytope p;
  std::vector<double> inside;
  for (int i = 0; i < n; ++i) {
    const double low = random.uniform() < 0.6 ? 0 : random.uniform() - 0.5;
    const bool locked = random.uniform() < 0.15;
    p.lower.push_back(low);
    p.upper.push_back(locked ? low : low + 0.2 + random.uniform());
    inside.push_back(p.lower[i] + random.uniform() * (p.upper[i] - p.lower[i]));
  }
  for (int k = 0; k < 2; ++k) {
    Polytope::SumGroup group{{}, 0};
    for (int i = 0; i < n; ++i) {
      if (i % 3 == k || (k == 0 && i % 3 == 2 && n < 6)) {
        group.variables.push_back(i);
        group.sum += inside[i];
      }
    }
    if (!group.variables.empty()) p.sums.push_back(group);
  }
  return p;
}

/// Largest violation of bounds and sums.
inline double infeasibility(const Polytope& p, const double* x) {
  double worst = 0;
  for (int i = 0; i < p.dimension(); ++i) worst = std::max({worst, p.lower[i] - x[i], x[i] - p.upper[i]});
  for (const auto& group : p.sums) {
    double sum = -group.sum;
    for (int i : group.variables) sum += x[i];
    worst = std::max(worst, std::fabs(sum));
  }
  return worst;
}

/// An objective from a function of one point, which returns the value and writes the gradient.
class Function : public Objective {
 public:
  using Law = std::function<double(const double* x, double* gradient)>;
  Function(int n, Law law) : n_(n), law_(std::move(law)) {}

  int dimension() const override { return n_; }
  void evaluate(const double* points, int count, double* value, double* gradient) override {
    ++batches;
    evaluations += count;
    for (int s = 0; s < count; ++s) {
      seen.insert(seen.end(), points + s * n_, points + (s + 1) * n_);
      value[s] = law_(points + s * n_, gradient + s * n_);
    }
  }
  double operator()(const std::vector<double>& x) const {
    std::vector<double> gradient(x.size());
    return law_(x.data(), gradient.data());
  }

  int batches = 0, evaluations = 0;
  std::vector<double> seen;  ///< Every point evaluated.

 private:
  int n_;
  Law law_;
};

/// An objective with limits, each a function of one point.
class Limited : public Objective {
 public:
  Limited(int n, Function::Law law, std::vector<Function::Law> limits) : n_(n), laws_(std::move(limits)) {
    laws_.insert(laws_.begin(), std::move(law));
  }

  int dimension() const override { return n_; }
  int limits() const override { return static_cast<int>(laws_.size()) - 1; }
  void evaluate(const double* points, int count, double* value, double* gradient) override {
    ++batches;
    for (int s = 0; s < count; ++s) {
      for (const Function::Law& law : laws_) {
        *value++ = law(points + s * n_, gradient);
        gradient += n_;
      }
    }
  }
  /// The objective, or limit row − 1.
  double at(const std::vector<double>& x, std::size_t row) const {
    std::vector<double> gradient(x.size());
    return laws_[row](x.data(), gradient.data());
  }

  int batches = 0;

 private:
  int n_;
  std::vector<Function::Law> laws_;
};

/// a·x + b.
inline Function::Law linear(std::vector<double> a, double b) {
  return [a = std::move(a), b](const double* x, double* g) {
    double value = b;
    for (std::size_t i = 0; i < a.size(); ++i) value += a[i] * x[i], g[i] = a[i];
    return value;
  };
}

/// A law whose gradient is taken by differences of complex steps: exact to rounding.
template <class F>
Function::Law by_complex_step(int n, F f) {
  return [n, f](const double* x, double* g) {
    std::vector<std::complex<double>> z(x, x + n);
    for (int i = 0; i < n; ++i) {
      z[i] = {x[i], 1e-30};
      g[i] = f(z.data()).imag() / 1e-30;
      z[i] = x[i];
    }
    return f(z.data()).real();
  };
}

/// ½ xᵀQx + c·x, Q symmetric n × n.
inline Function quadratic(std::vector<double> q, std::vector<double> c) {
  const int n = static_cast<int>(c.size());
  return Function(n, [n, q = std::move(q), c = std::move(c)](const double* x, double* g) {
    double value = 0;
    for (int i = 0; i < n; ++i) {
      g[i] = c[i];
      for (int j = 0; j < n; ++j) g[i] += q[i * n + j] * x[j];
      value += 0.5 * x[i] * (g[i] + c[i]);
    }
    return value;
  });
}

/// −A Aᵀ, of full rank.
inline std::vector<double> random_concave(Random& random, int n) {
  std::vector<double> a(n * n), q(n * n, 0.0);
  for (double& x : a) x = random.normal();
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < n; ++j) {
      for (int k = 0; k < n; ++k) q[i * n + j] -= a[i * n + k] * a[j * n + k];
    }
  }
  return q;
}

/// Like the conductivity of an electrolyte: a Casteel–Amis law in the salt's amount m (the last variable)
/// whose coefficients depend on n shares with interactions between all pairs,
///     ln κ = A(x) + a ln(m/μ) + b (m − μ)² − a (m − μ)/μ,  ln μ = u·x,  A quadratic.
inline Function conductivity_like(Random& random, int n, double interaction) {
  std::vector<double> c(n), q(n * n), u(n);
  for (double& x : c) x = random.normal();
  for (double& x : q) x = interaction * random.normal();
  for (double& x : u) x = 0.4 * random.normal();
  const double a = 0.8 + random.uniform(), b = -0.2 * random.uniform();
  return Function(n + 1, [n, c, q, u, a, b](const double* x, double* g) {
    double level = 2, ln_mu = 0;
    for (int i = 0; i < n; ++i) {
      g[i] = c[i];
      level += c[i] * x[i];
      ln_mu += u[i] * x[i];
      for (int j = 0; j < n; ++j) {
        if (i == j) continue;
        level += q[i * n + j] * x[i] * x[j];
        g[i] += (q[i * n + j] + q[j * n + i]) * x[j];
      }
    }
    const double m = x[n], mu = std::exp(ln_mu);
    const double kappa = std::exp(level + b * (m - mu) * (m - mu) - a * (m - mu) / mu) * std::pow(m / mu, a);
    const double by_mu = -a / mu - 2 * b * (m - mu) + a * m / (mu * mu);
    for (int i = 0; i < n; ++i) g[i] = kappa * (g[i] + by_mu * mu * u[i]);
    g[n] = m > 0 ? kappa * (a / m + 2 * b * (m - mu) - a / mu) : a >= 1 ? 0 : HUGE_VAL;
    return kappa;
  });
}

}  // namespace mixgrad::design
