// Improving a mixture: the composition, salt amount and temperature that serve a goal best, within limits.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "design/maximise.h"
#include "design/property_objective.h"

namespace mixgrad::design {

/// How far a variable may move. A locked one stays as it is, whatever its bounds.
struct Limits {
  double low = 0;
  std::optional<double> high;  ///< Default: 1 for a share, the most ever measured for salt and temperature.
  bool locked = false;
};

struct ImproveRequest {
  Mixture mixture;                  ///< Where to start. Without a salt there must be no limits on it.
  std::vector<Limits> shares;       ///< One per solvent, in the mixture's basis.
  Limits salt;                      ///< In the mixture's unit.
  Limits temperature{0, {}, true};  ///< K; a low of 0: the lowest ever measured.
  std::vector<GoalTerm> goal{{}};
  std::vector<MixtureLimit> limits;
  /// How many components the mixture may have, and how many such mixtures are asked for.
  int most_components = 1 << 20, mixtures = 1;
  /// The worst domain state to enter. Unless it is `outside`: never more salt than was measured, nor at
  /// temperatures never measured.
  DomainState worst = DomainState::caution;
  Options options;
};

/// A mixture looked at closely.
struct Look {
  Prediction prediction;
  std::optional<LiquidPrediction> liquid;  ///< Only if the request asks for a property of liquids.
  double value;                            ///< Of the goal, see goal_value.
  DomainVerdict domain;                    ///< Of all that the request asks for.
};

/// Something that holds the best point back.
struct ActiveLimit {
  std::string words;     ///< `EC at its lower bound 0`, `viscosity_mPa_s at most 3`
  std::string field;     ///< Path in the request: `components[0].min`, `limits[0].at_most`.
  double gain_per_unit;  ///< What one unit more of room would buy, in the goal's value; to first order, ≥ 0.
};

/// The goal's value when a component's share is one hundredth less or more, the others in proportion.
struct Sensitivity {
  std::optional<double> less, more;  ///< None where the share would leave 0 to 1.
};

struct Improvement {
  std::vector<double> start;  ///< Shares summing to 1, the salt's amount, temperature.
  Look before, best;
  DesignRun run;              ///< Points like `start`.
  std::vector<double> trace;  ///< goal_value along the run.
  std::vector<ActiveLimit> active;
  std::vector<Sensitivity> sensitivity;  ///< Per component.
  /// If several mixtures are asked for: the next best, each of other components, and their goal_values.
  std::vector<DesignRun> others;
  std::vector<double> other_values;
};

/// A goal of one term has the value of what it measures; one of several the sum of their worths.
double goal_value(const std::vector<GoalTerm>& goal, const double* measured);

/// goal_value at each of many points.
std::vector<double> values_at(Laboratory& laboratory, const ImproveRequest& request,
                              const std::vector<GoalTerm>& goal, const std::vector<double>& points);

/// Where the request may go: shares, salt amount, temperature.
/// Errors: `bad_value` for a locked temperature or salt amount outside the domain (fields `temperature_K`,
/// `salt`); those of `predict`.
Result<Polytope> room_of(Laboratory& laboratory, const ImproveRequest& request);

/// The request's own point.
std::vector<double> start_of(const Mixture& mixture);

/// Of a run that met no start's limits: `infeasible`, with the limit that is broken most.
Error infeasible(const ImproveRequest& request, const DesignRun& run);

/// Errors: those of room_of and `maximise`; `infeasible` where the limits cannot be met.
Result<Improvement> improve(Laboratory& laboratory, const ImproveRequest& request);

}  // namespace mixgrad::design
