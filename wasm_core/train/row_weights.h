// How much each conductivity counts for each head.
#pragma once

#include <vector>

#include "train/dataset.h"
#include "train/split.h"

namespace mixgrad::train {

struct RowWeightSettings {
  /// A row weighs (rows of its system)^-balance; a system is a salt and a set of solvents.
  double balance = 0.5;
  double bag_fraction = 0.2;  ///< Share of systems that each head does not see.
  std::uint64_t seed = 1;
};

/// Balance between systems times bagging.
class RowWeights {
 public:
  RowWeights(const ConductivityData& data, const Split& split, const RowWeightSettings& settings, int heads);

  /// The weights of `count` rows for one head, summing to about 1.
  void fill(const int* row, int count, std::size_t head, std::vector<float>& weight) const;

 private:
  std::vector<int> system_;
  std::vector<float> weight_;
  std::vector<char> seen_;
  int heads_;
};

}  // namespace mixgrad::train
