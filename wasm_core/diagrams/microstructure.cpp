#include "diagrams/microstructure.h"

#include <algorithm>
#include <cmath>

#include "diagrams/system.h"
#include "laws/constants.h"
#include "phase/clusters.h"
#include "phase/pseudo_phases.h"
#include "phase/root.h"

namespace mixgrad::diagrams {
namespace {

using phase::Composition;
using phase::PseudoPhases;
using requests::Answer;
using requests::Reader;

constexpr const char* kCauseNames[] = {"solvent", "diluent", "expansion"};
constexpr const char* kSlopeNames[] = {"x_salt", "gain_kT", "surface_kT", "crowding_kT", "inside_x_salt"};

/// Free energies of clusters, taken for energies: in kT at 298.15 K, and at other temperatures less or more.
struct ClusterTerms {
  double surface_kT = 0, crowding_kT = 0;
  /// Without it, clusters of the favoured size are at home in the medium of the pseudo-phases: f_n* = ln x_1.
  std::optional<double> gain_kT;

  phase::Association at(const PseudoPhases& p) const {
    const double colder = laws::kReferenceTemperature_K / p.temperature_K;
    const double surface = surface_kT * colder, crowding = crowding_kT * colder;
    const double gain =
        gain_kT ? *gain_kT * colder : 2 * std::sqrt(surface * crowding) - std::log(p.medium[0]);
    return {gain, surface, crowding, p.inside[0]};
  }
};

/// A range as in the request; without points where it is not wanted.
struct Range {
  double from = 0, to = 0;
  int points = 0;

  double at(int i) const { return i == points - 1 ? to : from + (to - from) * i / (points - 1); }
};

struct Question {
  System system;
  Composition feed{};
  double temperature_K = 0;
  phase::MolarVolumes volumes;
  ClusterTerms terms;
  Range dilution, temperatures;
  bool gradient = false;

  Result<std::optional<PseudoPhases>> pseudo_phases(double T_K) const {
    return phase::pseudo_phases(*system.model, T_K, feed, volumes);
  }
};

Question read(const Json& request, Error& error) {
  Question q;
  Reader reader(request, "",
                {"model", "feed", "temperature_K", "molar_volume_cm3_per_mol", "expansion_per_K",
                 "bridge_inside", "clusters", "dilution", "over_temperature", "gradient"},
                error);
  q.system = read_system(reader, reader.number("bridge_inside", 0, 1, 0));
  if (q.system.model && q.system.model->components() != 3)
    reader.refuse("model",
                  "'model' should have three pairs: salt and solvent, salt and diluent, solvent and diluent");
  q.temperature_K = reader.number("temperature_K", kLowest_K, kHighest_K);
  const std::vector<double> feed = read_numbers(reader, "feed", 3, 3, 0, 1e9);
  if (!(feed[0] > 0 && feed[1] + feed[2] > 0))
    reader.refuse("feed", "'feed' should hold salt, and solvent or diluent");
  for (std::size_t i = 0; i < 3; ++i) q.feed[i] = feed[i] / (feed[0] + feed[1] + feed[2]);
  const std::vector<double> volume = read_numbers(reader, "molar_volume_cm3_per_mol", 3, 3, 1, 1e5);
  std::copy(volume.begin(), volume.end(), q.volumes.cm3_per_mol.begin());
  if (reader.has("expansion_per_K")) {
    // So that no volume vanishes at any temperature that may be asked for.
    const std::vector<double> expansion = read_numbers(reader, "expansion_per_K", 3, 3, 0, 3e-3);
    std::copy(expansion.begin(), expansion.end(), q.volumes.expansion_per_K.begin());
  }
  if (const Json& given = reader.object("clusters"); !reader.failed()) {
    Reader clusters(given, "clusters", {"surface_kT", "crowding_kT", "gain_kT"}, error);
    q.terms.surface_kT = clusters.number("surface_kT", 0, 1000);
    q.terms.crowding_kT = clusters.number("crowding_kT", 1e-4, 1000);
    if (clusters.has("gain_kT")) q.terms.gain_kT = clusters.number("gain_kT", -100, 1000);
  }
  if (reader.has("dilution")) {
    const Json& given = reader.object("dilution");
    Reader range(given, "dilution", {"diluent_per_salt", "points"}, error);
    q.dilution.to = range.number("diluent_per_salt", 1e-6, 1e6);
    q.dilution.points = range.whole_number("points", 2, 1001);
  }
  if (reader.has("over_temperature")) {
    const Json& given = reader.object("over_temperature");
    Reader range(given, "over_temperature", {"from", "to", "points"}, error);
    q.temperatures.from = range.number("from", kLowest_K, kHighest_K);
    q.temperatures.to = range.number("to", kLowest_K, kHighest_K);
    q.temperatures.points = range.whole_number("points", 2, 201);
    if (!(q.temperatures.from < q.temperatures.to)) range.refuse("to", "'to' should be above 'from'");
  }
  q.gradient = reader.yes_or_no("gradient", false);
  return q;
}

void write(Answer& out, const char* key, const phase::ByCause& causes) {
  out.open('{', key);
  for (std::size_t k = 0; k < causes.size(); ++k) out.member(kCauseNames[k], causes[k]);
  out.close('}');
}

void write(Answer& out, const PseudoPhases& p) {
  out.open('{', "inside");
  out.member("x", p.inside);
  out.member("x_medium", p.medium);
  out.member("amount", p.inside_share);
  out.member("per_salt", p.per_salt);
  out.member("room_cm3_per_mol_salt", p.room_cm3_per_mol);
  out.member("salt_mol_per_l", p.local_salt_mol_per_l);
  out.member("medium_salt_mol_per_l", p.medium_salt_mol_per_l);
  write(out, "salt_by_temperature_mol_per_l_K", p.local_salt_by_temperature);
  out.close('}');
}

void write(Answer& out, const phase::Clusters& c) {
  out.member("share_in_clusters", c.share);
  out.member("number_mean", c.number_mean);
  out.member("weight_mean", c.weight_mean);
  out.member("medium", c.medium);
  out.member("x_single", std::exp(c.ln_single));
}

void write(Answer& out, const char* key, const phase::ClusterSlopes& slopes) {
  out.open('{', key);
  for (std::size_t k = 0; k < slopes.size(); ++k) out.member(kSlopeNames[k], slopes[k]);
  out.close('}');
}

Status write_clusters(Answer& out, const Question& q, const phase::Association& a) {
  const auto c = phase::associate(a, q.feed[0]);
  if (!c) return c.error();
  out.open('{', "clusters");
  out.member("gain_kT", a.gain_kT);
  out.member("surface_kT", a.surface_kT);
  out.member("crowding_kT", a.crowding_kT);
  out.member("favoured_size", a.favoured_size());
  write(out, *c);
  if (const auto onset = phase::onset(a)) {
    // Solvent per salt stays, so that x = 1/(1 + n_2 + n_3).
    const double diluent = 1 / onset->x - 1 - q.feed[1] / q.feed[0];
    out.open('{', "onset");
    out.member("x_salt", onset->x);
    if (diluent >= 0) out.member("diluent_per_salt", diluent);
    if (diluent < 0) out.null_member("diluent_per_salt");
    out.close('}');
  } else {
    out.null_member("onset");
  }
  out.member("share_by_size", phase::shares_by_size(a, q.feed[0], *c));
  if (q.gradient) {
    out.open('{', "gradient");
    write(out, "share_in_clusters", c->share_slope);
    write(out, "number_mean", c->number_mean_slope);
    out.close('}');
  }
  out.close('}');
  return {};
}

Status write_dilution(Answer& out, const Question& q, const phase::Association& a) {
  out.open('[', "dilution");
  for (int i = 0; i < q.dilution.points; ++i) {
    const double diluent = q.dilution.at(i), solvent = q.feed[1] / q.feed[0];
    const double all = 1 + solvent + diluent;
    const Composition x{1 / all, solvent / all, diluent / all};
    out.open('{');
    out.member("diluent_per_salt", diluent);
    out.member("x_salt", x[0]);
    out.member("salt_mol_per_l", 1000 * x[0] / q.volumes.of(x, q.temperature_K));
    if (x[0] < a.inside_x) {
      const auto c = phase::associate(a, x[0]);
      if (!c) return c.error();
      out.open('{', "clusters");
      write(out, *c);
      out.close('}');
    } else {
      out.null_member("clusters");
    }
    out.close('}');
  }
  out.close(']');
  return {};
}

double slope(const PseudoPhases& p) {
  const phase::ByCause& by = p.local_salt_by_temperature;
  return by[0] + by[1] + by[2];
}

/// The highest maximum of the local concentration between the points given, where its slope is 0.
Result<std::optional<PseudoPhases>> peak(const Question& q,
                                         const std::vector<std::optional<PseudoPhases>>& series) {
  std::optional<PseudoPhases> best;
  for (std::size_t i = 1; i < series.size(); ++i) {
    const auto &a = series[i - 1], &b = series[i];
    if (!a || !b || !(slope(*a) > 0 && slope(*b) <= 0)) continue;
    Status failed;
    const double T_K =
        phase::root_between(a->temperature_K, slope(*a), b->temperature_K, slope(*b), 1e-6, [&](double T) {
          const auto p = q.pseudo_phases(T);
          if (!p) failed = p.error();
          return p && *p ? slope(**p) : 0;
        });
    if (!failed) return failed.error();
    auto here = q.pseudo_phases(T_K);
    if (!here) return here.error();
    if (*here && (!best || (*here)->local_salt_mol_per_l > best->local_salt_mol_per_l)) best = *here;
  }
  return best;
}

Status write_temperatures(Answer& out, const Question& q) {
  std::vector<std::optional<PseudoPhases>> series;
  std::optional<PseudoPhases> first;
  out.open('[', "over_temperature");
  for (int i = 0; i < q.temperatures.points; ++i) {
    const double T_K = q.temperatures.at(i);
    const auto found = q.pseudo_phases(T_K);
    if (!found) return found.error();
    series.push_back(*found);
    out.open('{');
    out.member("temperature_K", T_K);
    if (const std::optional<PseudoPhases>& p = *found) {
      if (!first) first = p;
      const auto c = phase::associate(q.terms.at(*p), q.feed[0]);
      if (!c) return c.error();
      write(out, *p);
      write(out, "change_mol_per_l", phase::local_salt_change(*first, *p, q.volumes));
      out.open('{', "clusters");
      write(out, *c);
      out.close('}');
    } else {
      for (const char* key : {"inside", "change_mol_per_l", "clusters"}) out.null_member(key);
    }
    out.close('}');
  }
  out.close(']');
  const auto top = peak(q, series);
  if (!top) return top.error();
  if (*top) {
    out.open('{', "peak");
    out.member("temperature_K", (*top)->temperature_K);
    out.member("salt_mol_per_l", (*top)->local_salt_mol_per_l);
    out.close('}');
  } else {
    out.null_member("peak");
  }
  return {};
}

}  // namespace

Status microstructure(const Json& request, Answer& out) {
  Error error;
  const Question q = read(request, error);
  if (!error.code.empty()) return error;
  const auto found = q.pseudo_phases(q.temperature_K);
  if (!found) return found.error();
  const std::optional<PseudoPhases>& p = *found;
  out.open('{', "ok");
  out.member("feed", q.feed);
  out.member("salt_mol_per_l", 1000 * q.feed[0] / q.volumes.of(q.feed, q.temperature_K));
  if (p) {
    const phase::Association a = q.terms.at(*p);
    write(out, *p);
    if (Status done = write_clusters(out, q, a); !done) return done;
    if (q.dilution.points > 0) {
      if (Status done = write_dilution(out, q, a); !done) return done;
    }
  } else {
    out.null_member("inside");
    out.null_member("clusters");
    if (q.dilution.points > 0) out.null_member("dilution");
  }
  if (q.temperatures.points > 0) {
    if (Status done = write_temperatures(out, q); !done) return done;
  }
  out.close('}');
  return {};
}

}  // namespace mixgrad::diagrams
