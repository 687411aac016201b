// Fits the terms of the 90 % interval to held-out errors, and measures how often it holds.
#pragma once

#include <string>
#include <vector>

#include "model/calibration.h"
#include "result.h"
#include "train/evaluation.h"

namespace mixgrad::train {

/// Held-out rows of one protocol. Rows of one fold share a fold index.
struct ProtocolRows {
  std::string protocol;
  std::vector<HeldOutRow> rows;
};

/// q and ν of the narrowest intervals (by Gneiting and Raftery's interval score, J. Am. Stat. Assoc. 2007,
/// 102, 359, doi 10.1198/016214506000001437) that hold 90 % of the rows, where a protocol counts by the
/// square root of its rows. Errors (`bad_data`): no rows on known ground, or none elsewhere; the field says
/// which.
Result<Calibration> fit_calibration(const std::vector<ProtocolRows>& protocols);

struct Coverage {
  std::string protocol;
  std::string state;  ///< "known ground", "elsewhere" or "all"
  int rows = 0;
  double share_inside = 0;       ///< Of measurements inside their 90 % interval.
  double median_half_width = 0;  ///< In ln κ.
};

/// Cross-fitted: the rows of each fold are judged by a calibration that did not see the fold. Errors as
/// above, also where only one fold has rows of a group.
Result<std::vector<Coverage>> measure_coverage(const std::vector<ProtocolRows>& protocols);

}  // namespace mixgrad::train
