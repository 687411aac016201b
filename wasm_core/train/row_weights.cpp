#include "train/row_weights.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "random.h"

namespace mixgrad::train {
namespace {

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

}  // namespace

RowWeights::RowWeights(const ConductivityData& data, const Split& split, const RowWeightSettings& settings,
                       int heads)
    : system_(systems_of(data)), weight_(static_cast<std::size_t>(data.rows()), 0.0f), heads_(heads) {
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

void RowWeights::fill(const int* row, int count, std::size_t head, std::vector<float>& weight) const {
  weight.resize(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    const auto r = static_cast<std::size_t>(row[i]);
    const bool seen = seen_[static_cast<std::size_t>(system_[r]) * static_cast<std::size_t>(heads_) + head];
    weight[static_cast<std::size_t>(i)] = seen ? weight_[r] / static_cast<float>(count) : 0.0f;
  }
}

}  // namespace mixgrad::train
