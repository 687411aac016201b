// The molecule encoder: a message-passing graph network. Its trunk is shared by every property; the last
// round and the readout are a branch of their own for molecular liquids and for salt solutions, of which
// there are fewer measurements.
//
//   h_v    = SiLU(W_in x_v)
//   m_e    = SiLU(W_m h_source + W_e x_e)                          for every directed bond e
//   h_v   += SiLU(norm([h_v | Σ_{e into v} m_e] W_u)) W_o            rounds times
//   z      = [mean_v y_v | Σ_v y_v / 8] W_r,  y_v = SiLU(W_y h_v)
//
// In the spirit of Gilmer et al., "Neural message passing for quantum chemistry", ICML 2017,
// arXiv:1704.01212. All activations are smooth. The sum beside the mean tells size.
#pragma once

#include <string>
#include <vector>

#include "molecule/features.h"
#include "network/parameters.h"

namespace mixgrad {

/// Several molecules as one disconnected graph.
template <class Real>
struct GraphBatch {
  int molecule_count = 0;
  int atom_count = 0;
  int edge_count = 0;
  std::vector<Real> atom_features;          ///< atom_count × atom_feature_count()
  std::vector<Real> edge_features;          ///< edge_count × edge_feature_count()
  std::vector<std::int32_t> edge_source;    ///< edge_count
  std::vector<std::int32_t> edge_target;    ///< edge_count
  std::vector<std::int32_t> atom_molecule;  ///< atom_count
  std::vector<Real> inverse_size;           ///< molecule_count, 1 / atoms

  void append(const GraphFeatures& graph) {
    atom_features.insert(atom_features.end(), graph.atom_features.begin(), graph.atom_features.end());
    edge_features.insert(edge_features.end(), graph.edge_features.begin(), graph.edge_features.end());
    for (int e = 0; e < graph.edge_count; ++e) {
      edge_source.push_back(atom_count + graph.edge_source[static_cast<std::size_t>(e)]);
      edge_target.push_back(atom_count + graph.edge_target[static_cast<std::size_t>(e)]);
    }
    atom_molecule.insert(atom_molecule.end(), static_cast<std::size_t>(graph.atom_count), molecule_count);
    inverse_size.push_back(Real(1) / static_cast<Real>(graph.atom_count));
    atom_count += graph.atom_count;
    edge_count += graph.edge_count;
    molecule_count += 1;
  }

  /// Forgets all molecules, keeps the memory.
  void clear() {
    molecule_count = atom_count = edge_count = 0;
    atom_features.clear(), edge_features.clear(), inverse_size.clear();
    edge_source.clear(), edge_target.clear(), atom_molecule.clear();
  }
};

struct EncoderShape {
  int width = 64;      ///< Atom state.
  int rounds = 3;      ///< Message-passing rounds.
  int embedding = 64;  ///< Length of a molecule's embedding.
};

/// One round of message passing.
struct EncoderRound {
  Linear message_atom, message_bond, update_self, update_message, output;

  template <class Real>
  static EncoderRound declare(ParameterSet<Real>& set, const std::string& name, int width) {
    EncoderRound r;
    r.message_atom = Linear::declare(set, name + ".message_atom", width, width);
    r.message_bond = Linear::declare(set, name + ".message_bond", edge_feature_count(), width, false);
    r.update_self = Linear::declare(set, name + ".update_self", width, width);
    r.update_message = Linear::declare(set, name + ".update_message", width, width, false);
    r.output = Linear::declare(set, name + ".output", width, width, false);
    return r;
  }

  /// Atom states before -> after: atoms × width.
  template <class Real>
  Var operator()(Tape<Real>& t, BoundParameters<Real>& bound, const GraphBatch<Real>& batch, Var h) const {
    Var update = update_self(t, bound, h);
    if (batch.edge_count > 0) {
      const Var bonds = t.constant(batch.edge_features.data(), batch.edge_count, edge_feature_count());
      const Var at_source =
          gather_rows(t, message_atom(t, bound, h), batch.edge_source.data(), batch.edge_count);
      const Var message = silu(t, add(t, at_source, message_bond(t, bound, bonds)));
      const Var incoming = scatter_sum_rows(t, message, batch.edge_target.data(), batch.atom_count);
      update = add(t, update, update_message(t, bound, incoming));
    }
    return add(t, h, output(t, bound, silu(t, rms_norm(t, update))));
  }
};

/// The first rounds, which all properties share.
struct EncoderTrunk {
  Linear input;
  std::vector<EncoderRound> rounds;

  template <class Real>
  static EncoderTrunk declare(ParameterSet<Real>& set, const EncoderShape& shape) {
    EncoderTrunk trunk;
    trunk.input = Linear::declare(set, "encoder.input", atom_feature_count(), shape.width);
    for (int r = 0; r + 1 < shape.rounds; ++r)
      trunk.rounds.push_back(EncoderRound::declare(set, "encoder.round" + std::to_string(r), shape.width));
    return trunk;
  }

  /// Atom states, atoms × width. The batch must outlive the evaluation.
  template <class Real>
  Var operator()(Tape<Real>& t, BoundParameters<Real>& bound, const GraphBatch<Real>& batch) const {
    Var h = silu(
        t, input(t, bound, t.constant(batch.atom_features.data(), batch.atom_count, atom_feature_count())));
    for (const EncoderRound& round : rounds) h = round(t, bound, batch, h);
    return h;
  }
};

/// The last round and the readout. Molecular liquids have one, salt solutions another that began as its copy.
struct EncoderBranch {
  EncoderRound last;
  Linear atom_out, readout_mean, readout_sum;

  template <class Real>
  static EncoderBranch declare(ParameterSet<Real>& set, const std::string& name, const EncoderShape& shape) {
    const int w = shape.width;
    EncoderBranch b;
    b.last = EncoderRound::declare(set, name + ".last_round", w);
    b.atom_out = Linear::declare(set, name + ".atom_out", w, w);
    b.readout_mean = Linear::declare(set, name + ".readout_mean", w, shape.embedding);
    b.readout_sum = Linear::declare(set, name + ".readout_sum", w, shape.embedding, false);
    return b;
  }

  /// Embeddings, molecules × embedding, from the trunk's atom states.
  template <class Real>
  Var operator()(Tape<Real>& t, BoundParameters<Real>& bound, const GraphBatch<Real>& batch, Var h) const {
    constexpr Real kSumScale = Real(0.125);  // a typical solvent has about eight heavy atoms
    const Var y = silu(t, atom_out(t, bound, last(t, bound, batch, h)));
    const Var total = scatter_sum_rows(t, y, batch.atom_molecule.data(), batch.molecule_count);
    const Var mean = scale_rows(t, total, t.constant(batch.inverse_size.data(), batch.molecule_count, 1));
    return add(t, readout_mean(t, bound, mean), readout_sum(t, bound, scale(t, total, kSumScale)));
  }
};

}  // namespace mixgrad
