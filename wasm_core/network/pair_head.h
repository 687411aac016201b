// From two molecules to the Redlich–Kister coefficients of their mixture.
//
//   φ(i,j) = h W_1 + SiLU(h W_2) W_3,   h = SiLU(z_i W_a + z_j W_b)
//   C_k    = f [φ_k(i,j) + (−1)^k φ_k(j,i)],   f = d²/(1 + d²),   d² = |z_i W_p − z_j W_p|²
//
// Naming the pair the other way round turns x_i − x_j into its negative, and C_k follows. f is 0 for two
// molecules that are one and the same, and small for neighbours in a homologous series.
#pragma once

#include <string>
#include <vector>

#include "network/parameters.h"

namespace mixgrad {

struct PairHeadShape {
  int embedding = 64;      ///< Length of a molecule's embedding z.
  int width = 64;          ///< Of both hidden layers.
  int distance_width = 8;  ///< Of the space in which molecules are told apart.
  int gibbs_orders = 5;    ///< Redlich–Kister terms of the Gibbs energy, of the volume, of ln viscosity.
  int volume_orders = 4;
  int viscosity_orders = 4;
};

struct PairHead {
  PairHeadShape shape;
  Linear first, second, distance, linear, hidden, output;

  template <class Real>
  static PairHead declare(ParameterSet<Real>& set, const std::string& name, const PairHeadShape& shape,
                          int outputs) {
    const int z = shape.embedding, w = shape.width;
    PairHead h;
    h.shape = shape;
    h.first = Linear::declare(set, name + ".first", z, w);
    h.second = Linear::declare(set, name + ".second", z, w, false);
    h.distance = Linear::declare(set, name + ".distance", z, shape.distance_width, false);
    h.linear = Linear::declare(set, name + ".linear", w, outputs, false);
    h.hidden = Linear::declare(set, name + ".hidden", w, w);
    h.output = Linear::declare(set, name + ".output", w, outputs);
    return h;
  }

  /// What the head needs of each molecule: three blocks of molecules × (width, width, distance_width).
  struct Molecules {
    Var first, second, place;
  };
  template <class Real>
  Molecules molecules(Tape<Real>& t, BoundParameters<Real>& bound, Var z) const {
    return {first(t, bound, z), second(t, bound, z), distance(t, bound, z)};
  }

  /// Raw coefficients: pairs × outputs.
  /// @param i, j     molecule indices of each pair
  /// @param mirrored (−1)^k of each output, for every pair: pairs × outputs
  /// @param ones     distance_width ones
  template <class Real>
  Var operator()(Tape<Real>& t, BoundParameters<Real>& bound, const Molecules& m, const std::int32_t* i,
                 const std::int32_t* j, int pairs, const Real* mirrored, const Real* ones) const {
    const auto half = [&](const std::int32_t* a, const std::int32_t* b) {
      const Var h = silu(t, add(t, gather_rows(t, m.first, a, pairs), gather_rows(t, m.second, b, pairs)));
      return add(t, linear(t, bound, h), output(t, bound, silu(t, hidden(t, bound, h))));
    };
    const Var there = half(i, j), back = half(j, i);
    const Var both = add(t, there, multiply(t, back, t.constant(mirrored, pairs, t.cols(back))));
    const Var apart =
        add(t, gather_rows(t, m.place, i, pairs), scale(t, gather_rows(t, m.place, j, pairs), Real(-1)));
    const Var square = matmul(t, multiply(t, apart, apart), t.constant(ones, shape.distance_width, 1));
    return scale_rows(t, both, saturate(t, square));
  }
};

}  // namespace mixgrad
