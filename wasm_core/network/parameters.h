// Named weight matrices, and how they enter a tape.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "random.h"
#include "tape/operations.h"

namespace mixgrad {

/// One weight matrix, row-major, with its transposed copy for backward passes.
template <class Real>
struct Parameter {
  std::string name;  ///< Key in the weights file: `encoder.round0.message_atom.weight`.
  int rows = 0;
  int cols = 0;
  std::vector<Real> value;
  std::vector<Real> transposed;

  void refresh_transposed() {
    transposed.resize(value.size());
    transpose(value.data(), rows, cols, transposed.data());
  }
};

/// Index of a parameter in its ParameterSet.
using ParameterId = int;

/// All weights of a network, in order of declaration. Layers hold ids into it, so that the same layer
/// code serves any scalar type.
template <class Real>
struct ParameterSet {
  std::vector<Parameter<Real>> all;

  ParameterId declare(std::string name, int rows, int cols) {
    Parameter<Real> p;
    p.name = std::move(name);
    p.rows = rows;
    p.cols = cols;
    p.value.assign(static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols), Real(0));
    all.push_back(std::move(p));
    return static_cast<ParameterId>(all.size() - 1);
  }

  std::size_t count() const {
    std::size_t n = 0;
    for (const auto& p : all) n += p.value.size();
    return n;
  }

  void refresh_transposed() {
    for (auto& p : all) p.refresh_transposed();
  }
};

/// A ParameterSet on a tape: each parameter becomes one leaf, when first used.
template <class Real>
class BoundParameters {
 public:
  /// @param trainable whether gradients flow into the weights
  BoundParameters(Tape<Real>& tape, const ParameterSet<Real>& set, bool trainable)
      : tape_(tape), set_(set), trainable_(trainable), bound_(set.all.size()) {}

  Var operator[](ParameterId id) {
    Var& var = bound_[static_cast<std::size_t>(id)];
    if (var.id < 0) {
      const auto& p = set_.all[static_cast<std::size_t>(id)];
      const Real* transposed = p.transposed.empty() ? nullptr : p.transposed.data();
      var = trainable_ ? tape_.variable(p.value.data(), p.rows, p.cols, transposed)
                       : tape_.constant(p.value.data(), p.rows, p.cols, transposed);
    }
    return var;
  }

  /// Invalid (id < 0) where the parameter was not used.
  Var if_used(ParameterId id) const { return bound_[static_cast<std::size_t>(id)]; }

 private:
  Tape<Real>& tape_;
  const ParameterSet<Real>& set_;
  bool trainable_;
  std::vector<Var> bound_;
};

/// y = x W + b.  W: in × out, b: 1 × out (absent when `bias` < 0)
struct Linear {
  ParameterId weight = -1;
  ParameterId bias = -1;

  template <class Real>
  static Linear declare(ParameterSet<Real>& set, const std::string& name, int in, int out,
                        bool with_bias = true) {
    Linear layer;
    layer.weight = set.declare(name + ".weight", in, out);
    if (with_bias) layer.bias = set.declare(name + ".bias", 1, out);
    return layer;
  }

  template <class Real>
  Var operator()(Tape<Real>& tape, BoundParameters<Real>& bound, Var x) const {
    Var y = matmul(tape, x, bound[weight]);
    return bias < 0 ? y : add_row(tape, y, bound[bias]);
  }
};

/// Weights ~ N(0, gain² / fan-in), biases 0. Deterministic for a seed.
template <class Real>
void initialise(ParameterSet<Real>& set, std::uint64_t seed, double gain = 1.0) {
  Random random(seed);
  for (auto& p : set.all) {
    const double deviation = p.rows == 1 ? 0.0 : gain / std::sqrt(static_cast<double>(p.rows));
    for (Real& w : p.value) w = static_cast<Real>(deviation * random.normal());
  }
}

}  // namespace mixgrad
