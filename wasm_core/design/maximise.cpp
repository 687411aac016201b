#include "design/maximise.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "design/curvature.h"
#include "design/polytope.h"
#include "design/quadratic_program.h"

namespace mixgrad::design {
namespace {

// Distances and radii are in the scale of each variable: 1 is its whole range.
constexpr double kFirstRadius = 0.25;
constexpr double kLargestRadius = 1;
constexpr double kSmallestRadius = 1e-8;
constexpr double kSameHill = 0.15;     // starts closer than this may be merged
constexpr double kSameOptimum = 0.01;  // optima closer than this are one
constexpr int kRescues = 4;            // of a start whose value is not finite
constexpr double kNearlyKept = 0.01;   // limits broken by less do not keep starts from being merged
constexpr double kDearest = 1e9;       // the price of broken limits when nothing else counts, in first prices

bool all_finite(const double* values, int count) {
  return std::all_of(values, values + count, [](double x) { return std::isfinite(x); });
}

// Σ max(0, c), and the largest c.
double broken_by(const double* limits, int count) {
  double sum = 0;
  for (int j = 0; j < count; ++j) sum += std::max(limits[j], 0.0);
  return sum;
}
double largest_of(const std::vector<double>& limits) {
  return limits.empty() ? 0 : *std::max_element(limits.begin(), limits.end());
}

// One start on its way up.
struct Climb {
  std::vector<double> point, gradient, trial;
  double value = -std::numeric_limits<double>::infinity();
  double gain = std::numeric_limits<double>::infinity();
  double predicted = 0;                // gain of the trial by the quadratic model
  std::vector<double> limits, slopes;  // c and its gradients
  std::vector<double> multipliers;     // of the limits, by the last quadratic programme
  std::vector<double> corrected;       // c as the second-order correction sees them; empty if there is none
  double broken = 0;                   // Σ max(0, c)
  double price = 0;                    // ν
  double radius = kFirstRadius;
  Curvature curvature;
  bool moved = true;     // the last trial was accepted
  bool active = true;    // has a trial to be evaluated
  int merged_into = -1;  // the climb that goes on in its place
  int rescues = 0;
  int iterations = 0;
  std::vector<double> trace_points, trace_values;

  bool found() const { return !trace_values.empty(); }
};

class Ascent {
 public:
  Ascent(Objective& objective, const Polytope& polytope, const Options& options)
      : objective_(objective),
        polytope_(polytope),
        options_(options),
        n_(polytope.dimension()),
        m_(objective.limits()),
        scale_(scale_of_variables(polytope)),
        program_(polytope, m_),
        lower_(n_),
        upper_(n_),
        step_(n_),
        change_(n_) {}

  Result<DesignRun> run(const std::vector<double>& start);

 private:
  double size_of(double value) const { return std::max(std::fabs(value), options_.value_scale); }
  double residual(const Climb& climb) const { return climb.gain / size_of(climb.value); }
  bool feasible(const Climb& climb) const { return largest_of(climb.limits) <= options_.limit_tolerance; }
  bool converged(const Climb& climb) const {
    return feasible(climb) && residual(climb) <= options_.kkt_tolerance;
  }
  double settled_value(const Climb& climb) const;
  double distance(const double* a, const double* b) const;

  void begin(const std::vector<double>& start);
  void begin_again(bool limits_alone);
  void advance();
  void evaluate();
  void absorb(Climb& climb, const double* value, const double* gradient);
  void settle(Climb& climb, const double* value, const double* gradient);
  void rescue(Climb& climb);
  void learn(Climb& climb, const double* gradient);
  bool correct(Climb& climb, const double* limits);
  bool same_hill(const Climb& low, const Climb& high) const;
  void merge();
  void step(Climb& climb);
  double broken_after_step(const Climb& climb) const;
  void propose(Climb& climb);
  DesignRun result() const;

  Objective& objective_;
  const Polytope& polytope_;
  const Options& options_;
  int n_, m_;
  bool limits_alone_ = false;  // the objective counts as 0
  std::vector<double> scale_;
  QuadraticProgram program_;
  std::vector<double> centre_;
  std::vector<Climb> climbs_;
  std::vector<double> points_, values_, gradients_;  // a batch
  std::vector<double> lower_, upper_, step_, change_;
  int batches_ = 0, evaluations_ = 0;
};

double Ascent::distance(const double* a, const double* b) const {
  double largest = 0;
  for (int i = 0; i < n_; ++i) {
    if (scale_[i] > 0) largest = std::max(largest, std::fabs(a[i] - b[i]) / scale_[i]);
  }
  return largest;
}

// Less what limits broken within the tolerance have bought.
double Ascent::settled_value(const Climb& climb) const {
  double value = climb.value;
  for (std::size_t j = 0; j < climb.multipliers.size(); ++j)
    value -= climb.multipliers[j] * std::max(climb.limits[j], 0.0);
  return value;
}

void Ascent::begin(const std::vector<double>& start) {
  std::vector<double> starts = start;
  project(polytope_, starts.data());
  const std::vector<double> sampled =
      sample_starts(polytope_, std::max(options_.starts - 1, 1), options_.seed);
  centre_.assign(sampled.begin(), sampled.begin() + n_);
  if (options_.starts > 1) starts.insert(starts.end(), sampled.begin(), sampled.end());

  climbs_.resize(options_.starts);
  for (int s = 0; s < options_.starts; ++s) {
    Climb& climb = climbs_[s];
    climb.trial.assign(starts.begin() + s * n_, starts.begin() + (s + 1) * n_);
    climb.point = climb.trial;
    climb.gradient.resize(n_);
    for (int t = 0; t < s && climb.active; ++t) {
      const bool same = distance(climbs_[t].trial.data(), climb.trial.data()) <= 1e-9;
      if (climbs_[t].active && same) climb.merged_into = t, climb.active = false;
    }
  }
  const std::size_t starts_count = options_.starts, rows = 1 + m_;
  points_.resize(starts_count * n_);
  gradients_.resize(starts_count * rows * n_);
  values_.resize(starts_count * rows);
}

// From where the climbs ended.
void Ascent::begin_again(bool limits_alone) {
  limits_alone_ = limits_alone;
  for (Climb& climb : climbs_) {
    if (!climb.found() || climb.merged_into >= 0) continue;
    climb.trial = climb.point;
    climb.radius = kFirstRadius;
    climb.price = 0;
    climb.active = true;
    climb.iterations = 0;
    climb.trace_points.clear(), climb.trace_values.clear();
  }
}

void Ascent::evaluate() {
  int count = 0;
  for (const Climb& climb : climbs_) {
    if (climb.active) std::copy_n(climb.trial.begin(), n_, &points_[count++ * n_]);
  }
  objective_.evaluate(points_.data(), count, values_.data(), gradients_.data());
  ++batches_;
  evaluations_ += count;
  count = 0;
  for (Climb& climb : climbs_) {
    if (!climb.active) continue;
    double* value = &values_[count * (1 + m_)];
    double* gradient = &gradients_[count * (1 + m_) * n_];
    if (limits_alone_) *value = 0, std::fill_n(gradient, n_, 0.0);
    absorb(climb, value, gradient);
    ++count;
  }
}

// Takes the trial as the new point.
void Ascent::settle(Climb& climb, const double* value, const double* gradient) {
  climb.point = climb.trial;
  climb.value = *value;
  std::copy_n(gradient, n_, climb.gradient.begin());
  climb.limits.assign(value + 1, value + 1 + m_);
  climb.slopes.assign(gradient + n_, gradient + (1 + m_) * n_);
  climb.broken = broken_by(value + 1, m_);
  climb.gain = first_order_gain(polytope_, climb.point.data(), gradient, step_.data());
  climb.moved = true;
  climb.trace_points.insert(climb.trace_points.end(), climb.point.begin(), climb.point.end());
  climb.trace_values.push_back(*value);
}

// Where the objective is not finite at a start, the centre may be better ground.
void Ascent::rescue(Climb& climb) {
  climb.active = climb.rescues++ < kRescues;
  for (int i = 0; i < n_; ++i) climb.trial[i] = 0.5 * (climb.trial[i] + centre_[i]);
  project(polytope_, climb.trial.data());
}

// Trial and point as a secant of the Lagrangian's gradient.
void Ascent::learn(Climb& climb, const double* gradient) {
  for (int i = 0; i < n_; ++i) {
    step_[i] = climb.trial[i] - climb.point[i];
    change_[i] = gradient[i] - climb.gradient[i];
    for (int j = 0; j < m_; ++j)
      change_[i] -= climb.multipliers[j] * (gradient[(1 + j) * n_ + i] - climb.slopes[j * n_ + i]);
    if (!(scale_[i] > 0)) change_[i] = 0;
  }
  for (const auto& group : polytope_.sums) {  // a change common to all members is of no consequence
    double sum = 0;
    int unlocked = 0;
    for (int i : group.variables) {
      if (scale_[i] > 0) sum += change_[i], ++unlocked;
    }
    for (int i : group.variables) {
      if (scale_[i] > 0) change_[i] -= sum / unlocked;
    }
  }
  climb.curvature.learn(step_.data(), change_.data());
}

// Whether a trial that failed is worth another try: with the limits as they are at the trial in place of what
// their gradients foretold.
bool Ascent::correct(Climb& climb, const double* limits) {
  const bool worth = climb.corrected.empty() && broken_by(limits, m_) > broken_after_step(climb);
  climb.corrected.clear();
  for (int j = 0; worth && j < m_; ++j) {
    double foretold = 0;
    for (int i = 0; i < n_; ++i) foretold += climb.slopes[j * n_ + i] * (climb.trial[i] - climb.point[i]);
    climb.corrected.push_back(limits[j] - foretold);
  }
  return worth;
}

void Ascent::absorb(Climb& climb, const double* value, const double* gradient) {
  const bool finite = all_finite(value, 1 + m_) && all_finite(gradient, (1 + m_) * n_);
  if (!climb.found()) {
    if (finite) {
      settle(climb, value, gradient);
      const double strength = std::max(climb.gain, options_.kkt_tolerance * size_of(*value));
      climb.curvature.reset(scale_, strength);
      climb.price = std::max(climb.price, limits_alone_ ? 1 : 2 * strength);
    } else {
      rescue(climb);
    }
    return;
  }
  ++climb.iterations;
  const double length = distance(climb.trial.data(), climb.point.data());
  climb.moved = false;
  if (!finite) {
    climb.radius = 0.25 * length;
    climb.corrected.clear();
    return;
  }
  const double mended = climb.price * (climb.broken - broken_by(value + 1, m_));
  double actual = *value - climb.value;
  if (std::fabs(actual) <= options_.value_noise * size_of(climb.value)) {
    // Lost in rounding errors: the trapezoid rule on the gradients tells more.
    actual = 0;
    for (int i = 0; i < n_; ++i) {
      actual += 0.5 * (gradient[i] + climb.gradient[i]) * (climb.trial[i] - climb.point[i]);
    }
    if (m_ == 0 && *value < climb.trace_values.front()) actual = 0;
  }
  actual += mended;
  const double ratio = actual / climb.predicted;
  learn(climb, gradient);
  if (m_ > 0 && ratio < 0.25 && correct(climb, value + 1)) return;
  climb.corrected.clear();
  if (ratio < 0.25) {
    climb.radius = 0.5 * length;
  } else if (ratio > 0.5 && length > 0.99 * climb.radius) {
    climb.radius = std::min(3 * climb.radius, kLargestRadius);
  }
  if (ratio > 1e-4) settle(climb, value, gradient);
}

// Whether the objective (with limits: the Lagrangian) looks concave between two points: the tangents at both
// ends lie above the chord, within a factor of 2.
bool Ascent::same_hill(const Climb& low, const Climb& high) const {
  if (distance(low.point.data(), high.point.data()) > kSameHill) return false;
  if (std::max(low.broken, high.broken) > kNearlyKept) return false;
  double slope_low = 0, slope_high = 0, rise = high.value - low.value;
  for (int j = -1; j < m_; ++j) {
    const double weight = j < 0 ? 1 : -high.multipliers[j];
    const double* at_low = j < 0 ? low.gradient.data() : &low.slopes[j * n_];
    const double* at_high = j < 0 ? high.gradient.data() : &high.slopes[j * n_];
    if (j >= 0) rise += weight * (high.limits[j] - low.limits[j]);
    for (int i = 0; i < n_; ++i) {
      const double step = high.point[i] - low.point[i];
      slope_low += weight * at_low[i] * step;
      slope_high += weight * at_high[i] * step;
    }
  }
  return rise >= 0 && slope_low >= 0.5 * rise && slope_high <= 2 * rise;
}

// The request's own start is never given up: people want to see where it leads.
void Ascent::merge() {
  for (int a = 1; a < static_cast<int>(climbs_.size()); ++a) {
    Climb& low = climbs_[a];
    if (!low.active || !low.found()) continue;
    for (int b = 0; b < static_cast<int>(climbs_.size()) && low.active; ++b) {
      const Climb& high = climbs_[b];
      if (a == b || high.merged_into >= 0 || !high.found()) continue;
      if (high.value < low.value || (high.value == low.value && b > a)) continue;
      if (m_ > 0 && (low.multipliers.empty() || high.multipliers.empty())) continue;
      if (same_hill(low, high)) low.merged_into = b, low.active = false;
    }
  }
}

// The trial that the quadratic programme at the climb's price prefers.
void Ascent::step(Climb& climb) {
  const std::vector<double>& limits = climb.corrected.empty() ? climb.limits : climb.corrected;
  climb.trial = climb.point;
  const double predicted =
      program_.maximise(climb.gradient.data(), climb.curvature.data(), lower_.data(), upper_.data(),
                        climb.trial.data(), {m_, limits.data(), climb.slopes.data(), climb.price});
  snap(polytope_, climb.trial.data());
  if (!climb.corrected.empty()) return;  // what was foretold for the first try holds for the second
  climb.predicted = predicted;
  climb.multipliers = program_.row_multipliers();
}

// Σ max(0, c) at the trial, as the gradients foretell it.
double Ascent::broken_after_step(const Climb& climb) const {
  double broken = 0;
  for (int j = 0; j < m_; ++j) {
    double limit = climb.limits[j];
    for (int i = 0; i < n_; ++i) limit += climb.slopes[j * n_ + i] * (climb.trial[i] - climb.point[i]);
    broken += std::max(limit, 0.0);
  }
  return broken;
}

// The next trial, or the end of the climb.
void Ascent::propose(Climb& climb) {
  if (climb.iterations >= options_.max_iterations || climb.radius < kSmallestRadius) {
    climb.active = false;
    return;
  }
  for (int i = 0; i < n_; ++i) {
    lower_[i] = std::max(polytope_.lower[i], climb.point[i] - climb.radius * scale_[i]);
    upper_[i] = std::min(polytope_.upper[i], climb.point[i] + climb.radius * scale_[i]);
  }
  step(climb);
  if (!climb.corrected.empty()) {
    if (climb.trial != climb.point) return;
    climb.corrected.clear();
    climb.radius *= 0.5;
    return propose(climb);
  }
  if (m_ > 0) {
    const double enough = 1e-3 * options_.limit_tolerance, left = broken_after_step(climb);
    if (left > enough && !limits_alone_) {
      const double price = climb.price;
      climb.price = kDearest * price;
      step(climb);
      const double least = broken_after_step(climb);
      climb.price = price;
      for (int rise = 0; rise < 9; ++rise) {
        step(climb);
        const double now = broken_after_step(climb);
        if (now <= std::max(enough, 1.01 * least) ||
            (least > enough && climb.broken - now >= 0.9 * (climb.broken - least)))
          break;
        climb.price *= 10;
      }
    }
    // The slope of the Lagrangian, and what the limits that have a price leave unused.
    double idle = 0;
    for (int i = 0; i < n_; ++i) {
      change_[i] = climb.gradient[i];
      for (int j = 0; j < m_; ++j) change_[i] -= climb.multipliers[j] * climb.slopes[j * n_ + i];
    }
    for (int j = 0; j < m_; ++j) idle += climb.multipliers[j] * std::fabs(climb.limits[j]);
    climb.gain = first_order_gain(polytope_, climb.point.data(), change_.data(), step_.data()) + idle;
  }

  // Converged, unless one more step would end on a bound.
  bool arrives = false;
  for (int i = 0; i < n_; ++i) {
    arrives = arrives || (climb.trial[i] != climb.point[i] &&
                          (climb.trial[i] == polytope_.lower[i] || climb.trial[i] == polytope_.upper[i]));
  }
  const bool done = limits_alone_ ? feasible(climb) : converged(climb) && !(arrives && climb.moved);
  if (done || !(climb.predicted > 0) || climb.trial == climb.point) climb.active = false;
}

DesignRun Ascent::result() const {
  std::vector<int> ends, starts(climbs_.size(), 0);
  std::vector<double> values;
  for (int s = 0; s < static_cast<int>(climbs_.size()); ++s) {
    int end = s;
    while (climbs_[end].merged_into >= 0) end = climbs_[end].merged_into;
    ++starts[end];
    if (end == s && climbs_[s].found()) ends.push_back(s);
    values.push_back(settled_value(climbs_[s]));
  }
  std::vector<int> order;
  for (const bool within : {true, false}) {
    for (const int s : falling(ends, values.data())) {
      if (feasible(climbs_[s]) == within) order.push_back(s);
    }
  }

  DesignRun run;
  for (int s : order) {
    const Climb& climb = climbs_[s];
    const auto known = std::find_if(run.optima.begin(), run.optima.end(), [&](const Optimum& optimum) {
      return distance(optimum.point.data(), climb.point.data()) <= kSameOptimum;
    });
    if (known != run.optima.end()) {
      known->starts += starts[s];
    } else {
      run.optima.push_back(
          {climb.point, climb.value, residual(climb), feasible(climb), converged(climb), starts[s]});
    }
  }

  const Climb* best = &climbs_[order.front()];
  const Climb& own = climbs_.front();
  if (!feasible(*best)) {
    for (int s : order) {
      if (climbs_[s].broken < best->broken) best = &climbs_[s];
    }
  } else if (own.found() && feasible(own) &&
             settled_value(own) >= settled_value(*best) - options_.value_noise * size_of(best->value) &&
             residual(own) <= std::max(residual(*best), options_.kkt_tolerance)) {
    best = &own;
  }
  run.point = best->point;
  run.value = best->value;
  run.feasible = feasible(*best);
  run.gradient = best->gradient;
  run.kkt_residual = residual(*best);
  run.converged = converged(*best);
  run.trace_points = best->trace_points;
  run.trace_values = best->trace_values;
  run.iterations = best->iterations;
  run.batches = batches_;
  run.evaluations = evaluations_;
  run.limits = best->limits;
  run.limit_multipliers = best->multipliers;
  run.limit_multipliers.resize(m_);
  std::vector<double> slope = run.gradient;
  for (int j = 0; j < m_; ++j) {
    for (int i = 0; i < n_; ++i) slope[i] -= run.limit_multipliers[j] * best->slopes[j * n_ + i];
  }
  run.multipliers = multipliers(polytope_, run.point.data(), slope.data());
  return run;
}

void Ascent::advance() {
  const auto any_active = [&] {
    return std::any_of(climbs_.begin(), climbs_.end(), [](const Climb& climb) { return climb.active; });
  };
  while (any_active()) {
    evaluate();
    merge();
    for (Climb& climb : climbs_) {
      if (climb.active && climb.found()) propose(climb);
    }
  }
}

Result<DesignRun> Ascent::run(const std::vector<double>& start) {
  begin(start);
  advance();
  if (std::none_of(climbs_.begin(), climbs_.end(), [](const Climb& climb) { return climb.found(); })) {
    return Error{"no_finite_value", "", "The objective is not a finite number at any of the points tried."};
  }
  const auto none_feasible = [&] {
    return std::none_of(climbs_.begin(), climbs_.end(),
                        [&](const Climb& climb) { return climb.found() && feasible(climb); });
  };
  if (m_ > 0 && none_feasible()) {
    begin_again(true);
    advance();
    const bool hopeless = none_feasible();
    begin_again(false);
    if (!hopeless) advance();
    if (hopeless) evaluate();  // the values of the objective where the limits are broken least
  }
  return result();
}

}  // namespace

Result<DesignRun> maximise(Objective& objective, const Polytope& polytope, const std::vector<double>& start,
                           const Options& options) {
  if (Status status = validate(polytope); !status) return status.error();
  const auto bad_value = [](const char* field, const char* message) {
    return Error{"bad_value", field, message};
  };
  if (polytope.dimension() == 0) return bad_value("", "There must be at least 1 variable.");
  if (objective.dimension() != polytope.dimension()) {
    return bad_value("", "The objective and the polytope differ in the number of variables.");
  }
  if (static_cast<int>(start.size()) != polytope.dimension() ||
      !std::all_of(start.begin(), start.end(), [](double x) { return std::isfinite(x); })) {
    return bad_value("start", "The start needs one finite number for each variable.");
  }
  if (options.starts < 1) return bad_value("starts", "There must be at least 1 start.");
  if (options.max_iterations < 0) return bad_value("max_iterations", "It must be 0 or more.");
  if (!(options.kkt_tolerance > 0)) return bad_value("kkt_tolerance", "It must be a positive number.");
  if (!(options.value_scale > 0)) return bad_value("value_scale", "It must be a positive number.");
  if (!(options.value_noise >= 0)) return bad_value("value_noise", "It must be 0 or more.");
  return Ascent(objective, polytope, options).run(start);
}

}  // namespace mixgrad::design
