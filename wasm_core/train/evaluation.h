// Figures of merit on held-out rows, always in the units a user reads: mS/cm and per cent.
#pragma once

#include <vector>

namespace mixgrad::train {

/// One held-out row: what was measured, what every head said. Of a conductivity ln(κ / mS cm⁻¹).
struct HeldOutRow {
  int row = 0;   ///< Index into the data.
  int fold = 0;  ///< Fold of its protocol.
  double measured = 0;
  double mean = 0;            ///< Over the heads.
  double deviation = 0;       ///< Standard deviation over the heads.
  bool known_ground = false;  ///< Domain state against the training rows of its fold.
  double extent = 1;          ///< Where in the range of composition errors can be large: see Calibration.
};

struct Figures {
  int rows = 0;
  double mean_absolute_error_mS_per_cm = 0;
  double root_mean_square_error_mS_per_cm = 0;
  double r_squared = 0;
  double median_relative_error = 0;
  double mean_absolute_log_error = 0;
};

/// Of conductivities.
Figures figures_of(const std::vector<HeldOutRow>& rows);

/// The p-quantile by linear interpolation; `values` need not be sorted, must not be empty.
double quantile(std::vector<double> values, double p);

}  // namespace mixgrad::train
