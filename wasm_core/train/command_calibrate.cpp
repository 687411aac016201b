#include <cstdio>

#include "train/calibration_file.h"
#include "train/commands.h"
#include "train/files.h"
#include "train/held_out.h"
#include "train/mixture_results.h"

namespace mixgrad::train {
namespace {

Result<CalibratedProperty> calibrated(const std::string& name, const std::vector<ProtocolRows>& protocols) {
  const auto calibration = fit_calibration(protocols);
  if (!calibration)
    return Error{calibration.error().code, name + ", " + calibration.error().field,
                 calibration.error().message};
  const auto coverage = measure_coverage(protocols);
  if (!coverage)
    return Error{coverage.error().code, name + ", " + coverage.error().field, coverage.error().message};
  for (const Coverage& row : *coverage) {
    std::printf("%-16s %-20s %-13s n %5d  inside %.3f  median half-width %.3g\n", name.c_str(),
                row.protocol.c_str(), row.state.c_str(), row.rows, row.share_inside, row.median_half_width);
  }
  return CalibratedProperty{name, *calibration, *coverage};
}

/// From the units in which it was fitted to those of the property.
void scale(CalibratedProperty& property, double unit) {
  property.calibration.known_ground.noise *= unit;
  property.calibration.elsewhere.noise *= unit;
  for (Coverage& row : property.coverage) row.median_half_width *= unit;
}

}  // namespace

Status calibrate(const Arguments& arguments) {
  if (const Status writable = check_writable(arguments.text("out")); !writable) return writable;
  std::vector<ProtocolRows> conductivity;
  for (const std::string& path : arguments.all("rows")) {
    const auto rows = read_held_out_rows(path);
    if (!rows) return rows.error();
    conductivity.push_back(*rows);
  }
  std::vector<ProtocolRows> measured[kMeasured];
  for (const std::string& path : arguments.all("mixture-rows")) {
    for (int k = 0; k < kMeasured; ++k) {
      const auto rows = read_mixture_rows(path, static_cast<Measured>(k));
      if (!rows) return rows.error();
      if (!rows->rows.empty()) measured[k].push_back(*rows);
    }
  }
  std::vector<CalibratedProperty> properties;
  const auto kappa = calibrated("conductivity", conductivity);
  if (!kappa) return kappa.error();
  properties.push_back(*kappa);
  for (int k = 0; k < kMeasured; ++k) {
    if (measured[k].empty()) continue;
    auto property = calibrated(kMeasuredNames[k].key, measured[k]);
    if (!property) return property.error();
    scale(*property, facts_of(static_cast<Measured>(k)).unit);
    properties.push_back(*property);
  }
  return write_calibrations(arguments.text("out"), properties);
}

}  // namespace mixgrad::train
