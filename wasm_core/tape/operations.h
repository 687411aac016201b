// The operations of the tape, each with its adjoint beside its forward. To add one: push a node, write its
// value, save what the adjoint needs, and give the adjoint; then add a row to tests/core/tape_test.cpp.
//
// Shapes are rows × cols, row-major; that they fit is the caller's duty. In an adjoint, `node.gradient` is
// the incoming gradient of the node and `t.gradient(input)` (null when not needed) is what it adds to.
#pragma once

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "tape/elementary.h"
#include "tape/product.h"
#include "tape/tape.h"

namespace mixgrad {

template <class Real>
void transpose(const Real* a, int rows, int cols, Real* out) {
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < cols; ++j)
      out[static_cast<std::size_t>(j) * rows + i] = a[static_cast<std::size_t>(i) * cols + j];
  }
}

/// A (n × k) · B (k × m) -> n × m.   dA = dC · Bᵀ,  dB = Aᵀ · dC
template <class Real>
Var matmul(Tape<Real>& t, Var a, Var b) {
  const int n = t.rows(a), k = t.cols(a), m = t.cols(b);
  assert(t.rows(b) == k);
  const auto out = t.push(
      n, m,
      [](Tape<Real>& t, const typename Tape<Real>::Node& node) {
        const auto& a = t[node.input[0]];
        const auto& b = t[node.input[1]];
        if (a.gradient) {
          const Real* b_transposed = b.transposed;
          if (!b_transposed) {
            Real* copy = t.scratch(b.size());
            transpose(b.value, b.rows, b.cols, copy);
            b_transposed = copy;
          }
          product<true>(node.gradient, node.cols, 1, b_transposed, a.gradient, node.rows, node.cols, a.cols);
        }
        if (b.gradient)
          product<true>(a.value, 1, a.cols, node.gradient, b.gradient, a.cols, a.rows, node.cols);
      },
      a, b);
  product<false>(t.value(a), k, 1, t.value(b), out.value, n, k, m);
  return out.var;
}

/// A + B, same shape.
template <class Real>
Var add(Tape<Real>& t, Var a, Var b) {
  assert(t.rows(a) == t.rows(b) && t.cols(a) == t.cols(b));
  const auto out = t.push(
      t.rows(a), t.cols(a),
      [](Tape<Real>& t, const typename Tape<Real>::Node& node) {
        for (const Var input : {node.input[0], node.input[1]}) {
          if (Real* gradient = t.gradient(input)) {
            for (std::size_t i = 0; i < node.size(); ++i) gradient[i] += node.gradient[i];
          }
        }
      },
      a, b);
  const Real* av = t.value(a);
  const Real* bv = t.value(b);
  for (std::size_t i = 0; i < t[out.var].size(); ++i) out.value[i] = av[i] + bv[i];
  return out.var;
}

/// A (n × m) + row b (1 × m), the same for every row: a bias.
template <class Real>
Var add_row(Tape<Real>& t, Var a, Var b) {
  const int n = t.rows(a), m = t.cols(a);
  assert(t.rows(b) == 1 && t.cols(b) == m);
  const auto out = t.push(
      n, m,
      [](Tape<Real>& t, const typename Tape<Real>::Node& node) {
        Real* da = t.gradient(node.input[0]);
        Real* db = t.gradient(node.input[1]);
        for (int i = 0; i < node.rows; ++i) {
          const Real* g = node.gradient + static_cast<std::size_t>(i) * node.cols;
          if (da) {
            for (int j = 0; j < node.cols; ++j) da[static_cast<std::size_t>(i) * node.cols + j] += g[j];
          }
          if (db) {
            for (int j = 0; j < node.cols; ++j) db[j] += g[j];
          }
        }
      },
      a, b);
  const Real* av = t.value(a);
  const Real* bv = t.value(b);
  for (int i = 0; i < n; ++i) {
    const std::size_t row = static_cast<std::size_t>(i) * m;
    for (int j = 0; j < m; ++j) out.value[row + j] = av[row + j] + bv[j];
  }
  return out.var;
}

/// A ∘ B, elementwise, same shape.
template <class Real>
Var multiply(Tape<Real>& t, Var a, Var b) {
  assert(t.rows(a) == t.rows(b) && t.cols(a) == t.cols(b));
  const auto out = t.push(
      t.rows(a), t.cols(a),
      [](Tape<Real>& t, const typename Tape<Real>::Node& node) {
        const auto& a = t[node.input[0]];
        const auto& b = t[node.input[1]];
        for (std::size_t i = 0; i < node.size(); ++i) {
          if (a.gradient) a.gradient[i] += node.gradient[i] * b.value[i];
          if (b.gradient) b.gradient[i] += node.gradient[i] * a.value[i];
        }
      },
      a, b);
  const Real* av = t.value(a);
  const Real* bv = t.value(b);
  for (std::size_t i = 0; i < t[out.var].size(); ++i) out.value[i] = av[i] * bv[i];
  return out.var;
}

/// number · A
template <class Real>
Var scale(Tape<Real>& t, Var a, Real number) {
  const auto out = t.push(
      t.rows(a), t.cols(a),
      [](Tape<Real>& t, const typename Tape<Real>::Node& node) {
        Real* da = t.gradient(node.input[0]);
        for (std::size_t i = 0; i < node.size(); ++i) da[i] += node.saved.number * node.gradient[i];
      },
      a);
  t.saved(out.var).number = number;
  const Real* av = t.value(a);
  for (std::size_t i = 0; i < t[out.var].size(); ++i) out.value[i] = number * av[i];
  return out.var;
}

/// Row i of A (n × m) times w_i (n × 1): how a composition weighs its components.
template <class Real>
Var scale_rows(Tape<Real>& t, Var a, Var w) {
  const int n = t.rows(a), m = t.cols(a);
  assert(t.rows(w) == n && t.cols(w) == 1);
  const auto out = t.push(
      n, m,
      [](Tape<Real>& t, const typename Tape<Real>::Node& node) {
        const auto& a = t[node.input[0]];
        const auto& w = t[node.input[1]];
        for (int i = 0; i < node.rows; ++i) {
          const std::size_t row = static_cast<std::size_t>(i) * node.cols;
          Real dot = 0;
          for (int j = 0; j < node.cols; ++j) {
            if (a.gradient) a.gradient[row + j] += w.value[i] * node.gradient[row + j];
            dot += a.value[row + j] * node.gradient[row + j];
          }
          if (w.gradient) w.gradient[i] += dot;
        }
      },
      a, w);
  const Real* av = t.value(a);
  const Real* wv = t.value(w);
  for (int i = 0; i < n; ++i) {
    const std::size_t row = static_cast<std::size_t>(i) * m;
    for (int j = 0; j < m; ++j) out.value[row + j] = wv[i] * av[row + j];
  }
  return out.var;
}

/// SiLU, a · logistic(a): smooth, so that derivatives of the model are continuous.
template <class Real>
Var silu(Tape<Real>& t, Var a) {
  const auto out = t.push(
      t.rows(a), t.cols(a),
      [](Tape<Real>& t, const typename Tape<Real>::Node& node) {
        Real* da = t.gradient(node.input[0]);
        const Real* derivative = node.saved.data;
        for (std::size_t i = 0; i < node.size(); ++i) da[i] += node.gradient[i] * derivative[i];
      },
      a);
  const std::size_t size = t[out.var].size();
  const Real* av = t.value(a);
  if (out.needs_gradient) {
    // The derivative is nearly free while the logistic is at hand.
    Real* derivative = t.scratch(size);
    t.saved(out.var).data = derivative;
    for (std::size_t i = 0; i < size; ++i) {
      const Real s = logistic(av[i]);
      const Real y = av[i] * s;
      out.value[i] = y;
      derivative[i] = s + y * (Real(1) - s);
    }
  } else {
    for (std::size_t i = 0; i < size; ++i) out.value[i] = av[i] * logistic(av[i]);
  }
  return out.var;
}

/// Each row divided by the root of its mean square: keeps the message passing in range whatever the
/// molecule's size. out = a / r,  r = sqrt(mean(a²) + ε)
template <class Real>
Var rms_norm(Tape<Real>& t, Var a) {
  const int n = t.rows(a), m = t.cols(a);
  constexpr Real kEpsilon = Real(1e-5);
  const auto out = t.push(
      n, m,
      [](Tape<Real>& t, const typename Tape<Real>::Node& node) {
        Real* da = t.gradient(node.input[0]);
        for (int i = 0; i < node.rows; ++i) {
          const std::size_t row = static_cast<std::size_t>(i) * node.cols;
          const Real inverse = node.saved.data[i];
          Real dot = 0;
          for (int j = 0; j < node.cols; ++j) dot += node.gradient[row + j] * node.value[row + j];
          const Real mean = dot / static_cast<Real>(node.cols);
          for (int j = 0; j < node.cols; ++j) {
            da[row + j] += inverse * (node.gradient[row + j] - mean * node.value[row + j]);
          }
        }
      },
      a);
  Real* inverse = t.scratch(static_cast<std::size_t>(n));
  t.saved(out.var).data = inverse;
  const Real* av = t.value(a);
  for (int i = 0; i < n; ++i) {
    const std::size_t row = static_cast<std::size_t>(i) * m;
    Real sum = 0;
    for (int j = 0; j < m; ++j) sum += av[row + j] * av[row + j];
    inverse[i] = Real(1) / std::sqrt(sum / static_cast<Real>(m) + kEpsilon);
    for (int j = 0; j < m; ++j) out.value[row + j] = inverse[i] * av[row + j];
  }
  return out.var;
}

/// out row i = A row index[i]: an atom's state at every bond end, a molecule's embedding in every mixture.
/// `index` (count entries) must outlive the tape's evaluation.
template <class Real>
Var gather_rows(Tape<Real>& t, Var a, const std::int32_t* index, int count) {
  const int m = t.cols(a);
  const auto out = t.push(
      count, m,
      [](Tape<Real>& t, const typename Tape<Real>::Node& node) {
        Real* da = t.gradient(node.input[0]);
        for (int i = 0; i < node.rows; ++i) {
          Real* target = da + static_cast<std::size_t>(node.saved.index[i]) * node.cols;
          const Real* g = node.gradient + static_cast<std::size_t>(i) * node.cols;
          for (int j = 0; j < node.cols; ++j) target[j] += g[j];
        }
      },
      a);
  t.saved(out.var).index = index;
  const Real* av = t.value(a);
  for (int i = 0; i < count; ++i) {
    const std::size_t from = static_cast<std::size_t>(index[i]) * m;
    std::copy_n(av + from, m, out.value + static_cast<std::size_t>(i) * m);
  }
  return out.var;
}

/// out (rows × m): row r is the sum of the rows i of A with index[i] = r; zero where there are none.
/// The transpose of gather_rows: messages into atoms, atoms into molecules, components into mixtures.
template <class Real>
Var scatter_sum_rows(Tape<Real>& t, Var a, const std::int32_t* index, int rows) {
  const int n = t.rows(a), m = t.cols(a);
  const auto out = t.push(
      rows, m,
      [](Tape<Real>& t, const typename Tape<Real>::Node& node) {
        const auto& a = t[node.input[0]];
        for (int i = 0; i < a.rows; ++i) {
          const Real* g = node.gradient + static_cast<std::size_t>(node.saved.index[i]) * node.cols;
          Real* target = a.gradient + static_cast<std::size_t>(i) * node.cols;
          for (int j = 0; j < node.cols; ++j) target[j] += g[j];
        }
      },
      a);
  t.saved(out.var).index = index;
  std::fill_n(out.value, t[out.var].size(), Real(0));
  const Real* av = t.value(a);
  for (int i = 0; i < n; ++i) {
    Real* target = out.value + static_cast<std::size_t>(index[i]) * m;
    for (int j = 0; j < m; ++j) target[j] += av[static_cast<std::size_t>(i) * m + j];
  }
  return out.var;
}

/// [A | B]: n × (ma + mb)
template <class Real>
Var concat_columns(Tape<Real>& t, Var a, Var b) {
  const int n = t.rows(a), ma = t.cols(a), mb = t.cols(b);
  assert(t.rows(b) == n);
  const auto out = t.push(
      n, ma + mb,
      [](Tape<Real>& t, const typename Tape<Real>::Node& node) {
        int offset = 0;
        for (const Var input : {node.input[0], node.input[1]}) {
          const int m = t.cols(input);
          if (Real* gradient = t.gradient(input)) {
            for (int i = 0; i < node.rows; ++i) {
              const Real* g = node.gradient + static_cast<std::size_t>(i) * node.cols + offset;
              for (int j = 0; j < m; ++j) gradient[static_cast<std::size_t>(i) * m + j] += g[j];
            }
          }
          offset += m;
        }
      },
      a, b);
  const Real* av = t.value(a);
  const Real* bv = t.value(b);
  for (int i = 0; i < n; ++i) {
    Real* row = out.value + static_cast<std::size_t>(i) * (ma + mb);
    std::copy_n(av + static_cast<std::size_t>(i) * ma, ma, row);
    std::copy_n(bv + static_cast<std::size_t>(i) * mb, mb, row + ma);
  }
  return out.var;
}

/// Sum of all elements -> 1 × 1
template <class Real>
Var sum(Tape<Real>& t, Var a) {
  const auto out = t.push(
      1, 1,
      [](Tape<Real>& t, const typename Tape<Real>::Node& node) {
        const auto& a = t[node.input[0]];
        for (std::size_t i = 0; i < a.size(); ++i) a.gradient[i] += node.gradient[0];
      },
      a);
  Real total = 0;
  const Real* av = t.value(a);
  for (std::size_t i = 0; i < t[a].size(); ++i) total += av[i];
  out.value[0] = total;
  return out.var;
}

/// a/(1 + a), elementwise: a ≥ 0 into 0 … 1.
template <class Real>
Var saturate(Tape<Real>& t, Var a) {
  const auto out = t.push(
      t.rows(a), t.cols(a),
      [](Tape<Real>& t, const typename Tape<Real>::Node& node) {
        const auto& a = t[node.input[0]];
        for (std::size_t i = 0; i < node.size(); ++i) {
          const Real rest = Real(1) - node.value[i];
          a.gradient[i] += node.gradient[i] * rest * rest;
        }
      },
      a);
  const Real* av = t.value(a);
  for (std::size_t i = 0; i < t[a].size(); ++i) out.value[i] = av[i] / (Real(1) + av[i]);
  return out.var;
}

/// The inner product of each row of a with the same row of b: n × 1. No gradient flows into b.
template <class Real>
Var row_dots(Tape<Real>& t, Var a, Var b) {
  const int n = t.rows(a), cols = t.cols(a);
  assert(t.rows(b) == n && t.cols(b) == cols && !t.needs_gradient(b));
  const auto out = t.push(
      n, 1,
      [](Tape<Real>& t, const typename Tape<Real>::Node& node) {
        const auto& a = t[node.input[0]];
        const Real* bv = t.value(node.input[1]);
        for (int i = 0; i < a.rows; ++i) {
          for (int j = 0; j < a.cols; ++j)
            a.gradient[i * a.cols + j] += node.gradient[i] * bv[i * a.cols + j];
        }
      },
      a, b);
  const Real* av = t.value(a);
  const Real* bv = t.value(b);
  for (int i = 0; i < n; ++i) {
    Real total = 0;
    for (int j = 0; j < cols; ++j) total += av[i * cols + j] * bv[i * cols + j];
    out.value[i] = total;
  }
  return out.var;
}

/// A physical law applied to every row: out_i = law(a_i1 … a_ik, b_i1 … b_im), n × 1.
/// A law knows its derivatives, so its Jacobian row is found and saved on the way forward.
/// @param a coefficients, @param b state (molality, temperature)
/// @tparam Law struct with `kCoefficients`, `kStates`, `static double evaluate(const double* a, const double*
/// b)` and `evaluate(a, b, double* derivatives)`, which writes kCoefficients + kStates numbers
template <class Law, class Real>
Var apply_law(Tape<Real>& t, Var a, Var b) {
  constexpr int kA = Law::kCoefficients, kB = Law::kStates, kAll = kA + kB;
  const int n = t.rows(a);
  assert(t.cols(a) == kA && t.rows(b) == n && t.cols(b) == kB);
  const auto out = t.push(
      n, 1,
      [](Tape<Real>& t, const typename Tape<Real>::Node& node) {
        Real* da = t.gradient(node.input[0]);
        Real* db = t.gradient(node.input[1]);
        for (int i = 0; i < node.rows; ++i) {
          const Real* jacobian = node.saved.data + static_cast<std::size_t>(i) * kAll;
          for (int j = 0; da && j < kA; ++j) da[i * kA + j] += node.gradient[i] * jacobian[j];
          for (int j = 0; db && j < kB; ++j) db[i * kB + j] += node.gradient[i] * jacobian[kA + j];
        }
      },
      a, b);
  const Real* av = t.value(a);
  const Real* bv = t.value(b);
  if (out.needs_gradient) {
    Real* jacobian = t.scratch(static_cast<std::size_t>(n) * kAll);
    t.saved(out.var).data = jacobian;
    for (int i = 0; i < n; ++i) {
      double coefficient[kA], state[kB], derivative[kAll];
      for (int j = 0; j < kA; ++j) coefficient[j] = static_cast<double>(av[i * kA + j]);
      for (int j = 0; j < kB; ++j) state[j] = static_cast<double>(bv[i * kB + j]);
      out.value[i] = static_cast<Real>(Law::evaluate(coefficient, state, derivative));
      for (int j = 0; j < kAll; ++j)
        jacobian[static_cast<std::size_t>(i) * kAll + j] = static_cast<Real>(derivative[j]);
    }
  } else {
    for (int i = 0; i < n; ++i) {
      double coefficient[kA], state[kB];
      for (int j = 0; j < kA; ++j) coefficient[j] = static_cast<double>(av[i * kA + j]);
      for (int j = 0; j < kB; ++j) state[j] = static_cast<double>(bv[i * kB + j]);
      out.value[i] = static_cast<Real>(Law::evaluate(coefficient, state));
    }
  }
  return out.var;
}

/// Weighted pseudo-Huber loss -> 1 × 1:  Σ w_i δ² (sqrt(1 + (e_i/δ)²) − 1),  e = prediction − target.
/// Quadratic for small errors, linear for outliers, smooth between. `target` and `weight` hold n entries.
template <class Real>
Var pseudo_huber(Tape<Real>& t, Var prediction, const Real* target, const Real* weight, Real delta) {
  const auto out = t.push(
      1, 1,
      [](Tape<Real>& t, const typename Tape<Real>::Node& node) {
        const auto& prediction = t[node.input[0]];
        for (std::size_t i = 0; i < prediction.size(); ++i) {
          prediction.gradient[i] += node.gradient[0] * node.saved.data[i];
        }
      },
      prediction);
  const std::size_t n = t[prediction].size();
  const Real* p = t.value(prediction);
  Real* derivative = t.scratch(n);
  t.saved(out.var).data = derivative;
  Real total = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const Real z = (p[i] - target[i]) / delta;
    const Real root = std::sqrt(Real(1) + z * z);
    total += weight[i] * delta * delta * z * z / (root + Real(1));  // root − 1 without its cancellation
    derivative[i] = weight[i] * delta * z / root;
  }
  out.value[0] = total;
  return out.var;
}

// In single precision the network's operations are compiled once, for speed, in single_precision.cpp: what
// calls them can then be compiled for size.
extern template Var matmul(Tape<float>&, Var, Var);
extern template Var add(Tape<float>&, Var, Var);
extern template Var add_row(Tape<float>&, Var, Var);
extern template Var multiply(Tape<float>&, Var, Var);
extern template Var scale(Tape<float>&, Var, float);
extern template Var scale_rows(Tape<float>&, Var, Var);
extern template Var silu(Tape<float>&, Var);
extern template Var rms_norm(Tape<float>&, Var);
extern template Var gather_rows(Tape<float>&, Var, const std::int32_t*, int);
extern template Var scatter_sum_rows(Tape<float>&, Var, const std::int32_t*, int);

}  // namespace mixgrad
