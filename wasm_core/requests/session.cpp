// The methods of the interface: from a checked request to an answer.
#include "requests/session.h"

namespace mixgrad::requests {
namespace {

const std::string kConductivity = "conductivity_mS_per_cm";
const std::vector<std::string> kProperties = {kConductivity};
const std::vector<std::string> kMixtureKeys = {"components", "basis", "salt", "temperature_K"};

std::vector<std::string> with(std::vector<std::string> keys, const std::vector<std::string>& more) {
  keys.insert(keys.end(), more.begin(), more.end());
  return keys;
}

void write(Answer& out, const DomainVerdict& verdict) {
  out.open('{', "domain");
  out.member("state", name_of(verdict.state));
  out.member("reasons", verdict.reasons);
  out.close('}');
}

void write_interval90(Answer& out, const Prediction& p) {
  out.member("interval90", {p.conductivity.lower90_mS_per_cm, p.conductivity.upper90_mS_per_cm});
}

void write(Answer& out, const CompositionReport& composition) {
  out.open('{', "composition");
  out.member("mole", composition.mole);
  out.member("mass", composition.mass);
  out.member("volume", composition.volume);
  out.member("molality_mol_per_kg", composition.molality_mol_per_kg);
  out.member("molarity_mol_per_l", composition.molarity_mol_per_l);
  out.member("density_g_per_cm3", composition.density_g_per_cm3);
  out.close('}');
}

void write(Answer& out, const Prediction& p, bool has_salt, bool gradient) {
  const ConductivityPrediction& conductivity = p.conductivity;
  out.open('{', kConductivity);
  out.member("value", conductivity.value_mS_per_cm);
  write_interval90(out, p);
  if (gradient) {
    out.open('{', "gradient");
    out.member("components", conductivity.gradient_share);
    if (has_salt) out.member("salt", conductivity.gradient_salt);
    if (!has_salt) out.null_member("salt");
    out.member("temperature_K", conductivity.gradient_temperature);
    out.close('}');
  }
  out.open('[', "coefficients");
  for (const Coefficient& coefficient : conductivity.coefficients) {
    out.open('{');
    out.member("name", coefficient.name);
    out.member("unit", coefficient.unit);
    out.member("value", coefficient.value);
    out.member("sd", coefficient.deviation);
    out.close('}');
  }
  out.close(']');
  out.close('}');
}

/// A point of a design run: shares, then the salt's amount.
void write_point(Answer& out, const double* point, std::size_t solvents, double value) {
  out.member("components", std::span(point, solvents));
  out.member("salt", point[solvents]);
  out.member("value", value);
}

std::string error_text(const Error& error) {
  Answer out;
  out.open('{');
  out.open('{', "error");
  out.member("code", error.code);
  out.member("field", error.field);
  out.member("message", error.message);
  out.close('}');
  out.close('}');
  return out.text();
}

/// The domain's states as numbers, 0 known ground to 2 outside.
std::vector<std::uint8_t> codes_of(const std::vector<DomainState>& states) {
  std::vector<std::uint8_t> codes;
  for (const DomainState state : states) codes.push_back(static_cast<std::uint8_t>(state));
  return codes;
}

}  // namespace

std::string Session::load(std::span<const std::byte> weights) {
  auto model = read_model_file(weights);
  if (!model) return error_text(model.error());
  laboratory_ = std::make_unique<Laboratory>(std::move(*model));
  for (auto& names : name_of_smiles_) names.clear();
  return R"({"ok":null})";
}

std::string Session::call(const std::string& method, const std::string& request) {
  arrays_ = {};
  const std::optional<Json> parsed = Json::parse(request);
  if (!parsed) return error_text({"bad_value", "", "the request is not JSON"});
  Answer out;
  out.open('{');
  if (const Status done = answer(method, *parsed, out); !done) return error_text(done.error());
  if (!arrays_.numbers.empty()) {
    out.open('[', "arrays");
    for (const auto& [name, values] : arrays_.numbers) out.element(name);
    out.element("domain");
    out.close(']');
  }
  out.close('}');
  numbers_ = out.numbers();
  return out.text();
}

Status Session::answer(const std::string& method, const Json& request, Answer& out) {
  if (!laboratory_) return Error{"bad_value", "", "no weights are loaded"};
  if (method == "predict") return predict(request, out);
  if (method == "curve") return curve(request, out);
  if (method == "ternary") return ternary(request, out);
  if (method == "design") return design(request, out);
  if (method == "species") return species(out);
  if (method == "about") return about(out);
  if (method == "add") return add(request, out);
  return Error{"bad_value", "", "there is no method '" + method + "'"};
}

Status Session::about(Answer& out) {
  const ModelFile& model = laboratory_->model();
  const Range temperature = model.known_ground.temperature_K(),
              molality = model.known_ground.molality_mol_per_kg();
  out.open('{', "ok");
  out.member("version", model.version);
  out.member("temperature_K", {temperature.low, temperature.high});
  out.member("molality_mol_per_kg", {molality.low, molality.high});
  out.open('[', "training_data");
  for (const TrainingData& data : model.training_data) {
    out.open('{');
    out.member("name", data.name);
    out.member("doi", data.doi);
    out.member("licence", data.licence);
    out.member("rows", double(data.rows));
    out.close('}');
  }
  out.close(']');
  out.close('}');
  return {};
}

Status Session::species(Answer& out) {
  const KnownGround& known = laboratory_->model().known_ground;
  out.open('[', "ok");
  for (const Species& species : built_in_species()) {
    const bool solvent = species.role == Role::solvent;
    out.open('{');
    out.member("id", species.id);
    out.member("name", species.name);
    out.member("aliases", species.aliases);
    out.member("smiles", species.smiles);
    out.member("role", solvent ? "solvent" : "salt");
    out.member("formula", species.formula);
    out.member("molar_mass_g_per_mol", species.molar_mass_g_per_mol);
    out.member("trained", solvent ? known.has_solvent(species.id) : known.has_salt(species.id));
    out.close('}');
  }
  out.close(']');
  return {};
}

// A molecule as RDKit sees it. One of the library keeps its name and what is known of it.
Status Session::add(const Json& request, Answer& out) {
  Error error;
  Reader reader(request, "", {"smiles", "role", "canonical", "commonchem"}, error);
  const bool solvent = reader.choice("role", std::vector<std::string>{"solvent", "salt"}) == 0;
  const std::string smiles = reader.text("smiles"), canonical = reader.text("canonical");
  const std::string commonchem = reader.text("commonchem");
  if (reader.failed()) return error;
  const Species* known = species_of_smiles(canonical);
  // Some SMILES are also the abbreviation of another molecule: FB.
  const std::string name = known ? known->id : find_species(canonical) ? canonical + " (SMILES)" : canonical;
  const auto graph = graph_from_commonchem(commonchem);
  if (!graph) return graph.error();
  const auto added = known     ? molecule(name, solvent ? Role::solvent : Role::salt)
                     : solvent ? laboratory_->add_solvent(name, *graph)
                               : laboratory_->add_salt(name, *graph);
  if (!added) return Error{added.error().code, "smiles", added.error().message};
  name_of_smiles_[!solvent][smiles] = name;
  out.member("ok", name);
  return {};
}

Status Session::predict(const Json& request, Answer& out) {
  Error error;
  Reader reader(request, "", with(kMixtureKeys, {"properties", "gradient"}), error);
  const Mixture mixture = read_mixture(reader, 1, kMostComponents, false);
  const bool gradient = reader.yes_or_no("gradient", false);
  const bool conductivity = reader.several("properties", kProperties)[0];
  if (reader.failed()) return error;
  const auto prediction = laboratory_->predict(mixture, gradient);
  if (!prediction) return prediction.error();
  out.open('{', "ok");
  if (conductivity) write(out, *prediction, mixture.salt >= 0, gradient);
  write(out, prediction->composition);
  write(out, prediction->domain);
  out.close('}');
  return {};
}

Status Session::curve(const Json& request, Answer& out) {
  Error error;
  Reader reader(request, "", with(kMixtureKeys, {"along", "from", "to", "points"}), error);
  const bool salt = reader.choice("along", std::vector<std::string>{"temperature_K", "salt"}) == 1;
  const Mixture mixture = read_mixture(reader, 1, kMostComponents, salt);
  const Range range = salt ? kSaltAmount : kTemperature_K;
  const double from = reader.number("from", range.low, range.high),
               to = reader.number("to", range.low, range.high);
  const int points = reader.whole_number("points", 2, 1001);
  if (reader.failed()) return error;
  std::vector<double> x;
  for (int i = 0; i < points; ++i) x.push_back(i == points - 1 ? to : from + (to - from) * i / (points - 1));
  auto series = salt ? laboratory_->along_salt(mixture, x) : laboratory_->along_temperature(mixture, x);
  if (!series && !salt) return series.error();
  if (!series) return Error{series.error().code, from > to ? "from" : "to", series.error().message};
  arrays_.numbers["x"] = std::move(x);
  arrays_.numbers["value"] = std::move(series->value);
  arrays_.numbers["lower"] = std::move(series->lower);
  arrays_.numbers["upper"] = std::move(series->upper);
  arrays_.domain = codes_of(series->domain);
  out.open('{', "ok");
  out.close('}');
  return {};
}

Status Session::ternary(const Json& request, Answer& out) {
  Error error;
  Reader reader(request, "", with(kMixtureKeys, {"subdivisions", "gradient"}), error);
  const Mixture mixture = read_mixture(reader, 3, 3, false);
  const int n = reader.whole_number("subdivisions", 2, 200);
  const bool gradient = reader.yes_or_no("gradient", false);
  if (reader.failed()) return error;
  std::vector<double> shares;
  for (int third = 0; third <= n; ++third) {
    for (int second = 0; second <= n - third; ++second) {
      for (const int steps : {n - third - second, second, third})
        shares.push_back(static_cast<double>(steps) / n);
    }
  }
  const std::vector<double> salt_amount(shares.size() / 3, mixture.salt_amount);
  auto series = laboratory_->over_compositions(mixture, shares, salt_amount, gradient);
  if (!series) return series.error();
  arrays_.numbers["share"] = std::move(shares);
  arrays_.numbers["value"] = std::move(series->value);
  arrays_.numbers["gradient"] = std::move(series->gradient_share);
  arrays_.domain = codes_of(series->domain);
  out.open('{', "ok");
  out.member("subdivisions", double(n));
  out.close('}');
  return {};
}

Status Session::design(const Json& request, Answer& out) {
  Error error;
  design::ImproveRequest wanted;
  Reader reader(request, "",
                with(kMixtureKeys, {"goal", "starts", "seed", "max_iterations", "stay_in_domain"}), error);
  wanted.mixture = read_mixture(reader, 1, kMostComponents, true, &wanted);
  Reader goal(reader.object("goal"), "goal", {"maximize", "minimize"}, error);
  const char* direction = goal.one_of("maximize", "minimize");
  goal.choice(direction, kProperties);
  wanted.maximise = goal.has("maximize");
  wanted.stay_in_domain = reader.yes_or_no("stay_in_domain", true);
  wanted.options.starts = reader.whole_number("starts", 1, 256, wanted.options.starts);
  wanted.options.seed = static_cast<std::uint64_t>(reader.whole_number("seed", 0, 2'147'483'647, 1));
  wanted.options.max_iterations =
      reader.whole_number("max_iterations", 1, 10'000, wanted.options.max_iterations);
  if (reader.failed()) return error;

  const auto improved = design::improve(*laboratory_, wanted);
  if (!improved) return improved.error();
  const auto& [start, before, best, run, active_limits] = *improved;
  const std::size_t solvents = wanted.mixture.solvents.size();
  const double value_before = before.conductivity.value_mS_per_cm,
               value_best = best.conductivity.value_mS_per_cm;
  out.open('{', "ok");
  out.open('{', "before");
  write_point(out, start.data(), solvents, value_before);
  write_interval90(out, before);
  out.close('}');
  out.open('{', "best");
  write_point(out, run.point.data(), solvents, value_best);
  write_interval90(out, best);
  write(out, best.domain);
  out.close('}');
  if (value_before > 0) out.member("change_percent", 100 * (value_best / value_before - 1));
  if (!(value_before > 0)) out.null_member("change_percent");
  out.open('[', "trace");
  for (std::size_t i = 0; i < run.trace_values.size(); ++i) {
    out.open('{');
    write_point(out, &run.trace_points[i * (solvents + 1)], solvents, run.trace_values[i]);
    out.close('}');
  }
  out.close(']');
  out.member("converged", run.converged);
  out.member("kkt_residual", run.kkt_residual);
  out.member("iterations", double(run.iterations));
  out.member("starts", double(wanted.options.starts));
  out.member("active_limits", active_limits);
  out.close('}');
  return {};
}

}  // namespace mixgrad::requests
