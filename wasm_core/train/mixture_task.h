// Learning from molecular liquids and their binary mixtures.
#pragma once

#include <vector>

#include "train/mixture_data.h"
#include "train/task.h"

namespace mixgrad::train {

struct MixtureSettings {
  int batch_systems = 128;
  int rows_per_system = 12;  ///< Of one property and one batch, drawn at random.
  double huber_delta = 0.5;  ///< In units of the property (MeasuredFacts).
  double weight[kMeasured] = {1, 1, 1, 1, 1};
  double pure_share = 0.5;  ///< Of a property's weight, for its pure liquids, where it has them.
};

class MixtureTask final : public Task {
 public:
  /// `data` and `split` must outlive the task.
  MixtureTask(const MixtureData& data, const Split& split, const MixtureSettings& settings,
              const PairHeadShape& pair);

  int batches() const override;
  void shuffle(Random& random) override;
  void draw(GraphBatch<float>& molecules) override;
  Var loss(Tape<float>& tape, BoundParameters<float>& bound, const Architecture<float>& network,
           const GraphBatch<float>& molecules, Var atoms) override;
  double validation_error(const Architecture<float>& network) const override;

  /// Rows of a few systems laid out for the tape.
  struct Batch {
    std::vector<int> row;                               // of the data
    std::vector<std::int32_t> pair_first, pair_second;  // molecules of the batch
    std::vector<std::int32_t> row_pair;                 // per row
    std::vector<float> feature;                         // rows × outputs of a pair head
    struct Pure {
      std::vector<std::int32_t> molecule, row;
      std::vector<float> state, weight;
      void clear() { molecule.clear(), row.clear(), state.clear(), weight.clear(); }
    } volume, viscosity;
    // Of the baseline without laws.
    std::vector<std::int32_t> share_molecule, share_row, solute_molecule, solute_row;
    std::vector<float> share, share_squared, state, chosen;
    std::vector<float> target;  // rows, in units of the property
    std::vector<float> mirrored, ones;
  };

 private:
  struct SystemRows {
    int system;
    std::vector<int> of_property[kMeasured];
  };

  bool is_pure(const SystemRows& system) const;

  const MixtureData& data_;
  const Split& split_;
  MixtureSettings settings_;
  PairHeadShape pair_;
  std::vector<SystemRows> systems_;
  float row_weight_[kMeasured][2];  // by property; of pairs, and of pure liquids
  std::vector<int> order_;
  std::size_t next_ = 0;
  Random draw_random_{0};
  std::vector<int> drawn_, of_system_;
  Batch batch_;
  std::vector<float> weight_;
};

/// The property of every row by every head: rows.size() × heads, in units of MeasuredFacts; a molar volume
/// in units of its own measurement.
std::vector<float> predict_mixture_rows(const Architecture<float>& network, const MixtureData& data,
                                        const std::vector<int>& rows);

/// What such a number is in the units of the row.
double unit_of(const MixtureRow& row);

}  // namespace mixgrad::train
