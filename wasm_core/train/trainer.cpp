#include "train/trainer.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>

#include "laws/conductivity.h"
#include "laws/dense_conductivity.h"
#include "train/checkpoint.h"
#include "train/fingerprint.h"

namespace mixgrad::train {
namespace {

constexpr float kFirstOutputScale = 0.3f;
constexpr double kWarmupEpochs = 2;
constexpr int kCheckpointEpochs = 10;

/// Start near the links' centre, where the laws are already sensible.
void shrink_outputs(Architecture<float>& network) {
  const auto shrink = [&](const Linear& layer) {
    for (float& w : network.parameters.all[static_cast<std::size_t>(layer.weight)].value)
      w *= kFirstOutputScale;
  };
  const auto shrink_head = [&](const auto& head) { shrink(head.linear), shrink(head.output); };
  for (const auto& head : network.heads) shrink_head(head);
  for (const auto& head : network.volume) shrink_head(head);
  for (const auto& head : network.viscosity) shrink_head(head);
  for (const auto& head : network.pairs) shrink_head(head);
  for (const auto& head : network.law_free) shrink_head(head);
}

/// Copies what has the same name and size; the electrolytes' branch starts as the liquids'.
void start_from(const ParameterSet<float>& start, ParameterSet<float>& parameters) {
  const std::string electrolytes = kElectrolyteBranch, liquids = kLiquidBranch;
  for (auto& p : parameters.all) {
    const bool branch = p.name.rfind(electrolytes + ".", 0) == 0;
    const std::string name = branch ? liquids + p.name.substr(electrolytes.size()) : p.name;
    for (const auto& q : start.all) {
      if (q.name == name && q.value.size() == p.value.size()) p.value = q.value;
    }
  }
}

/// Atom states of a step's molecules. A trunk that stands still is only run when the molecules change, and no
/// gradient flows into it.
class Trunk {
 public:
  Trunk(const Architecture<float>& network, bool still) : network_(network), still_(still) {}

  Var operator()(Tape<float>& tape, BoundParameters<float>& bound, const GraphBatch<float>& molecules) {
    if (!still_) return network_.trunk(tape, bound, molecules);
    const int width = network_.shape.encoder.width;
    if (features_ != molecules.atom_features || edges_ != molecules.edge_source) {
      features_ = molecules.atom_features;
      edges_ = molecules.edge_source;
      own_.reset();
      BoundParameters<float> constants(own_, network_.parameters, false);
      const float* h = own_.value(network_.trunk(own_, constants, molecules));
      atoms_.assign(h, h + molecules.atom_count * width);
    }
    return tape.constant(atoms_.data(), molecules.atom_count, width);
  }

 private:
  const Architecture<float>& network_;
  bool still_;
  Tape<float> own_;
  std::vector<float> features_, atoms_;
  std::vector<std::int32_t> edges_;
};

/// Peak rate over the run: a linear rise, then a half cosine.
class Schedule {
 public:
  Schedule(int epochs, int steps_per_epoch)
      : warmup_(kWarmupEpochs * steps_per_epoch), total_(static_cast<double>(epochs) * steps_per_epoch) {}

  double operator()(double step) const {
    if (step < warmup_) return (step + 1) / warmup_;
    return 0.5 * (1 + std::cos(3.141592653589793 * (step - warmup_) / (total_ - warmup_)));
  }

 private:
  double warmup_, total_;
};

}  // namespace

Result<TrainedNetwork> train_network(Task& task, const Settings& settings, const RunOptions& options) {
  TrainingState state(settings.shape, settings.adam);
  Architecture<float>& network = state.network;
  initialise(network.parameters, settings.seed);
  shrink_outputs(network);
  if (options.start) start_from(*options.start, network.parameters);
  network.parameters.refresh_transposed();
  state.adam.restart_average(network.parameters);
  const std::string& checkpoint = options.checkpoint;
  if (std::error_code ignored; !checkpoint.empty() && std::filesystem::exists(checkpoint, ignored)) {
    if (const Status loaded = state.load(checkpoint, options.fingerprint); !loaded && options.note)
      options.note(options.name + " starts afresh, without " + checkpoint + ": " + loaded.error().message);
  }

  const int steps_per_epoch = task.batches();
  const Schedule schedule(settings.epochs, steps_per_epoch);

  Tape<float> tape;
  GraphBatch<float> molecules;
  Trunk trunk(network, options.start != nullptr);
  std::vector<const float*> gradient(network.parameters.all.size());
  while (state.epoch < settings.epochs && state.epoch - state.best_epoch < settings.patience_epochs) {
    const int step_of_epoch = state.epoch * steps_per_epoch;
    ++state.epoch;
    // Seeded by the epoch, so that a run continued from a checkpoint is the run it would have been.
    Random random(settings.seed * 1000003 + static_cast<std::uint64_t>(state.epoch));
    task.shuffle(random);
    double epoch_loss = 0;
    for (int s = 0; s < steps_per_epoch; ++s) {
      task.draw(molecules);
      tape.reset();
      BoundParameters<float> bound(tape, network.parameters, true);
      const Var loss = task.loss(tape, bound, network, molecules, trunk(tape, bound, molecules));
      tape.seed(loss);
      tape.backward();
      epoch_loss += static_cast<double>(tape.value(loss)[0]) / steps_per_epoch;
      for (std::size_t i = 0; i < gradient.size(); ++i) {
        const Var v = bound.if_used(static_cast<ParameterId>(i));
        gradient[i] = v.id < 0 ? nullptr : tape.gradient(v);
      }
      state.adam.step(network.parameters, gradient, settings.learning_rate * schedule(step_of_epoch + s));
      // The weights have stood still while every row was seen: nothing will change any more.
      if (state.adam.steps().skipped_in_a_row >= steps_per_epoch) {
        return Error{"diverged", options.name,
                     "no gradient was finite for a whole epoch, up to epoch " + std::to_string(state.epoch) +
                         "; a smaller learning_rate may help"};
      }
    }

    Architecture<float> averaged = network;
    averaged.parameters = state.adam.average();
    averaged.parameters.refresh_transposed();
    const double error = task.validation_error(averaged);
    if (error < state.best_validation || !settings.early_stopping) {
      state.best_validation = error;
      state.best_epoch = state.epoch;
      state.best = averaged.parameters;
    }
    if (options.progress) options.progress(state.epoch, epoch_loss, error);
    if (!checkpoint.empty() && state.epoch % kCheckpointEpochs == 0) {
      if (const Status saved = state.save(checkpoint, options.fingerprint); !saved && options.note)
        options.note(options.name + " goes on without a checkpoint: " + saved.error().field + " " +
                     saved.error().message);
    }
  }
  network.parameters = state.best;
  return TrainedNetwork{std::move(network), state.best_validation, state.best_epoch, state.epoch,
                        state.adam.steps().skipped};
}

Result<TrainedNetwork> train_network(const ConductivityData& data, const Split& split,
                                     const Settings& settings, const std::string& checkpoint,
                                     const std::function<void(int, double, double)>& progress,
                                     const std::function<void(const std::string&)>& note,
                                     const ParameterSet<float>* start) {
  Settings own = settings;
  const int coefficients = settings.conductivity.dense_law ? laws::DenseConductivity::kCoefficients
                                                           : laws::Conductivity::kCoefficients;
  own.shape.head.outputs = settings.law ? coefficients : 1;
  // The law goes on from the laws of liquids; a baseline knows none.
  if (settings.law && start) own.shape.molecular = MolecularHeads::laws;
  own.conductivity.law = settings.law;
  own.shape.head.states = own.conductivity.states();
  own.conductivity.weights.seed = settings.seed;
  ConductivityTask task(data, split, own.conductivity, own.shape.heads);
  const std::string run = checkpoint.empty() ? "" : fingerprint_of(data, split, settings, start);
  return train_network(task, own, {split.name, checkpoint, run, progress, note, start});
}

}  // namespace mixgrad::train
