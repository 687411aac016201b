// Which rows train, which tell when to stop, and which are only ever reported.
#pragma once

#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "random.h"

namespace mixgrad::train {

/// Row indices; disjoint.
struct Split {
  std::string name;
  std::vector<int> train, validation, test;
};

/// One row in `count` tells when to stop; all others train.
inline Split one_in(int count, int rows, std::uint64_t seed) {
  Split split{"ship", {}, {}, {}};
  std::vector<int> order(static_cast<std::size_t>(rows));
  std::iota(order.begin(), order.end(), 0);
  Random random(seed);
  random.shuffle(order);
  for (std::size_t i = 0; i < order.size(); ++i)
    (i % static_cast<std::size_t>(count) == 0 ? split.validation : split.train).push_back(order[i]);
  return split;
}

}  // namespace mixgrad::train
