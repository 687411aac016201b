#include "train/trainer.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <map>
#include <set>

#include "laws/conductivity.h"
#include "train/checkpoint.h"
#include "train/fingerprint.h"

namespace mixgrad::train {
namespace {

constexpr int kLawFreeStates = 3;
constexpr float kFirstOutputScale = 0.3f;
constexpr double kWarmupEpochs = 2;
constexpr int kCheckpointEpochs = 10;

/// One batch of rows laid out for the tape; reused, so that it stops allocating.
struct RowBatch {
  std::vector<std::int32_t> component, component_row, salt;
  std::vector<float> mole_fraction, state, target;
  int rows = 0;

  void fill(const ConductivityData& data, const int* row, int count, bool law) {
    component.clear(), component_row.clear(), salt.clear(), mole_fraction.clear(), state.clear(),
        target.clear();
    rows = count;
    for (int i = 0; i < count; ++i) {
      const auto r = static_cast<std::size_t>(row[i]);
      for (int c = data.row_begin[r]; c < data.row_begin[r + 1]; ++c) {
        component.push_back(data.component[static_cast<std::size_t>(c)]);
        component_row.push_back(i);
        mole_fraction.push_back(data.mole_fraction[static_cast<std::size_t>(c)]);
      }
      salt.push_back(data.salt[r]);
      const double m = data.molality_mol_per_kg[r], temperature = data.temperature_K[r];
      if (law) {
        state.insert(state.end(), {static_cast<float>(m), static_cast<float>(temperature)});
      } else {
        // The baseline gets the same facts, scaled to order one as a network likes them.
        state.insert(state.end(),
                     {static_cast<float>(m - 1), static_cast<float>(std::log(m)),
                      static_cast<float>(1000 / laws::kReferenceTemperature_K - 1000 / temperature)});
      }
      target.push_back(static_cast<float>(data.log_conductivity[r]));
    }
  }
};

/// ln κ of a batch by one head, rows × 1.
Var evaluate_head(Tape<float>& tape, BoundParameters<float>& bound, const MixtureHead& head, Var embeddings,
                  Var cations, Var anions, const RowBatch& batch, bool law) {
  const int entries = static_cast<int>(batch.component.size());
  const Var c = gather_rows(tape, head.components(tape, bound, embeddings), batch.component.data(), entries);
  const Var weighted = scale_rows(tape, c, tape.constant(batch.mole_fraction.data(), entries, 1));
  const Var mixture = scatter_sum_rows(tape, weighted, batch.component_row.data(), batch.rows);
  const Var q = gather_rows(tape, head.salts(tape, bound, cations, anions), batch.salt.data(), batch.rows);
  Var u = add(tape, mixture, q);
  const int states = static_cast<int>(batch.state.size()) / batch.rows;
  const Var state = tape.constant(batch.state.data(), batch.rows, states);
  if (!law) u = add(tape, u, head.state(tape, bound, state));
  const Var raw = head.coefficients(tape, bound, u);
  return law ? apply_law<laws::Conductivity>(tape, raw, state) : raw;
}

/// Embeds all molecules and evaluates every head; calls visit(head index, ln κ).
template <class Visit>
void evaluate(Tape<float>& tape, BoundParameters<float>& bound, const Architecture<float>& network,
              const ConductivityData& data, const RowBatch& batch, bool law, const Visit& visit) {
  const Var embeddings = network.encoder(tape, bound, data.molecules);
  const int salts = static_cast<int>(data.salt_ids.size());
  const Var cations = gather_rows(tape, embeddings, data.salt_cation.data(), salts);
  const Var anions = gather_rows(tape, embeddings, data.salt_anion.data(), salts);
  for (std::size_t k = 0; k < network.heads.size(); ++k) {
    visit(k, evaluate_head(tape, bound, network.heads[k], embeddings, cations, anions, batch, law));
  }
}

/// A system is a salt in a set of solvents, whatever their proportions.
std::vector<int> systems_of(const ConductivityData& data) {
  std::map<std::pair<int, std::set<int>>, int> index;
  std::vector<int> system;
  for (int r = 0; r < data.rows(); ++r) {
    std::set<int> solvents;
    for (int c = data.row_begin[static_cast<std::size_t>(r)];
         c < data.row_begin[static_cast<std::size_t>(r) + 1]; ++c) {
      if (data.mole_fraction[static_cast<std::size_t>(c)] > 0)
        solvents.insert(data.component[static_cast<std::size_t>(c)]);
    }
    const auto key =
        std::make_pair(static_cast<int>(data.salt[static_cast<std::size_t>(r)]), std::move(solvents));
    system.push_back(index.try_emplace(key, static_cast<int>(index.size())).first->second);
  }
  return system;
}

/// Weight of each training row for each head: balance between systems times bagging.
class RowWeights {
 public:
  RowWeights(const ConductivityData& data, const Split& split, const Settings& settings)
      : system_(systems_of(data)),
        weight_(static_cast<std::size_t>(data.rows()), 0.0f),
        heads_(settings.shape.heads) {
    std::map<int, int> count;
    for (const int r : split.train) ++count[system_[static_cast<std::size_t>(r)]];
    double total = 0;
    for (const int r : split.train) {
      const double w = std::pow(count[system_[static_cast<std::size_t>(r)]], -settings.balance);
      weight_[static_cast<std::size_t>(r)] = static_cast<float>(w);
      total += w;
    }
    const float scale = static_cast<float>(static_cast<double>(split.train.size()) / total);
    for (float& w : weight_) w *= scale;

    Random random(settings.seed ^ 0xba66ULL);
    const int systems = 1 + *std::max_element(system_.begin(), system_.end());
    seen_.resize(static_cast<std::size_t>(systems) * static_cast<std::size_t>(heads_));
    for (auto& seen : seen_) seen = random.uniform() >= settings.bag_fraction;
  }

  void fill(const int* row, int count, std::size_t head, std::vector<float>& weight) const {
    weight.resize(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
      const auto r = static_cast<std::size_t>(row[i]);
      const bool seen = seen_[static_cast<std::size_t>(system_[r]) * static_cast<std::size_t>(heads_) + head];
      weight[static_cast<std::size_t>(i)] = seen ? weight_[r] / static_cast<float>(count) : 0.0f;
    }
  }

 private:
  std::vector<int> system_;
  std::vector<float> weight_;
  std::vector<char> seen_;
  int heads_;
};

double validation_error(const Architecture<float>& network, const ConductivityData& data,
                        const std::vector<int>& rows, bool law) {
  const std::vector<float> predicted = predict_rows(network, data, rows, law);
  const std::size_t heads = network.heads.size();
  double total = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    double mean = 0;
    for (std::size_t k = 0; k < heads; ++k) mean += predicted[i * heads + k];
    total += std::abs(mean / static_cast<double>(heads) -
                      data.log_conductivity[static_cast<std::size_t>(rows[i])]);
  }
  return total / static_cast<double>(rows.size());
}

}  // namespace

std::vector<float> predict_rows(const Architecture<float>& network, const ConductivityData& data,
                                const std::vector<int>& rows, bool law) {
  constexpr int kBatch = 1024;
  const std::size_t heads = network.heads.size();
  std::vector<float> out(rows.size() * heads);
  Tape<float> tape;
  RowBatch batch;
  for (std::size_t begin = 0; begin < rows.size(); begin += kBatch) {
    const int count = static_cast<int>(std::min<std::size_t>(kBatch, rows.size() - begin));
    batch.fill(data, rows.data() + begin, count, law);
    tape.reset();
    BoundParameters<float> bound(tape, network.parameters, false);
    evaluate(tape, bound, network, data, batch, law, [&](std::size_t k, Var y) {
      for (int i = 0; i < count; ++i)
        out[(begin + static_cast<std::size_t>(i)) * heads + k] = tape.value(y)[i];
    });
  }
  return out;
}

Result<TrainedNetwork> train_network(const ConductivityData& data, const Split& split,
                                     const Settings& settings, const std::string& checkpoint,
                                     const std::function<void(int, double, double)>& progress,
                                     const std::function<void(const std::string&)>& note) {
  ArchitectureShape shape = settings.shape;
  shape.head.outputs = settings.law ? laws::Conductivity::kCoefficients : 1;
  shape.head.states = settings.law ? 0 : kLawFreeStates;
  TrainingState state(shape, settings.adam);
  Architecture<float>& network = state.network;
  initialise(network.parameters, settings.seed);
  // Start near the links' centre, where the law is already a sensible electrolyte.
  for (const MixtureHead& head : network.heads) {
    for (const ParameterId id : {head.linear.weight, head.output.weight}) {
      for (float& w : network.parameters.all[static_cast<std::size_t>(id)].value) w *= kFirstOutputScale;
    }
  }
  network.parameters.refresh_transposed();
  state.adam.restart_average(network.parameters);
  const std::string run = checkpoint.empty() ? "" : fingerprint_of(data, split, settings);
  if (std::error_code ignored; !checkpoint.empty() && std::filesystem::exists(checkpoint, ignored)) {
    if (const Status loaded = state.load(checkpoint, run); !loaded && note)
      note(split.name + " starts afresh, without " + checkpoint + ": " + loaded.error().message);
  }

  const RowWeights weights(data, split, settings);
  const int steps_per_epoch =
      static_cast<int>((split.train.size() + static_cast<std::size_t>(settings.batch_rows) - 1) /
                       static_cast<std::size_t>(settings.batch_rows));
  const double total_steps = static_cast<double>(settings.epochs) * steps_per_epoch;
  const double warmup_steps = kWarmupEpochs * steps_per_epoch;

  Tape<float> tape;
  RowBatch batch;
  std::vector<std::vector<float>> head_weight(network.heads.size());
  std::vector<const float*> gradient(network.parameters.all.size());
  while (state.epoch < settings.epochs && state.epoch - state.best_epoch < settings.patience_epochs) {
    const int step_of_epoch = state.epoch * steps_per_epoch;
    ++state.epoch;
    // Seeded by the epoch, so that a run continued from a checkpoint is the run it would have been.
    Random random(settings.seed * 1000003 + static_cast<std::uint64_t>(state.epoch));
    std::vector<int> order = split.train;
    random.shuffle(order);
    double epoch_loss = 0;
    for (int s = 0; s < steps_per_epoch; ++s) {
      const std::size_t begin = static_cast<std::size_t>(s) * static_cast<std::size_t>(settings.batch_rows);
      const int count = static_cast<int>(
          std::min<std::size_t>(static_cast<std::size_t>(settings.batch_rows), order.size() - begin));
      batch.fill(data, order.data() + begin, count, settings.law);
      tape.reset();
      BoundParameters<float> bound(tape, network.parameters, true);
      Var loss;
      evaluate(tape, bound, network, data, batch, settings.law, [&](std::size_t k, Var y) {
        weights.fill(order.data() + begin, count, k, head_weight[k]);
        const Var part = pseudo_huber(tape, y, batch.target.data(), head_weight[k].data(),
                                      static_cast<float>(settings.huber_delta));
        loss = k == 0 ? part : add(tape, loss, part);
      });
      tape.seed(loss);
      tape.backward();
      epoch_loss += static_cast<double>(tape.value(loss)[0]) / steps_per_epoch;
      for (std::size_t i = 0; i < gradient.size(); ++i) {
        const Var v = bound.if_used(static_cast<ParameterId>(i));
        gradient[i] = v.id < 0 ? nullptr : tape.gradient(v);
      }
      const double step = step_of_epoch + s;
      const double schedule =
          step < warmup_steps
              ? (step + 1) / warmup_steps
              : 0.5 *
                    (1 + std::cos(3.141592653589793 * (step - warmup_steps) / (total_steps - warmup_steps)));
      state.adam.step(network.parameters, gradient, settings.learning_rate * schedule);
      // The weights have stood still while every row was seen: nothing will change any more.
      if (state.adam.steps().skipped_in_a_row >= steps_per_epoch) {
        return Error{"diverged", split.name,
                     "no gradient was finite for a whole epoch, up to epoch " + std::to_string(state.epoch) +
                         "; a smaller learning_rate may help"};
      }
    }

    Architecture<float> averaged = network;
    averaged.parameters = state.adam.average();
    averaged.parameters.refresh_transposed();
    const double error = validation_error(averaged, data, split.validation, settings.law);
    if (error < state.best_validation || !settings.early_stopping) {
      state.best_validation = error;
      state.best_epoch = state.epoch;
      state.best = averaged.parameters;
    }
    if (progress) progress(state.epoch, epoch_loss, error);
    if (!checkpoint.empty() && state.epoch % kCheckpointEpochs == 0) {
      if (const Status saved = state.save(checkpoint, run); !saved && note)
        note(split.name + " goes on without a checkpoint: " + saved.error().field + " " +
             saved.error().message);
    }
  }
  network.parameters = state.best;
  return TrainedNetwork{std::move(network), state.best_validation, state.best_epoch, state.epoch,
                        state.adam.steps().skipped};
}

}  // namespace mixgrad::train
