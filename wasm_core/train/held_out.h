// How a trained network does on the rows it did not see; and the file in which `evaluate` leaves that.
#pragma once

#include <string>
#include <vector>

#include "train/calibrate.h"
#include "train/trainer.h"

namespace mixgrad::train {

/// The network on the test rows of its fold. Errors (`bad_data`): a prediction that is not finite.
Result<std::vector<HeldOutRow>> held_out_rows(const Architecture<float>& network,
                                              const ConductivityData& data, const Split& split, int fold);

/// One protocol, cross-validated.
struct ProtocolResults {
  std::string protocol;
  bool law = true;
  std::vector<std::string> folds;             ///< Names.
  std::vector<std::vector<HeldOutRow>> rows;  ///< Of each fold.

  std::vector<HeldOutRow> pooled() const;
};

Status write_results(const std::string& path, const ProtocolResults& results);

/// The rows of a file that `write_results` wrote. Errors (`bad_file`): anything else.
Result<ProtocolRows> read_held_out_rows(const std::string& path);

}  // namespace mixgrad::train
