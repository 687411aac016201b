// From a molecule to the coefficients of its laws as a pure liquid: raw = z W_1 + SiLU(z W_2) W_3.
#pragma once

#include <string>

#include "network/parameters.h"

namespace mixgrad {

struct PureHeadShape {
  int embedding = 64;  ///< Length of a molecule's embedding z.
  int width = 32;      ///< Of the hidden layer.
  int outputs = 6;     ///< Raw coefficients.
};

struct PureHead {
  PureHeadShape shape;
  Linear linear, hidden, output;

  template <class Real>
  static PureHead declare(ParameterSet<Real>& set, const std::string& name, const PureHeadShape& shape) {
    PureHead h;
    h.shape = shape;
    h.linear = Linear::declare(set, name + ".linear", shape.embedding, shape.outputs, false);
    h.hidden = Linear::declare(set, name + ".hidden", shape.embedding, shape.width);
    h.output = Linear::declare(set, name + ".output", shape.width, shape.outputs);
    return h;
  }

  /// Raw coefficients: molecules × outputs, from embeddings (molecules × embedding).
  template <class Real>
  Var operator()(Tape<Real>& t, BoundParameters<Real>& bound, Var z) const {
    return add(t, linear(t, bound, z), output(t, bound, silu(t, hidden(t, bound, z))));
  }
};

}  // namespace mixgrad
