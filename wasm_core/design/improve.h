// Improving a mixture: the composition of the highest (or lowest) conductivity within limits.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "design/maximise.h"
#include "model/laboratory.h"

namespace mixgrad::design {

/// How far one share or the salt's amount may move. A locked one stays as it is, whatever its bounds.
struct Limits {
  double low = 0;
  std::optional<double> high;  ///< Default: 1 for a share, the most ever measured for the salt.
  bool locked = false;
};

struct ImproveRequest {
  Mixture mixture;             ///< Where to start.
  std::vector<Limits> shares;  ///< One per solvent, in the mixture's basis.
  Limits salt;                 ///< In the mixture's unit.
  bool maximise = true;
  bool stay_in_domain = true;  ///< Never more salt than was measured, nor at temperatures never measured.
  Options options;
};

struct Improvement {
  std::vector<double> start;  ///< Shares summing to 1, then the salt's amount.
  Prediction before, best;
  DesignRun run;                           ///< Points like `start`; values are κ in mS/cm.
  std::vector<std::string> active_limits;  ///< In words: `EC at its lower bound 0`.
};

/// Errors: `bad_value` for limits that leave nothing or contradict each other, a temperature or a locked salt
/// amount outside the domain (field `temperature_K`, `salt`); see also `maximise`.
Result<Improvement> improve(Laboratory& laboratory, const ImproveRequest& request);

}  // namespace mixgrad::design
