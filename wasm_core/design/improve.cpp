#include "design/improve.h"

#include <algorithm>

#include "design/conductivity_objective.h"
#include "text/decimal.h"

namespace mixgrad::design {
namespace {

/// Shares summing to 1, then the salt's amount.
std::vector<double> start_of(const Mixture& mixture) {
  std::vector<double> start = mixture.amounts;
  double total = 0;
  for (const double amount : mixture.amounts) total += amount;
  for (double& share : start) share /= total;
  start.push_back(mixture.salt_amount);
  return start;
}

Mixture mixture_at(const Mixture& mixture, const std::vector<double>& point) {
  Mixture moved = mixture;
  moved.amounts.assign(point.begin(), point.end() - 1);
  moved.salt_amount = point.back();
  return moved;
}

/// @param most_measured of the salt, mol/kg
Polytope polytope_of(const Laboratory& laboratory, const ImproveRequest& request,
                     const std::vector<double>& start, double most_measured) {
  Polytope polytope;
  const auto add = [&](std::string name, const Limits& limits, double now, double default_high,
                       double highest) {
    polytope.lower.push_back(limits.locked ? now : limits.low);
    polytope.upper.push_back(limits.locked ? now : std::min(limits.high.value_or(default_high), highest));
    polytope.names.push_back(std::move(name));
  };
  polytope.sums.push_back({{}, 1, "components"});
  for (std::size_t i = 0; i < request.shares.size(); ++i) {
    add("components[" + std::to_string(i) + "]", request.shares[i], start[i], 1, 1);
    polytope.sums[0].variables.push_back(static_cast<int>(i));
  }
  // In mol/l the amount that reaches a molality depends on the solvents. The box holds all that may be inside
  // the domain, the objective refuses what is not; every point of the box is a possible solution.
  const double measured = laboratory.salt_amounts(request.mixture, most_measured).high;
  const double possible = laboratory.salt_amounts(request.mixture, kHighestMolality_mol_per_kg).low;
  add("salt", request.salt, start.back(), measured,
      request.stay_in_domain ? std::min(measured, possible) : possible);
  return polytope;
}

std::vector<std::string> active_limits(const Laboratory& laboratory, const ImproveRequest& request,
                                       const DesignRun& run) {
  const Mixture& mixture = request.mixture;
  std::vector<std::string> words;
  for (const ActiveBound& bound : run.multipliers.bounds) {
    if (bound.side == ActiveBound::Side::locked) continue;
    const auto i = static_cast<std::size_t>(bound.variable);
    const bool salt = i == mixture.solvents.size();
    const char* unit = !salt ? "" : mixture.salt_unit == SaltUnit::mol_per_kg ? " mol/kg" : " mol/l";
    const std::string name =
        salt ? laboratory.salt_name(mixture.salt) : laboratory.solvent_name(mixture.solvents[i]);
    words.push_back(name + " at its " + (bound.side == ActiveBound::Side::lower ? "lower" : "upper") +
                    " bound " + significant(run.point[i], 4) + unit);
  }
  return words;
}

/// From the run that maximised −κ to the one that minimised κ. Multipliers are gains either way.
void negate_values(DesignRun& run) {
  run.value = -run.value;
  for (double& value : run.trace_values) value = -value;
  for (double& partial : run.gradient) partial = -partial;
  for (Optimum& optimum : run.optima) optimum.value = -optimum.value;
}

}  // namespace

Result<Improvement> improve(Laboratory& laboratory, const ImproveRequest& request) {
  const Mixture& mixture = request.mixture;
  const auto before = laboratory.predict(mixture, false);
  if (!before) return before.error();
  const KnownGround& known = laboratory.model().known_ground;
  const Range temperatures = known.temperature_K();
  const double most_measured = known.molality_of(laboratory.salt_name(mixture.salt)).high;
  if (request.stay_in_domain && !temperatures.holds(mixture.temperature_K)) {
    return Error{"bad_value", "temperature_K",
                 before->domain.reasons.front() + "; set stay_in_domain to false to go there"};
  }
  if (request.stay_in_domain && request.salt.locked &&
      before->composition.molality_mol_per_kg > most_measured) {
    return Error{"bad_value", "salt",
                 before->domain.reasons.front() + "; give less, or set stay_in_domain to false"};
  }

  const std::vector<double> start = start_of(mixture);
  ConductivityObjective objective(laboratory, mixture, request.maximise, request.stay_in_domain);
  auto run =
      maximise(objective, polytope_of(laboratory, request, start, most_measured), start, request.options);
  if (!run) return run.error();
  if (!request.maximise) negate_values(*run);
  const auto best = laboratory.predict(mixture_at(mixture, run->point), false);
  if (!best) return best.error();
  auto limits = active_limits(laboratory, request, *run);
  return Improvement{start, *before, *best, std::move(*run), std::move(limits)};
}

}  // namespace mixgrad::design
