// Properties of a mixture as the optimiser sees them: a goal and limits over shares, salt amount,
// temperature.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "design/problem.h"
#include "model/laboratory.h"

namespace mixgrad::design {

/// Part of a goal: `weight · F`, or `−weight (F − target)²`; the optimiser seeks the highest sum.
struct GoalTerm {
  Measure measure;
  double weight = 1;  ///< Worth of one unit; below 0 less is better.
  std::optional<double> target = {};

  double worth(double value) const {
    return target ? -weight * (value - *target) * (value - *target) : weight * value;
  }
};

/// A limit beyond bounds: `sign (F − bound) ≤ 0`, F a property or a linear function of the shares.
struct MixtureLimit {
  std::optional<Measure> measure = {};
  std::vector<double> shares = {};  ///< Without a measure: the coefficients.
  int ratio_to = -1;                ///< Of a ratio: the component below the line.
  double sign = 1;                  ///< 1 for `at most`, −1 for `at least`.
  double bound = 0;
  std::string field = {};  ///< Its path in the request: `limits[0].at_most`.
  std::string words = {};  ///< `viscosity_mPa_s at most 3`

  /// What counts as 1 in the optimiser's tolerance: the bound itself, if it is not 0.
  double size() const { return bound != 0 ? (bound < 0 ? -bound : bound) : 1; }
};

/// Variables: shares of the solvents in the mixture's basis, the salt's amount in its unit, temperature in K.
/// Each batch is one run of the network. Not a number where a domain state is worse than allowed.
class PropertyObjective : public Objective {
 public:
  /// @param mixture gives molecules, basis and unit. All but the last must outlive this.
  PropertyObjective(Laboratory& laboratory, const Mixture& mixture, const std::vector<GoalTerm>& goal,
                    const std::vector<MixtureLimit>& limits, DomainState worst);

  int dimension() const override { return static_cast<int>(mixture_.solvents.size()) + 2; }
  int limits() const override { return static_cast<int>(limits_.size()); }
  void evaluate(const double* points, int count, double* value, double* gradient) override;

 private:
  /// Of a measure among the distinct ones.
  std::size_t index_of(const Measure& measure) const;

  Laboratory& laboratory_;
  const Mixture& mixture_;
  const std::vector<GoalTerm>& goal_;
  const std::vector<MixtureLimit>& limits_;
  DomainState worst_;
  std::vector<Measure> measures_;  // distinct
  std::vector<double> value_, gradient_;
  std::vector<DomainState> state_;
};

}  // namespace mixgrad::design
