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

bool all_finite(double value, const double* gradient, int n) {
  return std::isfinite(value) &&
         std::all_of(gradient, gradient + n, [](double g) { return std::isfinite(g); });
}

// One start on its way up.
struct Climb {
  std::vector<double> point, gradient, trial;
  double value = -std::numeric_limits<double>::infinity();
  double gain = std::numeric_limits<double>::infinity();
  double predicted = 0;  // gain of the trial by the quadratic model
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
        scale_(scale_of_variables(polytope)),
        program_(polytope),
        lower_(n_),
        upper_(n_),
        step_(n_),
        change_(n_) {}

  Result<DesignRun> run(const std::vector<double>& start);

 private:
  double size_of(double value) const { return std::max(std::fabs(value), options_.value_scale); }
  double residual(const Climb& climb) const { return climb.gain / size_of(climb.value); }
  double distance(const double* a, const double* b) const;

  void begin(const std::vector<double>& start);
  void evaluate();
  void absorb(Climb& climb, double value, const double* gradient);
  void settle(Climb& climb, double value, const double* gradient);
  void rescue(Climb& climb);
  void learn(Climb& climb, const double* gradient);
  bool same_hill(const Climb& low, const Climb& high) const;
  void merge();
  void propose(Climb& climb);
  DesignRun result() const;

  Objective& objective_;
  const Polytope& polytope_;
  const Options& options_;
  int n_;
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
  const std::size_t capacity = static_cast<std::size_t>(options_.starts) * n_;
  points_.resize(capacity);
  gradients_.resize(capacity);
  values_.resize(options_.starts);
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
    absorb(climb, values_[count], &gradients_[count * n_]);
    ++count;
  }
}

// Takes the trial as the new point.
void Ascent::settle(Climb& climb, double value, const double* gradient) {
  climb.point = climb.trial;
  climb.value = value;
  std::copy_n(gradient, n_, climb.gradient.begin());
  climb.gain = first_order_gain(polytope_, climb.point.data(), gradient, step_.data());
  climb.moved = true;
  climb.trace_points.insert(climb.trace_points.end(), climb.point.begin(), climb.point.end());
  climb.trace_values.push_back(value);
}

// Where the objective is not finite at a start, the centre may be better ground.
void Ascent::rescue(Climb& climb) {
  climb.active = climb.rescues++ < kRescues;
  for (int i = 0; i < n_; ++i) climb.trial[i] = 0.5 * (climb.trial[i] + centre_[i]);
  project(polytope_, climb.trial.data());
}

// Trial and point as a secant.
void Ascent::learn(Climb& climb, const double* gradient) {
  for (int i = 0; i < n_; ++i) {
    step_[i] = climb.trial[i] - climb.point[i];
    change_[i] = scale_[i] > 0 ? gradient[i] - climb.gradient[i] : 0;
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

void Ascent::absorb(Climb& climb, double value, const double* gradient) {
  const bool finite = all_finite(value, gradient, n_);
  if (!climb.found()) {
    if (finite) {
      settle(climb, value, gradient);
      climb.curvature.reset(scale_, std::max(climb.gain, options_.kkt_tolerance * size_of(value)));
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
    return;
  }
  double actual = value - climb.value;
  if (std::fabs(actual) <= options_.value_noise * size_of(climb.value)) {
    // Lost in rounding errors: the trapezoid rule on the gradients tells more.
    actual = 0;
    for (int i = 0; i < n_; ++i) {
      actual += 0.5 * (gradient[i] + climb.gradient[i]) * (climb.trial[i] - climb.point[i]);
    }
    if (value < climb.trace_values.front()) actual = 0;
  }
  learn(climb, gradient);
  const double ratio = actual / climb.predicted;
  if (ratio < 0.25) {
    climb.radius = 0.5 * length;
  } else if (ratio > 0.5 && length > 0.99 * climb.radius) {
    climb.radius = std::min(3 * climb.radius, kLargestRadius);
  }
  if (ratio > 1e-4) settle(climb, value, gradient);
}

// Whether the objective looks concave between two points: the tangents at both ends lie above the chord,
// within a factor of 2.
bool Ascent::same_hill(const Climb& low, const Climb& high) const {
  if (distance(low.point.data(), high.point.data()) > kSameHill) return false;
  double slope_low = 0, slope_high = 0;
  for (int i = 0; i < n_; ++i) {
    const double step = high.point[i] - low.point[i];
    slope_low += low.gradient[i] * step;
    slope_high += high.gradient[i] * step;
  }
  const double rise = high.value - low.value;
  return slope_low >= 0.5 * rise && slope_high <= 2 * rise;
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
      if (same_hill(low, high)) low.merged_into = b, low.active = false;
    }
  }
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
  climb.trial = climb.point;
  climb.predicted = program_.maximise(climb.gradient.data(), climb.curvature.data(), lower_.data(),
                                      upper_.data(), climb.trial.data());
  snap(polytope_, climb.trial.data());

  // Converged, unless one more step would end on a bound.
  bool arrives = false;
  for (int i = 0; i < n_; ++i) {
    arrives = arrives || (climb.trial[i] != climb.point[i] &&
                          (climb.trial[i] == polytope_.lower[i] || climb.trial[i] == polytope_.upper[i]));
  }
  const bool converged = residual(climb) <= options_.kkt_tolerance && !(arrives && climb.moved);
  if (converged || !(climb.predicted > 0) || climb.trial == climb.point) climb.active = false;
}

DesignRun Ascent::result() const {
  std::vector<int> ends, starts(climbs_.size(), 0);
  std::vector<double> values;
  for (int s = 0; s < static_cast<int>(climbs_.size()); ++s) {
    int end = s;
    while (climbs_[end].merged_into >= 0) end = climbs_[end].merged_into;
    ++starts[end];
    if (end == s && climbs_[s].found()) ends.push_back(s);
    values.push_back(climbs_[s].value);
  }
  const std::vector<int> order = falling(ends, values.data());

  DesignRun run;
  for (int s : order) {
    const Climb& climb = climbs_[s];
    const auto known = std::find_if(run.optima.begin(), run.optima.end(), [&](const Optimum& optimum) {
      return distance(optimum.point.data(), climb.point.data()) <= kSameOptimum;
    });
    if (known != run.optima.end()) {
      known->starts += starts[s];
    } else {
      const double r = residual(climb);
      run.optima.push_back({climb.point, climb.value, r, r <= options_.kkt_tolerance, starts[s]});
    }
  }

  const Climb* best = &climbs_[order.front()];
  const Climb& own = climbs_.front();
  if (own.found() && own.value >= best->value - options_.value_noise * size_of(best->value) &&
      residual(own) <= std::max(residual(*best), options_.kkt_tolerance)) {
    best = &own;
  }
  run.point = best->point;
  run.value = best->value;
  run.gradient = best->gradient;
  run.kkt_residual = residual(*best);
  run.converged = run.kkt_residual <= options_.kkt_tolerance;
  run.trace_points = best->trace_points;
  run.trace_values = best->trace_values;
  run.iterations = best->iterations;
  run.batches = batches_;
  run.evaluations = evaluations_;
  run.multipliers = multipliers(polytope_, run.point.data(), run.gradient.data());
  return run;
}

Result<DesignRun> Ascent::run(const std::vector<double>& start) {
  begin(start);
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
  if (std::none_of(climbs_.begin(), climbs_.end(), [](const Climb& climb) { return climb.found(); })) {
    return Error{"no_finite_value", "", "The objective is not a finite number at any of the points tried."};
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
