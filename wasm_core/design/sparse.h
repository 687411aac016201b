// Choosing components: the best mixtures of at most a few of many candidates.
#pragma once

#include <vector>

#include "design/maximise.h"

namespace mixgrad::design {

struct SparseRun {
  std::vector<DesignRun> best;  ///< Each of other components; best first. Empty if none meets the limits.
  int runs = 0;                 ///< Of the optimiser, of as many as there are subsets at most.
};

/// Maximises over the points at which at most `most` members of the first sum are not 0.
///
/// Branch and bound (Land, Doig, Econometrica 28, 497, 1960, doi 10.2307/1910129) on which components are in
/// and which are out: the maximum over a set of candidates, by gradient, bounds that over every subset, so
/// sets that cannot beat what was found are not looked into. As sure as the multi-start is to find the
/// maxima.
/// @param wanted how many mixtures to find
/// Errors: those of `maximise`.
Result<SparseRun> choose_components(Objective& objective, const Polytope& polytope,
                                    const std::vector<double>& start, const Options& options, int most,
                                    int wanted);

}  // namespace mixgrad::design
