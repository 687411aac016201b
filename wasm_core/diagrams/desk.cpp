#include "diagrams/desk.h"

#include <algorithm>
#include <cmath>

#include "diagrams/microstructure.h"
#include "diagrams/system.h"
#include "phase/binary_diagram.h"
#include "phase/ternary_diagram.h"

namespace mixgrad::diagrams {
namespace {

using phase::Composition;
using phase::Equilibrium;
using phase::Phase;
using requests::Answer;
using requests::Reader;

/// Intervals of the grid of two components, and what they are by default of three.
constexpr int kBinaryIntervals = 400, kTernaryIntervals = 120;

void write(Answer& out, const std::string& key, const Composition& x, int components) {
  out.member(key, std::span(x.data(), static_cast<std::size_t>(components)));
}

/// A list of compositions, each a list.
void write(Answer& out, const std::string& key, const std::vector<Composition>& points, int components) {
  out.open('[', key);
  for (const Composition& x : points) {
    out.open('[');
    for (int i = 0; i < components; ++i) out.element(x[static_cast<std::size_t>(i)]);
    out.close(']');
  }
  out.close(']');
}

/// Which solid a phase is; null for a liquid.
void write_solid(Answer& out, const Phase& phase) {
  if (phase.solid >= 0) out.member("solid", double(phase.solid));
  if (phase.solid < 0) out.null_member("solid");
}

void write_phases(Answer& out, const Equilibrium& e, int components) {
  out.open('[', "phases");
  for (int k = 0; k < e.count; ++k) {
    out.open('{');
    write_solid(out, e.phase[static_cast<std::size_t>(k)]);
    write(out, "x", e.phase[static_cast<std::size_t>(k)].x, components);
    out.close('}');
  }
  out.close(']');
}

bool of_liquids(const Equilibrium& e) { return e.phase[0].solid < 0 && e.phase[1].solid < 0; }

// ---- Two components over temperature

/// @return whether every equilibrium was found
bool write_isotherm(Answer& out, const phase::Grid& grid) {
  const phase::BinaryDiagram diagram = phase::binary_diagram(grid);
  const phase::Surface& surface = grid.surface();
  const bool converged = diagram.not_converged.empty();
  out.open('{');
  out.member("temperature_K", surface.temperature_K());
  out.open('[', "coexisting");
  for (const Equilibrium& e : diagram.coexisting) {
    out.open('{');
    write_phases(out, e, 2);
    out.close('}');
  }
  out.close(']');
  std::vector<Composition> spinodal;
  for (const auto& line : diagram.spinodal.lines) spinodal.push_back(line[0]);
  write(out, "spinodal", spinodal, 2);
  Composition in_2, in_1;
  surface.log_gamma({0, 1, 0}, in_2);
  surface.log_gamma({1, 0, 0}, in_1);
  out.member("ln_gamma_infinite", {in_2[0], in_1[1]});
  out.member("miscible",
             converged && std::none_of(diagram.coexisting.begin(), diagram.coexisting.end(), of_liquids));
  out.member("converged", converged);
  out.close('}');
  return converged;
}

Status binary(Reader& reader, const Json& request, const System& system, Answer& out) {
  if (reader.has("subdivisions")) reader.refuse("subdivisions", "'subdivisions' is for three components");
  double from = 0, to = 0;
  int points = 1;
  const Json* temperature = request.find("temperature_K");
  if (temperature && temperature->is_object()) {
    Reader range(*temperature, "temperature_K", {"from", "to", "points"}, reader.error());
    from = range.number("from", kLowest_K, kHighest_K);
    to = range.number("to", kLowest_K, kHighest_K);
    points = range.whole_number("points", 2, 1001);
    if (!(from < to)) range.refuse("to", "'to' should be above 'from'");
  } else {
    from = to = reader.number("temperature_K", kLowest_K, kHighest_K);
  }
  if (reader.failed()) return reader.error();
  bool converged = true;
  out.open('{', "ok");
  out.member("components", 2.0);
  out.open('[', "isotherms");
  for (int i = 0; i < points; ++i) {
    const double T_K = i == points - 1 ? to : from + (to - from) * i / (points - 1);
    auto surface = phase::Surface::make(*system.model, T_K, system.solids);
    if (!surface) return surface.error();
    converged = write_isotherm(out, phase::Grid(std::move(*surface), kBinaryIntervals)) && converged;
  }
  out.close(']');
  out.open('[', "critical");
  if (points > 1) {
    const auto critical = phase::critical_temperatures(*system.model, from, to);
    if (!critical) return critical.error();
    for (const phase::CriticalTemperature& c : *critical) {
      out.open('{');
      out.member("temperature_K", c.temperature_K);
      write(out, "x", c.x, 2);
      out.member("upper", c.upper);
      out.member("stable", c.stable);
      out.close('}');
    }
  }
  out.close(']');
  out.member("converged", converged);
  out.close('}');
  return {};
}

// ---- Three components at one temperature

void write(Answer& out, const phase::TieLineRegion& region) {
  out.open('{');
  out.open('[', "phases");
  for (int k = 0; k < 2; ++k) {
    out.open('{');
    write_solid(out, region.tie_lines[0].phase[static_cast<std::size_t>(k)]);
    std::vector<Composition> branch;
    for (const Equilibrium& e : region.tie_lines) branch.push_back(e.phase[static_cast<std::size_t>(k)].x);
    write(out, "x", branch, 3);
    out.close('}');
  }
  out.close(']');
  out.close('}');
}

Status ternary(Reader& reader, const System& system, Answer& out) {
  const double T_K = reader.number("temperature_K", kLowest_K, kHighest_K);
  const int intervals = reader.whole_number("subdivisions", 20, 240, kTernaryIntervals);
  if (reader.failed()) return reader.error();
  auto surface = phase::Surface::make(*system.model, T_K, system.solids);
  if (!surface) return surface.error();
  const phase::TernaryDiagram d = phase::ternary_diagram(phase::Grid(std::move(*surface), intervals));
  bool liquids_split = false;
  out.open('{', "ok");
  out.member("components", 3.0);
  out.member("temperature_K", T_K);
  out.open('[', "regions");
  for (const phase::TieLineRegion& region : d.regions) {
    write(out, region);
    liquids_split = liquids_split || of_liquids(region.tie_lines[0]);
  }
  out.close(']');
  out.open('[', "triangles");
  for (const Equilibrium& e : d.triangles) {
    out.open('{');
    write_phases(out, e, 3);
    out.close('}');
  }
  out.close(']');
  out.open('[', "spinodal");
  for (const auto& line : d.spinodal.lines) {
    out.open('[');
    for (const Composition& x : line) {
      out.open('[');
      for (const double share : x) out.element(share);
      out.close(']');
    }
    out.close(']');
  }
  out.close(']');
  out.open('[', "critical");
  for (const phase::CriticalPoint& c : d.spinodal.critical) {
    out.open('{');
    write(out, "x", c.x, 3);
    out.member("stable", c.stable);
    out.close('}');
  }
  out.close(']');
  write(out, "not_converged", d.not_converged, 3);
  out.member("miscible", d.not_converged.empty() && !liquids_split);
  out.member("converged", d.not_converged.empty());
  out.close('}');
  return {};
}

// ---- One feed

Status flash(Reader& reader, const System& system, Answer& out) {
  const int n = system.model->components();
  const auto count = static_cast<std::size_t>(n);
  const double T_K = reader.number("temperature_K", kLowest_K, kHighest_K);
  const std::vector<double> feed = read_numbers(reader, "feed", count, count, 0, 1e9);
  double total = 0;
  for (const double amount : feed) total += amount;
  if (!(total > 0)) reader.refuse("feed", "the feed is nothing; at least one amount should be more than 0");
  const bool gradient = reader.yes_or_no("gradient", false);
  if (reader.failed()) return reader.error();
  auto surface = phase::Surface::make(*system.model, T_K, system.solids);
  if (!surface) return surface.error();
  const phase::Grid grid(std::move(*surface), n == 2 ? kBinaryIntervals : kTernaryIntervals);
  Composition z{};
  for (std::size_t i = 0; i < count; ++i) z[i] = feed[i] / total;
  const auto e = phase::flash(grid, z);
  if (!e) return e.error();
  std::optional<phase::Sensitivity> moved;
  if (gradient) {
    auto s = phase::sensitivity(grid.surface(), *e);
    if (!s) return s.error();
    moved = std::move(*s);
  }
  out.open('{', "ok");
  write(out, "feed", z, n);
  out.open('[', "phases");
  for (std::size_t k = 0; k < static_cast<std::size_t>(e->count); ++k) {
    out.open('{');
    write_solid(out, e->phase[k]);
    write(out, "x", e->phase[k].x, n);
    out.member("amount", e->phase[k].amount);
    if (moved) {
      out.open('{', "by_temperature_K");
      write(out, "x", moved->temperature.x[k], n);
      out.member("amount", moved->temperature.amount[k]);
      out.close('}');
    }
    out.close('}');
  }
  out.close(']');
  out.open('[', "ln_activity");
  for (std::size_t i = 0; i < count; ++i) out.element(e->potential[i]);
  out.close(']');
  out.member("gibbs_over_RT", e->gibbs);
  out.member("stability", grid.surface().stability(z));
  out.close('}');
  return {};
}

Status answer(const std::string& method, const Json& request, Answer& out) {
  if (method == "microstructure") return microstructure(request, out);
  const bool one_feed = method == "flash";
  if (!one_feed && method != "diagram") return Error{"bad_value", "", "there is no method '" + method + "'"};
  static constexpr const char* kOfFeed[] = {"feed", "gradient"};
  static constexpr const char* kOfDiagram[] = {"subdivisions"};
  Error error;
  Reader reader(request, "", {"model", "solids", "temperature_K"}, error,
                one_feed ? requests::Words(kOfFeed) : requests::Words(kOfDiagram));
  const System system = read_system(reader);
  if (reader.failed()) return error;
  if (one_feed) return flash(reader, system, out);
  return system.model->components() == 2 ? binary(reader, request, system, out)
                                         : ternary(reader, system, out);
}

}  // namespace

std::string Desk::call(const std::string& method, const std::string& request) {
  const std::optional<Json> parsed = Json::parse(request);
  Answer out;
  out.open('{');
  Status done = parsed ? answer(method, *parsed, out) : Error{"bad_value", "", "the request is not JSON"};
  if (!done) {
    out = {};
    out.open('{');
    out.open('{', "error");
    out.member("code", done.error().code);
    out.member("field", done.error().field);
    out.member("message", done.error().message);
    out.close('}');
  }
  out.close('}');
  numbers_ = out.numbers();
  return out.text();
}

}  // namespace mixgrad::diagrams
