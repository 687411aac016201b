// Conductivity of mixtures from raw coefficients: the law, the ensemble and the gradients put together.
#pragma once

#include <vector>

#include "laws/conductivity.h"
#include "model/calibration.h"
#include "model/coefficient_map.h"

namespace mixgrad {

/// Results for a batch of mixtures; vectors are resized and reused.
struct ConductivityBatch {
  std::vector<double> value_mS_per_cm;         ///< count; geometric mean over the heads
  std::vector<double> log_deviation;           ///< count; standard deviation of ln κ over the heads
  std::vector<double> gradient_mole_fraction;  ///< count × solvents, all fractions taken as free
  std::vector<double> gradient_molality;       ///< count; per mol/kg
  std::vector<double> gradient_temperature;    ///< count; per K

 private:
  friend class ConductivityModel;
  std::vector<float> x, seed_storage;
  std::vector<const float*> seed;
};

/// What to evaluate in place of κ: an end of its interval. Row by row, each in its own domain state.
struct ConductivityEnd {
  End end = End::value;
  const Calibration* calibration = nullptr;
  const DomainState* state = nullptr;  ///< count
};

/// Evaluates the conductivity law of every head on top of a CoefficientMap.
class ConductivityModel {
 public:
  explicit ConductivityModel(CoefficientMap map) : map_(std::move(map)) {}

  /// The law's coefficients by each head for the (first) composition evaluated last; kept while it stays.
  const std::vector<laws::ConductivityCoefficients<double>>& coefficients();

  /// @param x count × solvents mole fractions   @param molality count, mol/kg, ≥ 0   @param temperature
  /// count, K
  /// @param end with gradient only: values and gradients are this end's
  void evaluate(const double* x, const double* molality, const double* temperature, int count, bool gradient,
                ConductivityBatch& out, const ConductivityEnd& end = {});

  /// One composition at many states: the network runs at most once, only the law `count` times. No
  /// composition gradient. This is what a temperature or salt slider costs.
  void evaluate_states(const double* x, const double* molality, const double* temperature, int count,
                       ConductivityBatch& out);

 private:
  /// Runs the network unless `x` is the batch it has just run on.
  void run_network(const double* x, int count, bool gradient, ConductivityBatch& out);

  CoefficientMap map_;
  std::vector<laws::ConductivityCoefficients<double>> coefficients_;  // empty: not asked for yet
  std::vector<double> last_x_;
  int last_count_ = 0;
  bool last_differentiable_ = false;
};

}  // namespace mixgrad
