// The methods of the interface: from a checked request to an answer.
#include <algorithm>
#include <cmath>

#include "requests/shared.h"

namespace mixgrad::requests {

void write(Answer& out, const DomainVerdict& verdict, std::string_view key) {
  out.open('{', key);
  out.member("state", name_of(verdict.state));
  out.member("reasons", verdict.reasons);
  out.close('}');
}

namespace {

constexpr const char* kLnGamma = "ln_gamma";
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

void write_value(Answer& out, const LiquidValue& value) {
  out.member("value", value.value);
  out.member("interval90", {value.lower90, value.upper90});
}

void write(Answer& out, LiquidProperty property, const LiquidPrediction& p, bool gradient) {
  const LiquidValue& value = p[property];
  out.open('{', name_of(property));
  write_value(out, value);
  if (gradient) {
    out.open('{', "gradient");
    out.member("components", value.gradient_share);
    out.member("temperature_K", value.gradient_temperature);
    out.close('}');
  }
  write(out, p.domain[measured_of(property)]);
  out.close('}');
}

void write_ln_gamma(Answer& out, const LiquidPrediction& p) {
  std::vector<double> value, lower, upper;
  for (const LiquidValue& ln_gamma : p.ln_gamma) {
    value.push_back(ln_gamma.value);
    lower.push_back(ln_gamma.lower90);
    upper.push_back(ln_gamma.upper90);
  }
  out.open('{', kLnGamma);
  out.member("value", value);
  out.member("lower90", lower);
  out.member("upper90", upper);
  write(out, p.domain[Measured::log_gamma]);
  out.close('}');
}

/// A coefficient of the laws of liquids: ensemble mean and standard deviation.
void write_coefficient(Answer& out, const char* law, const char* place, int number, const char* name,
                       const char* unit, double mean, double deviation) {
  out.open('{');
  out.member("law", law);
  out.member(place, double(number));
  out.member("name", name);
  out.member("unit", unit);
  out.member("value", mean);
  out.member("sd", deviation);
  out.close('}');
}

/// One member of a coefficient struct over the heads.
template <class Coefficients>
void write_pure(Answer& out, const char* law, int component, const char* name, const char* unit,
                const std::vector<Coefficients>& heads, double Coefficients::*member) {
  double sum = 0, square = 0;
  for (const Coefficients& head : heads) {
    sum += head.*member;
    square += head.*member * (head.*member);
  }
  const double count = static_cast<double>(heads.size()), mean = sum / count;
  write_coefficient(out, law, "component", component, name, unit, mean,
                    std::sqrt(std::max(0.0, square / count - mean * mean)));
}

void write_pure(Answer& out, int component, const LiquidMolecule& molecule) {
  using Volume = laws::MolarVolumeCoefficients<double>;
  using Viscosity = laws::ViscosityCoefficients<double>;
  write_pure(out, "molar_volume", component, "volume", "cm3/mol", molecule.volume,
             &Volume::volume_cm3_per_mol);
  write_pure(out, "molar_volume", component, "expansion", "1/(100 K)", molecule.volume, &Volume::expansion);
  write_pure(out, "molar_volume", component, "expansion_slope", "1/(100 K)^2", molecule.volume,
             &Volume::expansion_slope);
  write_pure(out, "pure_viscosity", component, "log_viscosity", "ln(mPa s)", molecule.viscosity,
             &Viscosity::log_viscosity);
  write_pure(out, "pure_viscosity", component, "cooling", "1/K", molecule.viscosity,
             &Viscosity::cooling_per_K);
  write_pure(out, "pure_viscosity", component, "glass_temperature", "K", molecule.viscosity,
             &Viscosity::glass_K);
}

void write(Answer& out, const PairCoefficient& c) {
  struct Names {
    const char* law;
    const char* unit;
    const char* factor[3];
  };
  static constexpr Names kNames[] = {{"excess_gibbs", "1", {"gibbs", "enthalpy", "heat_capacity"}},
                                     {"excess_volume", "cm3/mol", {"volume", "volume_slope", ""}},
                                     {"viscosity_mixing", "1", {"mixing", "mixing_slope", ""}}};
  const Names& names = kNames[static_cast<std::size_t>(c.surface)];
  write_coefficient(out, names.law, "order", c.order, names.factor[c.factor], names.unit, c.mean,
                    c.deviation);
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
  if (built_in_species().empty()) {
    return error_text(
        {"bad_species", "species", "this is no species.json, or it is damaged; it comes with the build"});
  }
  auto model = read_model_file(weights);
  if (!model) return error_text(model.error());
  front_.reset();
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
    if (!arrays_.domain.empty()) out.element("domain");
    out.close(']');
  }
  out.close('}');
  numbers_ = out.numbers();
  return out.text();
}

Status Session::answer(const std::string& method, const Json& request, Answer& out) {
  if (!laboratory_) return Error{"bad_value", "", "no weights are loaded"};
  if (method == "predict") return predict(request, out);
  if (method == "excess_gibbs") return excess_gibbs(request, out);
  if (method == "curve") return curve(request, out);
  if (method == "binary") return binary(request, out);
  if (method == "ternary") return ternary(request, out);
  if (method == "design") return design(request, out);
  if (method == "pareto") return pareto(request, out);
  if (method == "pareto_next") return pareto_next(out);
  if (method == "solvation") return solvation(request, out);
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
    out.member("url", data.url);
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
  Reader reader(request, "", {"smiles", "role", "canonical", "key", "commonchem"}, error);
  const bool solvent = reader.choice("role", {"solvent", "salt"}) == 0;
  const std::string smiles = reader.text("smiles"), canonical = reader.text("canonical");
  const std::string key = reader.text("key"), commonchem = reader.text("commonchem");
  if (reader.failed()) return error;
  const Species* known = species_of_smiles(canonical);
  // Some SMILES are also the abbreviation of another molecule: FB.
  const std::string name = known ? known->id : find_species(canonical) ? canonical + " (SMILES)" : canonical;
  const auto graph = graph_from_commonchem(commonchem);
  if (!graph) return graph.error();
  const auto added = known     ? molecule(name, solvent ? Role::solvent : Role::salt)
                     : solvent ? laboratory_->add_solvent(name, *graph, key)
                               : laboratory_->add_salt(name, *graph);
  if (!added) return Error{added.error().code, "smiles", added.error().message};
  name_of_smiles_[!solvent][smiles] = name;
  out.member("ok", name);
  return {};
}

Status Session::predict(const Json& request, Answer& out) {
  Error error;
  Reader reader(request, "", {"properties", "gradient"}, error, kMixtureKeys);
  const Mixture mixture = read_mixture(reader, 1, kMostComponents, false);
  const bool gradient = reader.yes_or_no("gradient", false);
  std::vector<const char*> names(std::begin(kPropertyNames), std::end(kPropertyNames));
  names.insert(names.begin() + 1, kLnGamma);
  const std::vector<char> wanted = reader.several("properties", names);
  if (reader.failed()) return error;
  const auto prediction = laboratory_->predict(mixture, gradient);
  if (!prediction) return prediction.error();
  out.open('{', "ok");
  if (wanted[0]) write(out, *prediction, mixture.salt >= 0, gradient);
  if (std::find(wanted.begin() + 1, wanted.end(), true) != wanted.end()) {
    const auto liquid = laboratory_->liquid(mixture, gradient);
    if (!liquid) return liquid.error();
    if (wanted[1]) write_ln_gamma(out, *liquid);
    for (int p = 0; p < kLiquidProperties; ++p) {
      if (wanted[static_cast<std::size_t>(2 + p)])
        write(out, static_cast<LiquidProperty>(p), *liquid, gradient);
    }
  }
  write(out, prediction->composition);
  write(out, prediction->domain);
  out.close('}');
  return {};
}

Mixture Session::read_liquids(Reader& reader, std::size_t most) {
  Mixture mixture;
  for (const Json& element : reader.list("components", 2, most).items()) {
    const std::string path = "components[" + std::to_string(mixture.solvents.size()) + "]";
    Reader component(element, path, {"species", "smiles"}, reader.error());
    mixture.solvents.push_back(read_molecule(component, Role::solvent));
  }
  mixture.temperature_K = reader.number("temperature_K", kTemperature_K.low, kTemperature_K.high);
  return mixture;
}

// At one temperature, for which the domain is judged.
Status Session::excess_gibbs(const Json& request, Answer& out) {
  Error error;
  Reader reader(request, "", {"components", "temperature_K"}, error);
  Mixture mixture = read_liquids(reader, 3);
  if (reader.failed()) return error;
  mixture.amounts.assign(mixture.solvents.size(), 1.0);
  const auto liquid = laboratory_->liquid(mixture, false);
  if (!liquid) return liquid.error();
  ExcessGibbs surfaces = laboratory_->excess_gibbs(mixture);
  arrays_.numbers["coefficient"] = std::move(surfaces.coefficient);
  arrays_.numbers["resemblance"] = std::move(surfaces.resemblance);
  out.open('{', "ok");
  out.member("heads", double(surfaces.heads));
  out.member("orders", double(surfaces.orders));
  write(out, liquid->domain[Measured::log_gamma]);
  out.close('}');
  return {};
}

Status Session::binary(const Json& request, Answer& out) {
  Error error;
  Reader reader(request, "", {"components", "temperature_K", "points"}, error);
  Mixture mixture = read_liquids(reader, 2);
  const int points = reader.whole_number("points", 2, 1001);
  if (reader.failed()) return error;

  std::vector<double>& x = arrays_.numbers["mole_fraction"];
  const auto append = [&](const std::string& name, const LiquidValue& value) {
    arrays_.numbers[name].push_back(value.value);
    arrays_.numbers[name + ".lower"].push_back(value.lower90);
    arrays_.numbers[name + ".upper"].push_back(value.upper90);
  };
  static constexpr LiquidProperty kShown[] = {LiquidProperty::density, LiquidProperty::excess_volume,
                                              LiquidProperty::excess_enthalpy, LiquidProperty::excess_gibbs,
                                              LiquidProperty::viscosity};
  for (int i = 0; i < points; ++i) {
    x.push_back(static_cast<double>(i) / (points - 1));
    mixture.amounts = {x.back(), 1 - x.back()};
    const auto liquid = laboratory_->liquid(mixture, false);
    if (!liquid) return liquid.error();
    for (const LiquidProperty p : kShown) append(name_of(p), (*liquid)[p]);
    append("ln_gamma_1", liquid->ln_gamma[0]);
    append("ln_gamma_2", liquid->ln_gamma[1]);
  }

  mixture.amounts = {1, 1};
  const auto halfway = laboratory_->liquid(mixture, false);
  if (!halfway) return halfway.error();
  out.open('{', "ok");
  out.open('{', "domain");
  for (const LiquidProperty p : kShown) write(out, halfway->domain[measured_of(p)], name_of(p));
  for (const char* name : {"ln_gamma_1", "ln_gamma_2"})
    write(out, halfway->domain[Measured::log_gamma], name);
  out.close('}');
  out.open('[', "coefficients");
  for (const int i : {0, 1})
    write_pure(out, i, laboratory_->liquid_molecule(mixture.solvents[static_cast<std::size_t>(i)]));
  for (const PairCoefficient& c : laboratory_->pair_coefficients(mixture, 0, 1)) write(out, c);
  out.close(']');
  out.close('}');
  return {};
}

Status Session::curve(const Json& request, Answer& out) {
  Error error;
  Reader reader(request, "", {"along", "from", "to", "points"}, error, kMixtureKeys);
  const bool salt = reader.choice("along", {"temperature_K", "salt"}) == 1;
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
  Reader reader(request, "", {"property", "subdivisions", "gradient"}, error, kMixtureKeys);
  const std::size_t property = reader.has("property") ? reader.choice("property", kPropertyNames) : 0;
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
  auto series = property == 0 ? laboratory_->over_compositions(mixture, shares, salt_amount, gradient)
                              : laboratory_->liquid_over_compositions(
                                    mixture, static_cast<LiquidProperty>(property - 1), shares, gradient);
  if (!series) return series.error();
  arrays_.numbers["share"] = std::move(shares);
  arrays_.numbers["value"] = std::move(series->value);
  arrays_.numbers["lower"] = std::move(series->lower);
  arrays_.numbers["upper"] = std::move(series->upper);
  arrays_.numbers["gradient"] = std::move(series->gradient_share);
  arrays_.domain = codes_of(series->domain);
  out.open('{', "ok");
  out.member("subdivisions", double(n));
  out.close('}');
  return {};
}

}  // namespace mixgrad::requests
