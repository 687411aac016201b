#include "design/pareto.h"

#include <algorithm>
#include <cmath>

namespace mixgrad::design {

constexpr int kWarmStarts = 4;
/// By so much of itself the best value of one goal may be missed for the other's sake.
constexpr double kEndSlack = 1e-5;

ParetoFront::ParetoFront(Laboratory& laboratory, ImproveRequest request, int points)
    : laboratory_(laboratory), request_(std::move(request)), count_(points) {}

Result<ParetoPoint> ParetoFront::best_by(int term, const std::vector<double>& start, const Options& options) {
  const std::vector<GoalTerm> goal{request_.goal[static_cast<std::size_t>(term)]};
  const auto room = room_of(laboratory_, request_);
  if (!room) return room.error();
  PropertyObjective objective(laboratory_, request_.mixture, goal, request_.limits, request_.worst);
  auto run = maximise(objective, *room, start, options);
  if (!run) return run.error();
  if (!run->feasible) return infeasible(request_, *run);
  ParetoPoint out{std::move(run->point), {}, run->converged};
  for (const int t : {0, 1})
    out.value[t] =
        values_at(laboratory_, request_, {request_.goal[static_cast<std::size_t>(t)]}, out.point)[0];
  return out;
}

bool ParetoFront::dominated(const ParetoPoint& point) const {
  return std::any_of(found_.begin(), found_.end(), [&](const ParetoPoint& other) {
    bool as_good = true;
    for (const int t : {0, 1}) {
      const double noise = 1e-6 * std::fabs(other.value[t]);
      as_good =
          as_good &&
          request_.goal[static_cast<std::size_t>(t)].weight * (other.value[t] - point.value[t]) >= -noise;
    }
    return as_good;
  });
}

Result<ParetoPoint> ParetoFront::best_within(int term, double bound, const std::vector<double>& start) {
  const GoalTerm& other = request_.goal[static_cast<std::size_t>(1 - term)];
  MixtureLimit level;
  level.measure = other.measure;
  level.sign = other.weight < 0 ? 1 : -1;
  level.bound = bound;
  Options options = request_.options;
  options.starts = std::min(options.starts, kWarmStarts);
  request_.limits.push_back(level);
  auto found = best_by(term, start, options);
  request_.limits.pop_back();
  return found;
}

Result<std::optional<ParetoPoint>> ParetoFront::next() {
  const int k = next_++;
  if (k < 2) {
    auto end = best_by(k, start_of(request_.mixture), request_.options);
    if (!end) return end.error();
    // Where something does not count for the one goal (salt for viscosity), the other decides on it.
    const double best = end->value[k], sign = request_.goal[static_cast<std::size_t>(k)].weight < 0 ? 1 : -1;
    const auto settled = best_within(1 - k, best + sign * kEndSlack * std::fabs(best), end->point);
    if (settled && settled->converged) end = settled;
    const bool known = dominated(*end);
    found_.push_back(std::move(*end));
    return known ? std::nullopt : std::optional(found_.back());
  }
  const double from = found_[0].value[1], to = found_[1].value[1];
  const auto found =
      best_within(0, from + (to - from) * (k - 1) / (count_ - 1), (k == 2 ? found_[0] : found_.back()).point);
  if (!found && found.error().code != "infeasible") return found.error();
  if (!found || dominated(*found)) return std::optional<ParetoPoint>();
  found_.push_back(std::move(*found));
  return std::optional(found_.back());
}

}  // namespace mixgrad::design
