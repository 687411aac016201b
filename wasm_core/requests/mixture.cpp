// Reads what all requests share: molecules, amounts, salt, temperature, and the limits of a design.
#include <algorithm>
#include <cmath>

#include "requests/session.h"

namespace mixgrad::requests {
namespace {

constexpr const char* kBases[] = {"mole", "mass", "volume"};
constexpr char kMolality[] = "molality_mol_per_kg";
constexpr char kMolarity[] = "molarity_mol_per_l";

design::Limits read_limits(Reader& object, Range range, bool locked_by_default) {
  design::Limits limits;
  if (object.has("min")) limits.low = object.number("min", range.low, range.high);
  if (object.has("max")) limits.high = object.number("max", range.low, range.high);
  limits.locked = object.yes_or_no("locked", locked_by_default);
  return limits;
}

}  // namespace

const Species* species_of_smiles(std::string_view smiles) {
  const std::span<const Species> library = built_in_species();
  const auto found =
      std::find_if(library.begin(), library.end(), [&](const Species& s) { return s.smiles == smiles; });
  return found == library.end() ? nullptr : &*found;
}

Result<int> Session::molecule(const std::string& name, Role role) {
  return role == Role::solvent ? laboratory_->solvent(name) : laboratory_->salt(name);
}

int Session::read_molecule(Reader& object, Role role) {
  const std::string key = object.one_of("species", "smiles");
  if (object.failed()) return -1;
  std::string name = object.text(key);
  if (key == "species" && !find_species(name)) {
    std::vector<const char*> names;
    for (const Species& s : built_in_species()) {
      names.push_back(s.id.c_str());
      names.push_back(s.name.c_str());
      for (const std::string& alias : s.aliases) names.push_back(alias.c_str());
    }
    const std::string meant = nearest_word(name, names);
    object.refuse(key,
                  "'" + name + "' is not in the built-in library; " +
                      (meant.empty() ? "any" : "did you mean '" + meant + "'? Any") +
                      " other molecule comes by its 'smiles'",
                  "unknown_species");
  }
  if (key == "smiles") {
    const auto& names = name_of_smiles_[role == Role::salt];
    const auto prepared = names.find(name);
    if (const Species* known = species_of_smiles(name)) {
      name = known->id;
    } else if (prepared != names.end()) {
      name = prepared->second;
    } else {
      object.refuse(key, "'" + name + "' is not known yet; call prepare() with the request first",
                    "unprepared_smiles");
    }
  }
  if (object.failed()) return -1;
  const auto found = molecule(name, role);
  if (!found) object.refuse(key, found.error().message, found.error().code.c_str());
  return found ? *found : -1;
}

Mixture Session::read_mixture(Reader& request, std::size_t fewest, std::size_t most, bool salt_needed,
                              design::ImproveRequest* design) {
  static constexpr const char* kLimitKeys[] = {"min", "max", "locked"};
  const Words limit_keys = design ? Words(kLimitKeys) : Words();
  Error& error = request.error();
  Mixture mixture;
  for (const Json& element : request.list("components", fewest, most).items()) {
    const std::string path = "components[" + std::to_string(mixture.solvents.size()) + "]";
    Reader component(element, path, {"species", "smiles", "amount"}, error, limit_keys);
    mixture.solvents.push_back(read_molecule(component, Role::solvent));
    mixture.amounts.push_back(component.number("amount", 0, INFINITY));
    if (design) design->shares.push_back(read_limits(component, {0, 1}, false));
  }
  // Dividing by the largest keeps sums of huge and of tiny amounts in range.
  const double largest =
      mixture.amounts.empty() ? 0 : *std::max_element(mixture.amounts.begin(), mixture.amounts.end());
  if (!(largest > 0)) request.refuse("components", "the amounts are all 0; at least one should be more");
  for (double& amount : mixture.amounts) amount /= largest;

  mixture.basis = static_cast<Basis>(request.choice("basis", kBases));
  if (design && request.is_object("temperature_K")) {
    Reader temperature(request.object("temperature_K"), "temperature_K", {"value", "min", "max", "locked"},
                       error);
    mixture.temperature_K = temperature.number("value", kTemperature_K.low, kTemperature_K.high);
    design->temperature = read_limits(temperature, kTemperature_K, false);
  } else {
    mixture.temperature_K = request.number("temperature_K", kTemperature_K.low, kTemperature_K.high);
  }
  if (!request.has("salt") && !salt_needed) return mixture;
  Reader salt(request.object("salt"), "salt", {"species", "smiles", kMolality, kMolarity}, error, limit_keys);
  mixture.salt = read_molecule(salt, Role::salt);
  const std::string unit = salt.one_of(kMolality, kMolarity);
  mixture.salt_unit = unit == kMolality ? SaltUnit::mol_per_kg : SaltUnit::mol_per_l;
  mixture.salt_amount = salt.number(unit, kSaltAmount.low, kSaltAmount.high);
  if (design) design->salt = read_limits(salt, kSaltAmount, true);
  return mixture;
}

}  // namespace mixgrad::requests
