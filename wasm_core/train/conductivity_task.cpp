#include "train/conductivity_task.h"

#include <algorithm>
#include <cmath>

#include "laws/conductivity.h"
#include "laws/dense_conductivity.h"
#include "model/liquid.h"

namespace mixgrad::train {
namespace {

/// ln κ of a batch by one head, rows × 1.
Var evaluate_head(Tape<float>& tape, BoundParameters<float>& bound, const MixtureHead& head, Var embeddings,
                  Var cations, Var anions, const float* walden, const ConductivityBatch& batch,
                  Var mole_fraction) {
  const int entries = static_cast<int>(batch.component.size());
  const Var c =
      gather_rows(tape, head.components(tape, bound, embeddings, walden), batch.component.data(), entries);
  const Var weighted = scale_rows(tape, c, mole_fraction);
  const Var mixture = scatter_sum_rows(tape, weighted, batch.component_row.data(), batch.rows);
  const Var q = gather_rows(tape, head.salts(tape, bound, cations, anions), batch.salt.data(), batch.rows);
  Var u = add(tape, mixture, q);
  const int states = static_cast<int>(batch.state.size()) / batch.rows;
  const Var state = tape.constant(batch.state.data(), batch.rows, states);
  const bool law = head.shape.states == 0;
  if (!law) u = add(tape, u, head.state(tape, bound, state));
  const Var raw = head.coefficients(tape, bound, u);
  if (!law) return raw;
  // The two laws differ in their number of coefficients.
  return head.shape.outputs == laws::DenseConductivity::kCoefficients
             ? apply_law<laws::DenseConductivity>(tape, raw, state)
             : apply_law<laws::Conductivity>(tape, raw, state);
}

/// Evaluates every head on the molecules of a step; calls visit(head index, ln κ).
template <class Visit>
void evaluate(Tape<float>& tape, BoundParameters<float>& bound, const Architecture<float>& network,
              const ConductivityData& data, Var embeddings, const std::vector<float>& walden,
              const ConductivityBatch& batch, Var mole_fraction, const Visit& visit) {
  const int salts = static_cast<int>(data.salt_ids.size());
  const Var cations = gather_rows(tape, embeddings, data.salt_cation.data(), salts);
  const Var anions = gather_rows(tape, embeddings, data.salt_anion.data(), salts);
  for (std::size_t k = 0; k < network.heads.size(); ++k)
    visit(k, evaluate_head(tape, bound, network.heads[k], embeddings, cations, anions, walden.data(), batch,
                           mole_fraction));
}

Var mole_fractions_of(Tape<float>& tape, const ConductivityBatch& batch, bool gradient) {
  const int entries = static_cast<int>(batch.mole_fraction.size());
  return gradient ? tape.variable(batch.mole_fraction.data(), entries, 1)
                  : tape.constant(batch.mole_fraction.data(), entries, 1);
}

}  // namespace

ConductivityTask::ConductivityTask(const ConductivityData& data, const Split& split,
                                   const ConductivitySettings& settings, int heads)
    : data_(data),
      split_(split),
      settings_(settings),
      weights_(data, split, settings.weights, heads),
      order_(split.train),
      head_weight_(static_cast<std::size_t>(heads)) {}

int ConductivityTask::batches() const {
  return (static_cast<int>(order_.size()) + settings_.batch_rows - 1) / settings_.batch_rows;
}

void ConductivityTask::shuffle(Random& random) {
  order_ = split_.train;  // so that an epoch's order depends on its seed alone
  random.shuffle(order_);
  next_ = 0;
}

void ConductivityTask::draw(GraphBatch<float>& molecules) {
  if (next_ >= order_.size()) next_ = 0;
  begin_ = next_;
  next_ = std::min(begin_ + static_cast<std::size_t>(settings_.batch_rows), order_.size());
  batch_.fill(data_, order_.data() + begin_, static_cast<int>(next_ - begin_), settings_.states());
  molecules = data_.molecules;
}

Var ConductivityTask::loss(Tape<float>& tape, BoundParameters<float>& bound,
                           const Architecture<float>& network, const GraphBatch<float>& molecules,
                           Var atoms) {
  const Var embeddings = network.electrolytes(tape, bound, molecules, atoms);
  if (walden_.empty()) walden_ = walden_terms(network, data_.molecules);
  Var total;
  const Var fractions = mole_fractions_of(tape, batch_, false);
  evaluate(tape, bound, network, data_, embeddings, walden_, batch_, fractions, [&](std::size_t k, Var y) {
    weights_.fill(order_.data() + begin_, batch_.rows, k, head_weight_[k]);
    const Var part = pseudo_huber(tape, y, batch_.target.data(), head_weight_[k].data(),
                                  static_cast<float>(settings_.huber_delta));
    total = k == 0 ? part : add(tape, total, part);
  });
  return total;
}

double ConductivityTask::validation_error(const Architecture<float>& network) const {
  const std::vector<int>& rows = split_.validation;
  const std::vector<float> predicted = predict_rows(network, data_, rows);
  const std::size_t heads = network.heads.size();
  double total = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    double mean = 0;
    for (std::size_t k = 0; k < heads; ++k) mean += predicted[i * heads + k];
    total += std::abs(mean / static_cast<double>(heads) -
                      data_.log_conductivity[static_cast<std::size_t>(rows[i])]);
  }
  return total / static_cast<double>(rows.size());
}

std::vector<float> predict_rows(const Architecture<float>& network, const ConductivityData& data,
                                const std::vector<int>& rows) {
  constexpr int kBatch = 1024;
  const std::size_t heads = network.heads.size();
  std::vector<float> out(rows.size() * heads);
  Tape<float> tape;
  ConductivityBatch batch;
  const std::vector<float> walden = walden_terms(network, data.molecules);
  for (std::size_t begin = 0; begin < rows.size(); begin += kBatch) {
    const int count = static_cast<int>(std::min<std::size_t>(kBatch, rows.size() - begin));
    batch.fill(data, rows.data() + begin, count, network.shape.head.states);
    tape.reset();
    BoundParameters<float> bound(tape, network.parameters, false);
    const Var embeddings =
        network.electrolytes(tape, bound, data.molecules, network.trunk(tape, bound, data.molecules));
    const Var fractions = mole_fractions_of(tape, batch, false);
    evaluate(tape, bound, network, data, embeddings, walden, batch, fractions, [&](std::size_t k, Var y) {
      for (int i = 0; i < count; ++i)
        out[(begin + static_cast<std::size_t>(i)) * heads + k] = tape.value(y)[i];
    });
  }
  return out;
}

CompositionGradient composition_gradient(const Architecture<float>& network, const ConductivityData& data,
                                         const ConductivityBatch& batch) {
  Tape<float> tape;
  BoundParameters<float> bound(tape, network.parameters, false);
  const std::vector<float> walden = walden_terms(network, data.molecules);
  const Var embeddings =
      network.electrolytes(tape, bound, data.molecules, network.trunk(tape, bound, data.molecules));
  const Var fractions = mole_fractions_of(tape, batch, true);
  Var sum;
  evaluate(tape, bound, network, data, embeddings, walden, batch, fractions,
           [&](std::size_t k, Var y) { sum = k == 0 ? y : add(tape, sum, y); });
  tape.seed(sum);
  tape.backward();
  CompositionGradient out;
  const double heads = static_cast<double>(network.heads.size());
  for (int i = 0; i < batch.rows; ++i)
    out.conductivity_mS_per_cm.push_back(std::exp(static_cast<double>(tape.value(sum)[i]) / heads));
  for (std::size_t e = 0; e < batch.component.size(); ++e) {
    const double conductivity = out.conductivity_mS_per_cm[static_cast<std::size_t>(batch.component_row[e])];
    out.by_mole_fraction.push_back(conductivity * static_cast<double>(tape.gradient(fractions)[e]) / heads);
  }
  return out;
}

}  // namespace mixgrad::train
