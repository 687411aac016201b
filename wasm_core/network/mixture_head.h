// From a set of components to the coefficients of a law.
//
//   c_i   = SiLU(z_i W_c) W_s + v_i W_v             once per solvent, cached
//   q     = SiLU(z_cation W_+ + z_anion W_−) W_q     once per salt, cached; narrow, for there are few salts
//   u     = Σ x_i c_i + q                            composition enters here, and linearly
//   raw   = u W_1 + SiLU(SiLU(u) W_2) W_3             raw coefficients; the law's links give them range
//
// The linear path makes "what the solvents do plus what the salt does" the easy thing to learn, which is what
// a salt in a solvent it was never measured in needs.
//
// v_i is what the law of viscosity says of the solvent, by whose fluidity ions move (P. Walden, Z. Phys.
// Chem. 1906, 55, 207, doi 10.1515/zpch-1906-5511). Far more liquids were measured for their viscosity than
// for a salt's conductivity in them, so it holds for solvents that no salt was ever measured in. Only a
// network that knows the viscosity of liquids has it.
//
// A weighted sum over components is invariant to their order, to splitting one into two equal ones and to
// adding one at x = 0 (Zaheer et al., "Deep sets", NeurIPS 2017, arXiv:1703.06114).
#pragma once

#include <string>

#include "network/parameters.h"

namespace mixgrad {

/// Length of v: see `walden_terms`.
inline constexpr int kWaldenTerms = 2;

struct HeadShape {
  int embedding = 64;      ///< Length of a molecule's embedding z.
  int width = 64;          ///< c, q, u and the hidden layer.
  int solvent_width = 64;  ///< Inside c: how many ways in which solvents may differ.
  int salt_width = 16;     ///< Inside q.
  int outputs = 6;         ///< Raw coefficients.
  int states = 0;          ///< Columns of state fed to the network itself: the law-free baseline only.
};

struct MixtureHead {
  HeadShape shape;
  Linear component_in, component_out, cation, anion, salt_out, state, linear, hidden, output;
  Linear walden;  ///< Absent from a network without the viscosity of liquids.

  template <class Real>
  static MixtureHead declare(ParameterSet<Real>& set, const std::string& name, const HeadShape& shape) {
    const int z = shape.embedding, w = shape.width, solvent = shape.solvent_width, salt = shape.salt_width;
    MixtureHead h;
    h.shape = shape;
    h.component_in = Linear::declare(set, name + ".component_in", z, solvent);
    h.component_out = Linear::declare(set, name + ".component_out", solvent, w, false);
    h.cation = Linear::declare(set, name + ".cation", z, salt);
    h.anion = Linear::declare(set, name + ".anion", z, salt, false);
    h.salt_out = Linear::declare(set, name + ".salt_out", salt, w);
    if (shape.states > 0) h.state = Linear::declare(set, name + ".state", shape.states, w, false);
    h.linear = Linear::declare(set, name + ".linear", w, shape.outputs, false);
    h.hidden = Linear::declare(set, name + ".hidden", w, w);
    h.output = Linear::declare(set, name + ".output", w, shape.outputs);
    return h;
  }

  /// Declares what a head that is told of viscosity has beside: after everything else, so that a network with
  /// it starts from the same random weights as one without.
  template <class Real>
  void declare_walden(ParameterSet<Real>& set, const std::string& name) {
    walden = Linear::declare(set, name + ".walden", kWaldenTerms, shape.width, false);
  }
  bool has_walden() const { return walden.weight >= 0; }

  /// c: solvents × width, from embeddings (solvents × embedding) and, if the head has it, v (solvents ×
  /// kWaldenTerms, row-major; read again on the way back).
  template <class Real>
  Var components(Tape<Real>& t, BoundParameters<Real>& bound, Var embeddings, const Real* v) const {
    const Var c = component_out(t, bound, silu(t, component_in(t, bound, embeddings)));
    if (!has_walden()) return c;
    return add(t, c, walden(t, bound, t.constant(v, t.rows(embeddings), kWaldenTerms)));
  }

  /// q: salts × width, from the embeddings of their cations and anions.
  template <class Real>
  Var salts(Tape<Real>& t, BoundParameters<Real>& bound, Var cations, Var anions) const {
    return salt_out(t, bound, silu(t, add(t, cation(t, bound, cations), anion(t, bound, anions))));
  }

  /// Raw coefficients: mixtures × outputs, from u = Σ x_i c_i + q (mixtures × width).
  template <class Real>
  Var coefficients(Tape<Real>& t, BoundParameters<Real>& bound, Var u) const {
    return add(t, linear(t, bound, u), output(t, bound, silu(t, hidden(t, bound, silu(t, u)))));
  }
};

}  // namespace mixgrad
