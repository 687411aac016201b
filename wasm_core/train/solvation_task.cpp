#include "train/solvation_task.h"

#include <cmath>
#include <map>
#include <set>

#include "random.h"
#include "train/adam.h"

namespace mixgrad::train {
namespace {

using laws::BindingCoefficients;
using laws::BindingShare;

constexpr float kFirstOutputScale = 0.3f;
constexpr int kRaw = kBindingOutputs, kOut = 2;  // of a species: coordination as a share of N; the free share

/// Some rows laid out for the tape: per entry a row's species, molecules before the anion.
struct Batch {
  const SolvationData* data = nullptr;
  std::vector<int> rows;
  int entries = 0;
  std::vector<float> target;               // entries × kOut
  std::vector<std::vector<float>> weight;  // the same, per head
};

/// Of every row the number of its set of molecules, in order of first appearance.
std::vector<int> sets_of(const SolvationData& data) {
  std::map<std::set<int>, int> numbers;
  std::vector<int> out;
  for (const SolvationRow& row : data.rows) {
    const std::set<int> set(row.molecule.begin(), row.molecule.end());
    out.push_back(numbers.try_emplace(set, static_cast<int>(numbers.size())).first->second);
  }
  return out;
}

/// @param set of every row of the data: head k leaves out those that are k modulo the number of heads
void lay_out(const SolvationData& data, const std::vector<int>& set, std::vector<int> rows,
             const SolvationSettings& settings, Batch& b) {
  b.data = &data;
  b.rows = std::move(rows);
  b.entries = 0;
  b.target.clear();
  b.weight.assign(static_cast<std::size_t>(settings.heads), {});
  for (const int r : b.rows) {
    const SolvationRow& row = data.rows[static_cast<std::size_t>(r)];
    for (std::size_t i = 0; i < row.per_lithium.size(); ++i) {
      b.target.push_back(static_cast<float>(row.coordination[i] / laws::kPlacesOfLithium));
      b.target.push_back(static_cast<float>(row.free[i]));
      for (int k = 0; k < settings.heads; ++k) {
        const bool left_out = settings.heads > 1 && set[static_cast<std::size_t>(r)] % settings.heads == k;
        auto& weight = b.weight[static_cast<std::size_t>(k)];
        weight.push_back(left_out ? 0.0f : 1.0f);
        weight.push_back(left_out ? 0.0f : static_cast<float>(settings.free_weight));
      }
      ++b.entries;
    }
  }
}

const float* raw_of(const SolvationRow& row, std::size_t i, const float* molecules, const float* anions) {
  const bool ion = i == row.molecule.size();
  return (ion ? anions + row.salt * kRaw : molecules + row.molecule[i] * kRaw);
}

void link_row(const SolvationRow& row, const float* molecules, const float* anions, std::vector<double>& raw,
              std::vector<BindingCoefficients<double>>& b) {
  const std::size_t species = row.per_lithium.size();
  raw.resize(species * kRaw), b.resize(species);
  for (std::size_t i = 0; i < species; ++i) {
    std::copy_n(raw_of(row, i, molecules, anions), kRaw, &raw[i * kRaw]);
    b[i] = laws::link_binding(&raw[i * kRaw], i + 1 == species);
  }
}

/// The law on every row: entries × kOut, from the raw outputs of molecules and of anions. The batch must
/// outlive the way back.
Var apply_binding(Tape<float>& t, Var molecules, Var anions, const Batch& batch) {
  const auto out = t.push(
      batch.entries, kOut,
      [](Tape<float>& t, const Tape<float>::Node& node) {
        const Batch& batch = *reinterpret_cast<const Batch*>(node.saved.index);
        const float *m = t.value(node.input[0]), *a = t.value(node.input[1]);
        float *by_m = t.gradient(node.input[0]), *by_a = t.gradient(node.input[1]);
        const float* g = node.gradient;
        std::vector<double> raw, by_amount;
        std::vector<BindingCoefficients<double>> b, by_b;
        std::vector<BindingShare<double>> by_share;
        for (const int r : batch.rows) {
          const SolvationRow& row = batch.data->rows[static_cast<std::size_t>(r)];
          const std::size_t species = row.per_lithium.size();
          link_row(row, m, a, raw, b);
          by_share.resize(species), by_b.resize(species), by_amount.resize(species);
          for (std::size_t i = 0; i < species; ++i, g += kOut)
            by_share[i] = {double(g[0]) / laws::kPlacesOfLithium, double(g[1])};
          laws::competitive_binding_adjoint(static_cast<int>(species), b.data(), row.per_lithium.data(),
                                            by_share.data(), by_b.data(), by_amount.data());
          for (std::size_t i = 0; i < species; ++i) {
            double by_raw[kRaw];
            laws::link_binding_adjoint(&raw[i * kRaw], b[i], by_b[i], by_raw);
            const bool ion = i + 1 == species;
            float* by = ion ? by_a + row.salt * kRaw : by_m + row.molecule[i] * kRaw;
            for (int j = 0; j < kRaw; ++j) by[j] += static_cast<float>(by_raw[j]);
          }
        }
      },
      molecules, anions);
  t.saved(out.var).index = reinterpret_cast<const std::int32_t*>(&batch);
  float* y = out.value;
  std::vector<double> raw;
  std::vector<BindingCoefficients<double>> b;
  std::vector<BindingShare<double>> share;
  for (const int r : batch.rows) {
    const SolvationRow& row = batch.data->rows[static_cast<std::size_t>(r)];
    link_row(row, t.value(molecules), t.value(anions), raw, b);
    share.resize(b.size());
    laws::competitive_binding(static_cast<int>(b.size()), b.data(), row.per_lithium.data(), share.data());
    for (const BindingShare<double>& s : share) {
      *y++ = static_cast<float>(s.coordination / laws::kPlacesOfLithium);
      *y++ = static_cast<float>(s.free);
    }
  }
  return out.var;
}

/// Competitions laid out for the tape: the affinities' difference is what two molecules' contacts differ by.
struct Rivals {
  std::vector<std::int32_t> molecule, rival;
  std::vector<float> target, weight;  // competitions × kRaw; only affinities count

  Rivals(const SolvationData& data, double each) {
    for (const Competition& c : data.competitions) {
      molecule.push_back(c.molecule), rival.push_back(c.rival);
      target.insert(target.end(), {static_cast<float>(c.log_ratio / laws::kAffinityStep), 0, 0});
      weight.insert(weight.end(),
                    {static_cast<float>(each * laws::kAffinityStep * laws::kAffinityStep), 0, 0});
    }
  }

  Var loss(Tape<float>& t, Var molecules) const {
    const int n = static_cast<int>(molecule.size());
    const Var difference = add(t, gather_rows(t, molecules, molecule.data(), n),
                               scale(t, gather_rows(t, molecules, rival.data(), n), -1.0f));
    return pseudo_huber(t, difference, target.data(), weight.data(), 1.0f);
  }
};

}  // namespace

SolvationEmbeddings embed(const Architecture<float>& network, const SolvationData& data) {
  SolvationEmbeddings out;
  out.length = network.shape.encoder.embedding;
  Tape<float> t;
  const auto all = [&](const std::vector<GraphFeatures>& features, const EncoderBranch& branch) {
    GraphBatch<float> graphs;
    for (const GraphFeatures& graph : features) graphs.append(graph);
    t.reset();
    BoundParameters<float> bound(t, network.parameters, false);
    const float* z = t.value(branch(t, bound, graphs, network.trunk(t, bound, graphs)));
    return std::vector<float>(z, z + graphs.molecule_count * out.length);
  };
  out.molecules = all(data.features, network.liquids);
  out.anions = all(data.anions, network.electrolytes);
  return out;
}

SolvationHeads::SolvationHeads(const SolvationSettings& settings, int embedding) {
  for (int k = 0; k < settings.heads; ++k) {
    heads.push_back(
        SolvationHead::declare(parameters, kSolvationHead + std::to_string(k), embedding, settings.width));
  }
}

Result<SolvationHeads> train_solvation(const SolvationData& data, const SolvationEmbeddings& embeddings,
                                       const std::vector<int>& rows, const SolvationSettings& settings) {
  SolvationHeads out(settings, embeddings.length);
  initialise(out.parameters, settings.seed);
  for (const SolvationHead& head : out.heads) {
    for (const PureHead* pure : {&head.molecule, &head.anion}) {
      for (const Linear* layer : {&pure->linear, &pure->output}) {
        for (float& w : out.parameters.all[static_cast<std::size_t>(layer->weight)].value)
          w *= kFirstOutputScale;
      }
    }
  }
  out.parameters.refresh_transposed();
  AdamSettings adam_settings;
  adam_settings.weight_decay = settings.weight_decay;
  Adam adam(out.parameters, adam_settings);
  adam.restart_average(out.parameters);

  const std::vector<int> sets = sets_of(data);
  const std::size_t steps = (rows.size() + static_cast<std::size_t>(settings.batch_rows) - 1) /
                            static_cast<std::size_t>(settings.batch_rows);
  const Rivals rivals(data, settings.competition_weight / static_cast<double>(steps));
  Tape<float> t;
  Batch batch;
  std::vector<const float*> gradient(out.parameters.all.size());
  const std::size_t size = static_cast<std::size_t>(settings.batch_rows);
  for (int epoch = 0; epoch < settings.epochs; ++epoch) {
    std::vector<int> order = rows;
    Random random(settings.seed * 1000003 + static_cast<std::uint64_t>(epoch));
    random.shuffle(order);
    const double rate =
        settings.learning_rate * 0.5 * (1 + std::cos(3.141592653589793 * epoch / settings.epochs));
    for (std::size_t begin = 0; begin < order.size(); begin += size) {
      const auto first = order.begin() + static_cast<std::ptrdiff_t>(begin);
      const std::size_t count = std::min(size, order.size() - begin);
      lay_out(data, sets, {first, first + static_cast<std::ptrdiff_t>(count)}, settings, batch);
      t.reset();
      BoundParameters<float> bound(t, out.parameters, true);
      const Var molecules =
          t.constant(embeddings.molecules.data(), static_cast<int>(data.molecules.size()), embeddings.length);
      const Var anions =
          t.constant(embeddings.anions.data(), static_cast<int>(data.salts.size()), embeddings.length);
      Var loss;
      for (std::size_t k = 0; k < out.heads.size(); ++k) {
        const Var bind = out.heads[k].molecule(t, bound, molecules);
        const Var y = apply_binding(t, bind, out.heads[k].anion(t, bound, anions), batch);
        const Var part = pseudo_huber(t, y, batch.target.data(), batch.weight[k].data(),
                                      static_cast<float>(settings.huber_delta));
        loss = k == 0 ? part : add(t, loss, part);
        if (!rivals.molecule.empty()) loss = add(t, loss, rivals.loss(t, bind));
      }
      t.seed(loss);
      t.backward();
      for (std::size_t i = 0; i < gradient.size(); ++i)
        gradient[i] = t.gradient(bound.if_used(static_cast<ParameterId>(i)));
      adam.step(out.parameters, gradient, rate);
      if (adam.steps().skipped > 0)
        return Error{"diverged", "solvation", "the gradient is not finite; a smaller learning rate may help"};
    }
  }
  out.parameters = adam.average();
  out.parameters.refresh_transposed();
  return out;
}

std::vector<BindingShare<double>> predict_solvation(const SolvationHeads& heads, std::size_t head,
                                                    const SolvationData& data,
                                                    const SolvationEmbeddings& embeddings,
                                                    const SolvationRow& row) {
  Tape<float> t;
  BoundParameters<float> bound(t, heads.parameters, false);
  const auto raw = [&](const PureHead& pure, const std::vector<float>& z, std::size_t count) {
    return t.value(pure(t, bound, t.constant(z.data(), static_cast<int>(count), embeddings.length)));
  };
  const float* molecules = raw(heads.heads[head].molecule, embeddings.molecules, data.molecules.size());
  const float* anions = raw(heads.heads[head].anion, embeddings.anions, data.salts.size());
  std::vector<double> own;
  std::vector<BindingCoefficients<double>> b;
  link_row(row, molecules, anions, own, b);
  std::vector<BindingShare<double>> share(b.size());
  laws::competitive_binding(static_cast<int>(b.size()), b.data(), row.per_lithium.data(), share.data());
  return share;
}

}  // namespace mixgrad::train
