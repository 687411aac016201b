// The method `design`: a goal and limits read, the best mixture written.
#include <cmath>

#include "requests/shared.h"
#include "text/decimal.h"

namespace mixgrad::requests {
namespace {

using design::GoalTerm;
using design::ImproveRequest;
using design::MixtureLimit;

constexpr double kAnyBound = 1e9;
constexpr const char* kOnePhase = "one_phase_K";
constexpr std::size_t kMostTerms = 8, kMostLimits = 24;

/// The property that a key names: conductivity, or one of liquids.
Measure read_measure(Reader& object, const std::string& key, End end) {
  const std::size_t index = object.choice(key, kPropertyNames);
  if (index == 0) return {{}, end};
  return {static_cast<LiquidProperty>(index - 1), end};
}

const char* name_of(const Measure& measure) {
  return measure.liquid ? requests::name_of(*measure.liquid) : kConductivity;
}

GoalTerm read_term(const Json& json, const std::string& path, bool cautious, Error& error) {
  Reader term(json, path, {"maximize", "minimize", "target", "value", "weight"}, error);
  const std::string key = term.one_of("maximize", "minimize", "target");
  GoalTerm out;
  const bool up = key == "maximize", target = key == "target";
  out.measure = read_measure(term, key, !cautious || target ? End::value : up ? End::lower : End::upper);
  out.weight = term.number("weight", 0, kAnyBound, 1) * (up || target ? 1 : -1);
  if (target) out.target = term.number("value", -kAnyBound, kAnyBound);
  if (!target && term.has("value")) term.refuse("value", "'value' belongs to 'target' alone");
  return out;
}

/// The assumptions about a salt in solution.
SaltAssumption read_salt(const Json& json, const std::string& path, std::size_t components, Error& error) {
  constexpr double kMostEnergy_J_per_mol = 1e6;
  Reader reader(json, path, {"pairs", "melting_K", "fusion_J_per_mol"}, error);
  SaltAssumption salt;
  for (const Json& pair : reader.list("pairs", components, components).items()) {
    const std::string place = path + ".pairs[" + std::to_string(salt.A.size()) + "]";
    Reader one(pair, place, {"A", "h_J_per_mol"}, error);
    salt.A.push_back(one.number("A", -100, 100));
    salt.h_J_per_mol.push_back(one.number("h_J_per_mol", -kMostEnergy_J_per_mol, kMostEnergy_J_per_mol, 0));
  }
  salt.melting_K = reader.number("melting_K", 1, 5000);
  salt.fusion_J_per_mol = reader.number("fusion_J_per_mol", 0, kMostEnergy_J_per_mol);
  return salt;
}

/// Adds the limits that keep a mixture one liquid, and its salt dissolved, over a range of temperatures.
void read_phase_limit(const Json& json, const std::string& path, std::size_t components, Error& error,
                      std::vector<MixtureLimit>& limits) {
  Reader reader(json, path, {kOnePhase, "salt"}, error);
  Reader range(reader.object(kOnePhase), path + "." + kOnePhase, {"from", "to"}, error);
  const double low = range.number("from", kTemperature_K.low, kTemperature_K.high),
               high = range.number("to", low, kTemperature_K.high);
  std::optional<SaltAssumption> salt;
  if (reader.has("salt")) salt = read_salt(reader.object("salt"), path + ".salt", components, error);
  if (reader.failed()) return;
  for (const double T : {low, (low + high) / 2, high}) {
    for (const bool solid : {false, true}) {
      if (solid && !salt) continue;
      MixtureLimit limit;
      limit.measure = {
          {}, End::value, std::make_shared<const PhaseCondition>(PhaseCondition{T, solid, salt})};
      limit.field = path + "." + (solid ? "salt" : kOnePhase);
      limit.words = (solid ? "salt dissolved at " : "one liquid at ") + significant(T, 5) + " K";
      limits.push_back(std::move(limit));
    }
    if (low == high) break;
  }
}

/// Adds the limits that one element of the list states.
void read_limit(const Json& json, const std::string& path, bool cautious, std::size_t components,
                Error& error, std::vector<MixtureLimit>& limits) {
  if (json.find(kOnePhase)) return read_phase_limit(json, path, components, error, limits);
  const char* const kHalfWidth = "half_width_at_most";
  Reader reader(json, path, {"property", "sum_of", "ratio_of", "at_most", "at_least", "equals", kHalfWidth},
                error);
  const std::string key = reader.one_of("property", "sum_of", "ratio_of");
  const bool property = key == "property", ratio = key == "ratio_of";
  MixtureLimit limit;
  std::string name;
  if (property) {
    limit.measure = read_measure(reader, key, End::value);
    name = name_of(*limit.measure);
  } else {
    limit.shares.assign(components, 0.0);
    int place = 0;
    for (const Json& item : reader.list(key, ratio ? 2 : 1, ratio ? 2 : components).items()) {
      const auto index = item.integer(0, static_cast<int>(components) - 1);
      const std::string element = key + "[" + std::to_string(place) + "]";
      if (!index) {
        reader.refuse(element, "'" + element + "' should be the place of a component, counted from 0");
        return;
      }
      if (ratio && place == 1) limit.ratio_to = *index;
      if (place == 0 || !ratio) limit.shares[static_cast<std::size_t>(*index)] = 1;
      name += (place++ ? ratio ? " to " : ", " : (ratio ? "ratio of " : "sum of ")) + std::to_string(*index);
    }
  }
  if (reader.failed()) return;
  const auto add = [&](const char* bound, double sign, End end, const char* words) {
    MixtureLimit one = limit;
    const double number =
        reader.number(bound, property && end != End::half_width ? -kAnyBound : 0, kAnyBound);
    one.sign = sign;
    one.bound = number;
    if (ratio) one.bound = 0, one.shares[static_cast<std::size_t>(one.ratio_to)] -= number;
    if (one.measure) one.measure->end = end;
    one.field = path + "." + bound;
    one.words = name + words + significant(number, 4);
    limits.push_back(std::move(one));
  };
  const std::size_t before = limits.size();
  if (reader.has("at_most")) add("at_most", 1, cautious ? End::upper : End::value, " at most ");
  if (reader.has("at_least")) add("at_least", -1, cautious ? End::lower : End::value, " at least ");
  if (reader.has("equals")) {
    for (const double sign : {1.0, -1.0}) add("equals", sign, End::value, " equal to ");
  }
  if (property && reader.has(kHalfWidth)) add(kHalfWidth, 1, End::half_width, ": half-width at most ");
  if (!property && reader.has(kHalfWidth)) reader.refuse(kHalfWidth, "only a 'property' has an interval");
  if (limits.size() == before)
    reader.refuse("", "'at_most', 'at_least' or 'equals' is missing", "missing_key");
}

DomainState read_worst(Reader& reader) {
  const bool stay = reader.yes_or_no("stay_in_domain", true);
  if (!reader.has("domain_at_least")) return stay ? DomainState::caution : DomainState::outside;
  if (reader.has("stay_in_domain"))
    reader.refuse("domain_at_least", "give either 'stay_in_domain' or 'domain_at_least', not both");
  return static_cast<DomainState>(reader.choice("domain_at_least", {"known ground", "caution", "outside"}));
}

/// A point of a run: shares, salt amount, temperature if it is free.
void write_place(Answer& out, const ImproveRequest& request, const double* point) {
  const std::size_t solvents = request.mixture.solvents.size();
  out.member("components", std::span(point, solvents));
  out.member("salt", point[solvents]);
  if (!request.temperature.locked) out.member("temperature_K", point[solvents + 1]);
}

void write_point(Answer& out, const ImproveRequest& request, const double* point, double value) {
  write_place(out, request, point);
  out.member("value", value);
}

void write_look(Answer& out, const char* key, const ImproveRequest& request, const double* point,
                const design::Look& look) {
  out.open('{', key);
  write_point(out, request, point, look.value);
  std::vector<Measure> measures;
  for (const GoalTerm& term : request.goal) measures.push_back(term.measure);
  for (const MixtureLimit& limit : request.limits) {
    if (limit.measure && !limit.measure->phase) measures.push_back(*limit.measure);
  }
  const auto value_of = [&](const Measure& m) -> LiquidValue {
    if (m.liquid) return (*look.liquid)[*m.liquid];
    const ConductivityPrediction& c = look.prediction.conductivity;
    return {c.value_mS_per_cm, c.lower90_mS_per_cm, c.upper90_mS_per_cm, {}, 0};
  };
  if (request.goal.size() == 1) {
    const LiquidValue value = value_of(measures[0]);
    out.member("interval90", {value.lower90, value.upper90});
  }
  out.open('{', "properties");
  for (std::size_t k = 0; k < measures.size(); ++k) {
    bool written = false;
    for (std::size_t earlier = 0; earlier < k; ++earlier)
      written = written || measures[earlier].liquid == measures[k].liquid;
    if (written) continue;
    const LiquidValue value = value_of(measures[k]);
    out.open('{', name_of(measures[k]));
    out.member("value", value.value);
    out.member("interval90", {value.lower90, value.upper90});
    out.close('}');
  }
  out.close('}');
  write(out, look.domain);
  out.close('}');
}

}  // namespace

ImproveRequest Session::read_design(Reader& reader, const Json& goals) {
  ImproveRequest wanted;
  wanted.mixture = read_mixture(reader, 1, kMostComponents, false, &wanted);
  const bool cautious = reader.yes_or_no("cautious", false);
  wanted.goal.clear();
  const std::string path = reader.has("goals") ? "goals" : "goal";
  if (goals.is_array()) {
    for (const Json& term : goals.items())
      wanted.goal.push_back(
          read_term(term, path + "[" + std::to_string(wanted.goal.size()) + "]", cautious, reader.error()));
  } else {
    wanted.goal.push_back(read_term(goals, "goal", cautious, reader.error()));
  }
  if (reader.has("limits")) {
    std::size_t place = 0;
    for (const Json& limit : reader.list("limits", 0, kMostLimits).items())
      read_limit(limit, "limits[" + std::to_string(place++) + "]", cautious, wanted.shares.size(),
                 reader.error(), wanted.limits);
  }
  bool salted = false;
  for (const GoalTerm& term : wanted.goal) salted = salted || term.measure.is_conductivity();
  for (const MixtureLimit& limit : wanted.limits)
    salted = salted || (limit.measure && (limit.measure->is_conductivity() ||
                                          (limit.measure->phase && limit.measure->phase->salt)));
  if (salted) reader.object("salt");
  wanted.worst = read_worst(reader);
  wanted.options.starts = reader.whole_number("starts", 1, 256, wanted.options.starts);
  wanted.options.seed = static_cast<std::uint64_t>(reader.whole_number("seed", 0, 2'147'483'647, 1));
  wanted.options.max_iterations =
      reader.whole_number("max_iterations", 1, 10'000, wanted.options.max_iterations);
  return wanted;
}

Status Session::design(const Json& request, Answer& out) {
  Error error;
  Reader reader(request, "",
                {"goal", "limits", "cautious", "starts", "seed", "max_iterations", "stay_in_domain",
                 "domain_at_least", "at_most_components", "mixtures"},
                error, kMixtureKeys);
  const Json& goal = reader.is_list("goal") ? reader.list("goal", 1, kMostTerms) : reader.object("goal");
  ImproveRequest wanted = read_design(reader, goal);
  const int all = static_cast<int>(wanted.shares.size());
  wanted.most_components =
      reader.whole_number("at_most_components", 1, static_cast<int>(kMostComponents), all);
  wanted.mixtures = reader.whole_number("mixtures", 1, 20, 1);
  if (reader.failed()) return error;
  const auto improved = design::improve(*laboratory_, wanted);
  if (!improved) return improved.error();
  const auto& [start, before, best, run, trace, active, sensitivity, others, other_values] = *improved;
  out.open('{', "ok");
  write_look(out, "before", wanted, start.data(), before);
  write_look(out, "best", wanted, run.point.data(), best);
  if (before.value != 0)
    out.member("change_percent", 100 * (best.value - before.value) / std::fabs(before.value));
  if (before.value == 0) out.null_member("change_percent");
  out.open('[', "trace");
  for (std::size_t i = 0; i < trace.size(); ++i) {
    out.open('{');
    write_point(out, wanted, &run.trace_points[i * start.size()], trace[i]);
    out.close('}');
  }
  out.close(']');
  out.member("converged", run.converged);
  out.member("kkt_residual", run.kkt_residual);
  out.member("iterations", double(run.iterations));
  out.member("starts", double(wanted.options.starts));
  out.open('[', "active_limits");
  for (const design::ActiveLimit& limit : active) out.element(limit.words);
  out.close(']');
  out.open('[', "active");
  for (const design::ActiveLimit& limit : active) {
    out.open('{');
    out.member("limit", limit.words);
    out.member("field", limit.field);
    out.member("gain_per_unit", limit.gain_per_unit);
    out.close('}');
  }
  out.close(']');
  if (reader.has("mixtures")) {
    out.open('[', "mixtures");
    for (std::size_t i = 0; i <= others.size(); ++i) {
      out.open('{');
      write_point(out, wanted, (i == 0 ? run : others[i - 1]).point.data(),
                  i == 0 ? best.value : other_values[i - 1]);
      out.close('}');
    }
    out.close(']');
  }
  out.open('[', "sensitivity");
  for (const design::Sensitivity& component : sensitivity) {
    out.open('{');
    for (const auto& [key, value] : {std::pair{"less", component.less}, {"more", component.more}}) {
      if (value) out.member(key, *value);
      if (!value) out.null_member(key);
    }
    out.close('}');
  }
  out.close(']');
  out.close('}');
  return {};
}

Status Session::pareto(const Json& request, Answer& out) {
  Error error;
  Reader reader(request, "",
                {"goals", "points", "limits", "cautious", "starts", "seed", "max_iterations",
                 "stay_in_domain", "domain_at_least"},
                error, kMixtureKeys);
  const ImproveRequest wanted = read_design(reader, reader.list("goals", 2, 2));
  for (const GoalTerm& term : wanted.goal) {
    if (term.target) reader.refuse("goals", "each should be 'maximize' or 'minimize'");
  }
  const int points = reader.whole_number("points", 2, 200, 20);
  if (reader.failed()) return error;
  front_ = std::make_unique<design::ParetoFront>(*laboratory_, wanted, points);
  out.open('{', "ok");
  out.member("points", double(points));
  out.close('}');
  return {};
}

Status Session::pareto_next(Answer& out) {
  if (!front_ || front_->done()) return Error{"bad_value", "", "there is no front to go on with"};
  const auto found = front_->next();
  if (!found) return found.error();
  if (!*found) {
    out.null_member("ok");
    return {};
  }
  const design::ParetoPoint& point = **found;
  const ImproveRequest& wanted = front_->request();
  out.open('{', "ok");
  write_place(out, wanted, point.point.data());
  out.member("values", {point.value[0], point.value[1]});
  out.member("converged", point.converged);
  out.close('}');
  return {};
}

}  // namespace mixgrad::requests
