#include "phase/equilibrium.h"

#include <algorithm>
#include <cmath>

#include "phase/linear.h"

namespace mixgrad::phase {
namespace {

// ln x of each liquid, amounts, potentials.
constexpr int kMostUnknowns = kMostComponents * kMostComponents + 2 * kMostComponents;

/// The equations and their matrix at an iterate.
struct System {
  const Surface& surface;
  const Equilibrium& e;
  int present = 0, unknowns = 0, first_amount = 0, first_potential = 0;
  int component[kMostComponents];    // those present
  int first_share[kMostComponents];  // first unknown of each phase, if it is a liquid
  double matrix[kMostUnknowns * kMostUnknowns];
  double right[kMostUnknowns];  // minus the residuals
  double error = 0;             // the largest residual, balances relative to the feed

  System(const Surface& s, const Equilibrium& equilibrium) : surface(s), e(equilibrium) {
    for (int i = 0; i < surface.components(); ++i) {
      if (e.feed[i] > 0) component[present++] = i;
    }
    for (int k = 0; k < e.count; ++k) {
      first_share[k] = unknowns;
      if (e.phase[k].solid < 0) unknowns += present;
    }
    first_amount = unknowns;
    first_potential = first_amount + e.count;
    unknowns = first_potential + present;
  }

  void assemble() {
    const int n = surface.components(), m = unknowns;
    std::fill(matrix, matrix + m * m, 0.0);
    error = 0;
    int row = 0;
    const auto close = [&](double residual) {
      right[row++] = -residual;
      error = std::max(error, std::isfinite(residual) ? std::fabs(residual) : HUGE_VAL);
    };
    for (int k = 0; k < e.count; ++k) {
      const Phase& p = e.phase[k];
      if (p.solid >= 0) {
        double gibbs = -surface.solid_gibbs(p.solid);
        for (int a = 0; a < present; ++a) {
          gibbs += p.x[component[a]] * e.potential[component[a]];
          matrix[row * m + first_potential + a] = p.x[component[a]];
        }
        close(gibbs);
        continue;
      }
      Composition ln_gamma;
      double by_x[kMostComponents * kMostComponents], total = 0;
      surface.log_gamma(p.x, ln_gamma, by_x);
      for (int a = 0; a < present; ++a) {
        const int i = component[a];
        for (int b = 0; b < present; ++b) {
          const int j = component[b];
          matrix[row * m + first_share[k] + b] = (i == j) + by_x[i * n + j] * p.x[j];
        }
        matrix[row * m + first_potential + a] = -1;
        total += p.x[i];
        close(std::log(p.x[i]) + ln_gamma[i] - e.potential[i]);
      }
      for (int a = 0; a < present; ++a) matrix[row * m + first_share[k] + a] = p.x[component[a]];
      close(total - 1);
    }
    for (int a = 0; a < present; ++a) {
      const int i = component[a];
      const double unit = 1 / e.feed[i];
      double balance = -e.feed[i];
      for (int k = 0; k < e.count; ++k) {
        const Phase& p = e.phase[k];
        balance += p.amount * p.x[i];
        matrix[row * m + first_amount + k] = p.x[i] * unit;
        if (p.solid < 0) matrix[row * m + first_share[k] + a] = p.amount * p.x[i] * unit;
      }
      close(balance * unit);
    }
  }
};

/// Amounts of given phases that come nearest to the feed, and potentials that come nearest to theirs.
bool start(const Surface& surface, const System& s, Equilibrium& e) {
  const int count = e.count, present = s.present;
  double normal[kMostComponents * kMostComponents] = {}, amount[kMostComponents] = {};
  for (int k = 0; k < count; ++k) {
    for (int l = 0; l < count; ++l) {
      for (int i = 0; i < kMostComponents; ++i) normal[k * count + l] += e.phase[k].x[i] * e.phase[l].x[i];
    }
    for (int i = 0; i < kMostComponents; ++i) amount[k] += e.phase[k].x[i] * e.feed[i];
  }
  if (!solve(normal, amount, count)) return false;
  int liquids = 0;
  Composition mean{};
  for (int k = 0; k < count; ++k) {
    e.phase[k].amount = amount[k];
    if (e.phase[k].solid >= 0) continue;
    ++liquids;
    const Composition mu = surface.potentials(e.phase[k].x);
    for (int a = 0; a < present; ++a) mean[s.component[a]] += mu[s.component[a]];
  }
  e.potential.fill(-HUGE_VAL);
  for (int a = 0; a < present; ++a)
    e.potential[s.component[a]] = liquids ? mean[s.component[a]] / liquids : -1;
  return true;
}

void finish(const Surface& surface, Equilibrium& e) {
  e.gibbs = 0;
  for (int k = 0; k < e.count; ++k) {
    const Phase& p = e.phase[k];
    e.gibbs += p.amount * (p.solid >= 0 ? surface.solid_gibbs(p.solid) : surface.gibbs(p.x));
  }
}

}  // namespace

bool equilibrate(const Surface& surface, Equilibrium& e) {
  if (e.count == 1 && e.phase[0].solid < 0) {
    e.phase[0].x = e.feed;
    e.phase[0].amount = 1;
    e.potential = surface.potentials(e.feed);
    finish(surface, e);
    return true;
  }
  System system(surface, e);
  int solids = 0;
  for (int k = 0; k < e.count; ++k) solids += e.phase[k].solid >= 0;
  if (e.count > system.present) return false;
  if (solids == e.count && solids < system.present) return false;  // too few to fix the potentials
  for (int k = 0; k < e.count; ++k) {
    if (e.phase[k].solid >= 0) continue;
    for (int i = 0; i < kMostComponents; ++i) {
      if ((e.feed[i] > 0) != (e.phase[k].x[i] > 0)) return false;
    }
  }
  if (!start(surface, system, e)) return false;
  bool converged = false;
  for (int iteration = 0; iteration < 40; ++iteration) {
    system.assemble();
    if (!std::isfinite(system.error)) return false;
    if (system.error < 1e-12 || (converged && system.error < 1e-10)) {
      converged = true;
      break;
    }
    if (!solve(system.matrix, system.right, system.unknowns)) return false;
    double longest = 0;
    for (int u = 0; u < system.first_amount; ++u) longest = std::max(longest, std::fabs(system.right[u]));
    if (!std::isfinite(longest)) return false;
    converged = longest < 1e-13;  // as far as rounding lets it
    const double scale = longest > 1.5 ? 1.5 / longest : 1;
    for (int k = 0; k < e.count; ++k) {
      Phase& p = e.phase[k];
      p.amount += scale * system.right[system.first_amount + k];
      if (p.solid >= 0) continue;
      double total = 0;
      for (int a = 0; a < system.present; ++a) {
        double& x = p.x[system.component[a]];
        total += x *= std::exp(scale * system.right[system.first_share[k] + a]);
      }
      for (double& x : p.x) x /= total;
    }
    for (int a = 0; a < system.present; ++a)
      e.potential[system.component[a]] += scale * system.right[system.first_potential + a];
  }
  if (!converged) {
    system.assemble();
    if (!(system.error < 1e-10)) return false;
  }
  for (int k = 0; k < e.count; ++k) {
    for (int l = 0; l < k; ++l) {
      if (distance(e.phase[k].x, e.phase[l].x) < 1e-6 && e.phase[k].solid < 0 && e.phase[l].solid < 0)
        return false;
    }
  }
  finish(surface, e);
  return true;
}

Result<Sensitivity> sensitivity(const Surface& surface, const Equilibrium& e) {
  System system(surface, e);
  system.assemble();
  const int n = surface.components(), m = system.unknowns, parameters = surface.model().parameters(),
            solids = static_cast<int>(surface.solids().size());
  const int columns = 1 + parameters + solids + n;
  const double T = surface.temperature_K();
  std::vector<double> right(static_cast<std::size_t>(m * columns), 0.0),
      by(static_cast<std::size_t>(n * (1 + parameters)));
  std::vector<double> gibbs(static_cast<std::size_t>(columns), 0.0);  // envelope theorem: all else kept
  int row = 0;
  for (int k = 0; k < e.count; ++k) {
    const Phase& p = e.phase[k];
    if (p.solid >= 0) {
      const Solid& s = surface.solids()[static_cast<std::size_t>(p.solid)];
      const double units = s.formula[0] + s.formula[1] + s.formula[2],
                   by_T = s.ln_K_by_temperature(T) / units;
      right[static_cast<std::size_t>(row * columns)] = by_T;
      right[static_cast<std::size_t>(row * columns + 1 + parameters + p.solid)] = 1 / units;
      gibbs[0] += p.amount * by_T;
      gibbs[static_cast<std::size_t>(1 + parameters + p.solid)] += p.amount / units;
      ++row;
      continue;
    }
    surface.model().log_gamma_sensitivity(T, p.x.data(), by.data());
    for (int a = 0; a < system.present; ++a, ++row) {
      const int i = system.component[a];
      for (int c = 0; c <= parameters; ++c) {
        const double slope = by[static_cast<std::size_t>(i * (1 + parameters) + c)];
        right[static_cast<std::size_t>(row * columns + c)] = -slope;
        gibbs[static_cast<std::size_t>(c)] += p.amount * p.x[i] * slope;
      }
    }
    ++row;
  }
  for (int a = 0; a < system.present; ++a, ++row) {
    const int i = system.component[a], c = 1 + parameters + solids + i;
    right[static_cast<std::size_t>(row * columns + c)] = 1 / e.feed[i];
    gibbs[static_cast<std::size_t>(c)] = e.potential[i];
  }
  if (!solve(system.matrix, right.data(), m, columns))
    return Error{"singular", "", "the phases are not independent, so that they have no derivatives"};
  Sensitivity out;
  const auto read = [&](int c) {
    Sensitivity::Of of{};
    of.gibbs = gibbs[static_cast<std::size_t>(c)];
    for (int k = 0; k < e.count; ++k) {
      of.amount[k] = right[static_cast<std::size_t>((system.first_amount + k) * columns + c)];
      if (e.phase[k].solid >= 0) continue;
      for (int a = 0; a < system.present; ++a) {
        const int i = system.component[a];
        of.x[k][i] =
            e.phase[k].x[i] * right[static_cast<std::size_t>((system.first_share[k] + a) * columns + c)];
      }
    }
    return of;
  };
  int c = 0;
  out.temperature = read(c++);
  while (c <= parameters) out.parameter.push_back(read(c++));
  while (c <= parameters + solids) out.solid_ln_K.push_back(read(c++));
  while (c < columns) out.feed.push_back(read(c++));
  return out;
}

}  // namespace mixgrad::phase
