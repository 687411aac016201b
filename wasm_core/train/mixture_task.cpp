#include "train/mixture_task.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "laws/redlich_kister.h"

namespace mixgrad::train {
namespace {

using Batch = MixtureTask::Batch;
constexpr int kMostTerms = kMostOrders;

/// Numbers the molecules of a batch among those of the step, appending their graphs.
class BatchMolecules {
 public:
  BatchMolecules(const MixtureData& data, GraphBatch<float>& graphs) : data_(data), graphs_(graphs) {}

  std::int32_t operator()(int molecule) {
    const auto [entry, is_new] = index_.try_emplace(molecule, graphs_.molecule_count);
    if (is_new) graphs_.append(data_.features[static_cast<std::size_t>(molecule)]);
    return entry->second;
  }

 private:
  const MixtureData& data_;
  GraphBatch<float>& graphs_;
  std::map<int, std::int32_t> index_;
};

/// The part of a row that is linear in its pair's coefficients: what each of them is multiplied by.
void pair_features(const MixtureRow& row, const PairLayout& layout, double per_unit, float* feature) {
  std::fill_n(feature, layout.outputs, 0.0f);
  double factor[3] = {}, term[kMostTerms];
  Surface surface = Surface::gibbs;
  switch (row.property) {
    case Measured::excess_enthalpy:
      laws::enthalpy_factors(row.temperature_K, factor);
      per_unit *= laws::kGasConstant_J_per_mol_K * laws::kReferenceTemperature_K;
      break;
    case Measured::log_gamma:
      laws::gibbs_factors(row.temperature_K, factor);
      break;
    case Measured::log_viscosity:
      surface = Surface::viscosity;
      laws::viscosity_factors(row.temperature_K, factor);
      break;
    case Measured::molar_volume:
    case Measured::excess_volume:
      surface = Surface::volume;
      laws::volume_factors(row.temperature_K, factor);
      break;
  }
  const PairLayout::Block& block = layout[surface];
  if (row.property == Measured::log_gamma) {
    // The slope of x_1 x_2 Σ C_k (x_1 − x_2)^k where the solute's share is 0.
    const double s = row.mole_fraction > 0.5 ? 1 : -1;
    for (int k = 0; k < block.orders; ++k) term[k] = k % 2 == 0 ? 1 : s;
  } else {
    laws::redlich_kister_terms(row.mole_fraction, block.orders, term);
  }
  for (int f = 0; f < block.factors; ++f) {
    for (int k = 0; k < block.own[f]; ++k) {
      feature[block.offset[f] + k] = static_cast<float>(per_unit * block.scale[f] * factor[f] * term[k]);
    }
  }
}

void lay_out(const MixtureData& data, const std::vector<int>& rows, const PairHeadShape& head,
             GraphBatch<float>& graphs, Batch& b) {
  const PairLayout layout(head);
  const auto outputs = static_cast<std::size_t>(layout.outputs);
  BatchMolecules molecule(data, graphs);
  std::map<int, std::int32_t> pair;
  b.row = rows;
  b.pair_first.clear(), b.pair_second.clear(), b.row_pair.clear();
  b.feature.assign(rows.size() * outputs, 0.0f);
  b.volume.clear(), b.viscosity.clear();
  b.share_molecule.clear(), b.share_row.clear(), b.solute_molecule.clear(), b.solute_row.clear();
  b.share.clear(), b.share_squared.clear(), b.state.clear(), b.chosen.clear(), b.target.clear();
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const MixtureRow& row = data.rows[static_cast<std::size_t>(rows[r])];
    const MixtureSystem& system = data.systems[static_cast<std::size_t>(row.system)];
    const auto here = static_cast<std::int32_t>(r);
    const double per_unit = 1 / unit_of(row);
    b.target.push_back(static_cast<float>(row.value * per_unit));

    // A pure liquid is written as a pair with itself, whose coefficients are 0.
    const int other = system.second < 0 ? system.first : system.second;
    const auto [entry, is_new] = pair.try_emplace(row.system, static_cast<std::int32_t>(pair.size()));
    const std::int32_t ends[2] = {molecule(system.first), molecule(other)};
    if (is_new) b.pair_first.push_back(ends[0]), b.pair_second.push_back(ends[1]);
    b.row_pair.push_back(entry->second);
    if (system.second >= 0) pair_features(row, layout, per_unit, &b.feature[r * outputs]);

    const double x[2] = {row.mole_fraction, 1 - row.mole_fraction};
    for (int i = 0; i < (system.second < 0 ? 1 : 2); ++i) {
      const int whole = i == 0 ? system.first : other;
      if (row.property == Measured::molar_volume) {
        b.volume.molecule.push_back(ends[i]);
        b.volume.row.push_back(here);
        b.volume.state.push_back(static_cast<float>(row.temperature_K));
        b.volume.state.push_back(
            static_cast<float>(data.volume_estimate_cm3_per_mol[static_cast<std::size_t>(whole)]));
        b.volume.weight.push_back(static_cast<float>(x[i] * per_unit));
      }
      if (row.property == Measured::log_viscosity) {
        b.viscosity.molecule.push_back(ends[i]);
        b.viscosity.row.push_back(here);
        b.viscosity.state.push_back(static_cast<float>(row.temperature_K));
        b.viscosity.weight.push_back(static_cast<float>(x[i] * per_unit));
      }
      b.share_molecule.push_back(ends[i]);
      b.share_row.push_back(here);
      b.share.push_back(static_cast<float>(x[i]));
      b.share_squared.push_back(static_cast<float>(x[i] * x[i]));
      if (row.property == Measured::log_gamma && x[i] < 0.5)
        b.solute_molecule.push_back(ends[i]), b.solute_row.push_back(here);
    }
    b.state.push_back(static_cast<float>(1000 / laws::kReferenceTemperature_K - 1000 / row.temperature_K));
    for (int p = 0; p < kMeasured; ++p) {
      // The baseline learns a molar volume as the sum of estimates times what it says.
      double scale = p == static_cast<int>(row.property) ? 1 : 0;
      if (scale != 0 && row.property == Measured::molar_volume) {
        scale = 0;
        for (int i = 0; i < 2; ++i)
          scale += x[i] * per_unit *
                   data.volume_estimate_cm3_per_mol[static_cast<std::size_t>(i == 0 ? system.first : other)];
      }
      b.chosen.push_back(static_cast<float>(scale));
    }
  }
  if (b.mirrored.size() != b.pair_first.size() * outputs) {
    b.mirrored.clear();
    const std::vector<float> sign = layout.mirrored();
    for (std::size_t i = 0; i < b.pair_first.size(); ++i)
      b.mirrored.insert(b.mirrored.end(), sign.begin(), sign.end());
    b.ones.assign(static_cast<std::size_t>(head.distance_width), 1.0f);
  }
}

template <class Law>
Var pure_part(Tape<float>& t, BoundParameters<float>& bound, const PureHead& head, Var z,
              const Batch::Pure& pure, int rows) {
  const int entries = static_cast<int>(pure.molecule.size());
  const Var raw = gather_rows(t, head(t, bound, z), pure.molecule.data(), entries);
  const Var value = apply_law<Law>(t, raw, t.constant(pure.state.data(), entries, Law::kStates));
  const Var weighted = scale_rows(t, value, t.constant(pure.weight.data(), entries, 1));
  return scatter_sum_rows(t, weighted, pure.row.data(), rows);
}

Var by_laws(Tape<float>& t, BoundParameters<float>& bound, const Architecture<float>& network, std::size_t k,
            Var z, const Batch& b) {
  const int rows = static_cast<int>(b.row.size()), pairs = static_cast<int>(b.pair_first.size());
  const PairHead& head = network.pairs[k];
  const Var raw = head(t, bound, head.molecules(t, bound, z), b.pair_first.data(), b.pair_second.data(),
                       pairs, b.mirrored.data(), b.ones.data());
  Var y = row_dots(t, gather_rows(t, raw, b.row_pair.data(), rows),
                   t.constant(b.feature.data(), rows, network.layout.outputs));
  if (!b.volume.row.empty())
    y = add(t, y, pure_part<laws::MolarVolume>(t, bound, network.volume[k], z, b.volume, rows));
  if (!b.viscosity.row.empty())
    y = add(t, y, pure_part<laws::Viscosity>(t, bound, network.viscosity[k], z, b.viscosity, rows));
  return y;
}

Var without_laws(Tape<float>& t, BoundParameters<float>& bound, const LawFreeHead& head, Var z,
                 const Batch& b) {
  const int rows = static_cast<int>(b.row.size());
  const auto sum = [&](const Linear& layer, const std::vector<std::int32_t>& molecule,
                       const std::vector<std::int32_t>& row, const float* weight) {
    const int entries = static_cast<int>(molecule.size());
    Var part = gather_rows(t, layer(t, bound, z), molecule.data(), entries);
    if (weight) part = scale_rows(t, part, t.constant(weight, entries, 1));
    return scatter_sum_rows(t, part, row.data(), rows);
  };
  Var u = add(t, sum(head.share, b.share_molecule, b.share_row, b.share.data()),
              sum(head.share_squared, b.share_molecule, b.share_row, b.share_squared.data()));
  if (!b.solute_row.empty()) u = add(t, u, sum(head.solute, b.solute_molecule, b.solute_row, nullptr));
  u = add(t, u, head.state(t, bound, t.constant(b.state.data(), rows, 1)));
  return row_dots(t, head.outputs(t, bound, u), t.constant(b.chosen.data(), rows, kMeasured));
}

Var evaluate_head(Tape<float>& t, BoundParameters<float>& bound, const Architecture<float>& network,
                  std::size_t k, Var z, const Batch& b) {
  return network.shape.molecular == MolecularHeads::laws ? by_laws(t, bound, network, k, z, b)
                                                         : without_laws(t, bound, network.law_free[k], z, b);
}

}  // namespace

double unit_of(const MixtureRow& row) {
  const double unit = facts_of(row.property).unit;
  return row.property == Measured::molar_volume ? unit * row.value : unit;
}

MixtureTask::MixtureTask(const MixtureData& data, const Split& split, const MixtureSettings& settings,
                         const PairHeadShape& pair)
    : data_(data), split_(split), settings_(settings), pair_(pair) {
  std::map<int, std::size_t> index;
  for (const int r : split.train) {
    const MixtureRow& row = data.rows[static_cast<std::size_t>(r)];
    const auto [entry, is_new] = index.try_emplace(row.system, systems_.size());
    if (is_new) systems_.push_back({row.system, {}});
    systems_[entry->second].of_property[static_cast<int>(row.property)].push_back(r);
  }
  // A property weighs what its setting says, and so do its pure liquids, however many rows they have.
  double shown[kMeasured][2] = {};
  for (const SystemRows& system : systems_) {
    for (int p = 0; p < kMeasured; ++p)
      shown[p][is_pure(system)] +=
          std::min<double>(settings.rows_per_system, static_cast<double>(system.of_property[p].size()));
  }
  for (int p = 0; p < kMeasured; ++p) {
    const bool both = shown[p][0] > 0 && shown[p][1] > 0;
    for (const bool pure : {false, true}) {
      const double share = !both ? 1 : pure ? settings.pure_share : 1 - settings.pure_share;
      row_weight_[p][pure] = shown[p][pure] > 0
                                 ? static_cast<float>(settings.weight[p] * share * batches() / shown[p][pure])
                                 : 0.0f;
    }
  }
  for (std::size_t i = 0; i < systems_.size(); ++i) order_.push_back(static_cast<int>(i));
}

bool MixtureTask::is_pure(const SystemRows& system) const {
  return data_.systems[static_cast<std::size_t>(system.system)].second < 0;
}

int MixtureTask::batches() const {
  return (static_cast<int>(systems_.size()) + settings_.batch_systems - 1) / settings_.batch_systems;
}

void MixtureTask::shuffle(Random& random) {
  random.shuffle(order_);
  next_ = 0;
  draw_random_ = Random(random.next());
}

void MixtureTask::draw(GraphBatch<float>& molecules) {
  drawn_.clear();
  weight_.clear();
  if (next_ >= order_.size()) next_ = 0;
  const std::size_t end = std::min(next_ + static_cast<std::size_t>(settings_.batch_systems), order_.size());
  for (; next_ < end; ++next_) {
    const SystemRows& system = systems_[static_cast<std::size_t>(order_[next_])];
    for (int p = 0; p < kMeasured; ++p) {
      of_system_ = system.of_property[p];
      const std::size_t count =
          std::min(of_system_.size(), static_cast<std::size_t>(settings_.rows_per_system));
      for (std::size_t j = 0; j < count; ++j) {
        if (count < of_system_.size())
          std::swap(of_system_[j], of_system_[j + draw_random_.below(of_system_.size() - j)]);
        drawn_.push_back(of_system_[j]);
        weight_.push_back(row_weight_[p][is_pure(system)]);
      }
    }
  }
  molecules.clear();
  lay_out(data_, drawn_, pair_, molecules, batch_);
}

Var MixtureTask::loss(Tape<float>& tape, BoundParameters<float>& bound, const Architecture<float>& network,
                      const GraphBatch<float>& molecules, Var atoms) {
  const Var embeddings = network.liquids(tape, bound, molecules, atoms);
  Var total;
  for (int k = 0; k < network.shape.heads; ++k) {
    const Var y = evaluate_head(tape, bound, network, static_cast<std::size_t>(k), embeddings, batch_);
    const Var part = pseudo_huber(tape, y, batch_.target.data(), weight_.data(),
                                  static_cast<float>(settings_.huber_delta));
    total = k == 0 ? part : add(tape, total, part);
  }
  return total;
}

std::vector<float> predict_mixture_rows(const Architecture<float>& network, const MixtureData& data,
                                        const std::vector<int>& rows) {
  constexpr std::size_t kBatch = 1024;
  const auto heads = static_cast<std::size_t>(network.shape.heads);
  std::vector<float> out(rows.size() * heads);
  // Rows of one system together, so that a molecule is embedded few times.
  std::vector<std::size_t> order(rows.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto system = [&](std::size_t i) { return data.rows[static_cast<std::size_t>(rows[i])].system; };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return system(a) < system(b); });
  Tape<float> tape;
  Batch batch;
  for (std::size_t begin = 0; begin < rows.size(); begin += kBatch) {
    const std::size_t end = std::min(begin + kBatch, rows.size());
    std::vector<int> some;
    for (std::size_t i = begin; i < end; ++i) some.push_back(rows[order[i]]);
    GraphBatch<float> molecules;
    lay_out(data, some, network.shape.pair, molecules, batch);
    tape.reset();
    BoundParameters<float> bound(tape, network.parameters, false);
    const Var z = network.liquids(tape, bound, molecules, network.trunk(tape, bound, molecules));
    for (std::size_t k = 0; k < heads; ++k) {
      const float* y = tape.value(evaluate_head(tape, bound, network, k, z, batch));
      for (std::size_t i = begin; i < end; ++i) out[order[i] * heads + k] = y[i - begin];
    }
  }
  return out;
}

double MixtureTask::validation_error(const Architecture<float>& network) const {
  const std::vector<float> predicted = predict_mixture_rows(network, data_, split_.validation);
  const auto heads = static_cast<std::size_t>(network.shape.heads);
  double total[kMeasured] = {};
  int count[kMeasured] = {};
  for (std::size_t i = 0; i < split_.validation.size(); ++i) {
    const MixtureRow& row = data_.rows[static_cast<std::size_t>(split_.validation[i])];
    double mean = 0;
    for (std::size_t k = 0; k < heads; ++k) mean += predicted[i * heads + k] / static_cast<double>(heads);
    const int p = static_cast<int>(row.property);
    total[p] += std::abs(mean - row.value / unit_of(row));
    ++count[p];
  }
  double error = 0;
  for (int p = 0; p < kMeasured; ++p)
    if (count[p] > 0) error += settings_.weight[p] * total[p] / count[p];
  return error;
}

}  // namespace mixgrad::train
