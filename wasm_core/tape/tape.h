// The reverse-mode tape. A node is a whole-array operation on row-major matrices; its forward and its
// hand-written adjoint stand side by side in operations.h. The trainer and the browser use this one tape.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "tape/arena.h"

namespace mixgrad {

/// A node of a tape; valid until the tape is reset.
struct Var {
  std::int32_t id = -1;
};

template <class Real>
class Tape {
 public:
  struct Node;
  using Adjoint = void (*)(Tape&, const Node&);

  /// What an adjoint may need besides its inputs: index lists, saved derivatives, a number.
  struct Saved {
    const std::int32_t* index = nullptr;
    const Real* data = nullptr;
    Real number = 0;
  };

  struct Node {
    int rows = 0;
    int cols = 0;
    const Real* value = nullptr;
    Real* gradient = nullptr;  ///< Null when nothing below needs a gradient.
    Adjoint adjoint = nullptr;
    Var input[2];
    Saved saved;
    const Real* transposed = nullptr;  ///< Leaves only: the caller's transposed copy, or null.

    std::size_t size() const { return static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols); }
  };

  /// A matrix that the caller owns and keeps alive. No gradient flows into it.
  /// @param transposed the same matrix transposed (cols × rows) if the caller keeps it: a weight used
  ///        for many small products is then not transposed anew in every backward pass.
  Var constant(const Real* value, int rows, int cols, const Real* transposed = nullptr) {
    return leaf(value, transposed, rows, cols, false);
  }

  /// The same, with a gradient.
  Var variable(const Real* value, int rows, int cols, const Real* transposed = nullptr) {
    return leaf(value, transposed, rows, cols, true);
  }

  /// Says how much each element of `output` counts (1 each without `weight`), on top of what was said before;
  /// backward() follows. Nothing happens where no gradient flows.
  void seed(Var output, const Real* weight = nullptr) {
    Node& node = nodes_[static_cast<std::size_t>(output.id)];
    for (std::size_t i = 0; node.gradient && i < node.size(); ++i)
      node.gradient[i] += weight ? weight[i] : Real(1);
  }

  /// Runs all adjoints, last node first, from what was seeded. Gradients then stand at the variables.
  void backward() {
    for (std::size_t id = nodes_.size(); id-- > 0;) {
      const Node& node = nodes_[id];
      if (node.gradient && node.adjoint) node.adjoint(*this, node);
    }
  }

  /// Zeroes all gradients, so that the same forward pass can be differentiated with other seeds.
  void clear_gradients() {
    for (Node& node : nodes_) {
      if (node.gradient) std::memset(node.gradient, 0, node.size() * sizeof(Real));
    }
  }

  /// Forgets all nodes, keeps the memory.
  void reset() {
    nodes_.clear();
    arena_.reset();
  }

  const Node& operator[](Var v) const { return nodes_[static_cast<std::size_t>(v.id)]; }
  const Real* value(Var v) const { return (*this)[v].value; }
  const Real* gradient(Var v) const { return (*this)[v].gradient; }
  Real* gradient(Var v) { return nodes_[static_cast<std::size_t>(v.id)].gradient; }
  bool needs_gradient(Var v) const { return (*this)[v].gradient != nullptr; }
  int rows(Var v) const { return (*this)[v].rows; }
  int cols(Var v) const { return (*this)[v].cols; }

  /// For operations: a new node whose value is to be written through the returned pointer.
  struct Pushed {
    Var var;
    Real* value;
    bool needs_gradient;  ///< False: nothing need be saved.
  };
  Pushed push(int rows, int cols, Adjoint adjoint, Var a, Var b = {}) {
    Node node;
    node.rows = rows;
    node.cols = cols;
    node.adjoint = adjoint;
    node.input[0] = a;
    node.input[1] = b;
    bool needed = false;
    for (const Var v : node.input) needed = needed || (v.id >= 0 && needs_gradient(v));
    Real* value = arena_.template allocate<Real>(node.size());
    node.value = value;
    if (needed) node.gradient = zeros(node.size());
    nodes_.push_back(node);
    return {Var{static_cast<std::int32_t>(nodes_.size() - 1)}, value, needed};
  }
  Saved& saved(Var v) { return nodes_[static_cast<std::size_t>(v.id)].saved; }

  /// Scratch or saved memory, valid until reset().
  Real* scratch(std::size_t count) { return arena_.template allocate<Real>(count); }

 private:
  Var leaf(const Real* value, const Real* transposed, int rows, int cols, bool needs_gradient) {
    Node node;
    node.rows = rows;
    node.cols = cols;
    node.value = value;
    node.transposed = transposed;
    if (needs_gradient) node.gradient = zeros(node.size());
    nodes_.push_back(node);
    return Var{static_cast<std::int32_t>(nodes_.size() - 1)};
  }

  Real* zeros(std::size_t count) {
    Real* memory = arena_.template allocate<Real>(count);
    std::memset(memory, 0, count * sizeof(Real));
    return memory;
  }

  std::vector<Node> nodes_;
  Arena arena_;
};

}  // namespace mixgrad
