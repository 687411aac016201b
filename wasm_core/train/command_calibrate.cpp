#include <cstdio>

#include "train/calibration_file.h"
#include "train/commands.h"
#include "train/files.h"
#include "train/held_out.h"

namespace mixgrad::train {

Status calibrate(const Arguments& arguments) {
  if (const Status writable = check_writable(arguments.text("out")); !writable) return writable;
  std::vector<ProtocolRows> protocols;
  for (const std::string& path : arguments.all("rows")) {
    const auto rows = read_held_out_rows(path);
    if (!rows) return rows.error();
    protocols.push_back(*rows);
  }
  const auto calibration = fit_calibration(protocols);
  if (!calibration) return calibration.error();
  const auto coverage = measure_coverage(protocols);
  if (!coverage) return coverage.error();
  for (const Coverage& row : *coverage) {
    std::printf("%-20s %-13s n %5d  inside %.3f  median half-width %.3f\n", row.protocol.c_str(),
                row.state.c_str(), row.rows, row.share_inside, row.median_half_width);
  }
  return write_calibration(arguments.text("out"), *calibration, *coverage);
}

}  // namespace mixgrad::train
