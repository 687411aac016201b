// The baseline without laws: the same molecules, composition and temperature, and a network in place of every
// law. It is trained and reported beside the model and never shipped.
//
//   u   = Σ x_i z_i W_1 + Σ x_i² z_i W_2 + [z_solute W_3] + t W_4       the solute of an infinite dilution
//   out = h W_5 + SiLU(h W_6) W_7,  h = SiLU(u)                          one output for each property
#pragma once

#include <string>

#include "network/parameters.h"

namespace mixgrad {

struct LawFreeHeadShape {
  int embedding = 64;  ///< Length of a molecule's embedding z.
  int width = 64;      ///< Of both hidden layers.
  int outputs = 5;     ///< Properties.
  int states = 1;      ///< Columns of t.
};

struct LawFreeHead {
  Linear share, share_squared, solute, state, linear, hidden, output;

  template <class Real>
  static LawFreeHead declare(ParameterSet<Real>& set, const std::string& name,
                             const LawFreeHeadShape& shape) {
    const int z = shape.embedding, w = shape.width;
    LawFreeHead h;
    h.share = Linear::declare(set, name + ".share", z, w);
    h.share_squared = Linear::declare(set, name + ".share_squared", z, w, false);
    h.solute = Linear::declare(set, name + ".solute", z, w, false);
    h.state = Linear::declare(set, name + ".state", shape.states, w, false);
    h.linear = Linear::declare(set, name + ".linear", w, shape.outputs, false);
    h.hidden = Linear::declare(set, name + ".hidden", w, w);
    h.output = Linear::declare(set, name + ".output", w, shape.outputs);
    return h;
  }

  /// Outputs: rows × outputs, from u (rows × width).
  template <class Real>
  Var outputs(Tape<Real>& t, BoundParameters<Real>& bound, Var u) const {
    const Var h = silu(t, u);
    return add(t, linear(t, bound, h), output(t, bound, silu(t, hidden(t, bound, h))));
  }
};

}  // namespace mixgrad
