#include "design/improve.h"

#include <algorithm>
#include <cmath>

#include "design/sparse.h"
#include "text/decimal.h"

namespace mixgrad::design {
namespace {

Mixture mixture_at(const Mixture& mixture, const std::vector<double>& point) {
  Mixture moved = mixture;
  moved.amounts.assign(point.begin(), point.end() - 2);
  moved.salt_amount = point.end()[-2];
  moved.temperature_K = point.back();
  return moved;
}

/// Calls visit(measure) for all that the request asks for.
template <class Visit>
void for_each_measure(const ImproveRequest& request, const Visit& visit) {
  for (const GoalTerm& term : request.goal) visit(term.measure);
  for (const MixtureLimit& limit : request.limits) {
    if (limit.measure) visit(*limit.measure);
  }
}

Result<Look> look_at(Laboratory& laboratory, const ImproveRequest& request,
                     const std::vector<double>& point) {
  const Mixture mixture = mixture_at(request.mixture, point);
  auto prediction = laboratory.predict(mixture, false);
  if (!prediction) return prediction.error();
  Look look{std::move(*prediction), {}, values_at(laboratory, request, request.goal, point).front(), {}};
  bool conducting = false, liquid = false;
  for_each_measure(request, [&](const Measure& m) { (m.is_conductivity() ? conducting : liquid) = true; });
  if (conducting) look.domain = look.prediction.domain;
  if (!liquid) return look;
  auto properties = laboratory.liquid(mixture, false);
  if (!properties) return properties.error();
  for_each_measure(request, [&](const Measure& m) {
    if (m.is_conductivity()) return;
    const DomainVerdict& verdict =
        properties->domain[measured_of(m.liquid.value_or(LiquidProperty::excess_gibbs))];
    look.domain.state = std::max(look.domain.state, verdict.state);
    std::vector<std::string>& reasons = look.domain.reasons;
    for (const std::string& reason : verdict.reasons) {
      if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) reasons.push_back(reason);
    }
  });
  look.liquid = std::move(*properties);
  return look;
}

/// Where all that the request asks for was measured.
Range temperatures_of(const Laboratory& laboratory, const ImproveRequest& request) {
  Range known{0, INFINITY};
  for_each_measure(request, [&](const Measure& m) {
    if (m.phase) return;
    const Range range = m.liquid ? laboratory.model().liquid_ground.temperature_K(measured_of(*m.liquid))
                                 : laboratory.model().known_ground.temperature_K();
    known = {std::max(known.low, range.low), std::min(known.high, range.high)};
  });
  return known;
}

std::vector<ActiveLimit> active_limits(const Laboratory& laboratory, const ImproveRequest& request,
                                       const Polytope& room, const DesignRun& run) {
  const Mixture& mixture = request.mixture;
  const std::size_t solvents = mixture.solvents.size();
  std::vector<ActiveLimit> active;
  for (const ActiveBound& bound : run.multipliers.bounds) {
    if (bound.side == ActiveBound::Side::locked) continue;
    const auto i = static_cast<std::size_t>(bound.variable);
    const bool lower = bound.side == ActiveBound::Side::lower;
    const char* unit = i < solvents                                ? ""
                       : i > solvents                              ? " K"
                       : mixture.salt_unit == SaltUnit::mol_per_kg ? " mol/kg"
                                                                   : " mol/l";
    const std::string name = i < solvents   ? laboratory.solvent_name(mixture.solvents[i])
                             : i > solvents ? "the temperature"
                                            : laboratory.salt_name(mixture.salt);
    active.push_back(
        {name + " at its " + (lower ? "lower" : "upper") + " bound " + significant(run.point[i], 4) + unit,
         room.names[i] + (lower ? ".min" : ".max"), std::max(bound.multiplier, 0.0)});
  }
  for (std::size_t k = 0; k < request.limits.size(); ++k) {
    const MixtureLimit& limit = request.limits[k];
    // A run may end a little short of a limit that holds it back all the same.
    const double tolerance = request.options.limit_tolerance;
    if (run.limits[k] < (run.limit_multipliers[k] > 0 ? -100 * tolerance : -tolerance)) continue;
    double gain = run.limit_multipliers[k] / limit.size();
    if (limit.ratio_to >= 0)
      gain *= run.point[static_cast<std::size_t>(limit.ratio_to)];  // per unit of the ratio
    active.push_back({limit.words, limit.field, gain});
  }
  return active;
}

std::vector<Sensitivity> sensitivity_of(Laboratory& laboratory, const ImproveRequest& request,
                                        const std::vector<double>& best) {
  constexpr double kStep = 0.01;
  const std::size_t solvents = best.size() - 2;
  std::vector<double> points;
  std::vector<std::optional<double>*> places;
  std::vector<Sensitivity> out(solvents);
  for (std::size_t i = 0; i < solvents; ++i) {
    for (const double step : {-kStep, kStep}) {
      const double share = best[i] + step;
      if (share < 0 || share > 1 || best[i] == 1) continue;
      std::vector<double> moved = best;
      for (std::size_t j = 0; j < solvents; ++j) moved[j] *= (1 - share) / (1 - best[i]);
      moved[i] = share;
      points.insert(points.end(), moved.begin(), moved.end());
      places.push_back(step < 0 ? &out[i].less : &out[i].more);
    }
  }
  const std::vector<double> values = values_at(laboratory, request, request.goal, points);
  for (std::size_t k = 0; k < places.size(); ++k) *places[k] = values[k];
  return out;
}

/// Intervals jump where a component that brings unknown ground comes in: no gradient shows that, and a run
/// may end there without convergence. Then it goes on with that component left out, where all is smooth.
DesignRun on_its_face(Objective& objective, Polytope room, DesignRun run, const Options& options) {
  bool on_face = false;
  for (const int i : room.sums[0].variables) {
    const auto v = static_cast<std::size_t>(i);
    if (run.point[v] != 0 || room.upper[v] == 0) continue;
    room.upper[v] = 0;
    on_face = true;
  }
  if (!on_face) return run;
  auto face = maximise(objective, room, run.point, options);
  const bool better = face && face->converged && (!run.feasible || face->value >= run.value);
  return better ? std::move(*face) : std::move(run);
}

}  // namespace

double goal_value(const std::vector<GoalTerm>& goal, const double* measured) {
  if (goal.size() == 1) return *measured;
  double sum = 0;
  for (const GoalTerm& term : goal) sum += term.worth(*measured++);
  return sum;
}

std::vector<double> values_at(Laboratory& laboratory, const ImproveRequest& request,
                              const std::vector<GoalTerm>& goal, const std::vector<double>& points) {
  const std::size_t columns = request.mixture.solvents.size() + 2, count = points.size() / columns;
  std::vector<Measure> measures;
  for (const GoalTerm& term : goal) measures.push_back(term.measure);
  std::vector<double> value(count * goal.size()), gradient(value.size() * columns), out;
  std::vector<DomainState> state(count);
  laboratory.measure(request.mixture, measures, points, value.data(), gradient.data(), state.data());
  for (std::size_t i = 0; i < count; ++i) out.push_back(goal_value(goal, &value[i * goal.size()]));
  return out;
}

std::vector<double> start_of(const Mixture& mixture) {
  std::vector<double> start = mixture.amounts;
  double total = 0;
  for (const double amount : mixture.amounts) total += amount;
  for (double& share : start) share /= total;
  start.push_back(mixture.salt_amount);
  start.push_back(mixture.temperature_K);
  return start;
}

Result<Polytope> room_of(Laboratory& laboratory, const ImproveRequest& request) {
  const Mixture& mixture = request.mixture;
  const std::vector<double> start = start_of(mixture);
  const bool stay = request.worst != DomainState::outside;
  const Range known = temperatures_of(laboratory, request);
  if (stay && request.temperature.locked && !known.holds(mixture.temperature_K)) {
    const auto here = look_at(laboratory, request, start);
    if (!here) return here.error();
    return Error{"bad_value", "temperature_K",
                 here->domain.reasons.front() + "; set stay_in_domain to false to go there"};
  }
  Polytope room;
  const auto add = [&](std::string name, const Limits& limits, double now, double default_high, Range most) {
    room.lower.push_back(limits.locked ? now : std::max(limits.low, most.low));
    room.upper.push_back(limits.locked ? now : std::min(limits.high.value_or(default_high), most.high));
    room.names.push_back(std::move(name));
  };
  room.sums.push_back({{}, 1, "components"});
  for (std::size_t i = 0; i < request.shares.size(); ++i) {
    add("components[" + std::to_string(i) + "]", request.shares[i], start[i], 1, {0, 1});
    room.sums[0].variables.push_back(static_cast<int>(i));
  }
  if (mixture.salt < 0) {
    add("salt", {0, 0, true}, 0, 0, {0, 0});
  } else {
    // In mol/l the amount that reaches a molality depends on the solvents. The box holds all that may be
    // inside the domain, the objective refuses what is not; every point of the box is a possible solution.
    const double most_measured =
        laboratory.model().known_ground.molality_of(laboratory.salt_name(mixture.salt)).high;
    const double measured = laboratory.salt_amounts(mixture, most_measured).high;
    const double possible = laboratory.salt_amounts(mixture, kHighestMolality_mol_per_kg).low;
    bool conducting = false;
    for_each_measure(request, [&](const Measure& m) { conducting = conducting || m.is_conductivity(); });
    if (stay && conducting && request.salt.locked) {
      const auto here = laboratory.predict(mixture, false);
      if (!here) return here.error();
      if (here->composition.molality_mol_per_kg > most_measured)
        return Error{"bad_value", "salt",
                     here->domain.reasons.front() + "; give less, or set stay_in_domain to false"};
    }
    add("salt", request.salt, start.end()[-2], measured, {0, stay ? std::min(measured, possible) : possible});
  }
  const Range possible = stay ? known : Range{0, INFINITY};
  Limits temperature = request.temperature;
  if (temperature.low == 0) temperature.low = known.low;
  add("temperature_K", temperature, start.back(), known.high, possible);
  return room;
}

Error infeasible(const ImproveRequest& request, const DesignRun& run) {
  const auto worst =
      static_cast<std::size_t>(std::max_element(run.limits.begin(), run.limits.end()) - run.limits.begin());
  const MixtureLimit& limit = request.limits[worst];
  const bool phase = limit.measure && limit.measure->phase;
  const double nearest = limit.bound + limit.sign * run.limits[worst] * limit.size();
  return {"infeasible", limit.field,
          "'" + limit.words + "' cannot be met" +
              (run.limits.size() > 1 ? " together with the other limits" : "") +
              (phase ? "" : "; the nearest found is " + significant(nearest, 5))};
}

Result<Improvement> improve(Laboratory& laboratory, const ImproveRequest& request) {
  const std::vector<double> start = start_of(request.mixture);
  auto before = look_at(laboratory, request, start);
  if (!before) return before.error();
  const auto room = room_of(laboratory, request);
  if (!room) return room.error();
  Options options = request.options;
  // A goal that may be 0 at its best is measured by what it is worth at a distance of the target's own size.
  for (const GoalTerm& term : request.goal) {
    if (!term.target) continue;
    const double size = *term.target != 0 ? *term.target : 1;
    options.value_scale = std::max(options.value_scale, 0.1 * term.weight * size * size);
  }
  PropertyObjective objective(laboratory, request.mixture, request.goal, request.limits, request.worst);
  std::vector<DesignRun> runs;
  if (request.most_components < static_cast<int>(request.shares.size())) {
    auto chosen =
        choose_components(objective, *room, start, options, request.most_components, request.mixtures);
    if (!chosen) return chosen.error();
    runs = std::move(chosen->best);
    if (runs.empty())
      return Error{"infeasible", "at_most_components",
                   "no mixture of " + std::to_string(request.most_components) +
                       " components or fewer meets the limits"};
  } else {
    auto run = maximise(objective, *room, start, options);
    if (!run) return run.error();
    runs.push_back(run->converged ? std::move(*run)
                                  : on_its_face(objective, *room, std::move(*run), options));
    if (!runs[0].feasible) return infeasible(request, runs[0]);
  }
  DesignRun run = std::move(runs.front());
  runs.erase(runs.begin());
  auto best = look_at(laboratory, request, run.point);
  if (!best) return best.error();
  auto trace = values_at(laboratory, request, request.goal, run.trace_points);
  std::vector<double> other_values;
  for (const DesignRun& other : runs)
    other_values.push_back(values_at(laboratory, request, request.goal, other.point).front());
  auto active = active_limits(laboratory, request, *room, run);
  auto sensitivity = sensitivity_of(laboratory, request, run.point);
  return Improvement{start,
                     std::move(*before),
                     std::move(*best),
                     std::move(run),
                     std::move(trace),
                     std::move(active),
                     std::move(sensitivity),
                     std::move(runs),
                     std::move(other_values)};
}

}  // namespace mixgrad::design
